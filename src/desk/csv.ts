/** Tells spreadsheets that what follows is UTF-8; without it Excel reads Persian as Latin letters. */
export const BYTE_ORDER_MARK = '\ufeff'

/**
 * A line of a CSV file (RFC 4180). A cell that a spreadsheet would run as a formula is kept from it by an apostrophe
 * (OWASP, CSV Injection): what people typed must not act on the computer of who opens the file.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/**
 * What a spreadsheet may run: it skips spaces and invisible signs of direction before it looks for a formula. Apostrophes
 * in front count too, so that one that was put there can be told from one that was written.
 */
const RUNS = /^'*[\s\p{Cf}]*[=+\-@\t\r|%]/u

/** A cell as it was before the apostrophe. */
export const unguarded = (text: string): string => (text.startsWith("'") && RUNS.test(text) ? text.slice(1) : text)

const cell = (text: string): string => {
  const safe = RUNS.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
