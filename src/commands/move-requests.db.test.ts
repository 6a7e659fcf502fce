import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { complete, granted, openClearance, openTask, pageOf, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { checkAudit } from '../store/audit.js'
import { moveById, moveProgress } from '../store/moves.js'
import { serviceDraft } from '../store/service-drafts.js'
import { newestVersions } from '../store/services.js'
import { openServiceDraft, saveServiceDraft } from './change-service.js'
import { moveRequests, previewMove, runMove } from './move-requests.js'
import { publishService } from './publish-service.js'

let t: TestDesk
/** A request that the first test leaves at the first office. */
let second: string
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const CLEARANCE = 'student-clearance'
const newest = async () => {
  const version = (await newestVersions(t.desk.db)).find((one) => one.service === CLEARANCE)
  if (!version) throw new Error('no version')
  return version
}

/** Publishes the clearance with its drawing changed. */
async function publishChanged(change: (drawing: string) => string): Promise<number> {
  const admin = await t.person('admin')
  granted(await openServiceDraft(t.desk, admin, CLEARANCE))
  const draft = await serviceDraft(t.desk.db, CLEARANCE)
  const { revision } = granted(
    await saveServiceDraft(t.desk, admin, {
      service: CLEARANCE,
      revision: draft?.revision ?? 0,
      changes: { 'process.bpmn': change(draft?.files['process.bpmn'] ?? '') },
    }),
  )
  granted(await publishService(t.desk, admin, { service: CLEARANCE, once: t.desk.newId(), revision, note: 'تغییر' }))
  return (await newest()).id
}

/** The nutrition office under another id and name, and without a council before it. */
const renamed = (drawing: string) =>
  drawing
    .replaceAll('"nutrition"', '"canteen"')
    .replaceAll('>nutrition<', '>canteen<')
    .replace('formId="canteen"', 'formId="nutrition"')
    .replace('candidateGroups="canteen"', 'candidateGroups="nutrition"')
    .replace('name="اداره تغذیه"', 'name="سلف سرویس"')
    .replace('value="در حال بررسی"', 'value="در دست بررسی"')

test('requests go over: task, person, office and due time stay; history, audit and tracker follow; nothing acts twice', async () => {
  const [sara, taha] = [await t.person('sara'), await t.person('taha')]
  const first = await openClearance(t, 'sara')
  second = await openClearance(t, 'alireza')
  await walk(t, 'sara', first, 'nutrition')
  const before = await openTask(t, sara, first, 'nutrition')
  const from = (await newest()).id
  const to = await publishChanged(renamed)
  expect((await openTask(t, sara, first)).element).toBe('nutrition')

  // The trial changes nothing: proposed by office and form, since neither id nor name are the same.
  const preview = await previewMove(t.desk, { from, to, chosen: {} })
  expect(preview).toMatchObject({ can: 2, cannot: 0, stays: [] })
  expect(preview.lines.find((line) => line.element === 'nutrition')).toMatchObject({
    to: 'canteen',
    why: 'like',
    waiting: 1,
  })
  const stay = await previewMove(t.desk, { from, to, chosen: { nutrition: '' } })
  expect(stay).toMatchObject({ can: 1, cannot: 1, stays: [{ key: first, reasons: [{ code: 'no-target' }] }] })
  expect((await openTask(t, sara, first)).element).toBe('nutrition')

  const admin = await t.person('admin')
  const order = { service: CLEARANCE, from, to, chosen: {}, once: 'm' }
  expect(await moveRequests(t.desk, admin, { ...order, note: ' ' })).toMatchObject({ ok: false, code: 'incomplete' })
  expect(await moveRequests(t.desk, taha, { ...order, note: 'x' })).toMatchObject({ ok: false, code: 'not-allowed' })
  const { move } = granted(await moveRequests(t.desk, admin, { ...order, note: 'آیین‌نامهٔ تازه' }))
  expect(granted(await moveRequests(t.desk, admin, { ...order, note: 'آیین‌نامهٔ تازه' })).move).toBe(move)
  expect(await moveRequests(t.desk, admin, { ...order, once: 'n', note: 'x' })).toMatchObject({ code: 'already-done' })
  await t.settle()
  expect(await moveProgress(t.desk.db, move)).toMatchObject({ waiting: 0, moved: 2, left: 0 })
  expect((await moveById(t.desk.db, move))?.endedAt).not.toBeNull()
  // Run again, as after a crash: nothing moves twice.
  await runMove(t.desk, move)

  const after = await openTask(t, sara, first)
  expect(after).toMatchObject({ element: 'canteen', id: before.id, name: { fa: 'سلف سرویس' }, form: 'nutrition' })
  expect([after.office, after.assignee, after.dueAt]).toEqual([before.office, before.assignee, before.dueAt])
  const page = await pageOf(t, sara, first)
  expect(page?.events.filter((event) => event.kind === 'migrated')).toHaveLength(1)
  expect(page?.tracker.filter((step) => step.state === 'done').length).toBeGreaterThan(5)
  const audit = await t.desk.db.selectFrom('audit').select('kind').where('kind', 'like', 'request%migrated').execute()
  expect(audit.map((line) => line.kind).sort()).toEqual(['request-migrated', 'request-migrated', 'requests-migrated'])
  expect(await checkAudit(t.desk.db)).toMatchObject({ whole: true })

  // It goes on in the new drawing, to the end.
  await complete(t, 'khosravi', after, 'clear', { balance: ['0'] })
  await walk(t, 'sara', first, null)
  expect(await pageOf(t, sara, first)).toMatchObject({ status: 'done', documents: [{}] })
  expect((await pageOf(t, await t.person('alireza'), second))?.places).toHaveLength(1)
})

test('a request that can not go over stays, and the page says which and why', async () => {
  const key = second
  await walk(t, 'alireza', key, 'vice_dean')
  const from = (await newest()).id
  // The vice-dean's step becomes a task of the desk itself.
  const to = await publishChanged((drawing) =>
    drawing
      .replace(
        /<bpmn:userTask id="vice_dean"[\s\S]*?<\/bpmn:extensionElements>/,
        '<bpmn:serviceTask id="vice_dean" name="خودکار"><bpmn:extensionElements><zeebe:taskDefinition type="issue-document" /></bpmn:extensionElements>',
      )
      .replace(/(<bpmn:serviceTask id="vice_dean"[\s\S]*?)<\/bpmn:userTask>/, '$1</bpmn:serviceTask>'),
  )
  const client = await clientOf(t, 'admin')
  const numbers = await t.desk.db
    .selectFrom('service_version')
    .select(['id', 'number'])
    .where('id', 'in', [from, to])
    .orderBy('id')
    .execute()
  const plan = await client.get(`/admin/services/${CLEARANCE}/move?from=${numbers[0]?.number}&to=${numbers[1]?.number}`)
  expect(plan.status).toBe(200)
  expect(plan.html).toContain(key)
  expect(plan.html).toContain('همتایی')
  const { move } = granted(
    await moveRequests(t.desk, await t.person('admin'), {
      service: CLEARANCE,
      from,
      to,
      chosen: {},
      note: 'x',
      once: 'stay',
    }),
  )
  await t.settle()
  const progress = await moveProgress(t.desk.db, move)
  expect(progress.stayed).toMatchObject([{ key, reason: { code: 'no-target', element: 'vice_dean' } }])
  const page = await client.get(`/admin/moves/${move}`)
  expect(page.html).toContain(key)
  // It goes on where it was.
  await complete(t, 'pourahmadi', await openTask(t, await t.person('alireza'), key, 'vice_dean'), 'approved')
  expect((await openTask(t, await t.person('alireza'), key)).element).toBe('numbering')
})
