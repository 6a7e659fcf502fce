import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import {
  complete,
  FILLED,
  granted,
  openClearance,
  openTask,
  pageOf,
  tasksOfRequest,
  walk,
} from '../../test/support/clearance.js'
import { rawForm } from '../desk/form/raw.js'
import { documentByCode } from '../store/documents.js'
import { taskPage } from '../store/task-page.js'
import { addComment } from './add-comment.js'
import { answerAsk } from './answer-ask.js'
import { askRequester } from './ask-requester.js'
import { assignTask } from './assign-task.js'
import { completeTask } from './complete-task.js'
import { openRequest } from './open-request.js'
import { sendBack } from './send-back.js'
import { withdrawRequest } from './withdraw-request.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

/** What somebody fills in whom the directory does not know. */
const ZAHRA = {
  student_no: ['402999888'],
  national_id: ['9990000077'],
  first_name: ['زهرا'],
  last_name: ['پوراحمدی'],
  birth_date: ['1380/05/12'],
  'shenasname_no.same': ['yes'],
  'issue_place.other': ['نجف، عراق'],
  marital_status: ['single'],
  sex: ['female'],
  faculty: ['nursing'],
  level: ['bs'],
  field: ['nursing'],
  course_type: ['day'],
}

const of = (element: string) => (step: { readonly element: string }) => step.element === element

test('without a dormitory place it walks to the finished, numbered, printed form', async () => {
  const key = await openClearance(t, 'sara')
  const sara = await t.person('sara')
  expect(key).toMatch(/^CLR-1405-\d{6}$/)
  expect(await pageOf(t, sara, key)).toMatchObject({
    status: 'open',
    places: [{ office: { fa: 'آموزش دانشکده پرستاری و مامایی' } }],
    mayWithdraw: true,
  })
  await walk(t, 'sara', key, null)
  const page = await pageOf(t, sara, key)
  expect(page).toMatchObject({
    status: 'done',
    statusWord: { fa: 'انجام شد' },
    number: { text: expect.stringMatching(/^1405\/12\/\d+$/) },
  })
  expect(page?.documents).toHaveLength(1)
  expect(page?.tracker.map((step) => step.state)).toEqual([
    'done',
    'done',
    'done',
    'done',
    'done',
    'done',
    'done',
    'done',
    'done',
    'skipped',
    'done',
    'done',
    'done',
  ])
  expect(page?.tracker.find(of('it'))?.reason?.fa).toContain('دارای خوابگاه')
  expect(await documentByCode(t.desk.db, page?.documents[0]?.code ?? '')).toMatchObject({
    key,
    voidedAt: null,
    number: page?.number?.text,
  })
  expect(await tasksOfRequest(t, sara, key)).toSatisfy((tasks: readonly { closedAt: number | null }[]) =>
    tasks.every((task) => task.closedAt !== null),
  )
})

test('with a dormitory place the IT office takes part', async () => {
  const key = await openClearance(t, 'alireza')
  await walk(t, 'alireza', key, null, {
    dormitory: { has_dormitory: ['yes'], dormitory_name: ['خوابگاه نمونه'], room: ['vacated'] },
  })
  const page = await pageOf(t, await t.person('alireza'), key)
  expect(page?.status).toBe('done')
  expect(page?.tracker.find(of('it'))).toMatchObject({ state: 'done', office: { fa: 'اداره فناوری اطلاعات' } })
})

test('what the page says is said by the offices that have it', async () => {
  const key = await openClearance(t, 'jila')
  const page = await pageOf(t, await t.person('jila'), key)
  expect(page?.places).toMatchObject([{ office: { fa: 'آموزش دانشکده پزشکی' } }])
  expect(page?.tracker[0]).toMatchObject({ state: 'now' })
  expect(page?.tracker.find(of('it'))).toMatchObject({
    state: 'later',
    reason: { fa: expect.stringContaining('دارای خوابگاه') },
  })
})

