import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BYTE_ORDER_MARK, csvLine } from '../desk/csv.js'
import { readCsv } from './read-csv.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const cells = (text: string) => {
  const read = readCsv(bytes(text))
  return 'rows' in read ? read.rows.map((row) => row.cells) : read
}

test.each([',', ';', '\t'])('the separator %j is found, also when texts hold the others', (sign) => {
  expect(cells(`"نام, و; نام"${sign}کد\r\n"سارا, ر"${sign}0012\r\n`)).toEqual([
    ['نام, و; نام', 'کد'],
    ['سارا, ر', '0012'],
  ])
})

test('the mark in front, UTF-16 of spreadsheets, and zeros in front', () => {
  expect(cells(`${BYTE_ORDER_MARK}کد\n0012345678\n`)).toEqual([['کد'], ['0012345678']])
  const wide = new Uint8Array(Buffer.from('\ufeffکد\tنام\r\n007\tسارا\r\n', 'utf16le'))
  expect(readCsv(wide)).toEqual({
    rows: [
      { line: 1, cells: ['کد', 'نام'] },
      { line: 2, cells: ['007', 'سارا'] },
    ],
  })
})

test('a row has the line where it begins, whatever lines its cells hold and whichever are empty', () => {
  expect(readCsv(bytes('a,b\n\n"x\ny",1\n,\nz,2\n'))).toEqual({
    rows: [
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\ny', '1'] },
      { line: 6, cells: ['z', '2'] },
    ],
  })
})

test.each([
  [new Uint8Array([0xe3, 0x20, 0xff, 0x41]), 'encoding'],
  [bytes('a,b\n"x,1\ny,2\n'), 'quotes'],
  [bytes('a"b",c\n1,2\n'), 'quotes'],
  [bytes('\n \n'), 'empty'],
  [bytes(''), 'empty'],
  [bytes('a\n'.repeat(100_002)), 'too-many'],
])('what is no file of rows is told (%#)', (file, fault) => expect(readCsv(file)).toMatchObject({ fault }))

test('whatever is written is read back', () => {
  const table = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 }), { minLength: 1 })
  fc.assert(
    fc.property(table, (rows) => {
      const head = ['اول', 'دوم']
      const written = BYTE_ORDER_MARK + [head, ...rows].map(csvLine).join('')
      const shown = rows.filter((row) => row.some((cell) => cell.trim() !== ''))
      expect(cells(written)).toEqual([head, ...shown])
    }),
  )
})
