/** What is known of a virus in a file: no scanner was asked, it is clean, it waits to be scanned, one was found. */
export const SCANS = ['none', 'clean', 'waiting', 'found'] as const
export type Scan = (typeof SCANS)[number]

/** Nobody opens a file before a scan says that it is clean, and nobody one in which something was found. */
export const mayOpen = (scan: Scan): boolean => scan === 'none' || scan === 'clean'

const MINUTE = 60_000
const LONGEST = 60

/** When a file that could not be scanned is tried again: after 1, 2, 4 … minutes, at most an hour. @returns milliseconds */
export const nextScanIn = (tries: number): number => Math.min(2 ** Math.min(tries, 10), LONGEST) * MINUTE
