import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, openClearance, openTask, pageOf, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { openListeningDesk, tokenOf, type ListeningDesk } from '../../test/support/jsm-server.js'
import { pdfBytes } from '../../test/support/uploads.js'
import { jsmClient } from '../adapters/jsm/client.js'
import { jsmSource } from '../adapters/jsm/source.js'
import { numberOf } from '../api/jsm/ids.js'
import { rawForm } from '../desk/form/raw.js'
import { proposeMapping } from '../desk/importing/propose.js'
import { officeInstances } from '../desk/university.js'
import { addComment } from './add-comment.js'
import { answerAsk } from './answer-ask.js'
import { askRequester } from './ask-requester.js'
import { importDesk, servicesOf, statusesSeen } from './import-desk.js'
import { keepUpload } from './keep-upload.js'
import { openRequest } from './open-request.js'
import { addParticipants } from './participants.js'
import { withdrawRequest } from './withdraw-request.js'

/** One desk of Mizban comes to another through its own dialect, as one of Jira Service Management would. */

let there: ListeningDesk
let here: TestDesk
beforeAll(async () => {
  ;[there, here] = [await openListeningDesk('127.80.7.37'), await openTestDesk()]
})
afterAll(async () => {
  await there.close()
  await here.close()
})

/** Of whom no directory knows anything: all is typed, and nothing is as usual. */
const TYPED = {
  student_no: ['0021234012'],
  national_id: ['AB123456'],
  'national_id.kind': ['passport'],
  first_name: ['سارا'],
  'shenasname_no.same': ['yes'],
  birth_date: ['1380/5/12'],
  'issue_place.other': ['سلیمانیه'],
  marital_status: ['single'],
  sex: ['female'],
  faculty: ['nursing'],
  level: ['bs'],
  field: ['midwifery'],
  course_type: ['day'],
  landline: ['021-88880000'],
  postal_code: ['1234567890'],
  card: ['lost'],
}

async function upload(username: string, purpose: string, name: string): Promise<string> {
  const kept = await keepUpload(there.desk, await there.person(username), { name, bytes: pdfBytes(name), purpose })
  return granted(kept).id
}
const ref = (id: string, name: string) => [JSON.stringify({ id, name, size: 9, type: 'application/pdf' })]

async function clearance(): Promise<string> {
  const { desk } = there
  await desk.db.updateTable('person').set({ facts: null }).where('username', '=', 'sara').execute()
  const [paper, copy] = [
    await upload('sara', 'card_paper', 'گواهی گم‌شدن.pdf'),
    await upload('sara', 'undertaking_copy', 'تعهدنامه.pdf'),
  ]
  const key = await openClearance(there, 'sara', {
    ...TYPED,
    'card_paper.files': ref(paper, 'گواهی گم‌شدن.pdf'),
    'undertaking_copy.files': ref(copy, 'تعهدنامه.pdf'),
  })
  const owner = await there.person('sara')
  granted(await addParticipants(desk, owner, { key, once: 'p', people: ['mina'] }))
  const said = { key, internal: false, office: null, files: [] }
  const file = await upload('sara', 'message', 'رسید.pdf')
  granted(await addComment(desk, owner, { ...said, once: 'a', body: 'رسید پیوست است.\nبا سپاس', files: [file] }))
  there.pass(60_000)
  const head = { ...said, office: 'education:nursing', internal: true, once: 'b', body: 'پرونده ناقص است' }
  granted(await addComment(desk, await there.person('naderi'), head))
  await walk(there, 'sara', key, null)
  return key
}

async function question(username: string): Promise<string> {
  const raw = rawForm({ subject: ['شبکهٔ خوابگاه'], question: ['وصل نمی‌شود.\nاز دیروز.'] })
  const asked = { service: 'it-question', once: there.desk.newId(), raw, correction: null }
  return granted(await openRequest(there.desk, await there.person(username), asked)).key
}

async function askedAndAnswered(key: string, username: string): Promise<void> {
  const { desk } = there
  const owner = await there.person(username)
  const { id: task } = await openTask(there, owner, key)
  const nothing = { fields: [], wantsFiles: false, amount: null, paymentId: null }
  there.pass(60_000)
  granted(
    await askRequester(desk, await there.person('darvishi'), { ...nothing, task, once: 'q', message: 'کدام اتاق؟' }),
  )
  const { id: ask } = await desk.db.selectFrom('ask').select('id').where('task_id', '=', task).executeTakeFirstOrThrow()
  there.pass(60_000)
  granted(await answerAsk(desk, owner, { ask, once: 'r', message: 'اتاق ۱۲', raw: rawForm({}), files: [] }))
}

