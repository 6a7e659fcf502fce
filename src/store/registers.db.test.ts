import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { openClearance } from '../../test/support/clearance.js'
import { transaction } from '../commands/desk.js'
import { issueNumber, nextNumber, recordOutsideNumber } from './registers.js'

let t: TestDesk
let request: number
beforeAll(async () => {
  t = await openTestDesk()
  const key = await openClearance(t, 'sara')
  request = (await t.desk.db.selectFrom('request').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
})
afterAll(() => t.close())

const register = () => {
  const found = t.desk.university.registers[0]
  if (!found) throw new Error('the university has no register')
  return found
}
const entry = async (office: string, at: number) => ({ office, request, by: (await t.person('zafari')).id, at })
const NOW = Date.parse('2026-11-24T05:30:00Z')

test('numbers are gapless and unique when many are taken at once, and one that is rolled back comes again', async () => {
  const one = await entry('secretariat:nursing', NOW)
  const take = (fail: boolean) =>
    transaction(t.desk, async (tx) => {
      const number = await issueNumber(tx, register(), one)
      if (fail) throw new Error('taken back')
      return number
    }).catch(() => null)
  const numbers = await Promise.all(Array.from({ length: 30 }, (_, index) => take(index % 3 === 0)))
  const given = numbers.filter((number) => number !== null)
  expect(given).toHaveLength(20)
  expect(given.map((number) => Number(number.split('/')[2])).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('each office has its series, and it begins anew with the Jalali year at midnight in Tehran', async () => {
  const take = async (office: string, at: string) => {
    const one = await entry(office, Date.parse(at))
    return transaction(t.desk, (tx) => issueNumber(tx, register(), one))
  }
  expect(await take('secretariat:medicine', '2025-03-20T20:29:59Z')).toBe('1403/10/1')
  expect(await take('secretariat:medicine', '2025-03-20T20:29:59Z')).toBe('1403/10/2')
  expect(await take('secretariat:medicine', '2025-03-20T20:30:00Z')).toBe('1404/10/1')
  expect(await take('secretariat:health', '2025-03-20T20:30:00Z')).toBe('1404/14/1')
})

test('a number of another system is recorded once, and the series goes round it', async () => {
  const one = await entry('secretariat:pharmacy', NOW)
  const record = (number: string) => transaction(t.desk, (tx) => recordOutsideNumber(tx, register(), one, number))
  expect(await record('1405/20/1')).toBe(true)
  expect(await record('1405/20/1')).toBe(false)
  expect(await nextNumber(t.desk.db, register(), 'secretariat:pharmacy', NOW)).toBe('1405/20/1')
  expect(await transaction(t.desk, (tx) => issueNumber(tx, register(), one))).toBe('1405/20/2')
})
