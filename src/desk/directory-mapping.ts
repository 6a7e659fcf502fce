import { z } from 'zod'
import { cleanText, foldDigits, isNationalCode, readMobile } from '../persian/index.js'
import type { Said } from './directory.js'
import type { Faculties } from './form/faculties.js'
import type { FacultyCodes, GroupRule } from './groups.js'
import type { Json } from './json.js'

const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'is not the name of an attribute')
const optional = attribute.nullable().default(null)
const text = z.object({ fa: z.string().min(1), en: z.string().min(1) })

const ruleSchema = z.union([
  z.strictObject({ group: z.string().min(1), gives: z.literal('administrator') }),
  z.strictObject({ group: z.string().min(1), office: z.string().min(1), role: z.enum(['head', 'expert']) }),
])

const schema = z.strictObject({
  person: z.strictObject({
    first_name: attribute.default('givenName'),
    last_name: attribute.default('sn'),
    display_name: attribute.default('displayName'),
    display_name_en: optional,
    title: optional,
    email: optional,
    mobile: optional,
  }),
  faculty: z.strictObject({ from: z.array(attribute) }),
  faculty_codes: z.record(z.string(), z.array(z.string())),
  facts: z.strictObject({
    source: text,
    values: z.record(
      z.string(),
      z.union([attribute, z.strictObject({ from: attribute, codes: z.record(z.string(), z.string()) })]),
    ),
  }),
  rules: z.array(ruleSchema),
})

/** `university/directory.yaml`: what attributes and groups of the directory mean here. */
export interface DirectoryMapping {
  readonly person: z.infer<typeof schema>['person']
  readonly facultyFrom: readonly string[]
  readonly codes: FacultyCodes
  readonly facts: z.infer<typeof schema>['facts']
  readonly rules: readonly GroupRule[]
}

const EMPTY: unknown = {
  person: {},
  faculty: { from: [] },
  faculty_codes: {},
  facts: { source: { fa: '-', en: '-' }, values: {} },
  rules: [],
}

/** Reads the parsed file; without one nothing is mapped. @throws one sentence per mistake, for whoever edits it */
export function readMapping(data: unknown, faculties: Faculties): DirectoryMapping {
  const read = schema.safeParse(data ?? EMPTY)
  if (!read.success) throw new Error(`university/directory.yaml: ${z.prettifyError(read.error)}`)
  const { person, faculty, facts, rules } = read.data
  const unknown = Object.keys(read.data.faculty_codes).filter((id) => !faculties.faculties.some((one) => one.id === id))
  if (unknown.length > 0) throw new Error(`university/directory.yaml: there is no faculty ${unknown.join(', ')}`)
  return {
    person,
    facultyFrom: faculty.from,
    codes: codesOf(faculties, read.data.faculty_codes),
    facts,
    rules: rules.map((one) =>
      'gives' in one
        ? { group: one.group, office: null, role: null }
        : { group: one.group, office: one.office, role: one.role },
    ),
  }
}

function codesOf(faculties: Faculties, more: Readonly<Record<string, readonly string[]>>): FacultyCodes {
  const pairs = faculties.faculties.flatMap(({ id, name }): (readonly [string, string])[] =>
    [id, name.fa, name.en, ...(more[id] ?? [])].map((code) => [folded(code), id]),
  )
  return new Map(pairs)
}

const folded = (code: string): string => foldDigits(cleanText(code)).toLowerCase()

/** Every attribute that the mapping asks for. `ou` is not one: it is read from the place of the account. */
export function attributesOf(mapping: DirectoryMapping): readonly string[] {
  const names = [
    ...Object.values(mapping.person),
    ...mapping.facultyFrom,
    ...Object.values(mapping.facts.values).map((one) => (typeof one === 'string' ? one : one.from)),
  ]
  return [...new Set(names)].flatMap((one) => (one === null || one === 'ou' ? [] : [one]))
}

/** An account as the directory has it: texts by attribute, its organisational units from inner to outer. */
export interface Account {
  readonly username: string
  readonly texts: Readonly<Record<string, string>>
  readonly units: readonly string[]
  /** ISO date of its last change there. */
  readonly changedOn: string
  readonly groups: readonly string[]
}

/** What the directory says of a person in the words of the desk. A value that can't be read is as good as none. */
export function readAccount(mapping: DirectoryMapping, account: Account): Said {
  const { person } = mapping
  const value = (name: string | null) => (name === null ? '' : cleanText(account.texts[name] ?? ''))
  const [first, last] = [value(person.first_name), value(person.last_name)]
  const fa = value(person.display_name) || `${first} ${last}`.trim() || account.username
  const title = value(person.title)
  const mobile = readMobile(value(person.mobile))
  const values = factsOf(mapping, account, { first_name: first, last_name: last })
  return {
    username: account.username.toLowerCase(),
    name: { fa, en: value(person.display_name_en) || fa },
    honorific: null,
    title: title === '' ? null : { fa: title, en: title },
    faculty: facultyOf(mapping, account),
    email: value(person.email) || null,
    mobile: 'e164' in mobile ? mobile.e164 : null,
    facts: Object.keys(values).some((key) => !['first_name', 'last_name'].includes(key))
      ? { source: mapping.facts.source, date: account.changedOn, values }
      : null,
    groups: [...new Set(account.groups)].sort(),
  }
}

function facultyOf({ facultyFrom, codes }: DirectoryMapping, account: Account): string | null {
  for (const name of facultyFrom)
    for (const text of name === 'ou' ? account.units : [account.texts[name] ?? '']) {
      const faculty = codes.get(folded(text))
      if (faculty !== undefined) return faculty
    }
  return null
}

function factsOf(
  mapping: DirectoryMapping,
  account: Account,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, Json>> {
  const known = Object.entries(mapping.facts.values).flatMap(([key, from]): [string, string][] => {
    const raw = cleanText(account.texts[typeof from === 'string' ? from : from.from] ?? '')
    const value = typeof from === 'string' ? readFact(key, raw) : (from.codes[raw] ?? '')
    return value === '' ? [] : [[key, value]]
  })
  const faculty = facultyOf(mapping, account)
  return Object.fromEntries([
    ...Object.entries(names).filter(([, value]) => value !== ''),
    ...(faculty !== null && known.length > 0 ? [['faculty', faculty] as const] : []),
    ...known,
  ])
}

function readFact(key: string, raw: string): string {
  if (key === 'national_id') return isNationalCode(raw) ? foldDigits(raw) : ''
  if (key === 'student_no') return foldDigits(raw)
  return raw
}
