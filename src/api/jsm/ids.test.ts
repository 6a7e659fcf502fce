import { expect, test } from 'vitest'
import { readInstitution } from '../../catalog/institution.js'
import { officeInstances } from '../../desk/university.js'
import { isDesk, numberOf } from './ids.js'

test('numbers of names are 32-bit integers apart from those of the database, and no two of the institution meet', async () => {
  const university = await readInstitution()
  const numbers = [
    ...university.faculties.faculties.map((one) => numberOf('faculty', one.id)),
    ...officeInstances(university).map((one) => numberOf('office', one)),
    ...university.groups.map((one) => numberOf('group', one.id)),
  ]
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const one of numbers) {
    expect(Number(one)).toBeGreaterThanOrEqual(1_000_000_000)
    expect(Number(one)).toBeLessThan(2 ** 31)
  }
  // Written down so that it stays: programs keep these numbers.
  expect(numberOf('service', 'student-clearance')).toBe('1077661631')
})

test('the desk is known by its id, its key and the identifiers of both', () => {
  for (const one of ['1', 'MIZBAN', 'mizban', 'projectId:10000', 'projectKey:MIZBAN']) expect(isDesk(one)).toBe(true)
  for (const one of ['2', '', 'TEST', '10000']) expect(isDesk(one)).toBe(false)
})