/** What the database keeps of a request, with files by their names. */
async function kept({ connection: { db } }: TestDesk, key: string) {
  const row = await db
    .selectFrom('request')
    .select(['id', 'answers', 'faculty', 'status', 'opened_at', 'closed_at'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  const files = await db
    .selectFrom('file')
    .select(['name', 'sha256', 'internal'])
    .where('request_id', '=', row.id)
    .orderBy('name')
    .execute()
  const { id: _, answers, ...rest } = row
  const named = Object.entries(answers).map(([field, value]) => [
    field,
    Array.isArray(value) ? value.map((one) => (one as { name: string }).name) : value,
  ])
  return { ...rest, files, answers: Object.fromEntries(named) as Readonly<Record<string, unknown>> }
}

/** All that was said, by whom as far as it was the requester, when. */
async function said(test: TestDesk, username: string, key: string) {
  const owner = await test.person(username)
  const page = await pageOf(test, owner, key)
  const own = (by: number | null) => (by === owner.id ? 'requester' : 'office')
  return [
    ...(page?.comments ?? []).map((one) => [own(one.byId), one.body, one.at, one.files.map((file) => file.name)]),
    ...(page?.asks ?? []).flatMap((one) => [
      ['office', one.message, one.askedAt, []],
      ['requester', one.answer, one.answeredAt, []],
    ]),
  ].toSorted((a, b) => Number(a[2]) - Number(b[2]))
}

test('what a desk tells another is there as it was here', { timeout: 240_000 }, async () => {
  const keys = { sara: await clearance(), noor: await question('noor'), mina: await question('mina') }
  await askedAndAnswered(keys.noor, 'noor')
  const mina = await there.person('mina')
  granted(await withdrawRequest(there.desk, mina, { key: keys.mina, once: 'w' }))
  // An account that has every office, as the guide asks for.
  const { id: agent } = await there.person('naderi')
  const offices = officeInstances(there.desk.university).filter((one) => one !== 'education:nursing')
  const everywhere = offices.map((office) => ({ person_id: agent, office, role: 'expert', source: 'directory' }))
  await there.connection.db.insertInto('membership').values(everywhere).execute()
  here.pass(7 * 86_400_000)

  const pause = async (ms: number) => there.pass(ms)
  const sign = { token: await tokenOf(there, 'naderi') }
  const source = jsmSource(jsmClient({ url: there.url, sign, pause, now: there.desk.now }))
  const types = await source.types(null)
  const services = servicesOf(here.desk)
  const seen = await statusesSeen(source, types)
  const mapping = proposeMapping(there.url, types, seen, services, here.desk.university.faculties)
  // It finds every service, field, value and status of the same desk again.
  expect(mapping.types.map((one) => numberOf('service', one.service ?? ''))).toEqual(types.map((one) => one.id))
  for (const { fields, values } of mapping.types) {
    expect(Object.keys(fields)).toEqual(Object.values(fields))
    for (const list of Object.values(values)) expect(Object.keys(list)).toEqual(Object.values(list))
  }
  expect(mapping.types.find((one) => one.service === 'it-question')?.statuses).toMatchObject({
    'پس گرفته شد': 'withdrawn',
  })

  const order = { mapping, types, dry: false, width: 3, progress: () => {} }
  const report = await importDesk(here.desk, source, order)
  expect(report).toMatchObject({ found: 3, taken: 3, held: [], leftOut: [], unknownPeople: [] })
  for (const [username, key] of Object.entries(keys)) {
    const rows = await here.connection.db
      .selectFrom('imported')
      .innerJoin('request', 'request.id', 'imported.request_id')
      .select('request.key')
      .where('imported.key', '=', key)
      .execute()
    expect(rows).toHaveLength(1)
    const now = rows[0]?.key ?? ''
    expect(await kept(here, now)).toEqual(await kept(there, key))
    expect(await said(here, username, now)).toEqual(await said(there, username, key))
    if (username === 'sara') {
      expect((await pageOf(here, await here.person('mina'), now))?.key).toBe(now)
      const notes = (await pageOf(here, await here.person('naderi'), now))?.comments.filter((one) => one.internal)
      expect(notes?.map((one) => one.body)).toEqual(['پرونده ناقص است'])
    }
  }
  expect(await importDesk(here.desk, source, order)).toMatchObject({ taken: 0, already: 3 })
})
