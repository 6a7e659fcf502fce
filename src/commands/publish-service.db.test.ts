import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { granted } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { openCatalog } from '../catalog/services.js'
import { rawForm } from '../desk/form/raw.js'
import { root } from '../root.js'
import { checkAudit } from '../store/audit.js'
import { wholeRequestForJob } from '../store/requests.js'
import { serviceDraft } from '../store/service-drafts.js'
import { publishedVersions } from '../store/services.js'
import { beginService, openServiceDraft, saveServiceDraft } from './change-service.js'
import { openRequest } from './open-request.js'
import { publishService } from './publish-service.js'

let folder: string
let t: TestDesk
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mizban-drawing-'))
  await cp(path.join(root, 'services'), folder, { recursive: true })
  t = await openTestDesk({ services: folder })
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

const offered = (id: string) => t.desk.catalog.offered().find((one) => one.service.id === id)
const versions = async (id: string) => (await publishedVersions(t.desk.db)).filter((one) => one.service === id)
const draftOf = async (id: string) => {
  const draft = await serviceDraft(t.desk.db, id)
  if (!draft) throw new Error(`${id} has no draft`)
  return draft
}
const ask = async (once: string) => {
  const { key } = granted(
    await openRequest(t.desk, await t.person('noor'), {
      service: 'it-question',
      once,
      raw: rawForm({ subject: ['پرسش'], question: ['چه کنم؟'] }),
      correction: null,
    }),
  )
  const row = await t.desk.db.selectFrom('request').select('id').where('key', '=', key).executeTakeFirstOrThrow()
  return t.desk.db.transaction().execute((tx) => wholeRequestForJob(tx, row.id))
}

async function publishName(name: string, note: string): Promise<number> {
  const admin = await t.person('admin')
  granted(await openServiceDraft(t.desk, admin, 'it-question'))
  const draft = await draftOf('it-question')
  const card = (draft.files['service.yaml'] ?? '').replace(/^name: .*$/m, `name: { fa: ${name}, en: Question }`)
  const { revision } = granted(
    await saveServiceDraft(t.desk, admin, {
      service: 'it-question',
      revision: draft.revision,
      changes: { 'service.yaml': card },
    }),
  )
  return granted(await publishService(t.desk, admin, { service: 'it-question', once: t.desk.newId(), revision, note }))
    .number
}

test('a published draft is offered at once, here and in other processes; running requests stay on their version', async () => {
  const other = await openCatalog(t.desk.db, folder, t.desk.now())
  const before = await ask('before')
  expect(await publishName('پرسش تازه', 'نام روشن‌تر')).toBe(2)
  expect(offered('it-question')).toMatchObject({ number: 2, service: { name: { fa: 'پرسش تازه' } } })
  await other.refresh()
  expect(other.offered().find((one) => one.service.id === 'it-question')?.number).toBe(2)
  const after = await ask('after')
  expect(after?.versionId).not.toBe(before?.versionId)
  const [newest] = await versions('it-question')
  expect(newest).toMatchObject({ number: 2, origin: 'browser', note: 'نام روشن‌تر', by: { en: expect.any(String) } })
  const lines = await t.desk.db.selectFrom('audit').select(['kind', 'data']).orderBy('id').execute()
  expect(lines.map((line) => line.kind)).toEqual(expect.arrayContaining(['service-draft-opened', 'service-published']))
  expect(await checkAudit(t.desk.db)).toMatchObject({ whole: true })
})

test('a start does not undo what a person published; it says so, and goes on with folders nobody touched', async () => {
  const said: string[] = []
  const start = () => openCatalog(t.desk.db, folder, t.desk.now(), (line) => said.push(line))
  // The folder as it was published first: nothing new, nothing to say.
  expect((await start()).offered().find((one) => one.service.id === 'it-question')?.number).toBe(2)
  expect(said).toEqual([])
  const card = path.join(folder, 'it-question', 'service.yaml')
  const text = await readFile(card, 'utf8')
  await writeFile(card, text.replace(/^name: .*$/m, 'name: { fa: از پوشه, en: From the folder }'))
  expect((await start()).offered().find((one) => one.service.id === 'it-question')?.service.name.fa).toBe('پرسش تازه')
  expect(said.join()).toContain('mizban service import')
  await writeFile(card, text)
  // A folder that no person published over goes forth, and back again.
  const sms = path.join(folder, 'sms-panel-top-up', 'service.yaml')
  const original = await readFile(sms, 'utf8')
  for (const [content, number] of [
    [original.replace(/^icon: .*$/m, 'icon: star'), 2],
    [original, 3],
    [original, 3],
  ] as const) {
    await writeFile(sms, content)
    expect((await start()).offered().find((one) => one.service.id === 'sms-panel-top-up')?.number).toBe(number)
  }
})

