import { crc32, deflateSync } from 'node:zlib'

/** Small whole files of the kinds the desk takes, made here. */
export const pdfBytes = (inside: string = ''): Uint8Array<ArrayBuffer> =>
  bytes(`%PDF-1.7\n1 0 obj\n<<>>\nendobj\n${inside}\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n`)

export const pdfFile = (name = 'رسید پرداخت.pdf', inside = ''): File =>
  new File([pdfBytes(inside)], name, { type: 'application/pdf' })

interface Picture {
  readonly width?: number
  readonly height?: number
}

export function pngBytes(
  { width = 2, height = 2 }: Picture = {},
  ...extra: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  return pngOf({ width, height }, ...extra, chunk('IDAT', deflateSync(rows)))
}

/** A PNG that says its size and has these chunks, whatever they hold. */
export const pngOf = (
  { width = 2, height = 2 }: Picture,
  ...chunks: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return join(
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...chunks,
    chunk('IEND', new Uint8Array()),
  )
}

export function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = join(Buffer.from(type, 'latin1'), data)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return join(length, body, check)
}

/** The skeleton of a JPEG: start, frame with its size, one scan, end. */
export function jpegBytes({ width = 2, height = 2 }: Picture = {}): Uint8Array<ArrayBuffer> {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0x00, 0x34]
  return join(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1]), frame, Buffer.from(scan), Buffer.from([0xff, 0xd9]))
}

/** An archive with nothing in it, which may stand behind another file. */
export const emptyZip = (): Uint8Array<ArrayBuffer> => join(Buffer.from('PK\u0005\u0006', 'latin1'), new Uint8Array(18))

export const join = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts))

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'))
