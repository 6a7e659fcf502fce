import {
  cleanText,
  digitsIn,
  foldCode,
  isNationalCode,
  isoToJalali,
  jalaliToIso,
  numericJalali,
  readJalali,
} from '../../persian/index.js'
import type { Faculties, Named } from '../form/faculties.js'
import type { Text } from '../text.js'
import { alike } from './alike.js'
import { readTable, type Column, type Row, type RowFault } from './table.js'

/**
 * A person of a file. What is empty there is not said. No mobile: it lets people in with a code, so only the directory
 * and the person themself say it.
 */
export interface FilePerson {
  readonly line: number
  readonly username: string
  readonly name: Text
  readonly email: string | null
  readonly faculty: string | null
  /** By attribute, as the directory gives them and forms are prefilled with. */
  readonly facts: Readonly<Record<string, string>>
}

const ACCOUNT: readonly Column[] = [
  { key: 'username', name: { fa: 'نام کاربری', en: 'User name' }, required: true },
  { key: 'name_fa', name: { fa: 'نام و نام خانوادگی', en: 'Name' }, aliases: ['نام'], required: true },
  { key: 'name_en', name: { fa: 'نام به انگلیسی', en: 'Name in English' }, aliases: ['نام لاتین'] },
  { key: 'email', name: { fa: 'رایانامه', en: 'E-mail' }, aliases: ['ایمیل', 'پست الکترونیک', 'email'] },
  { key: 'faculty', name: { fa: 'دانشکده', en: 'Faculty' } },
]

const FACTS: readonly Column[] = [
  { key: 'student_no', name: { fa: 'شماره دانشجویی', en: 'Student number' } },
  { key: 'national_id', name: { fa: 'کد ملی', en: 'National code' } },
  { key: 'father_name', name: { fa: 'نام پدر', en: 'Father’s name' } },
  { key: 'birth_date', name: { fa: 'تاریخ تولد', en: 'Date of birth' } },
  { key: 'level', name: { fa: 'مقطع', en: 'Level' } },
  { key: 'field', name: { fa: 'رشته تحصیلی', en: 'Field of study' }, aliases: ['رشته'] },
]

export const PEOPLE_COLUMNS: readonly Column[] = [...ACCOUNT, ...FACTS]
/** Without what only forms and offices may read. */
export const PUBLIC_COLUMNS: readonly Column[] = ACCOUNT

/** Reads a file of people; every fault has its line and column, and with one nothing is to be taken. */
export function readPeople(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  faculties: Faculties,
): { readonly people: readonly FilePerson[]; readonly faults: readonly RowFault[] } {
  const table = readTable(rows, PEOPLE_COLUMNS)
  if (table.faults.length > 0) return { people: [], faults: table.faults }
  const faults: RowFault[] = []
  const seen = new Map<string, number>()
  const known = new Map<string, string>()
  const people = table.rows.map((row) => {
    const person = readPerson(row, faculties, faults, known)
    const before = seen.get(person.username)
    if (before !== undefined) faults.push(faultAt(row, 'username', TWICE(before)))
    seen.set(person.username, row.line)
    return person
  })
  return { people, faults }
}

/** A person as cells, in the order of the columns; `readPeople` reads them back. */
export function cellsOfPerson(
  person: Omit<FilePerson, 'line' | 'facts'> & { readonly facts: Readonly<Record<string, unknown>> },
  columns: readonly Column[],
  faculties: Faculties,
): readonly string[] {
  const label = (list: readonly Named[], id: string) => list.find((one) => one.id === id)?.name.fa ?? id
  const fact = (key: string) => (typeof person.facts[key] === 'string' ? person.facts[key] : '')
  return columns.map(({ key }) => {
    if (key === 'username') return person.username
    if (key === 'name_fa') return person.name.fa
    if (key === 'name_en') return person.name.en === person.name.fa ? '' : person.name.en
    if (key === 'email') return person.email ?? ''
    if (key === 'faculty') return person.faculty === null ? '' : label(faculties.faculties, person.faculty)
    if (key === 'level') return label(faculties.levels, fact(key))
    if (key === 'field') return label(faculties.fields, fact(key))
    return key === 'birth_date' && /^\d{4}-\d\d-\d\d$/.test(fact(key))
      ? numericJalali(isoToJalali(fact(key)))
      : fact(key)
  })
}

