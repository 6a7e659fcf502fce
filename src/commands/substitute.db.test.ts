import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { complete, granted, openClearance, openTask, pageOf, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { rawForm } from '../desk/form/raw.js'
import { checkAudit } from '../store/audit.js'
import { badges } from '../store/own-requests.js'
import { expertsOf } from '../store/people.js'
import { nextTask, workCounts, workList } from '../store/work-list.js'
import { addComment } from './add-comment.js'
import { assignTask } from './assign-task.js'
import { completeTask } from './complete-task.js'
import { endSubstitution, nameSubstitute, type NamingSubstitute } from './name-substitute.js'
import { openRequest } from './open-request.js'
import { sendBack } from './send-back.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const HOUR = 3_600_000
const DAY = 24 * HOUR
const id = async (username: string) => (await t.person(username)).id

async function name(who: string, absent: string, substitute: string, more: Partial<NamingSubstitute> = {}) {
  return nameSubstitute(t.desk, await t.person(who), {
    once: t.desk.newId(),
    absent: await id(absent),
    substitute: await id(substitute),
    office: null,
    from: t.desk.now(),
    until: t.desk.now() + 7 * DAY,
    ...more,
  })
}
const end = async (who: string, substitution: number) =>
  endSubstitution(t.desk, await t.person(who), { once: t.desk.newId(), id: substitution })
const audited = async () =>
  (await t.desk.db.selectFrom('audit').select(['kind', 'by_id', 'for_id', 'person_id']).orderBy('id').execute()).at(-1)

test('who may name a substitute: oneself, the head for the people of the office, an administrator', async () => {
  const education = { office: 'education:nursing' }
  const stood = granted(await name('sadeghi', 'sadeghi', 'parvizi')).id
  expect(await audited()).toEqual({
    kind: 'substitute-named',
    by_id: await id('sadeghi'),
    for_id: await id('sadeghi'),
    person_id: await id('parvizi'),
  })
  granted(await end('sadeghi', stood))
  expect(await audited()).toMatchObject({ kind: 'substitute-ended', person_id: await id('parvizi') })
  for (const who of ['naderi', 'admin'])
    granted(await end(who, granted(await name(who, 'sadeghi', 'parvizi', education)).id))
  for (const [who, more] of [
    ['naderi', {}],
    ['naderi', { office: 'it' }],
    ['rahmani', education],
    ['bahari', education],
    ['parvizi', {}],
    ['sara', {}],
  ] as const)
    expect(await name(who, 'sadeghi', 'parvizi', more), who).toMatchObject({ ok: false, code: 'not-allowed' })
  // Whoever may not is not told whether there is such a person.
  expect(await name('sara', 'sadeghi', 'parvizi', { absent: 999_999 })).toMatchObject({ code: 'not-allowed' })
  expect(await name('admin', 'sadeghi', 'parvizi', { absent: 999_999 })).toMatchObject({ code: 'not-found' })
})

test('what is wrong is said by field: the person, the office, the dates', async () => {
  const now = t.desk.now()
  const wrong = async (more: Partial<NamingSubstitute>) => {
    const result = await name('admin', 'sadeghi', 'parvizi', more)
    return result.ok ? [] : result.problems.map((one) => one.key)
  }
  expect(await wrong({ substitute: await id('sadeghi') })).toEqual(['substitute'])
  expect(await wrong({ substitute: 999_999 })).toEqual(['substitute'])
  expect(await wrong({ office: 'nutrition' })).toEqual(['office'])
  expect(await wrong({ from: now - 3 * DAY })).toEqual(['from'])
  expect(await wrong({ from: now + 400 * DAY, until: now + 401 * DAY })).toEqual(['from'])
  expect(await wrong({ from: now + 2 * DAY, until: now + DAY })).toEqual(['until'])
  expect(await wrong({ until: now })).toEqual(['until'])
  expect(await wrong({ until: now + 367 * DAY })).toEqual(['until'])
  expect(await wrong({ from: Number.NaN, until: Number.NaN })).toEqual(['from', 'until'])
  expect(await name('admin', 'sara', 'parvizi')).toMatchObject({ problems: [{ key: 'office' }] })
  await t.desk.db
    .updateTable('person')
    .set({ active: false, left_at: new Date(now) })
    .where('username', '=', 'azizi')
    .execute()
  expect(await wrong({ substitute: await byName('azizi') })).toEqual(['substitute'])
  await t.desk.db.updateTable('person').set({ active: true, left_at: null }).where('username', '=', 'azizi').execute()
})

const byName = async (username: string) =>
  (await t.desk.db.selectFrom('person').select('id').where('username', '=', username).executeTakeFirstOrThrow()).id

test('pressed twice it is one substitution; named again for the same time it is refused; ended once', async () => {
  const input = { once: 'twice', from: t.desk.now(), until: t.desk.now() + DAY }
  const first = granted(await name('sadeghi', 'sadeghi', 'parvizi', input))
  expect(granted(await name('sadeghi', 'sadeghi', 'parvizi', input)).id).toBe(first.id)
  expect(await name('sadeghi', 'sadeghi', 'parvizi', { until: t.desk.now() + DAY })).toMatchObject({
    code: 'already-done',
  })
  expect(await end('parvizi', first.id)).toMatchObject({ code: 'not-found' })
  expect(await end('sara', 999_999)).toMatchObject({ code: 'not-found' })
  granted(await end('sadeghi', first.id))
  expect(await end('sadeghi', first.id)).toMatchObject({ code: 'already-done' })
  expect(await checkAudit(t.desk.db)).toMatchObject({ whole: true })
})

test('between the two moments the colleague’s work is the substitute’s, with both names; outside of them nothing is', async () => {
  const key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'education_review')
  const sara = await t.person('sara')
  const task = await openTask(t, sara, key)
  const from = t.desk.now() + HOUR
  const { id: stood } = granted(await name('sadeghi', 'sadeghi', 'parvizi', { from, until: from + DAY }))
  const work = async () => {
    const parvizi = await t.person('parvizi')
    const query = { office: null, view: 'mine', query: '', state: '', after: null, limit: 50 } as const
    const [counts, list, badge] = await Promise.all([
      workCounts(t.desk.db, parvizi),
      workList(t.desk.db, parvizi, query),
      badges(t.desk.db, parvizi),
    ])
    return {
      mine: counts.find((one) => one.office === 'education:nursing')?.mine ?? 0,
      rows: list.items.map((one) => [one.key, one.mine]),
      badge: badge.tasks,
      next: await nextTask(t.desk.db, parvizi, 'education:nursing'),
      sees: (await pageOf(t, parvizi, key)) !== null,
    }
  }
  const nothing = { mine: 0, rows: [], badge: 0, next: null, sees: false }
  const complete = async () =>
    completeTask(t.desk, await t.person('parvizi'), {
      task: task.id,
      once: t.desk.newId(),
      outcome: 'complete',
      raw: rawForm({ card_confirmed: ['returned'] }),
    })
  expect(await work()).toEqual(nothing)
  expect(await complete()).toMatchObject({ code: 'not-found' })

  t.pass(HOUR)
  expect(await work()).toEqual({ mine: 1, rows: [[key, true]], badge: 1, next: task.id, sees: true })
  const client = await clientOf(t, 'parvizi')
  const list = await client.get('/work?view=mine')
  expect(list.html).toContain('مریم صادقی')
  expect(list.html).toContain('شما جانشین هستید')
  expect((await client.get(`/tasks/${task.id}`)).html).toMatch(/شما به جانشینی [^<]*مریم صادقی عمل می‌کنید/)
  // The head sees who is away, in the list to choose from.
  const education = await (await clientOf(t, 'naderi')).get('/work?office=education%3Anursing')
  expect(education.html).toMatch(/مریم صادقی \([^)<]*غایب تا ۴ آذر ۱۴۰۵|مریم صادقی \([^)<]*غایب تا/)
  const parvizi = await t.person('parvizi')
  granted(await addComment(t.desk, parvizi, { key, once: 'c', body: 'سلام', internal: false, office: null, files: [] }))

  t.pass(DAY)
  expect(await work()).toEqual(nothing)
  expect(await complete()).toMatchObject({ code: 'not-found' })
  expect(
    await addComment(t.desk, await t.person('parvizi'), {
      key,
      once: 'd',
      body: 'x',
      internal: true,
      office: null,
      files: [],
    }),
  ).toMatchObject({ code: 'not-found' })
  // Once over it can not be ended; named again it holds again, until it is ended.
  expect(await end('sadeghi', stood)).toMatchObject({ code: 'already-done' })
  const again = granted(await name('naderi', 'sadeghi', 'parvizi', { office: 'education:nursing' }))
  granted(await complete())
  granted(await end('naderi', again.id))
  expect(await work()).toEqual(nothing)

  const page = await pageOf(t, sara, key)
  const both = {
    name: { fa: expect.stringContaining('پرویزی') },
    for: { name: { fa: expect.stringContaining('صادقی') } },
  }
  expect(page?.comments.at(-1)?.by).toMatchObject(both)
  expect(page?.events.find((one) => one.kind === 'completed')?.by).toMatchObject(both)
  expect(page?.tracker.find((one) => one.element === 'education_review')?.by).toMatchObject(both)
  const { html } = await (await clientOf(t, 'sara')).get(`/requests/${key}`)
  expect(html.match(/پرویزی به جانشینی [^<«]*صادقی/g)?.length).toBeGreaterThanOrEqual(3)
  expect((await (await clientOf(t, 'sara', 'en')).get(`/requests/${key}`)).html).toMatch(/Parvizi for [^<]*Sadeghi/)
})

