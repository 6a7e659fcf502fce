import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AUDIT_KINDS } from '../../desk/audit.js'
import { en } from './en.js'
import { EVENT_KINDS } from './events.js'
import { fa } from './fa.js'

/** Every word of a language with its path; functions are called with numbers, which are then taken out again. */
function words(from: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(from).flatMap(([key, value]: [string, unknown]) => {
    const at = `${path}${key}`
    if (typeof value === 'string') return [[at, value] as const]
    if (typeof value === 'function') return [[at, String(value(3, 5)).replace(/[35]/g, '')] as const]
    return typeof value === 'object' && value !== null ? words(value, `${at}.`) : []
  })
}

const ALLOWED =
  /English|Authorization: Bearer mzb_|CLR-1405(-000123)?|\(PDF\)|PDF|JSON|JPEG|PNG|\(QR\)|QR|BPMN|\(CSV\)|CSV|UTF-8/g

/** Words for people who write programs: names of headers and fields stay as they are. */
const NOTATION = /^(api|apiReference|webhooks)\./

const withoutNotation = (at: string, text: string) => (NOTATION.test(at) ? '' : text.replace(ALLOWED, ''))

test('no English is left in the Persian words, and no Persian in the English ones', () => {
  expect(words(fa).length).toBeGreaterThan(200)
  for (const [at, text] of words(fa)) expect(withoutNotation(at, text), at).not.toMatch(/[A-Za-z]{2,}/)
  for (const [at, text] of words(en)) if (at !== 'account.language') expect(text, at).not.toMatch(/[\u0600-\u06ff]/)
})

test('Persian words use Persian letters, digits and half-spaces', () => {
  for (const [at, text] of words(fa)) {
    expect(withoutNotation(at, text), at).not.toMatch(/[يكىة]|[0-9]/)
    // «می‌شود» and «درخواست‌ها» are one word each.
    expect(text, at).not.toMatch(/(^| )ن?می [آ-ی]|[آ-ی] ها( |$|ی )/)
  }
})

test('every kind of event that commands write has its sentence', () => {
  const folder = new URL('../../commands/', import.meta.url)
  const written = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) =>
      [
        ...readFileSync(new URL(name, folder), 'utf8').matchAll(
          /kind: (?:internal \? )?'([a-z-]+)'(?: : '([a-z-]+)')?, (?:by|\.\.\.who)/g,
        ),
      ].flatMap((found) => found.slice(1)),
    )
    .filter((kind) => kind !== undefined)
  expect(new Set(written).size).toBeGreaterThan(10)
  // Lines of the audit log have sentences of their own, which the compiler wants.
  const lines: readonly string[] = AUDIT_KINDS
  for (const kind of written) if (!lines.includes(kind)) expect(EVENT_KINDS).toContain(kind)
})
