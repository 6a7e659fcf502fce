import fc from 'fast-check'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { complete, openClearance, openTask, walk } from '../../test/support/clearance.js'
import type { Held, Person } from '../desk/person.js'
import { standing } from '../desk/visibility.js'
import { visibleTo } from './visible.js'
import { badges } from './own-requests.js'
import { personBySession } from './people.js'
import { insertReading } from './readings.js'
import { requestFor, seenAnswers, type SeenRequest } from './requests.js'
import { openSession } from './sessions.js'
import { taskPage } from './task-page.js'
import type { SeenTask } from './tasks.js'
import { nextTask, workCounts, workList } from './work-list.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
  await walk(t, 'sara', await openClearance(t, 'sara'), 'nutrition')
  await walk(t, 'alireza', await openClearance(t, 'alireza'), 'education_review')
  const mina = await openClearance(t, 'mina')
  await complete(t, 'rahmani', await openTask(t, await t.person('mina'), mina), 'referred', {
    education_expert: [String((await t.person('taheri')).id)],
  })
  await openClearance(t, 'peyman')
  // Everybody shows their request to somebody: sara to two, one of whom works on it.
  const show = async (owner: string, ...to: readonly string[]) => {
    const { id } = await t.person(owner)
    const request = await t.desk.db.selectFrom('request').select('id').where('requester_id', '=', id).executeTakeFirst()
    for (const one of to)
      await t.desk.db
        .insertInto('request_participant')
        .values({
          request_id: request?.id ?? 0,
          person_id: (await t.person(one)).id,
          added_by: id,
          added_at: new Date(t.desk.now()),
        })
        .execute()
  }
  await show('sara', 'mina', 'naderi')
  await show('mina', 'alireza')
  await show('peyman', 'sara')
})
afterAll(() => t.close())

const OFFICES = [
  'education:nursing',
  'education:medicine',
  'student-affairs:nursing',
  'vice-dean:nursing',
  'secretariat:nursing',
  'disciplinary',
  'nutrition',
  'dormitory',
  'it',
  "it'; --",
]

/** Anybody: with offices of their own and of colleagues, with readings, administrator or not, by whatever session. */
const anybody = (people: readonly number[], requests: readonly number[]): fc.Arbitrary<Person> =>
  fc
    .record({
      id: fc.constantFrom(...people),
      held: fc.array(
        fc.record({ office: fc.constantFrom(...OFFICES), for: fc.option(fc.constantFrom(...people), { freq: 2 }) }),
        { maxLength: 5 },
      ),
      administrator: fc.boolean(),
      readings: fc.uniqueArray(fc.constantFrom(...requests, 999_999)),
      reach: fc.constantFrom('whole' as const, 'own' as const),
    })
    .map(({ id, held, administrator, readings, reach }) => ({
      id,
      username: 'anybody',
      name: { fa: '', en: '' },
      honorific: null,
      title: null,
      faculty: null,
      administrator,
      memberships: held.filter((one) => one.for !== id).map((one): Held => ({ ...one, role: 'expert' })),
      readings,
      reach,
    }))

async function everything() {
  const rows = await t.desk.db.selectFrom('request').select(['id', 'key', 'requester_id']).orderBy('id').execute()
  const tasks = await t.desk.db.selectFrom('task').select(['id', 'request_id', 'office']).execute()
  const participants = await t.desk.db.selectFrom('request_participant').selectAll().execute()
  const people = [...rows.map((row) => row.requester_id), (await t.person('naderi')).id, 999_999]
  return {
    rows,
    tasks,
    participants,
    people,
    arbitrary: anybody(
      people,
      rows.map((row) => row.id),
    ),
  }
}

test('the rule in the code and the rule in SQL agree for anybody', async () => {
  const { rows, tasks, participants, arbitrary } = await everything()
  const seen = { requester: 0, participant: 0, staff: 0, administrator: 0 }
  await fc.assert(
    fc.asyncProperty(arbitrary, async (person) => {
      const bySql = await t.desk.db.selectFrom('request').select('id').where(visibleTo(person)).execute()
      const byRule = rows.filter((row) => {
        const view = standing(
          person,
          {
            id: row.id,
            requester: row.requester_id,
            participants: participants.filter((one) => one.request_id === row.id).map((one) => one.person_id),
          },
          tasks.filter((task) => task.request_id === row.id).map((task) => task.office),
        )
        if (view) seen[view.as] += 1
        return view
      })
      expect(bySql.map((row) => row.id).toSorted()).toEqual(byRule.map((row) => row.id).toSorted())
      for (const row of rows) {
        const loaded = await requestFor(t.desk.db, person, row.key, { lock: false })
        expect(loaded !== null).toBe(byRule.includes(row))
      }
    }),
    { numRuns: 80 },
  )
  // The property is about something: each kind of standing came up.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5)
})