test('two administrators: the second save on an old revision is refused, and only a choice writes over', async () => {
  const admin = await t.person('admin')
  granted(await openServiceDraft(t.desk, admin, 'it-question'))
  const { revision } = await draftOf('it-question')
  const save = (text: string, anyway = false) =>
    saveServiceDraft(t.desk, admin, { service: 'it-question', revision, changes: { 'README.typ': text }, anyway })
  expect(await save('first')).toMatchObject({ ok: true, revision: revision + 1 })
  expect(await save('second')).toMatchObject({ ok: false, code: 'stale' })
  expect((await draftOf('it-question')).files['README.typ']).toBe('first')
  expect(await save('second', true)).toMatchObject({ ok: true })
  expect((await draftOf('it-question')).files['README.typ']).toBe('second')
  // What was not seen is not published.
  expect(await publishService(t.desk, admin, { service: 'it-question', once: 'p', revision, note: 'x' })).toMatchObject(
    { ok: false, code: 'stale' },
  )
  // Files outside of a service's folder have no place, and the id stays.
  for (const changes of [{ '../x.json': '{}' }, { 'service.yaml': 'id: another' }])
    expect(
      await saveServiceDraft(t.desk, admin, { service: 'it-question', revision, changes, anyway: true }),
    ).toMatchObject(changes['service.yaml'] ? { ok: true } : { ok: false, code: 'incomplete' })
})

test('a draft that the check refuses is not published, and the note is not optional', async () => {
  const admin = await t.person('admin')
  const about = {
    id: 'library-card',
    prefix: 'LIB',
    group: 'it',
    icon: 'book',
    name: { fa: 'کارت کتابخانه', en: 'Library card' },
    summary: { fa: 'کارت', en: 'Card' },
  }
  granted(await beginService(t.desk, admin, about))
  expect(await beginService(t.desk, admin, about)).toMatchObject({ ok: false, problems: [{ key: 'id' }] })
  expect(await beginService(t.desk, admin, { ...about, id: 'x', prefix: 'CLR' })).toMatchObject({
    ok: false,
    problems: [{ key: 'prefix' }],
  })
  const publish = (revision: number, note: string, once: string) =>
    publishService(t.desk, admin, { service: 'library-card', once, revision, note })
  expect(await publish(1, 'نخست', 'a')).toMatchObject({ ok: true, number: 1 })
  granted(await openServiceDraft(t.desk, admin, 'library-card'))
  expect(await publish(1, '  ', 'b')).toMatchObject({ ok: false, problems: [{ key: 'note' }] })
  expect(await publish(1, 'دوباره', 'c')).toMatchObject({ ok: false, problems: [{ code: 'same' }] })
  const draft = await draftOf('library-card')
  const { revision } = granted(
    await saveServiceDraft(t.desk, admin, {
      service: 'library-card',
      revision: draft.revision,
      changes: {
        'process.bpmn': (draft.files['process.bpmn'] ?? '').replace(
          '</bpmn:process>',
          '<bpmn:userTask id="lost" /><bpmn:sequenceFlow id="f" sourceRef="start" targetRef="lost" /></bpmn:process>',
        ),
      },
    }),
  )
  expect(await publish(revision, 'خراب', 'd')).toMatchObject({ ok: false, problems: [{ key: 'lost', code: 'check' }] })
  expect(offered('library-card')?.number).toBe(1)
})

test('only administrators find these pages, and only this desk may save', async () => {
  const student = await clientOf(t, 'sara')
  const admin = await clientOf(t, 'admin')
  const pages = ['/admin/services', '/admin/services/it-question', '/admin/services/it-question/draft/process']
  for (const page of pages) {
    expect((await student.get(page)).status).toBe(404)
    expect((await admin.get(page)).status).toBe(200)
  }
  expect((await student.post('/admin/services/it-question/draft', {})).status).toBe(404)
  const page = await admin.get('/admin/services/it-question/draft')
  expect(page.html).toContain('مانع انتشار')
  const publish = await admin.post('/admin/services/it-question/draft/publication', {
    revision: '1',
    note: 'x',
    once: 'y',
  })
  expect(publish.status).toBe(409)
})
