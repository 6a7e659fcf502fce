import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Person } from './person.js'
import { automaticCompletion, chooseAssignee, mayAct, mayRelease, mayTake } from './task.js'
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
