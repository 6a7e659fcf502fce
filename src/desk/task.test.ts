import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Person } from './person.js'
import { automaticCompletion, chooseAssignee, doersOf, mayAct, mayComplete, mayRelease, mayTake } from './task.js'
import type { Office } from './university.js'

const office = (dispatch: Office['dispatch']): Office => ({
  id: 'it',
  scope: 'central',
  name: { fa: 'ف', en: 'I' },
  short: { fa: 'ف', en: 'I' },
  dispatch,
  shows_staff: true,
  notes_seen_by: 'own',
})
const person = (id: number, role: 'head' | 'expert' | null): Person => ({
  id,
  username: `p${id}`,
  name: { fa: '', en: '' },
  honorific: null,
  title: null,
  faculty: null,
  administrator: false,
  memberships: role ? [{ office: 'it', role, for: null }] : [],
  readings: [],
  reach: 'whole',
})
const task = (assignee: number | null) => ({ office: 'it', assignee, state: 'open' })

describe('who may', () => {
  test('act: whoever has it, anybody of the office while nobody has it, its head always', () => {
    expect(
      [
        mayAct(person(1, 'expert'), task(1)),
        mayAct(person(1, 'expert'), task(null)),
        mayAct(person(1, 'expert'), task(2)),
        mayAct(person(1, 'head'), task(2)),
        mayAct(person(1, null), task(null)),
      ].map((right) => right !== null),
    ).toEqual([true, true, false, true, false])
  })
  test('take: free tasks, but not where the head hands them out', () => {
    expect(
      [
        mayTake(person(1, 'expert'), task(null), office('self')),
        mayTake(person(1, 'expert'), task(null), office('manual')),
        mayTake(person(1, 'head'), task(null), office('manual')),
        mayTake(person(1, 'expert'), task(2), office('self')),
      ].map((right) => right !== null),
    ).toEqual([true, false, true, false])
  })
  test('release: whoever has it, and the head', () => {
    expect(
      [
        mayRelease(person(1, 'expert'), task(1)),
        mayRelease(person(1, 'expert'), task(2)),
        mayRelease(person(1, 'head'), task(2)),
        mayRelease(person(1, 'head'), task(null)),
      ].map((right) => right !== null),
    ).toEqual([true, false, true, false])
  })
})

describe('in whose stead', () => {
  /** Somebody with an own role, and those of colleagues. */
  const withRoles = (id: number, ...held: readonly (readonly ['head' | 'expert', number | null])[]): Person => ({
    ...person(id, null),
    memberships: held.map(([role, stead]) => ({ office: 'it', role, for: stead })),
  })
  test('what a colleague has is the substitute’s to do, in the colleague’s stead', () => {
    expect(mayAct(withRoles(1, ['expert', 9]), task(9))).toEqual({ for: 9 })
    expect(mayAct(withRoles(1, ['expert', 9]), task(8))).toBeNull()
    expect(mayAct(withRoles(1, ['head', 9]), task(8))).toEqual({ for: 9 })
    expect(mayTake(withRoles(1, ['expert', 9]), task(null), office('self'))).toEqual({ for: 9 })
    expect(mayRelease(withRoles(1, ['expert', 9]), task(9))).toEqual({ for: 9 })
  })
  test('the own right counts first', () => {
    expect(mayAct(withRoles(1, ['expert', null], ['head', 9]), task(1))).toEqual({ for: null })
    expect(mayAct(withRoles(1, ['expert', null], ['head', 9]), task(2))).toEqual({ for: 9 })
    expect(mayAct(withRoles(1, ['expert', 8], ['expert', 9]), task(9))).toEqual({ for: 9 })
  })
  test('four eyes: neither in person nor in the stead of whoever did the other step', () => {
    const did = (by: number, stead: number | null = null) => [{ by, for: stead }]
    expect(mayComplete(withRoles(1, ['expert', null]), task(null), did(2))).toEqual({ for: null })
    expect(mayComplete(withRoles(1, ['expert', null]), task(null), did(1))).toBe('four-eyes')
    expect(mayComplete(withRoles(1, ['expert', 9]), task(null), did(9))).toBe('four-eyes')
    expect(mayComplete(withRoles(1, ['expert', null]), task(null), did(2, 1))).toBe('four-eyes')
    expect(mayComplete(withRoles(1, ['expert', 9]), task(null), did(2, 9))).toBe('four-eyes')
    // With another right that shares nobody it is allowed.
    expect(mayComplete(withRoles(1, ['expert', 8], ['expert', 9]), task(null), did(8))).toEqual({ for: 9 })
    expect(mayComplete(withRoles(1, ['expert', null]), task(2), did(1))).toBeNull()
  })
  test('who did a step is who did it last, and the desk is nobody', () => {
    const done = (element: string, closedBy: number | null, closedFor: number | null = null) => ({
      element,
      state: 'completed',
      closedBy,
      closedFor,
    })
    const tasks = [done('a', 1), done('b', 2), done('a', 3, 4), done('a', null), { ...done('b', 5), state: 'moved' }]
    expect(doersOf(tasks, ['a', 'b', 'c'])).toEqual([
      { by: 3, for: 4 },
      { by: 2, for: null },
    ])
  })
})

