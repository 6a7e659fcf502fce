import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine, unguarded } from './csv.js'

/** Reads a line as a spreadsheet does (RFC 4180). */
function read(line: string): readonly string[] {
  const cells: string[] = []
  let rest = line.replace(/\r\n$/, '')
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest)
    const plain = quoted ?? /^([^,]*)(,|$)/.exec(rest)
    if (!plain) throw new Error(`not a line: ${rest}`)
    cells.push(quoted ? (plain[1] ?? '').replaceAll('""', '"') : (plain[1] ?? ''))
    rest = rest.slice(plain[0].length)
    if (plain[2] === '') return cells
  }
}

test('what is read is what was written', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (cells) => {
      const back = read(csvLine(cells))
      expect(back.map(unguarded)).toEqual(cells)
    }),
  )
})

test.each(['=1+1', '+98', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\u200f=1', '\ufeff=cmd|x', '|x', '%0A'])(
  '%j is no formula',
  (text) => {
    expect(read(csvLine([text]))[0]).toBe(`'${text}`)
  },
)

test.each(["'=1", "''=1", "'a", "' =x", "'"])('%j comes back as it is', (text) => {
  expect(unguarded(read(csvLine([text]))[0] ?? '')).toBe(text)
})

test('ordinary cells stay as they are', () => {
  expect(csvLine(['سارا', 'a,b', 'say "no"', ''])).toBe('سارا,"a,b","say ""no""",\r\n')
})
