import { expect, test } from 'vitest'
import { registerNumber } from './register.js'
import { maySeeFile } from './file-view.js'
import { instanceFor, readUniversity } from './university.js'
import { mayReadNote, standing } from './visibility.js'

const text = { fa: 'ف', en: 'F' }
const office = (id: string, notes: 'all' | 'own' | string[]) => ({
  id,
  scope: 'central',
  name: text,
  short: text,
  dispatch: 'self',
  shows_staff: true,
  notes_seen_by: notes,
})
const university = readUniversity({
  offices: { offices: [office('open', 'all'), office('closed', 'own'), office('shared', ['friend'])] },
  registers: { registers: [] },
  groups: { groups: [] },
  faculties: { levels: [], fields: [], faculties: [] },
  name: text,
  places: [],
})

test('a number is written by the template of its register', () => {
  const register = {
    id: 'r',
    office: 'secretariat',
    template: '{yy}/{office}/{serial:4}',
    per: 'office-and-jalali-year' as const,
    codes: { nursing: '12' },
  }
  expect(registerNumber(register, 'secretariat:nursing', 1405, 7)).toBe('05/12/0007')
})

test('an internal note is read by its office, and by others as the office says', () => {
  const staff = (...offices: string[]) => ({ as: 'staff' as const, offices })
  expect(mayReadNote(university, { as: 'requester' }, 'open')).toBe(false)
  expect(mayReadNote(university, staff('other'), 'open')).toBe(true)
  expect(mayReadNote(university, staff('other'), 'closed')).toBe(false)
  expect(mayReadNote(university, staff('closed'), 'closed')).toBe(true)
  expect(mayReadNote(university, staff('friend:nursing'), 'shared')).toBe(true)
  expect(mayReadNote(university, staff('other'), 'shared')).toBe(false)
})

test('a file of an internal note follows the note, that of a field the field', () => {
  const file = (purpose: string, internal = false) => ({ purpose, internal, office: 'closed' })
  const staff = { as: 'staff' as const, offices: ['other'] }
  expect(maySeeFile(university, file('comment:1', true), new Set(), { as: 'requester' })).toBe(false)
  expect(maySeeFile(university, file('comment:1', true), new Set(), staff)).toBe(false)
  expect(maySeeFile(university, file('comment:1'), new Set(), { as: 'requester' })).toBe(true)
  expect(maySeeFile(university, file('task:1'), new Set(), { as: 'requester' })).toBe(false)
  expect(maySeeFile(university, file('undertaking_copy'), new Set(['undertaking_copy']), staff)).toBe(true)
  expect(maySeeFile(university, file('undertaking_copy'), new Set(), staff)).toBe(false)
})

test('whoever made a request is its requester, even when they work in an office it reached', () => {
  const me = {
    id: 1,
    username: 'me',
    name: text,
    honorific: null,
    title: null,
    faculty: null,
    administrator: false,
    memberships: [{ office: 'open', role: 'expert' as const, for: null }],
    readings: [],
    reach: 'whole' as const,
  }
  expect(standing(me, { id: 7, requester: 1, participants: [] }, ['open'])).toEqual({ as: 'requester' })
  expect(standing(me, { id: 7, requester: 2, participants: [1] }, ['open', 'closed'])).toEqual({
    as: 'staff',
    offices: ['open'],
  })
  expect(standing(me, { id: 7, requester: 2, participants: [3] }, ['closed'])).toBeNull()
  expect(standing(me, { id: 7, requester: 2, participants: [3, 1] }, ['closed'])).toEqual({ as: 'participant' })
  // Who came in with a code sees what they asked for themself, and nothing that others show them.
  expect(standing({ ...me, reach: 'own' }, { id: 7, requester: 2, participants: [1] }, ['closed'])).toBeNull()
})

test('an office of each faculty is that of the request', () => {
  expect(instanceFor('="education:" + request.faculty', 'nursing')).toBe('education:nursing')
  expect(instanceFor('nutrition', 'nursing')).toBe('nutrition')
})
