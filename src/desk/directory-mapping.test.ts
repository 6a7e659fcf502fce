import { expect, test } from 'vitest'
import { readMapping, readAccount, type Account } from './directory-mapping.js'

const text = { fa: 'فهرست', en: 'the list' }
const faculties = {
  levels: [],
  fields: [],
  faculties: [{ id: 'nursing', name: { fa: 'پرستاری و مامایی', en: 'Nursing' }, levels: {} }],
}
const mapping = readMapping(
  {
    person: { title: 'title', email: 'mail', mobile: 'mobile', display_name_en: 'extensionAttribute1' },
    faculty: { from: ['department', 'ou', 'description'] },
    faculty_codes: { nursing: ['NUR', '12'] },
    facts: {
      source: text,
      values: {
        national_id: 'employeeID',
        student_no: 'employeeNumber',
        level: { from: 'employeeType', codes: { '3': 'ms' } },
      },
    },
    rules: [],
  },
  faculties,
)
const read = (texts: Readonly<Record<string, string>>, over: Partial<Account> = {}) =>
  readAccount(mapping, { username: 'S.Rostami', texts, units: [], changedOn: '2026-11-24', groups: [], ...over })

test('names are cleaned and keep their half-space; without a display name first and last are one', () => {
  expect(read({ displayName: 'مريم  حسيني\u200cنژاد\u200f' }).name).toEqual({
    fa: 'مریم حسینی\u200cنژاد',
    en: 'مریم حسینی\u200cنژاد',
  })
  expect(read({ givenName: 'سارا', sn: 'رستمی', extensionAttribute1: 'Sara Rostami' }).name).toEqual({
    fa: 'سارا رستمی',
    en: 'Sara Rostami',
  })
  expect(read({}).name.fa).toBe('S.Rostami')
  expect(read({}).username).toBe('s.rostami')
})

test.each([
  ['۰۹۹۹ ۰۰۰ ۰۰۰۱', '+989990000001'],
  ['+98 999 000 0001', '+989990000001'],
  ['9990000001', '+989990000001'],
  ['021 1234', null],
  ['', null],
])('a mobile %s is %s', (mobile, e164) => {
  expect(read({ mobile }).mobile).toBe(e164)
})

test.each([
  ['its code in the department', { department: 'nur' }, []],
  ['Persian digits of its number', { department: '۱۲' }, []],
  ['its Persian name', { department: 'پرستاري و مامايي' }, []],
  ['the organisational unit, however deep', {}, ['ms', 'Nursing', 'Students']],
  ['the description, when nothing before says it', { department: 'rectorate', description: 'NUR' }, ['Staff']],
])('the faculty by %s', (_, texts, units) => {
  expect(read(texts, { units }).faculty).toBe('nursing')
})

test('facts: codes are translated, a national code that is none is left out, nothing known is nothing', () => {
  const facts = read({
    givenName: 'سارا',
    employeeID: '۹۹۹۰۰۰۰۰۱۸',
    employeeNumber: '۴۰۲',
    employeeType: '3',
    department: 'NUR',
  }).facts
  expect(facts).toEqual({
    source: text,
    date: '2026-11-24',
    values: { first_name: 'سارا', faculty: 'nursing', national_id: '9990000018', student_no: '402', level: 'ms' },
  })
  expect(read({ employeeID: '1234567890', employeeType: '9' }).facts).toBe(null)
  expect(read({ givenName: 'سارا' }).facts).toBe(null)
})

test('an attribute that is none is refused by name', () => {
  expect(() =>
    readMapping(
      {
        person: { email: 'mail)(cn=*' },
        faculty: { from: [] },
        faculty_codes: {},
        facts: { source: text, values: {} },
        rules: [],
      },
      faculties,
    ),
  ).toThrow(/directory.yaml[\s\S]*attribute/)
})
