/** Tells spreadsheets that what follows is UTF-8; without it Excel reads Persian as Latin letters. */
export const BYTE_ORDER_MARK = '\ufeff'

/**
 * A line of a CSV file (RFC 4180). A cell that a spreadsheet would run as a formula is kept from it by an apostrophe
 * (OWASP, CSV Injection): what people typed must not act on the computer of who opens the file.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

const cell = (text: string): string => {
  // Spreadsheets skip spaces and invisible signs of direction before they look for a formula.
  const safe = /^[\s\p{Cf}]*[=+\-@\t\r|%]/u.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
