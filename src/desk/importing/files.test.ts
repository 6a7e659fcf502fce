import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInstitution } from '../../catalog/institution.js'
import { checkAnswers, type CheckContext } from '../form/check.js'
import { FIELD_KINDS, readForm, type Answers, type Form } from '../form/form.js'
import { rawForm } from '../form/raw.js'
import type { Json } from '../json.js'
import { alike, ALIKE } from './alike.js'
import { cellOf, fitsCell, rawOfCell } from './cells.js'
import { matchPerson } from './people.js'
import { cellsOfPerson, PEOPLE_COLUMNS, readPeople } from './people-file.js'
import { plainText } from './plain.js'
import { readTable } from './table.js'

const university = await readInstitution()
const context: CheckContext = {
  todayIso: '2026-11-24',
  faculties: university.faculties,
  places: university.places,
  locked: {},
  people: [],
}

/** A form with a field of every kind. */
const { form } = readForm({
  id: 'all',
  components: FIELD_KINDS.filter((kind) => kind !== 'note').map((kind) => ({
    type: kind === 'choice' ? 'select' : kind === 'check' ? 'checkbox' : kind === 'upload' ? 'filepicker' : 'textfield',
    key: kind === 'level' || kind === 'field' || kind === 'faculty' ? kind : `f_${kind}`,
    label: `فیلد ${kind}`,
    values:
      kind === 'choice'
        ? [
            { value: 'a', label: 'الف' },
            { value: 'b', label: 'ب' },
            { value: 'c', label: 'ب' },
          ]
        : [],
    properties: { kind },
  })),
})
if (!form) throw new Error('the form can be read')

const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const nursing = university.faculties.faculties.find((one) => one.id === 'nursing')
const level = Object.keys(nursing?.levels ?? {})[0] ?? ''
const place = fc
  .constantFrom(...university.places)
  .chain(({ province, cities }) => fc.constantFrom(...cities).map((city) => ({ province, city })))
/** Forms filled in by anybody: what the form does not take is left out by the check. */
const filled = fc.record({
  f_text: text,
  f_check: fc.constantFrom('yes', ''),
  f_number: fc.integer({ min: -999_999, max: 999_999 }).map(String),
  f_name: fc.constantFrom('سارا', 'علی‌رضا', "O'Connor", ''),
  f_choice: fc.constantFrom('a', 'b', 'c', ''),
  date: fc.date({ min: new Date('1925-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
  f_shenasname: fc.constantFrom('12', '0000000001', 'same', ''),
  identity: fc.constantFrom(
    ['0012345679', ''],
    ['AB12345', 'passport'],
    ['12345678901', 'faragir'],
    ['9990000018', ''],
  ),
  student: fc.nat(99_999_999).map((one) => String(one).padStart(9, '0')),
  place: fc.oneof(
    place,
    text.map((other) => ({ other: other.replaceAll('/', ' ') })),
  ),
})

function answersOf(one: typeof filled extends fc.Arbitrary<infer T> ? T : never): Answers {
  const raw: Record<string, readonly string[]> = {
    f_text: [one.f_text],
    'f_long-text': [`${one.f_text}\n${one.f_text}`],
    f_check: [one.f_check],
    f_number: [one.f_number],
    f_rial: [one.f_number],
    f_name: [one.f_name],
    f_choice: [one.f_choice],
    'f_student-no': [one.student],
    'f_postal-code': [`0${one.student}`],
    'f_letter-number': [`${one.f_name}/12/۳`],
    'f_national-id': [one.identity[0] ?? ''],
    'f_national-id.kind': [one.identity[1] ?? ''],
    ...(one.f_shenasname === 'same' ? { 'f_shenasname.same': ['yes'] } : { f_shenasname: [one.f_shenasname] }),
    faculty: ['nursing'],
    level: [level],
    field: [nursing?.levels[level]?.[0] ?? ''],
    f_mobile: [`0999${one.student.slice(2)}`],
    f_landline: ['02188880000'],
    'f_jalali-date': [isoInJalali(one.date)],
    ...Object.fromEntries(Object.entries(one.place).map(([part, value]) => [`f_place.${part}`, [value]])),
  }
  return checkAnswers(form as Form, rawForm(raw), context).answers
}

const isoInJalali = (date: Date) =>
  new Intl.DateTimeFormat('fa-IR-u-ca-persian', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: 'UTC',
  }).format(date)

test('every kind of answer that fits a cell is written to it and read back the same', () => {
  const fields = form.sections.flatMap((section) => section.fields).filter(fitsCell)
  const met = new Set<string>()
  fc.assert(
    fc.property(filled, (one) => {
      const answers = answersOf(one)
      const raw = Object.assign(
        {},
        ...fields.map((field) => rawOfCell(field, cellOf(field, answers, context), context)),
      )
      const back = checkAnswers(form, rawForm(raw), context).answers
      const expected = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, known(value)]))
      for (const key of Object.keys(answers)) met.add(key)
      expect(back).toEqual(expected)
    }),
  )
  expect([...met].toSorted()).toEqual(fields.map((field) => field.key).toSorted())
})

/** A place that was typed by hand and is in the list is the one of the list when it comes back. */
function known(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('other' in value)) return value
  const other = String((value as { other: Json }).other)
  const province = university.places.find((one) => one.cities.some((city) => alike(city, other) === 1))
  const city = province?.cities.find((one) => alike(one, other) === 1)
  return province && city !== undefined ? { province: province.province, city } : value
}

