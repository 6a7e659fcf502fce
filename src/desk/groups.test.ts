import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesFor, grantsBy, NO_GRANTS, ruleFault, type GroupRule } from './groups.js'
import { readUniversity } from './university.js'

const text = { fa: '-', en: '-' }
const office = (id: string, scope: 'central' | 'faculty') => ({
  id,
  scope,
  name: text,
  short: text,
  dispatch: 'self',
  shows_staff: true,
  notes_seen_by: 'all',
})
const faculty = (id: string, fa: string) => ({ id, name: { fa, en: id.toUpperCase() }, levels: {} })
const files = {
  offices: { offices: [office('education', 'faculty'), office('it', 'central')] },
  registers: { registers: [] },
  groups: { groups: [] },
  faculties: { levels: [], fields: [], faculties: [faculty('nursing', 'پرستاری'), faculty('public-health', 'بهداشت')] },
  name: text,
  places: [],
}
const university = readUniversity({
  ...files,
  directory: {
    person: {},
    faculty: { from: [] },
    faculty_codes: { nursing: ['NUR', '12'] },
    facts: { source: text, values: {} },
    rules: [],
  },
})
const codes = university.directory.codes

const rules: readonly GroupRule[] = [
  { group: 'desk-education-{faculty}-heads', office: 'education:{faculty}', role: 'head' },
  { group: 'desk-education-{faculty}-experts', office: 'education:{faculty}', role: 'expert' },
  { group: 'IT Team', office: 'it', role: 'expert' },
  { group: 'desk-admins', office: null, role: null },
]
const given = (...groups: string[]) => grantsBy(rules, codes)(groups)

test.each([
  ['by the id of the faculty', ['desk-education-nursing-heads'], [{ office: 'education:nursing', role: 'head' }]],
  ['by its code', ['desk-education-NUR-heads'], [{ office: 'education:nursing', role: 'head' }]],
  ['by its number', ['desk-education-12-heads'], [{ office: 'education:nursing', role: 'head' }]],
  ['by its Persian name', ['desk-education-پرستاری-heads'], [{ office: 'education:nursing', role: 'head' }]],
  [
    'by an id with a hyphen',
    ['desk-education-public-health-heads'],
    [{ office: 'education:public-health', role: 'head' }],
  ],
  [
    'whatever the case',
    ['DESK-EDUCATION-NURSING-HEADS', 'it team'],
    [
      { office: 'education:nursing', role: 'head' },
      { office: 'it', role: 'expert' },
    ],
  ],
  ['a faculty that is none', ['desk-education-law-heads'], []],
  ['no faculty at all', ['desk-education--heads', 'desk-education-heads'], []],
  ['a longer or shorter name', ['IT Team 2', 'IT Tea', 'xIT Team'], []],
  [
    'both roles: the stronger one',
    ['desk-education-nursing-experts', 'desk-education-nur-heads'],
    [{ office: 'education:nursing', role: 'head' }],
  ],
])('groups give offices %s', (_, groups, memberships) => {
  expect(given(...groups)).toEqual({ memberships, administrator: false })
})

test('a group makes administrators', () => {
  expect(given('desk-admins')).toEqual({ memberships: [], administrator: true })
})

test.each([
  ['no-group', { group: ' ', office: 'it', role: 'head' }],
  ['no-office', { group: 'g', office: 'it', role: null }],
  ['unknown-office', { group: 'g', office: 'kitchen', role: 'head' }],
  ['unknown-office', { group: 'g', office: 'education', role: 'head' }],
  ['unknown-office', { group: 'g', office: 'it:nursing', role: 'head' }],
  ['unknown-office', { group: 'g', office: 'education:law', role: 'head' }],
  ['no-faculty', { group: 'g', office: 'education:{faculty}', role: 'head' }],
  ['unneeded-faculty', { group: 'g-{faculty}', office: 'it', role: 'head' }],
  ['unneeded-faculty', { group: 'g-{faculty}', office: null, role: null }],
  ['twice', { group: 'it team', office: 'it', role: 'expert' }],
  [null, { group: 'IT Team', office: 'it', role: 'head' }],
  [null, { group: 'g', office: 'education:nursing', role: 'expert' }],
] as const)('%s: %j', (fault, rule) => {
  expect(ruleFault(rule, university, rules)).toBe(fault)
})

test('a file that gives an office which is none, or codes a faculty which is none, is refused by name', () => {
  const directory = { person: {}, faculty: { from: [] }, faculty_codes: {}, facts: { source: text, values: {} } }
  const read = (more: object) => () => readUniversity({ ...files, directory: { ...directory, ...more } })
  expect(read({ rules: [{ group: 'g', office: 'kitchen', role: 'head' }] })).toThrow(/directory.yaml.*kitchen/)
  expect(read({ rules: [], faculty_codes: { law: ['L'] } })).toThrow(/no faculty law/)
  expect(read({ rules: [{ group: 'g' }] })).toThrow(/directory.yaml/)
})

const names = ['desk-education-nursing-heads', 'desk-education-nursing-experts', 'IT Team', 'desk-admins', 'other']
const groupsOf = fc.subarray(names)

test('what is told as gained and lost leads from the rights before to the rights after, and from nothing to nothing is nothing', () => {
  fc.assert(
    fc.property(groupsOf, groupsOf, fc.boolean(), (before, after, byHand) => {
      const [was, is] = [given(...before), given(...after)]
      const changes = changesFor({ person: 1, groups: after, byHand, rights: was }, is)
      const lost = changes.filter((one) => !one.gains)
      const kept = was.memberships.filter(
        (one) => !lost.some((other) => other.office === one.office && other.role === one.role),
      )
      const gained = changes.flatMap(({ gains, office, role }) => (gains && office && role ? [{ office, role }] : []))
      const sorted = [...kept, ...gained].sort((a, b) => (a.office < b.office ? -1 : 1))
      expect(sorted).toEqual(is.memberships)
      expect(changes.some((one) => one.office === null)).toBe(!byHand && was.administrator !== is.administrator)
      expect(changesFor({ person: 1, groups: [], byHand, rights: is }, is)).toEqual([])
    }),
  )
  expect(changesFor({ person: 1, groups: [], byHand: false, rights: NO_GRANTS }, NO_GRANTS)).toEqual([])
})
