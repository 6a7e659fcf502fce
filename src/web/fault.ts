/**
 * What the log says of an error: its kind, where it happened, and its words only when they are our own. Messages of
 * parsers and of the database repeat what somebody typed, which may be a password or a national code.
 */
export function faultLine(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown'
  const code = 'code' in error ? ` ${String(error.code)}` : ''
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? ` ${error.constraint}` : ''
  const words = OWN.has(error.name) && code === '' ? `: ${error.message}` : ''
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [`${error.name}${code}${constraint}${words}`, ...frames].join('\n')
}

/** `new Error('…')` is ours; TypeErrors name properties, never values. */
const OWN: ReadonlySet<string> = new Set(['Error', 'TypeError', 'ReferenceError'])

/**
 * Whether the database was asked for something that can't be: a number out of range, a date that is none, a NUL in a
 * text (SQLSTATE class 22). Whoever sent it looks for what is not there.
 */
export const isImpossibleValue = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code)
