import { inspectJpeg } from './jpeg.js'
import { inspectPdf } from './pdf.js'
import { inspectPng } from './png.js'

/** Why a file is not taken. */
export type FileFault =
  /** None of the kinds the desk takes, whatever its name says. */
  | 'kind'
  /** It begins like one of them, but is cut off or says things of itself that can't be. */
  | 'broken'
  /** A picture that would fill the memory of whoever opens it. */
  | 'huge-picture'
  /** It is an archive too: a file with two faces. */
  | 'two-faced'

export type Inspected = { readonly type: MediaType } | { readonly fault: FileFault }

export type MediaType = 'application/pdf' | 'image/jpeg' | 'image/png'

/** The first bytes of the kinds of files the desk takes (PDF 1.7 §7.5.2, JFIF, PNG §5.2), and who looks further. */
const KINDS: readonly {
  readonly type: MediaType
  readonly first: readonly number[]
  readonly inspect: (bytes: Uint8Array) => FileFault | null
}[] = [
  { type: 'application/pdf', first: [0x25, 0x50, 0x44, 0x46, 0x2d], inspect: inspectPdf },
  { type: 'image/jpeg', first: [0xff, 0xd8, 0xff], inspect: inspectJpeg },
  { type: 'image/png', first: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], inspect: inspectPng },
]

/** What a file is, by its content and nothing else. Reads its structure; decompresses and draws nothing. */
export function inspectFile(bytes: Uint8Array): Inspected {
  const kind = KINDS.find(({ first }) => first.every((byte, index) => bytes[index] === byte))
  if (!kind) return { fault: 'kind' }
  if (endsAsArchive(bytes)) return { fault: 'two-faced' }
  const fault = kind.inspect(bytes)
  return fault ? { fault } : { type: kind.type }
}

/**
 * Readers of ZIP and JAR files look for the end of the archive from behind (APPNOTE §4.3.16): a record of 22 bytes and
 * a comment that reaches the last byte.
 */
function endsAsArchive(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at -= 1) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b || bytes[at + 2] !== 5 || bytes[at + 3] !== 6) continue
    if (at + 22 + (bytes[at + 20] ?? 0) + 256 * (bytes[at + 21] ?? 0) === bytes.length) return true
  }
  return false
}

const ENDINGS: Readonly<Record<MediaType, readonly [string, ...string[]]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
}

/** The name with the ending of what the file is: a PDF called `form.hta` would be run by the computer it is saved on. */
export const nameFor = (name: string, type: MediaType): string =>
  ENDINGS[type].some((ending) => name.toLowerCase().endsWith(`.${ending}`)) ? name : `${name}.${ENDINGS[type][0]}`
