import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { complete, openClearance, openTask, walk } from '../../test/support/clearance.js'
import type { Held, Person } from '../desk/person.js'
import { standing } from '../desk/visibility.js'
import { visibleTo } from './visible.js'
import { requestFor } from './requests.js'
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

test('the rule in the code and the rule in SQL agree for anybody', async () => {
  const rows = await t.desk.db.selectFrom('request').select(['id', 'key', 'requester_id']).execute()
  const tasks = await t.desk.db.selectFrom('task').select(['request_id', 'office']).execute()
  const people = [...rows.map((row) => row.requester_id), 999_999]
  const anybody = fc.record({ id: fc.constantFrom(...people), offices: fc.uniqueArray(fc.constantFrom(...OFFICES)) })
  await fc.assert(
    fc.asyncProperty(anybody, async ({ id, offices }) => {
      const memberships = offices.map((office): Held => ({ office, role: 'expert', for: null }))
      const person: Person = {
        id,
        username: 'anybody',
        name: { fa: '', en: '' },
        honorific: null,
        title: null,
        faculty: null,
        administrator: true,
        memberships,
        readings: [],
        reach: 'whole',
      }
      const bySql = await t.desk.db.selectFrom('request').select('id').where(visibleTo(person)).execute()
      const byRule = rows.filter((row) =>
        standing(
          person,
          { id: row.id, requester: row.requester_id },
          tasks.filter((task) => task.request_id === row.id).map((task) => task.office),
        ),
      )
      expect(bySql.map((row) => row.id).sort()).toEqual(byRule.map((row) => row.id).sort())
      for (const row of rows) {
        const loaded = await requestFor(t.desk.db, person, row.key, { lock: false })
        expect(loaded !== null).toBe(byRule.includes(row))
      }
    }),
    { numRuns: 40 },
  )
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
