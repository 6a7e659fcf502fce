import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkAnswers, patchAnswers, type CheckContext } from './check.js'
import { facultiesFrom } from './faculties.js'
import { fieldsIn, readForm, visibleTo, type Form } from './form.js'
import { lockedValues } from './locked.js'
import { rawForm, rawOf, type RawFields } from './raw.js'
import { showAnswer } from './show.js'

const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
const clearance = must(readForm(JSON.parse(read('services/student-clearance/form.json'))).form)
const faculties = facultiesFrom(parse(read('university/faculties.yaml'))).tree
const places = [{ province: 'فارس', cities: ['شیراز', 'مرودشت'] }]
const context: CheckContext = { todayIso: '2026-11-24', faculties, places, locked: {}, people: [] }

const GOOD: RawFields = {
  student_no: ['۴۰۲۱۲۳۴۱۵'],
  national_id: ['999-000001-8'],
  first_name: ['زهرا'],
  birth_date: ['1380/5/12'],
  'shenasname_no.same': ['yes'],
  'issue_place.province': ['فارس'],
  'issue_place.city': ['شیراز'],
  marital_status: ['single'],
  sex: ['female'],
  faculty: ['nursing'],
  level: ['bs'],
  field: ['midwifery'],
  course_type: ['day'],
  reason: ['graduation'],
  mobile: ['۰۹۹۹ ۰۰۰ ۰۰۰۷'],
  address: ['شهر نمونه، خیابان آزمون'],
  card: ['returned'],
}

const problemsOf = (changed: RawFields, form: Form = clearance) =>
  checkAnswers(form, rawForm({ ...GOOD, ...changed }), context).problems.map((one) => `${one.key} ${one.code}`)