test('a loaded request carries no answers; they come through one function, cut to whoever loaded it', async () => {
  const { rows } = await everything()
  const key = rows.find((row) => row.id === rows[0]?.id)?.key ?? ''
  const { service } = t.desk.catalog.offered().find((one) => one.service.id === 'student-clearance') ?? {}
  const khosravi = await requestFor(t.desk.db, await t.person('khosravi'), key, { lock: false })
  if (!khosravi || !service) throw new Error('nutrition has no request')
  expectTypeOf<SeenRequest>().not.toHaveProperty('answers')
  expectTypeOf<SeenTask>().not.toHaveProperty('answers')
  expect(JSON.stringify(khosravi)).not.toMatch(/answers|9990000018|محمود/)
  expect(Object.keys(seenAnswers(khosravi, service.requestForm)).toSorted()).toEqual(
    ['faculty', 'field', 'first_name', 'last_name', 'level', 'mobile', 'reason', 'student_no'].toSorted(),
  )
  const sara = await requestFor(t.desk.db, await t.person('sara'), key, { lock: false })
  expect(Object.keys(sara ? seenAnswers(sara, service.requestForm) : {})).toContain('national_id')
  // A copy with another standing opens nothing.
  expect(() => seenAnswers({ ...khosravi, standing: { as: 'requester' } }, service.requestForm)).toThrow(/loaded/)
})

test('lists, counters and the next task show nothing that the record would refuse', async () => {
  const { arbitrary } = await everything()
  const sources = { university: t.desk.university, version: t.desk.catalog.version }
  const query = { office: null, view: 'all', query: '', state: '', after: null, limit: 50 } as const
  let shown = 0
  await fc.assert(
    fc.asyncProperty(arbitrary, async (person) => {
      const { items } = await workList(t.desk.db, person, query)
      const pages = await Promise.all(
        items.map((item) => taskPage(t.desk.db, sources, person, item.task, { lang: 'fa', now: t.desk.now() })),
      )
      expect(pages.every((page) => page !== null)).toBe(true)
      shown += items.length
      const counts = await workCounts(t.desk.db, person)
      expect(counts.reduce((sum, one) => sum + one.all, 0)).toBe(items.length)
      expect(counts.reduce((sum, one) => sum + one.mine, 0)).toBe(items.filter((item) => item.mine).length)
      const { tasks } = await badges(t.desk.db, person)
      expect(tasks).toBe(items.filter((item) => item.mine || item.assignee === null).length)
      for (const office of new Set(person.memberships.map((one) => one.office))) {
        const next = await nextTask(t.desk.db, person, office)
        if (next !== null) expect(items.map((item) => item.task)).toContain(next)
      }
    }),
    { numRuns: 60 },
  )
  expect(shown).toBeGreaterThan(5)
})

test('a work list holds the open tasks of its offices, and its counts agree with it', async () => {
  const naderi = await t.person('naderi')
  const list = async (query: Partial<Parameters<typeof workList>[2]>) =>
    (
      await workList(t.desk.db, naderi, {
        office: null,
        view: 'all',
        query: '',
        state: '',
        after: null,
        limit: 50,
        ...query,
      })
    ).items
  const all = await list({})
  expect(all.map((item) => item.office)).toEqual(['education:nursing', 'education:nursing'])
  const [counts] = await workCounts(t.desk.db, naderi)
  expect(counts).toMatchObject({
    all: 2,
    unassigned: (await list({ view: 'unassigned' })).length,
    mine: (await list({ view: 'mine' })).length,
  })
  // However a name is typed, it is found; and nothing typed is a pattern.
  expect(await list({ query: 'علیرضا' })).toHaveLength(1)
  expect(await list({ query: 'علي رضا ميرزا' })).toHaveLength(1)
  expect(await list({ query: '۴۰۰۱۵' })).toHaveLength(1)
  expect(await list({ query: '%' })).toHaveLength(0)
  expect(await list({ state: 'taken' })).toHaveLength(1)
  expect(await list({ state: 'new' })).toHaveLength(1)

  // What would be done next is the earliest due that nobody else has; a task that waits for its requester is passed over.
  expect(await nextTask(t.desk.db, naderi, 'education:nursing')).toBe(all.find((item) => item.assignee === null)?.task)
  expect(await nextTask(t.desk.db, naderi, 'nutrition')).toBeNull()

  const first = await workList(t.desk.db, naderi, {
    office: null,
    view: 'all',
    query: '',
    state: '',
    after: null,
    limit: 1,
  })
  const second = await workList(t.desk.db, naderi, {
    office: null,
    view: 'all',
    query: '',
    state: '',
    after: first.next,
    limit: 1,
  })
  expect([...first.items, ...second.items].map((item) => item.task)).toEqual(all.map((item) => item.task))
  expect(second.next).toBeNull()
})

