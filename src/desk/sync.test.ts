import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DirectoryEntry, Known } from './directory.js'
import { grantsBy, NO_GRANTS } from './groups.js'
import { brakes, marked, planSync, type SyncPlan } from './sync.js'

const entry = (id: string, over: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  directoryId: `guid-${id}`,
  username: id,
  name: { fa: id, en: id },
  honorific: null,
  title: null,
  faculty: null,
  email: null,
  mobile: null,
  facts: null,
  groups: [],
  open: true,
  ...over,
})

const grants = grantsBy([{ group: 'it', office: 'it', role: 'expert' }], new Map())
const plan = (listed: readonly DirectoryEntry[], here: readonly Known[], foreign: readonly string[] = []): SyncPlan =>
  planSync(listed, here, new Set(foreign), grants)

/** What is here after a plan is written, as the store would read it. */
const written = (done: SyncPlan, here: readonly Known[]): readonly Known[] => {
  const kept = new Map(done.keep.map((one) => [one.directoryId, one]))
  const known = new Map(here.map((one) => [one.directoryId, one]))
  return [...new Set([...known.keys(), ...kept.keys()])].flatMap((directoryId, index) => {
    const [one, before] = [kept.get(directoryId), known.get(directoryId)]
    if (!one) return before ?? []
    const { grants: rights, story: _, active, last, ...here } = one
    return {
      person: before?.person ?? 1000 + index,
      directoryId,
      active,
      here,
      last,
      rights,
      groups: here.groups,
      byHand: false,
      mobileProven: false,
    }
  })
}
const start = (...listed: readonly DirectoryEntry[]) => written(plan(listed, []), [])
const kinds = (done: SyncPlan) => done.lines.map((one) => `${one.kind} ${one.username}`)

describe('the three-way difference', () => {
  test('joins, changes, leaves, returns', () => {
    const here = start(entry('ali', { groups: ['it'] }), entry('mina'), entry('sara'))
    const listed = [
      entry('ali', { username: 'a.rezaei', groups: ['it'] }),
      entry('mina', { open: false }),
      entry('nora'),
    ]
    const done = plan(listed, here)
    expect(kinds(done)).toEqual(['changed a.rezaei', 'left mina', 'joined nora', 'left sara'])
    expect(done.lines.map((one) => one.why)).toEqual([undefined, 'closed', undefined, 'gone'])
    const back = plan([...listed, entry('sara')], written(done, here))
    expect(kinds(back)).toEqual(['returned sara'])
  })

  test('a closed account that was never here does not join', () => {
    expect(plan([entry('ali', { open: false })], []).keep).toEqual([])
  })

  test('groups change rights, and who leaves has none', () => {
    const here = start(entry('ali', { groups: ['it'] }), entry('mina'))
    const done = plan([entry('ali', { open: false, groups: ['it'] }), entry('mina', { groups: ['it'] })], here)
    expect(done.rights.map((one) => [one.person, one.gains])).toEqual([
      [1000, false],
      [1001, true],
    ])
  })

  test('what was changed here stays until the directory changes its own', () => {
    const [before] = start(entry('ali', { mobile: '+989990000001' }))
    if (!before) throw new Error('nobody')
    const here = [{ ...before, here: { ...before.here, mobile: '+989990000002' } }]
    expect(plan([entry('ali', { mobile: '+989990000001' })], here).keep).toEqual([])
    const taken = plan([entry('ali', { mobile: '+989990000003' })], here)
    expect(taken.keep.map((one) => one.mobile)).toEqual(['+989990000003'])
    const proven = here.map((one) => ({ ...one, mobileProven: true }))
    expect(plan([entry('ali', { mobile: '+989990000003' })], proven).keep.map((one) => one.mobile)).toEqual([
      '+989990000002',
    ])
  })

  test('an account that was closed here stays closed until the directory closes and opens it', () => {
    const closed = start(entry('ali')).map((one) => ({ ...one, active: false }))
    expect(plan([entry('ali')], closed).keep).toEqual([])
    const noted = written(plan([entry('ali', { open: false })], closed), closed)
    expect(kinds(plan([entry('ali')], noted))).toEqual(['returned ali'])
  })

  test('two people swap their user names, and a name that is free again loses its mark', () => {
    const here = start(entry('ali'), entry('mina'))
    const swapped = plan([entry('ali', { username: 'mina' }), entry('mina', { username: 'ali' })], here)
    expect(kinds(swapped)).toEqual(['changed mina', 'changed ali'])
    const gone = plan([entry('mina', { username: 'ali' })], here)
    expect(gone.keep.map((one) => one.username)).toEqual(['ali', marked('ali', 'guid-ali')])
    const back = plan([entry('ali'), entry('mina')], written(gone, here))
    expect(back.keep.map((one) => one.username)).toEqual(['ali', 'mina'])
  })

  test('the name of a local account is never taken', () => {
    expect(plan([entry('admin')], [], ['admin']).keep.map((one) => one.username)).toEqual([
      marked('admin', 'guid-admin'),
    ])
  })
})

const ids = ['a', 'b', 'c', 'd', 'e']
const someone = fc.record({
  username: fc.constantFrom(...ids, 'x', 'y'),
  open: fc.boolean(),
  groups: fc.subarray(['it', 'other']),
  mobile: fc.constantFrom(null, '+989990000001'),
})
/** A directory: some of the accounts, no two with one user name. */
const directory = fc
  .tuple(fc.subarray(ids), fc.array(someone, { minLength: 5, maxLength: 5 }))
  .map(([present, values]) => {
    const taken = new Set<string>()
    return present.flatMap((id, index) => {
      const one = entry(id, values[index])
      if (taken.has(one.username)) return []
      taken.add(one.username)
      return [one]
    })
  })

test('whatever the directory does, nobody is lost, names stay unique, and to sync twice is to sync once', () => {
  fc.assert(
    fc.property(fc.array(directory, { minLength: 1, maxLength: 5 }), (days) => {
      let here: readonly Known[] = []
      for (const listed of days) {
        const before = here
        here = written(plan(listed, before), before)
        expect(here.map((one) => one.person)).toEqual(expect.arrayContaining(before.map((one) => one.person)))
        const names = here.map((one) => one.here.username)
        expect(new Set(names).size).toBe(names.length)
        for (const one of here) {
          const now = listed.find((other) => other.directoryId === one.directoryId)
          expect(one.active).toBe(now?.open ?? false)
          expect(one.rights).toEqual(one.active ? grants(one.groups) : NO_GRANTS)
        }
        expect(plan(listed, here).keep).toEqual([])
      }
    }),
  )
})

describe('the brake', () => {
  const people = (count: number) => Array.from({ length: count }, (_, index) => entry(`p${index}`))
  const leaving = (of: number, count: number) => plan(people(of).slice(count), start(...people(of)))
  const nobody = new Set<number>()

  test.each([
    [1000, 20, false],
    [1000, 21, true],
    [100, 5, false],
    [100, 6, true],
    [10, 1, true],
    [400, 20, false],
    [1600, 1600, true],
  ])('of %i people %i leave: held is %s', (of, count, held) => {
    expect(brakes(leaving(of, count), nobody)).toBe(held)
  })

  test('a yes is a yes to these people and no others', () => {
    const done = leaving(100, 30)
    expect(brakes(done, new Set(done.leaving))).toBe(false)
    expect(brakes(done, new Set(done.leaving.slice(10)))).toBe(true)
  })
})