test('asked, answered, and on it goes with the office and the person that asked', async () => {
  const key = await openClearance(t, 'noor', { 'issue_place.other': ['نجف، عراق'] })
  const noor = await t.person('noor')
  await walk(t, 'noor', key, 'education_review')
  const task = await openTask(t, noor, key)
  const sadeghi = await t.person('sadeghi')
  const ask = (message: string) =>
    askRequester(t.desk, sadeghi, {
      task: task.id,
      once: t.desk.newId(),
      message,
      fields: ['mobile'],
      wantsFiles: false,
      amount: null,
      paymentId: null,
    })
  granted(await ask('شمارهٔ همراه را اصلاح کنید.'))
  expect(await pageOf(t, noor, key)).toMatchObject({
    status: 'waiting',
    statusWord: { fa: 'نیازمند اقدام شما' },
    asks: [{ fields: ['mobile'], answeredAt: null }],
  })
  expect(await ask('دوباره')).toMatchObject({ ok: false, code: 'already-done' })

  const page = await pageOf(t, noor, key)
  const id = page?.asks[0]?.id ?? 0
  const answer = (mobile: string) =>
    answerAsk(t.desk, noor, {
      ask: id,
      once: t.desk.newId(),
      message: 'اصلاح شد.',
      raw: rawForm({ mobile: [mobile], address: ['نشانی دیگر'] }),
      files: [],
    })
  expect(await answer('12')).toMatchObject({ ok: false, code: 'incomplete' })
  expect(
    await answerAsk(t.desk, await t.person('sara'), { ask: id, once: 'x', message: '', raw: rawForm({}), files: [] }),
  ).toMatchObject({ ok: false, code: 'not-found' })
  granted(await answer('09990000055'))
  expect(await answer('09990000056')).toMatchObject({ ok: false, code: 'already-done' })

  const after = await pageOf(t, noor, key)
  expect(after).toMatchObject({
    status: 'open',
    asks: [{ answer: 'اصلاح شد.', changes: [{ field: 'mobile', after: '۰۹۹۹ ۰۰۰ ۰۰۵۵' }] }],
  })
  expect(after?.facts.find((fact) => fact.key === 'address')?.value).toBe('شهر نمونه، خیابان آزمون')
  const again = await openTask(t, noor, key)
  expect(again).toMatchObject({ id: task.id, assignee: sadeghi.id, element: 'education_review' })
  granted(await ask('یک بار دیگر.'))
  expect((await pageOf(t, noor, key))?.asks).toHaveLength(2)
})

test('the vice-dean refuses with a reason, and only with one', async () => {
  const key = await openClearance(t, 'niloofar')
  const niloofar = await t.person('niloofar')
  await walk(t, 'niloofar', key, 'vice_dean')
  const task = await openTask(t, niloofar, key)
  const vice = await t.person('pourahmadi')
  const refuse = (reason: string) =>
    completeTask(t.desk, vice, {
      task: task.id,
      once: t.desk.newId(),
      outcome: 'refused',
      raw: rawForm({ reason: [reason] }),
    })
  expect(await refuse(' ')).toMatchObject({ ok: false, code: 'incomplete', problems: [{ key: 'reason' }] })
  granted(await refuse('تعهد خدمت پایان نیافته است.'))
  const page = await pageOf(t, niloofar, key)
  expect(page).toMatchObject({
    status: 'refused',
    refusal: 'تعهد خدمت پایان نیافته است.',
    number: null,
    mayWithdraw: false,
  })
  // A refused clearance is closed: another one may be opened.
  expect(await openClearance(t, 'niloofar')).not.toBe(key)
})

test('sent back with a reason: what others decided stands, or is asked again', async () => {
  const key = await openClearance(t, 'peyman')
  const peyman = await t.person('peyman')
  await walk(t, 'peyman', key, 'disciplinary')
  const numbered = (await pageOf(t, peyman, key))?.number?.text
  const back = async (keep: boolean, reason: string) =>
    sendBack(t.desk, await t.person('shakeri'), {
      task: (await openTask(t, peyman, key)).id,
      once: t.desk.newId(),
      to: 'affairs_review',
      reason,
      keep,
    })
  expect(await back(true, '')).toMatchObject({ ok: false, code: 'incomplete' })
  granted(await back(true, 'برگ فرهنگی نیست.'))
  expect(await openTask(t, peyman, key)).toMatchObject({
    element: 'affairs_review',
    returned: { reason: 'برگ فرهنگی نیست.' },
  })
  // Kept: the vice-dean and the secretariat are not asked again, and the number stays.
  await complete(t, 'kazemi', await openTask(t, peyman, key), 'clear')
  expect(await openTask(t, peyman, key)).toMatchObject({ element: 'disciplinary' })
  expect((await pageOf(t, peyman, key))?.number?.text).toBe(numbered)

  granted(await back(false, 'دوباره از نو.'))
  await complete(t, 'kazemi', await openTask(t, peyman, key), 'clear')
  expect(await openTask(t, peyman, key)).toMatchObject({ element: 'vice_dean' })
  expect((await pageOf(t, peyman, key))?.tracker.find(of('affairs_review'))?.rounds).toBe(3)
})

