/** The first bytes of the kinds of files the desk takes (PDF 1.7 §7.5.2, JFIF, PNG §5.2). */
const SIGNATURES: readonly { readonly type: string; readonly bytes: readonly number[] }[] = [
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
]

/** The media type of a file by its content, or null when it is none the desk takes. */
export const fileType = (content: Uint8Array): string | null =>
  SIGNATURES.find((one) => one.bytes.every((byte, index) => content[index] === byte))?.type ?? null
