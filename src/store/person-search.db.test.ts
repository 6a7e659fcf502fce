import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/support/database.js'
import { compareFa, searchForms } from '../persian/index.js'
import type { Connection } from './connect.js'

let connection: Connection
beforeAll(async () => {
  connection = await openTestDatabase()
})
afterAll(() => connection.close())

const LETTERS = [...'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيىئكةۀهٔأإآؤءٱھہ \u200c\u200f\u064e\u0640٠۹4AbZ-.@']
const WORDS = [
  'مسئول',
  'مسوول',
  'هیئت',
  'هیأت',
  'اطاق',
  'اسمعیل',
  'عبداله',
  'فرآیند',
  'Rostami',
  'علي‌رضا',
  'ﻳﺎﺳﺮ',
  '１２',
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...LETTERS), fc.constantFrom(...WORDS)), { maxLength: 12 })
  .map((all) => all.join(''))

test('the database folds names as the search does', async () => {
  const samples = fc.sample(text, 2_000)
  const { rows } = await sql<{ folded: string }>`select folded_for_search(one) as folded
    from unnest(${samples}::text[]) with ordinality as given (one, place) order by place`.execute(connection.db)
  expect(rows.map((row) => row.folded)).toEqual(samples.map((one) => searchForms(one).words))
})

test('the database puts names in the order of the Persian alphabet', async () => {
  const letters = [...'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی']
  const shuffled = letters.toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0))
  const { rows } = await sql<{ one: string }>`select one from unnest(${shuffled}::text[]) as one
    order by persian_order(one) collate "C"`.execute(connection.db)
  expect(rows.map((row) => row.one)).toEqual(letters)
  expect(letters.toSorted(compareFa)).toEqual(letters)
})