test('sent twenty times, together and one after the other, it is one request', async () => {
  const zahra = await t.person('zahra')
  const raw = rawForm({ ...FILLED, ...ZAHRA })
  const send = () =>
    openRequest(t.desk, zahra, { service: 'student-clearance', once: 'one-form', raw, correction: null })
  const together = await Promise.all(Array.from({ length: 19 }, send))
  const answers = new Set([...together, await send()].map((one) => granted(one).key))
  expect(answers.size).toBe(1)
  const { count } = await t.desk.db
    .selectFrom('request')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('requester_id', '=', zahra.id)
    .executeTakeFirstOrThrow()
  expect(count).toBe(1)
  // Another form for the same student number is refused, with a link to the open one.
  expect(
    await openRequest(t.desk, zahra, { service: 'student-clearance', once: 'another', raw, correction: null }),
  ).toMatchObject({ ok: false, code: 'already-open', detail: { key: [...answers][0] } })
  const task = await openTask(t, zahra, [...answers][0] ?? '')
  const expert = String((await t.person('sadeghi')).id)
  const referred = await Promise.all(
    Array.from({ length: 20 }, async () =>
      completeTask(t.desk, await t.person('naderi'), {
        task: task.id,
        once: 'press',
        outcome: 'referred',
        raw: rawForm({ education_expert: [expert] }),
      }),
    ),
  )
  expect(referred.every((one) => one.ok)).toBe(true)
  expect((await tasksOfRequest(t, zahra, [...answers][0] ?? '')).map((one) => one.element)).toEqual([
    'education_referral',
    'education_review',
  ])
  // Two people press different buttons: one wins, the other hears so.
  const next = await openTask(t, zahra, [...answers][0] ?? '')
  const race = await Promise.all(
    ['sadeghi', 'naderi'].map(async (who) =>
      completeTask(t.desk, await t.person(who), {
        task: next.id,
        once: `race-${who}`,
        outcome: 'complete',
        raw: rawForm({ card_confirmed: ['returned'] }),
      }),
    ),
  )
  expect(race.filter((one) => one.ok)).toHaveLength(1)
  expect(race.find((one) => !one.ok)).toMatchObject({ code: 'already-done' })
})

test('a file sent with each of several presses still makes one request', async () => {
  const kazem = await t.person('kazem')
  const send = (id: string) =>
    openRequest(t.desk, kazem, {
      service: 'it-question',
      once: 'q',
      raw: rawForm({
        subject: ['وای‌فای'],
        question: ['وصل نمی‌شود.'],
        'picture.files': [JSON.stringify({ id, name: 'a.png', size: 10, type: 'image/png' })],
      }),
      correction: null,
    })
  const [first, second] = [
    granted(await send('00000000-0000-4000-8000-00000000aaaa')),
    granted(await send('00000000-0000-4000-8000-00000000bbbb')),
  ]
  expect(second.key).toBe(first.key)
})

test('withdrawn until it has a number, not after', async () => {
  const taha = await t.person('taha')
  const early = await openClearance(t, 'taha')
  expect(await withdrawRequest(t.desk, await t.person('sara'), { key: early, once: 'a' })).toMatchObject({
    code: 'not-found',
  })
  granted(await withdrawRequest(t.desk, taha, { key: early, once: 'a' }))
  expect(await pageOf(t, taha, early)).toMatchObject({ status: 'withdrawn', places: [] })
  expect((await tasksOfRequest(t, taha, early)).every((task) => task.closedAt !== null)).toBe(true)

  const peyman = await t.person('peyman')
  const { key } = await t.desk.db
    .selectFrom('request')
    .select('key')
    .where('requester_id', '=', peyman.id)
    .where('number', 'is not', null)
    .executeTakeFirstOrThrow()
  expect(await withdrawRequest(t.desk, peyman, { key, once: 'b' })).toMatchObject({ ok: false, code: 'too-late' })
})

test('who may not, can not; and nobody learns that it exists', async () => {
  const mina = await t.person('mina')
  const key = await openClearance(t, 'mina')
  for (const stranger of ['sara', 'sadeghi', 'fallahi', 'pourahmadi', 'admin'])
    expect(await pageOf(t, await t.person(stranger), key)).toBeNull()
  const task = await openTask(t, mina, key)
  expect(
    await completeTask(t.desk, await t.person('sadeghi'), {
      task: task.id,
      once: 'x',
      outcome: 'referred',
      raw: rawForm({}),
    }),
  ).toMatchObject({ code: 'not-found' })
  expect(
    await completeTask(t.desk, mina, { task: task.id, once: 'x', outcome: 'referred', raw: rawForm({}) }),
  ).toMatchObject({ code: 'not-found' })
  // The head hands it out; a colleague who does not have it may look, not act.
  const [taheri, bahrami] = [await t.person('taheri'), await t.person('bahrami')]
  granted(
    await completeTask(t.desk, await t.person('rahmani'), {
      task: task.id,
      once: 'y',
      outcome: 'referred',
      raw: rawForm({ education_expert: [String(taheri.id)] }),
    }),
  )
  const review = await openTask(t, mina, key)
  expect(review.assignee).toBe(taheri.id)
  expect(
    await completeTask(t.desk, bahrami, {
      task: review.id,
      once: 'z',
      outcome: 'complete',
      raw: rawForm({ card_confirmed: ['returned'] }),
    }),
  ).toMatchObject({ code: 'not-allowed' })
  expect(await assignTask(t.desk, bahrami, { task: review.id, once: 'z2', to: 'me' })).toMatchObject({
    code: 'not-allowed',
  })
  granted(await assignTask(t.desk, await t.person('rahmani'), { task: review.id, once: 'z3', to: bahrami.id }))
  expect(
    await assignTask(t.desk, await t.person('rahmani'), { task: review.id, once: 'z4', to: mina.id }),
  ).toMatchObject({ code: 'no-expert' })
  granted(
    await completeTask(t.desk, bahrami, {
      task: review.id,
      once: 'z5',
      outcome: 'complete',
      raw: rawForm({ card_confirmed: ['returned'] }),
    }),
  )
})