test('columns are found by any of their names, in any letters; unknown, double and missing ones are told', () => {
  const columns = PEOPLE_COLUMNS
  const named = readTable([{ line: 1, cells: ['نام كاربري', 'نام', 'STUDENT NO', 'کد‌ملی'] }], columns)
  expect(named.faults).toEqual([])
  const wrong = readTable(
    [
      { line: 1, cells: ['نام', 'نام و نام خانوادگی', 'رنگ', ''] },
      { line: 2, cells: ['a', 'b', 'c', '', 'too much'] },
    ],
    columns,
  )
  expect(wrong.faults.map((one) => [one.line, one.text.en])).toEqual([
    [1, 'The column “نام و نام خانوادگی” is there twice.'],
    [1, 'The column “رنگ” is not known. Take the names of columns from the template.'],
    [1, 'The column “User name” is missing.'],
    [2, 'This row has more cells than there are columns; perhaps a separator is inside a text.'],
  ])
})

test('people: zeros stay, letters and digits are those of the desk, every fault has its line and column', () => {
  const head = ['username', 'name_fa', 'faculty', 'student_no', 'national_id', 'birth_date', 'email']
  const read = readPeople(
    [
      { line: 1, cells: head },
      {
        line: 2,
        cells: ['Ali.Reza', 'علي رضايي', 'دانشکده پرستاري و مامايي', '۰۰۱۲۳۴۵', '٠٠١٢٣٤٥٦٧٩', '۱۳۸۰/۵/۱۲', ''],
      },
      { line: 3, cells: ['سارا', '', 'هیچ', '12', '12345679', '2001-08-03', 'a@'] },
      { line: 5, cells: ['ALI.reza', 'دیگری', '', '', '', '', ''] },
    ],
    university.faculties,
  )
  expect(read.people[0]).toEqual({
    line: 2,
    username: 'ali.reza',
    name: { fa: 'علی رضایی', en: 'علی رضایی' },
    email: null,
    faculty: 'nursing',
    facts: { faculty: 'nursing', student_no: '0012345', national_id: '0012345679', birth_date: '2001-08-03' },
  })
  expect(read.faults.map((one) => [one.line, one.column?.en])).toEqual([
    [3, 'User name'],
    [3, 'Name'],
    [3, 'E-mail'],
    [3, 'National code'],
    [3, 'Student number'],
    [3, 'Date of birth'],
    [3, 'Faculty'],
    [5, 'User name'],
  ])
  expect(read.faults.find((one) => one.column?.en === 'National code')?.text.en).toContain('zeros in front')
  const cells = cellsOfPerson(read.people[0] ?? fail(), PEOPLE_COLUMNS, university.faculties)
  const again = readPeople(
    [
      { line: 1, cells: PEOPLE_COLUMNS.map((one) => one.name.fa) },
      { line: 2, cells },
    ],
    university.faculties,
  )
  expect(again).toEqual({ people: [read.people[0]], faults: [] })
})

const fail = (): never => {
  throw new Error('a person was read')
}

test.each([
  ['شماره دانشجويي', 'شمارهٔ دانشجویی', true],
  ['كد ملي', 'کد‌ملی', true],
  ['تلفن همراه (موبایل)', 'تلفن همراه', true],
  ['student_no', 'Student No', true],
  ['نام پدر', 'نام', false],
  ['کد پستی', 'کد ملی', false],
  ['', '', false],
])('%j and %j: alike is %s', (one, other, expected) => {
  expect(alike(one, other) >= ALIKE).toBe(expected)
  expect(alike(one, other)).toBe(alike(other, one))
})

test.each([
  ['*مهم*: _همین_ امروز', 'مهم: همین امروز'],
  ['h2. سلام\n* یک\n* دو', 'سلام\n* یک\n* دو'],
  ['{code:java}a = b{code} {color:red}x{color}', 'a = b x'],
  ['[متن|https://a.example/?x=1] و [https://b.example]', 'متن (https://a.example/?x=1) و https://b.example'],
  ['ببینید [^رسید.pdf] !عکس.png|thumbnail! [~sara]', 'ببینید رسید.pdf عکس.png @sara'],
  ['2*3*4 و a_b_c', '2*3*4 و a_b_c'],
  ['<div>خط ۱<br/>خط&nbsp;۲</div><script>alert(1)</script>', 'خط ۱\nخط ۲'],
  ['a < b و [یک', 'a < b و [یک'],
])('%j reads as %j', (body, text) => expect(plainText(body)).toBe(text))

test.each(['*', '[', '<', '{', '!', '_a', '[a|'])('however often %j is written, it is read at once', (sign) => {
  const from = performance.now()
  plainText(`<p>${sign.repeat(30_000)}`)
  plainText(sign.repeat(30_000))
  expect(performance.now() - from).toBeLessThan(3000)
})

test('somebody is who has the user name, unless the e-mail says otherwise, or the only one with the e-mail', () => {
  const here = [
    { id: 1, username: 'sara', email: 'sara@uni.example', placeholder: false },
    { id: 2, username: 'ali', email: null, placeholder: false },
    { id: 3, username: 'x1', email: 'twice@uni.example', placeholder: false },
    { id: 4, username: 'x2', email: 'twice@uni.example', placeholder: false },
  ]
  const who = (username: string | null, email: string | null) => matchPerson({ username, email, name: '' }, here)?.id
  expect(who('UNI\\Sara', null)).toBe(1)
  expect(who('sara', 'SARA@uni.example')).toBe(1)
  expect(who('sara', 'other@uni.example')).toBeUndefined()
  expect(who('ali', 'ali@uni.example')).toBe(2)
  expect(who('unknown', 'sara@uni.example')).toBe(1)
  expect(who(null, 'twice@uni.example')).toBeUndefined()
  expect(who(null, null)).toBeUndefined()
})
