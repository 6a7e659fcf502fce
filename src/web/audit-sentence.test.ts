import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditLineView } from '../desk/administration-views.js'
import { AUDIT_GROUPS, AUDIT_KINDS, kindsOf } from '../desk/audit.js'
import type { JsonObject } from '../desk/json.js'
import type { Named } from '../desk/university.js'
import { auditSentence } from './audit-sentence.js'

const university: Named = {
  offices: [
    {
      id: 'dormitory',
      scope: 'central',
      name: { fa: 'اداره خوابگاه', en: 'Dormitory office' },
      short: { fa: 'خوابگاه', en: 'Dormitory' },
      dispatch: 'self',
      shows_staff: true,
      notes_seen_by: 'all',
    },
  ],
  faculties: { faculties: [], levels: [], fields: [] },
}

type Line = Parameters<typeof auditSentence>[1]

const admin = { id: 1, username: 'admin', name: { fa: 'مدیر سامانه', en: 'System Administrator' } }
const sara = { id: 2, username: 'sara', name: { fa: 'سارا رستمی', en: 'Sara Rostami' } }
const line = (kind: string, data: JsonObject = {}, more: Partial<AuditLineView> = {}): Line => ({
  kind,
  by: admin,
  for: null,
  person: sara,
  request: null,
  data,
  ...more,
})
const tell = (one: Line, lang: 'fa' | 'en' = 'fa') =>
  auditSentence(university, one, lang).replace(/[\u2068\u2069]/g, '')

test('every kind has its group and its sentence in both languages, each in its own letters', () => {
  expect(AUDIT_GROUPS.flatMap(kindsOf).toSorted()).toEqual([...AUDIT_KINDS].toSorted())
  const sentences = AUDIT_KINDS.map((kind) => [kind, tell(line(kind)), tell(line(kind), 'en')] as const)
  for (const [kind, fa, en] of sentences) {
    expect(fa, kind).toMatch(/^[\u0600-\u06ff][^A-Za-z]*[.»]$/)
    expect(en, kind).toMatch(/^[A-Z][^\u0600-\u06ff]*[.”]$/)
    for (const text of [fa, en]) expect(text, kind).not.toMatch(/ {2}|undefined|null|NaN|\s[.,،]/)
    expect(fa + en, kind).not.toContain(kind.includes('-') ? kind : '---')
  }
  expect(new Set(sentences.map(([, fa]) => fa)).size).toBe(AUDIT_KINDS.length)
})

test('a line names who, whom, where, as what and until when', () => {
  const given = line('membership-given', {
    office: 'dormitory',
    role: 'expert',
    until: Date.parse('2026-11-27T20:30:00Z'),
  })
  expect(tell(given)).toBe('مدیر سامانه سارا رستمی را کارشناس در اداره خوابگاه کرد، تا پایان ۶ آذر ۱۴۰۵.')
  expect(tell(given, 'en')).toBe(
    'System Administrator made Sara Rostami expert at Dormitory office, until the end of 27 Nov 2026.',
  )
  expect(tell(line('sign-in-refused', { why: 'wrong-credentials' }, { by: null }))).toBe(
    'ورود سارا رستمی رد شد: نام یا رمز نادرست.',
  )
  expect(tell(line('reading-opened', { reason: 'شکایت' }, { person: null, request: 'CLR-1405-000001' }))).toBe(
    'مدیر سامانه درخواست CLR-1405-000001 را برای خواندن باز کرد: «شکایت»',
  )
  expect(tell(line('log-checked', { whole: false, line: 7 }, { person: null }))).toContain('در سطر ۷ شکسته است')
})

test('whatever is in a line, it becomes a sentence: nothing is raw, nothing breaks', () => {
  const value = fc.oneof(fc.jsonValue(), fc.integer(), fc.constantFrom('head', 'dormitory', 'constructor', '__proto__'))
  const names = ['office', 'role', 'until', 'from', 'why', 'method', 'reason', 'group', 'sessions', 'released', 'whole']
  const data = fc.dictionary(fc.constantFrom(...names, '__proto__', 'x'), value)
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...AUDIT_KINDS), fc.string()), data, fc.boolean(), (kind, given, alone) => {
      const one = line(kind, given as JsonObject, alone ? { by: null, person: null } : {})
      for (const lang of ['fa', 'en'] as const) {
        const text = auditSentence(university, one, lang)
        expect(text).not.toMatch(/undefined|\[object|NaN/.test(JSON.stringify(given)) ? /^$/ : /undefined|\[object|NaN/)
        expect(text.length).toBeGreaterThan(5)
        expect(text.length).toBeLessThan(1_500)
      }
    }),
  )
  expect(tell(line('kind-of-tomorrow'))).toBe('رویدادی دیگر از مدیر سامانه.')
})