describe('the clearance form', () => {
  test('has the eighteen fields of the guide in its order, and the parts they need', () => {
    const keys = fieldsIn(clearance).map((field) => field.key)
    const ofTheGuide = [
      'student_no',
      'national_id',
      'first_name',
      'last_name',
      'father_name',
      'shenasname_no',
      'birth_date',
      'issue_place',
      'marital_status',
      'sex',
      'faculty',
      'level',
      'field',
      'course_type',
      'reason',
      'mobile',
      'address',
      'card',
    ]
    expect(keys.filter((key) => ofTheGuide.includes(key))).toEqual(ofTheGuide)
    for (const field of fieldsIn(clearance))
      expect(field.description?.fa ?? field.label.fa, field.key).toMatch(/[\u0600-\u06ff]/)
  })

  test('takes what people type, in one form', () => {
    const { answers, problems } = checkAnswers(clearance, rawForm(GOOD), context)
    expect(problems).toEqual([])
    expect(answers).toMatchObject({
      student_no: '402123415',
      national_id: { kind: 'national-id', value: '9990000018' },
      birth_date: '2001-08-03',
      shenasname_no: { same: true },
      issue_place: { province: 'فارس', city: 'شیراز' },
      mobile: '+989990000007',
    })
  })

  test('a birth date is chosen too: year, month, day', () => {
    expect(
      problemsOf({ birth_date: [], 'birth_date.year': ['1380'], 'birth_date.month': ['5'], 'birth_date.day': ['12'] }),
    ).toEqual([])
  })

  test.each<readonly [RawFields, string]>([
    [{ student_no: [] }, 'student_no required'],
    [{ student_no: ['12'] }, 'student_no student-no'],
    [{ national_id: ['9990000019'] }, 'national_id check-digit'],
    [{ national_id: ['999'] }, 'national_id length'],
    [{ national_id: ['x!'], 'national_id.kind': ['passport'] }, 'national_id foreign-id'],
    [{ first_name: ['علی 🙂'] }, 'first_name name'],
    [{ birth_date: ['1380/13/12'] }, 'birth_date month'],
    [{ birth_date: ['1402/12/30'] }, 'birth_date day'],
    [{ birth_date: ['2001/08/03'] }, 'birth_date gregorian'],
    [{ birth_date: ['1400/01/01'] }, 'birth_date age'],
    [{ 'issue_place.city': ['اهواز'] }, 'issue_place place'],
    [{ faculty: ['nowhere'] }, 'faculty option'],
    [{ level: ['md'] }, 'level not-offered'],
    [{ field: ['medicine'] }, 'field not-offered'],
    [{ mobile: ['0999000004'] }, 'mobile length'],
    [{ landline: ['12345678'] }, 'landline area-code'],
    [{ postal_code: ['123'] }, 'postal_code postal-code'],
    [{ card: ['lost'] }, 'card_paper required'],
    [{ address: ['ن'.repeat(5_000)] }, 'address too-long'],
  ])('%j is refused', (changed, problem) => expect(problemsOf(changed)).toContain(problem))

  test('every sentence is in both languages and says what to do', () => {
    const { problems } = checkAnswers(clearance, rawForm({}), context)
    expect(problems.length).toBeGreaterThan(10)
    for (const { text } of problems) {
      expect(text.fa).toMatch(/[\u0600-\u06ff].*\.$/)
      expect(text.en).toMatch(/^[A-Z].*\.$/)
    }
  })

  test('a foreign student needs no national code', () => {
    expect(problemsOf({ national_id: ['ab12345'], 'national_id.kind': ['passport'] })).toEqual([])
  })

  test('what the directory knows can not be typed over', () => {
    const locked = lockedValues(clearance, { student_no: '400000001', national_id: '9990000026' })
    const { answers } = checkAnswers(clearance, rawForm(GOOD), { ...context, locked })
    expect(answers).toMatchObject({ student_no: '400000001', national_id: { value: '9990000026' } })
  })

  test('answers written as typed are read as the same answers', () => {
    const { answers } = checkAnswers(clearance, rawForm(GOOD), context)
    expect(checkAnswers(clearance, rawForm(rawOf(clearance, answers)), context).answers).toEqual(answers)
  })

  test('whatever is sent, nothing is thrown and only fields of the form are kept', () => {
    const keys = new Set(fieldsIn(clearance).map((field) => field.key))
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...keys, 'stranger', 'birth_date.year', 'national_id.kind', 'undertaking_copy.files'),
          fc.array(fc.string({ unit: 'binary' })),
        ),
        (fields) => {
          const { answers } = checkAnswers(clearance, rawForm(fields), context)
          expect(Object.keys(answers).filter((key) => !keys.has(key))).toEqual([])
        },
      ),
    )
  })

  test('a correction changes the fields that were asked for, and no others', () => {
    const { answers } = checkAnswers(clearance, rawForm(GOOD), context)
    const patched = patchAnswers(
      clearance,
      answers,
      ['mobile'],
      rawForm({ mobile: ['09990000009'], address: ['جای دیگر'] }),
      context,
    )
    expect(patched).toMatchObject({ problems: [], answers: { ...answers, mobile: '+989990000009' } })
    expect(patchAnswers(clearance, answers, ['mobile'], rawForm({ mobile: ['1'] }), context).problems).toHaveLength(1)
  })

  test('the nutrition office sees neither national code nor address', () => {
    const seen = visibleTo(clearance, ['nutrition'])
    expect([...seen]).toEqual(expect.arrayContaining(['student_no', 'first_name', 'last_name', 'faculty', 'mobile']))
    for (const key of ['national_id', 'address', 'birth_date', 'father_name']) expect(seen.has(key)).toBe(false)
  })
})

test('answers are shown as people read them', () => {
  const field = (key: string) => must(fieldsIn(clearance).find((one) => one.key === key))
  expect(showAnswer(field('birth_date'), '2001-08-03', 'fa', { faculties }).text).toBe('۱۲ مرداد ۱۳۸۰')
  expect(showAnswer(field('mobile'), '+989990000042', 'fa', { faculties })).toEqual({
    text: '۰۹۹۹ ۰۰۰ ۰۰۴۲',
    ltr: true,
  })
  expect(showAnswer(field('faculty'), 'nursing', 'en', { faculties }).text).toBe('Nursing and Midwifery')
  expect(showAnswer(field('issue_place'), { province: 'تهران', city: 'تهران' }, 'fa', { faculties }).text).toBe('تهران')
  expect(showAnswer(field('shenasname_no'), { same: true }, 'fa', { faculties }).text).toBe('همان کد ملی')
})

test('a form that can not be used is refused by key', () => {
  const form = (component: object) => readForm({ id: 'f', components: [component] }).problems
  expect(form({ type: 'dynamiclist', key: 'many' })).toEqual(['many: unknown component type dynamiclist'])
  expect(form({ type: 'textfield', key: 'x', properties: { kind: 'iban' } })).toEqual(['x: unknown kind iban'])
  expect(form({ type: 'textfield' })).toEqual(['a textfield without a key'])
  expect(
    readForm({
      id: 'f',
      components: [
        { type: 'textfield', key: 'a' },
        { type: 'textfield', key: 'a' },
      ],
    }).problems,
  ).toEqual(['keys used twice: a'])
  expect(readForm('no form').form).toBeNull()
})

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('it is missing')
  return value
}
