import type { AuditLineView, AuditPerson } from '../desk/administration-views.js'
import { AUDIT_KINDS, type AuditKind } from '../desk/audit.js'
import type { JsonObject } from '../desk/json.js'
import type { Lang } from '../desk/text.js'
import { officeName, type Named } from '../desk/university.js'
import { formatNumber, formatTime } from '../persian/index.js'
import { AUDIT_REASONS, AUDIT_SENTENCES, SIGN_IN_METHODS, UNKNOWN_LINE, type ToldLine } from './text/audit.js'
import { words } from './text/index.js'

/** Tells a line of the audit log. Data that is missing or of another shape is left out; nothing is shown raw. */
export function auditSentence(
  university: Named,
  line: Pick<AuditLineView, 'kind' | 'by' | 'for' | 'person' | 'request' | 'data'>,
  lang: Lang,
): string {
  const sentence = isKind(line.kind) ? AUDIT_SENTENCES[line.kind] : UNKNOWN_LINE
  return sentence[lang](told(university, line, lang))
}

const isKind = (kind: string): kind is AuditKind => AUDIT_KINDS.some((one) => one === kind)

function told(
  university: Named,
  { by, for: stead, person, request, data }: Pick<AuditLineView, 'by' | 'for' | 'person' | 'request' | 'data'>,
  lang: Lang,
): ToldLine {
  const text = (name: string) => textIn(data, name)
  const instant = (name: string) => instantIn(data, name)
  const role = text('role')
  return {
    by: nameOf(by, lang),
    person: person?.id === by?.id ? '' : nameOf(person, lang),
    stead: stead?.id === by?.id ? '' : nameOf(stead, lang),
    request: isolated(request ?? ''),
    data: (name) => {
      const value = data[name]
      return typeof value === 'number' ? formatNumber(value, lang) : isolated(text(name))
    },
    office: text('office') === '' ? '' : officeName(university, text('office'))[lang],
    role: role === 'head' || role === 'expert' ? words(lang).administration.roles[role] : '',
    // An end is not included: the last day is the one before it.
    day: (name) => {
      const at = instant(name)
      return at === null ? '' : formatTime(name === 'until' ? at - 1 : at, lang, 'date')
    },
    why: AUDIT_REASONS[text('why')]?.[lang] ?? '',
    method: SIGN_IN_METHODS[text('method')]?.[lang] ?? '',
    holds: (name, value) => data[name] === value,
  }
}

const nameOf = (person: AuditPerson | null, lang: Lang): string => (person ? person.name[lang] || person.username : '')

/** Keeps a code or a foreign text from turning the sentence around (UAX #9: first-strong isolate). */
const isolated = (text: string): string => (text === '' ? '' : `\u2068${text}\u2069`)

const MOST_TEXT = 500

function textIn(data: JsonObject, name: string): string {
  const value = Object.hasOwn(data, name) ? data[name] : undefined
  return typeof value === 'string' ? value.slice(0, MOST_TEXT) : ''
}

/** A moment in the data: epoch milliseconds or an ISO time. */
function instantIn(data: JsonObject, name: string): number | null {
  const value = Object.hasOwn(data, name) ? data[name] : undefined
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Math.abs(at) < 8.64e15 ? at : null
}