/** @param known what names of lists were read as before: a file says few of them, each often */
function readPerson(row: Row, faculties: Faculties, faults: RowFault[], known: Map<string, string>): FilePerson {
  const text = (key: string) => cleanText(row.get(key))
  const wrong = (key: string, say: Text) => void faults.push(faultAt(row, key, say))
  const named = (key: string, list: readonly Named[]) => {
    const said = text(key)
    if (said === '') return ''
    const before = known.get(`${key} ${said}`)
    if (before !== undefined) return before
    const found = list.find(({ id, name }) =>
      [id, name.fa, name.en, `دانشکده ${name.fa}`].some((word) => alike(word, said) === 1),
    )
    if (!found) wrong(key, NOT_LISTED(said))
    else known.set(`${key} ${said}`, found.id)
    return found?.id ?? ''
  }
  const username = text('username').toLowerCase()
  if (!/^[a-z0-9][a-z0-9._@-]{0,99}$/.test(username)) wrong('username', NO_USERNAME)
  const fa = text('name_fa')
  if (fa === '' || fa.length > 200 || text('name_en').length > 200) wrong('name_fa', NO_NAME)
  const email = text('email')
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) wrong('email', NO_EMAIL)
  const national = foldCode(text('national_id'))
  if (national !== '' && !isNationalCode(national)) wrong('national_id', NO_CODE(national.length))
  const student = foldCode(text('student_no'))
  if (student !== '' && !/^\d{5,15}$/.test(student)) wrong('student_no', NO_NUMBER)
  const born = text('birth_date')
  const read = born === '' ? null : readJalali(born)
  if (read && !('date' in read)) wrong('birth_date', NO_DATE)
  const faculty = named('faculty', faculties.faculties)
  const facts = {
    faculty,
    student_no: student,
    national_id: national,
    father_name: text('father_name'),
    birth_date: read && 'date' in read ? jalaliToIso(read.date) : '',
    level: named('level', faculties.levels),
    field: named('field', faculties.fields),
  }
  return {
    line: row.line,
    username,
    name: { fa, en: text('name_en') || fa },
    email: email === '' ? null : email,
    faculty: faculty === '' ? null : faculty,
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '')),
  }
}

const faultAt = (row: Row, key: string, text: Text): RowFault => ({
  line: row.line,
  column: PEOPLE_COLUMNS.find((one) => one.key === key)?.name ?? null,
  text,
})

const TWICE = (line: number): Text => ({
  fa: `این نام کاربری در سطر ${digitsIn(String(line), 'fa')} هم آمده است.`,
  en: `This user name is in line ${line} too.`,
})
const NOT_LISTED = (said: string): Text => ({
  fa: `«${said}» در فهرست این سامانه نیست.`,
  en: `“${said}” is not in the list of this desk.`,
})
const NO_USERNAME: Text = {
  fa: 'نام کاربری باید از حروف لاتین، رقم، نقطه، خط تیره یا زیرخط باشد.',
  en: 'A user name has Latin letters, digits, dots, dashes and underscores.',
}
const NO_NAME: Text = { fa: 'نام خالی یا بیش از اندازه بلند است.', en: 'The name is empty or too long.' }
const NO_EMAIL: Text = { fa: 'این نشانی رایانامه نیست.', en: 'This is no e-mail address.' }
const NO_NUMBER: Text = { fa: 'شماره دانشجویی ۵ تا ۱۵ رقم است.', en: 'A student number has 5 to 15 digits.' }
const NO_DATE: Text = {
  fa: 'تاریخ را به شمسی و به صورت ۱۳۸۰/۰۵/۱۲ بنویسید.',
  en: 'Write the date in the Jalali calendar, such as 1380/05/12.',
}
const NO_CODE = (length: number): Text =>
  length < 10
    ? {
        fa: 'کد ملی ده رقم است. اگر صفرهای آغاز آن افتاده، ستون را در صفحه‌گسترده «متن» کنید.',
        en: 'A national code has ten digits. If zeros in front were lost, make the column «text» in the spreadsheet.',
      }
    : { fa: 'این کد ملی درست نیست.', en: 'This national code is not right.' }
