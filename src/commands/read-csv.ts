import { CsvError, parse } from 'csv-parse/sync'
import { unguarded } from '../desk/csv.js'

/** A line of a file of rows, with the number that an editor shows for it. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

export type CsvFault = { readonly fault: 'encoding' | 'quotes' | 'too-many' | 'empty'; readonly line: number }

const MAX_ROWS = 100_000

/**
 * Reads CSV as programs and people make it: UTF-8 with or without a mark, UTF-16 as spreadsheets call «Unicode text»,
 * separated by comma, semicolon or tab. Every cell is text: nothing becomes a number, so zeros in front stay.
 */
export function readCsv(bytes: Uint8Array): { readonly rows: readonly CsvRow[] } | CsvFault {
  const text = decoded(bytes)
  if (text === null) return { fault: 'encoding', line: 1 }
  try {
    const ends: number[] = []
    const parsed = parse(text, {
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      to: MAX_ROWS + 2,
      on_record: (record, { lines }) => {
        ends.push(lines)
        return record
      },
    })
    if (parsed.length > MAX_ROWS + 1) return { fault: 'too-many', line: MAX_ROWS + 1 }
    const rows = parsed
      .map((record, index) => ({
        // A cell may hold several lines; the row is where it begins.
        line: (ends[index] ?? 0) - record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0),
        cells: record.map(unguarded),
      }))
      .filter((row) => row.cells.some((cell) => cell.trim() !== ''))
    return rows.length === 0 ? { fault: 'empty', line: 1 } : { rows }
  } catch (error) {
    if (error instanceof CsvError) return { fault: 'quotes', line: Number(error['lines'] ?? 1) }
    throw error
  }
}

function decoded(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Of comma, semicolon and tab, the one that the first line has most of, outside of quotes. */
function separatorOf(text: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text.slice(0, 20_000))?.[0] ?? ''
  const bare = first.replace(/"(?:[^"]|"")*"/g, '')
  const count = (sign: string) => bare.split(sign).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}
