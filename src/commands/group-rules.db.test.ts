import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import type { GroupRule } from '../desk/groups.js'
import { addedRules } from '../store/group-rules.js'
import { assignTask } from './assign-task.js'
import { changeRules, previewRule, type RulePlan } from './group-rules.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const preview = async (plan: RulePlan, who = 'admin') => previewRule(t.desk, await t.person(who), plan)
const change = async (plan: RulePlan, who = 'admin', once = t.desk.newId()) =>
  changeRules(t.desk, await t.person(who), { plan, once })
const rule = (group: string, office: string | null, role: GroupRule['role']): GroupRule => ({ group, office, role })
const officesOf = async (who: string) => (await t.person(who)).memberships.map((one) => `${one.office} ${one.role}`)
const audited = async (kind: string) =>
  (await t.desk.db.selectFrom('audit').select('data').where('kind', '=', kind).orderBy('id').execute()).map(
    (one) => one.data,
  )

test('what the preview says is what happens; both are undone when the rule goes', async () => {
  const before = await officesOf('rahmani')
  const added = rule('desk-education-{faculty}-heads', 'faculty:{faculty}', 'expert')
  const { preview: seen } = granted(await preview({ add: added }))
  expect(seen.changes.length).toBeGreaterThan(1)
  expect(seen.changes.every((one) => one.gains && one.name.fa !== '')).toBe(true)
  expect(await officesOf('rahmani')).toEqual(before) // nothing was written

  expect(granted(await change({ add: added }))).toMatchObject({ gained: seen.changes.length, lost: 0 })
  for (const one of seen.changes) {
    const row = await t.desk.db
      .selectFrom('membership')
      .select('role')
      .where('person_id', '=', one.person)
      .where('office', '=', one.office ?? '')
      .where('source', '=', 'directory')
      .executeTakeFirst()
    expect(row?.role).toBe(one.role)
  }
  expect((await audited('rule-added')).at(-1)).toEqual({ ...added })
  expect((await audited('membership-given')).length).toBe(seen.changes.length)

  const [kept] = await addedRules(t.desk.db)
  if (!kept) throw new Error('no rule')
  const taken = granted(await preview({ remove: kept.id }))
  expect(taken.preview.changes.map((one) => one.gains)).toEqual(seen.changes.map(() => false))
  expect(granted(await change({ remove: kept.id }))).toMatchObject({ gained: 0, lost: seen.changes.length })
  expect(await officesOf('rahmani')).toEqual(before)
  expect(await addedRules(t.desk.db)).toEqual([])
})

test('sent twice it is one rule, and the same rule is not taken twice', async () => {
  const added = rule('all-of-it', 'it', 'expert')
  const once = t.desk.newId()
  const both = await Promise.all([change({ add: added }, 'admin', once), change({ add: added }, 'admin', once)])
  expect(both.map((one) => one.ok)).toEqual([true, true])
  expect((await addedRules(t.desk.db)).length).toBe(1)
  expect(await change({ add: rule('ALL-OF-IT', 'it', 'expert') })).toMatchObject({ detail: { fault: 'twice' } })
  expect(await change({ add: rule('desk-it-heads', 'it', 'head') })).toMatchObject({ detail: { fault: 'twice' } })
})

test('who loses an office loses its tasks, and they go back to it', async () => {
  const key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'nutrition')
  const owner = await t.person('sara')
  // A second group gives the IT head a place in the nutrition office.
  const added = rule('desk-it-heads', 'nutrition', 'expert')
  granted(await change({ add: added }))
  const darvishi = await t.person('darvishi')
  expect(await officesOf('darvishi')).toContain('nutrition expert')
  const task = await openTask(t, owner, key, 'nutrition')
  granted(await assignTask(t.desk, darvishi, { task: task.id, once: t.desk.newId(), to: 'me' }))
  const kept = (await addedRules(t.desk.db)).find((one) => one.office === 'nutrition')
  granted(await change({ remove: kept?.id ?? 0 }))
  expect((await openTask(t, owner, key, 'nutrition')).assignee).toBe(null)
})

test('a rule may make administrators; one by hand stays one when it goes', async () => {
  await t.desk.db.updateTable('person').set({ administrator: true }).where('username', '=', 'khosravi').execute()
  const added = rule('desk-nutrition-experts', null, null)
  const { preview: seen } = granted(await preview({ add: added }))
  const khosravi = await t.person('khosravi')
  expect(seen.changes.some((one) => one.person === khosravi.id)).toBe(false)
  granted(await change({ add: added }))
  const kept = (await addedRules(t.desk.db)).find((one) => one.office === null)
  granted(await change({ remove: kept?.id ?? 0 }))
  expect((await t.person('khosravi')).administrator).toBe(true)
})

test('nobody but an administrator, and no rule that is none', async () => {
  const added = rule('x', 'it', 'expert')
  await t.desk.db.updateTable('person').set({ administrator: false }).where('username', '=', 'khosravi').execute()
  expect(await preview({ add: added }, 'khosravi')).toMatchObject({ code: 'not-found' })
  expect(await change({ add: added }, 'sara')).toMatchObject({ code: 'not-found' })
  expect(await preview({ remove: 999 })).toMatchObject({ code: 'not-found' })
  expect(await preview({ add: rule('x', 'kitchen', 'expert') })).toMatchObject({ detail: { fault: 'unknown-office' } })
})