test('an office sees only its fields, and an internal note reaches no requester', async () => {
  const { key } = await t.desk.db
    .selectFrom('request')
    .select('key')
    .where('status', '=', 'open')
    .where('number', 'is not', null)
    .executeTakeFirstOrThrow()
  const owner = await t.person('peyman')
  await walk(t, 'peyman', key, 'nutrition')
  const fallahi = await t.person('fallahi')
  const task = await openTask(t, owner, key)
  const page = await taskPage(
    t.desk.db,
    { university: t.desk.university, version: t.desk.catalog.version },
    fallahi,
    task.id,
    { lang: 'fa', now: t.desk.now() },
  )
  const seen = page?.view.request.facts.map((fact) => fact.key) ?? []
  expect(seen).toEqual(expect.arrayContaining(['student_no', 'first_name', 'mobile']))
  for (const hidden of ['national_id', 'birth_date', 'address', 'issue_place']) expect(seen).not.toContain(hidden)
  expect(page?.view.hidden).toBe(true)

  const secret = 'این را درخواست‌کننده هرگز نباید ببیند'
  granted(
    await addComment(t.desk, fallahi, { key, once: 'n', body: secret, internal: true, office: 'nutrition', files: [] }),
  )
  granted(
    await addComment(t.desk, fallahi, {
      key,
      once: 'm',
      body: 'پیام آشکار',
      internal: false,
      office: 'nutrition',
      files: [],
    }),
  )
  const own = JSON.stringify(await pageOf(t, owner, key))
  expect(own).toContain('پیام آشکار')
  expect(own).not.toContain(secret)
  expect(own).not.toContain('noted')
  expect(JSON.stringify(await pageOf(t, await t.person('khosravi'), key))).toContain(secret)
  expect(
    await addComment(t.desk, owner, { key, once: 'o', body: 'x', internal: true, office: null, files: [] }),
  ).toMatchObject({ code: 'not-allowed' })
})

test('nobody acknowledges: the notice closes itself after fourteen days', async () => {
  const key = await openClearance(t, 'taha')
  const taha = await t.person('taha')
  const medicine: readonly (readonly [string, string, Readonly<Record<string, readonly string[]>>])[] = [
    ['rahmani', 'referred', { education_expert: [String((await t.person('taheri')).id)] }],
    ['taheri', 'complete', { card_confirmed: ['returned'] }],
    ['farhadi', 'referred', { affairs_expert: [String((await t.person('najafi')).id)] }],
    ['najafi', 'clear', {}],
    ['ebrahimi', 'approved', {}],
    ['razavi', 'numbered', { number_mode: ['outside'], outside_number: ['۱۴۰۵/ب/۷۷'] }],
    ['shakeri', 'clear', {}],
    ['khosravi', 'not_applicable', {}],
    ['tehrani', 'clear', { has_dormitory: ['no'] }],
    ['mohammadi', 'not_applicable', {}],
    ['rafat', 'issued', { fund: ['no-debt'] }],
  ]
  for (const [who, outcome, fields] of medicine) await complete(t, who, await openTask(t, taha, key), outcome, fields)
  expect(await pageOf(t, taha, key)).toMatchObject({ status: 'done', number: { text: '1405/ب/77' } })
  expect(await openTask(t, taha, key)).toMatchObject({ element: 'faculty_notice' })
  t.pass(14 * 86_400_000 - 1)
  await t.settle()
  expect(await openTask(t, taha, key)).toMatchObject({ element: 'faculty_notice' })
  t.pass(2)
  await t.settle()
  expect((await tasksOfRequest(t, taha, key)).every((task) => task.closedAt !== null)).toBe(true)
})