test('what somebody has is what holds at the moment they are asked, by whatever session they came', async () => {
  const { desk } = t
  const [me, colleague, left] = await Promise.all(['parvizi', 'fallahi', 'samadi'].map((one) => t.person(one)))
  if (!me || !colleague || !left) throw new Error('the demo university misses somebody')
  const HOUR = 3_600_000
  const moment = fc.integer({ min: -6, max: 6 }).map((hours) => t.desk.now() + hours * HOUR)
  const span = fc.tuple(moment, moment).filter(([from, until]) => from < until)
  const office = fc.constantFrom('nutrition', 'loan-fund', 'welfare')
  const arbitrary = fc.record({
    own: fc.uniqueArray(fc.record({ office, span, role: fc.constantFrom('head', 'expert') }), {
      selector: (one) => one.office,
    }),
    theirs: fc.uniqueArray(fc.record({ office, span: fc.option(span) }), { selector: (one) => one.office }),
    stead: fc.array(
      fc.record({
        office: fc.option(office),
        span,
        ended: fc.boolean(),
        absent: fc.constantFrom(colleague.id, left.id),
      }),
      { maxLength: 3 },
    ),
    readings: fc.array(span, { maxLength: 2 }),
    at: moment,
    code: fc.boolean(),
  })
  const request = await desk.db.selectFrom('request').select('id').limit(1).executeTakeFirstOrThrow()
  await desk.db.updateTable('person').set({ active: false, left_at: new Date() }).where('id', '=', left.id).execute()
  const session = { person: me.id, device: '', address: '', at: 0, ends: desk.now() + 100 * HOUR }
  await desk.db.transaction().execute(async (tx) => {
    await openSession(tx, { ...session, tokenHash: 'by-password', method: 'password' })
    await openSession(tx, { ...session, tokenHash: 'by-code', method: 'code' })
  })
  const clear = async () => {
    for (const table of ['membership', 'substitution', 'reading'] as const) await desk.db.deleteFrom(table).execute()
  }
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ own, theirs, stead, readings, at, code }) => {
      await clear()
      // Somebody is at the page at that moment: the session does not end for being idle.
      await desk.db
        .updateTable('session')
        .set({ used_at: new Date(at) })
        .execute()
      const hand = { source: 'hand', given_by: me.id } as const
      const dates = (one: readonly [number, number] | null) => ({
        from_at: one && new Date(one[0]),
        until_at: one && new Date(one[1]),
      })
      const rows = [
        ...own.map((one) => ({ person_id: me.id, office: one.office, role: one.role, ...hand, ...dates(one.span) })),
        ...[colleague.id, left.id].flatMap((person_id) =>
          theirs.map((one) => ({ person_id, office: one.office, role: 'expert', ...hand, ...dates(one.span) })),
        ),
      ]
      if (rows.length > 0) await desk.db.insertInto('membership').values(rows).execute()
      for (const one of stead)
        await desk.db
          .insertInto('substitution')
          .values({
            absent_id: one.absent,
            substitute_id: me.id,
            office: one.office,
            from_at: new Date(one.span[0]),
            until_at: new Date(one.span[1]),
            made_by: me.id,
            made_at: new Date(at),
            ended_at: one.ended ? new Date(at) : null,
          })
          .execute()
      for (const [from, until] of readings)
        await desk.db
          .transaction()
          .execute((tx) => insertReading(tx, { person: me.id, request: request.id, reason: 'آزمون', from, until }))
      const holds = (one: readonly [number, number] | null) => one === null || (one[0] <= at && at < one[1])
      const held = [
        ...own.filter((one) => holds(one.span)).map((one) => `${one.office} ${one.role} own`),
        ...theirs
          .filter((one) => holds(one.span))
          // Whose account is closed is stood in for by nobody.
          .filter((one) =>
            stead.some(
              (by) =>
                by.absent === colleague.id &&
                !by.ended &&
                holds(by.span) &&
                (by.office === null || by.office === one.office),
            ),
          )
          .map((one) => `${one.office} expert ${colleague.id}`),
      ]
      const person = await personBySession(desk.db, code ? 'by-code' : 'by-password', at)
      expect(person?.reach).toBe(code ? 'own' : 'whole')
      const found = person?.memberships.map((one) => `${one.office} ${one.role} ${one.for ?? 'own'}`) ?? []
      expect(found.toSorted()).toEqual(code ? [] : held.toSorted())
      expect(found.findLastIndex((one) => one.endsWith('own'))).toBeLessThan(
        held.filter((one) => one.endsWith('own')).length,
      )
      expect(person?.readings).toEqual(!code && readings.some(holds) ? [request.id] : [])
      if (code) expect(person?.administrator).toBe(false)
    }),
    { numRuns: 120 },
  )
})