test('on the printed form both names stand', async () => {
  const key = await openClearance(t, 'alireza')
  await walk(t, 'alireza', key, 'nutrition')
  granted(await name('fallahi', 'fallahi', 'parvizi'))
  const alireza = await t.person('alireza')
  const task = await openTask(t, alireza, key)
  // Taken by the substitute it is the colleague's: when the substitution ends it stays where it belongs.
  granted(await assignTask(t.desk, await t.person('parvizi'), { task: task.id, once: 'a', to: 'me' }))
  expect((await openTask(t, alireza, key)).assignee).toBe(await id('fallahi'))
  expect((await pageOf(t, alireza, key))?.events[0]).toMatchObject({ kind: 'taken', by: { for: { name: {} } } })
  granted(await assignTask(t.desk, await t.person('parvizi'), { task: task.id, once: 'b', to: null }))
  await complete(t, 'parvizi', await openTask(t, alireza, key), 'clear', { balance: ['0'] })
  await walk(t, 'alireza', key, null)
  const stored = await t.desk.db
    .selectFrom('document')
    .innerJoin('request', 'request.id', 'document.request_id')
    .select('document.sha256')
    .where('request.key', '=', key)
    .executeTakeFirstOrThrow()
  const printed = new TextDecoder().decode((await t.desk.files.get(stored.sha256)) ?? undefined)
  expect(printed).toMatch(/پرویزی به جانشینی [^"]*فلاحی/)
})

test('a substitute of a substitute is nobody, and a requester is nobody’s to stand in for in their own matter', async () => {
  // Parvizi stands in for Fallahi (above); Azizi stands in for Parvizi, and has IT, not nutrition.
  granted(await name('parvizi', 'parvizi', 'azizi'))
  expect((await t.person('azizi')).memberships.map((one) => one.office)).not.toContain('nutrition')

  // An expert of IT asks IT something: neither they nor their substitute decide it, and lists do not show it to them.
  const raw = rawForm({ subject: ['رمز'], question: ['فراموش شد.'] })
  const parvizi = await t.person('parvizi')
  const { key } = granted(
    await openRequest(t.desk, parvizi, { service: 'it-question', once: 'q', raw, correction: null }),
  )
  granted(await name('parvizi', 'parvizi', 'rezaei'))
  const task = await openTask(t, parvizi, key)
  await t.desk.db.updateTable('task').set({ assignee_id: null }).where('id', '=', task.id).execute()
  for (const who of ['parvizi', 'rezaei']) {
    const person = await t.person(who)
    expect(person.memberships.map((one) => one.office)).toContain('it')
    expect(await nextTask(t.desk.db, person, 'it')).toBeNull()
    expect((await (await clientOf(t, who)).get(`/tasks/${task.id}`)).status, who).toBe(404)
    expect(
      await completeTask(t.desk, person, {
        task: task.id,
        once: 'own',
        outcome: 'answered',
        raw: rawForm({ answer: ['x'] }),
      }),
      who,
    ).toMatchObject({ code: 'not-found' })
  }
  expect(await pageOf(t, await t.person('rezaei'), key)).toBeNull()
  expect(await nextTask(t.desk.db, await t.person('azizi'), 'it')).toBe(task.id)
})

test('who works in an office counts once whatever gives it, between its dates; who is away gets nothing by itself', async () => {
  const now = t.desk.now()
  const give = async (username: string, from: number | null, until: number | null, role = 'expert') =>
    t.desk.db
      .insertInto('membership')
      .values({
        person_id: await id(username),
        office: 'dormitory',
        role,
        source: 'hand',
        given_by: await id('admin'),
        from_at: from === null ? null : new Date(from),
        until_at: until === null ? null : new Date(until),
      })
      .execute()
  await give('jalali', null, null, 'head')
  await give('sharifi', now + HOUR, now + 2 * HOUR)
  const names = async (at: number) =>
    (await expertsOf(t.desk.db, 'dormitory', at)).map((one) => [one.person, one.role] as const)
  const [jalali, samadi, sharifi, tehrani] = await Promise.all(['jalali', 'samadi', 'sharifi', 'tehrani'].map(id))
  expect(new Map(await names(now))).toEqual(
    new Map([
      [jalali, 'head'],
      [samadi, 'expert'],
      [tehrani, 'head'],
    ]),
  )
  expect(await names(now)).toHaveLength(3)
  expect((await names(now + HOUR)).map(([person]) => person)).toContain(sharifi)
  expect((await names(now + 2 * HOUR)).map(([person]) => person)).not.toContain(sharifi)
  await t.desk.db.deleteFrom('membership').where('source', '=', 'hand').execute()

  // Jalali is away: the next tasks go to Samadi. When all are away it goes by turn again.
  granted(await name('jalali', 'jalali', 'sharifi'))
  expect((await expertsOf(t.desk.db, 'dormitory', now)).find((one) => one.person === jalali)?.absentUntil).toBe(
    now + 7 * DAY,
  )
  const given = async (student: string) => {
    const key = await openClearance(t, student, { 'issue_place.other': ['نجف'] })
    await walk(t, student, key, 'dormitory')
    return (await openTask(t, await t.person(student), key)).assignee
  }
  expect([await given('niloofar'), await given('peyman')]).toEqual([samadi, samadi])
  granted(await name('samadi', 'samadi', 'sharifi'))
  expect(await given('noor')).toBe(jalali)
})

test('four eyes: who reviewed does not approve, nor in another’s stead; said beforehand, refused afterwards', async () => {
  const { key } = await t.desk.db
    .selectFrom('request')
    .innerJoin('person', 'person.id', 'request.requester_id')
    .select('key')
    .where('username', '=', 'peyman')
    .executeTakeFirstOrThrow()
  const peyman = await t.person('peyman')
  // Sent back so that the vice-dean has to approve again, who is away and has named who reviewed.
  granted(
    await sendBack(t.desk, await t.person('samadi'), {
      task: (await openTask(t, peyman, key)).id,
      once: 'b',
      to: 'vice_dean',
      reason: 'دوباره',
      keep: true,
    }),
  )
  granted(await name('pourahmadi', 'pourahmadi', 'kazemi'))
  const task = await openTask(t, peyman, key)
  expect(task.element).toBe('vice_dean')
  const kazemi = await clientOf(t, 'kazemi')
  const page = await kazemi.get(`/tasks/${task.id}`)
  expect(page.html).toContain('کسی جز انجام‌دهندهٔ «بررسی کارشناس امور دانشجویی» انجام دهد')
  expect(page.html).toMatch(/<fieldset class="outcomes" disabled/)
  const refused = await kazemi.post(`/tasks/${task.id}/completion`, { outcome: 'approved' })
  expect([refused.status, refused.html.includes('کسی جز شما')]).toEqual([409, true])
  // Somebody else in the same stead may; and it is the vice-dean's own to do.
  granted(await name('pourahmadi', 'pourahmadi', 'vahidi'))
  expect((await (await clientOf(t, 'vahidi')).get(`/tasks/${task.id}`)).html).not.toContain('disabled')
  await complete(t, 'vahidi', task, 'approved')
})
