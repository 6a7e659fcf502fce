import type { FileFault } from './inspect.js'

/** Readers look for the end within the last 1,024 bytes (PDF 1.7, implementation notes of the makers of the format). */
const TAIL = 1024

/**
 * Whether a PDF is whole: a version after its first bytes, its end near the end. What is inside is not read: scripts and
 * attachments can be hidden in compressed objects, so looking for their names would only seem to protect.
 */
export function inspectPdf(bytes: Uint8Array): FileFault | null {
  const version = text(bytes.subarray(5, 8))
  return /^[12]\.\d$/.test(version) && text(bytes.subarray(-TAIL)).includes('%%EOF') ? null : 'broken'
}

const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