describe('handing out', () => {
  const experts = [
    { person: 1, open: 3, lastGiven: 10, absentUntil: null },
    { person: 2, open: 1, lastGiven: 30, absentUntil: null },
    { person: 3, open: 1, lastGiven: 20, absentUntil: null },
  ]
  test('by hand and by taking, nobody gets it', () => {
    expect(chooseAssignee(office('manual'), experts)).toBeNull()
    expect(chooseAssignee(office('self'), experts)).toBeNull()
  })
  test('in turn, whoever has waited longest; by load, who has least', () => {
    expect(chooseAssignee(office('round-robin'), experts)).toBe(1)
    expect(chooseAssignee(office('least-loaded'), experts)).toBe(3)
    expect(chooseAssignee(office('least-loaded'), [])).toBeNull()
  })
  test('whoever is away is passed over, unless all are; whoever must not do it, always', () => {
    const away = experts.map((one) => (one.person === 1 ? { ...one, absentUntil: 5 } : one))
    expect(chooseAssignee(office('round-robin'), away)).toBe(3)
    expect(
      chooseAssignee(
        office('round-robin'),
        experts.map((one) => ({ ...one, absentUntil: 5 })),
      ),
    ).toBe(1)
    expect(chooseAssignee(office('least-loaded'), experts, [3])).toBe(2)
    expect(chooseAssignee(office('least-loaded'), away, [2, 3])).toBe(1)
    expect(chooseAssignee(office('least-loaded'), experts, [1, 2, 3])).toBeNull()
  })
  test('in turn is fair: over many tasks nobody gets two more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 }), (people, tasks) => {
        const loads = Array.from({ length: people }, (_, index) => ({
          person: index + 1,
          open: 0,
          lastGiven: 0,
          absentUntil: null,
        }))
        for (let id = 1; id <= tasks; id++) {
          const chosen = chooseAssignee(office('round-robin'), loads)
          const load = loads.find((one) => one.person === chosen)
          if (load) Object.assign(load, { open: load.open + 1, lastGiven: id })
        }
        const counts = loads.map((load) => load.open)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

test('the desk completes a referral where nobody needs to hand out, and what was kept', () => {
  expect(automaticCompletion('referral', office('manual'), null)).toBeNull()
  expect(automaticCompletion('referral', office('self'), null)).toMatchObject({ automatic: { reason: 'handed-out' } })
  expect(automaticCompletion('review', office('self'), null)).toBeNull()
  expect(automaticCompletion('review', office('manual'), { outcome: 'clear', answers: {} })).toMatchObject({
    outcome: 'clear',
    automatic: { reason: 'kept' },
  })
})
