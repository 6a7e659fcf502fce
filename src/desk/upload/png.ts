import type { FileFault } from './inspect.js'
import { sizeFault } from './picture.js'

/** Writers make chunks of 8 KiB and more; many tiny ones only cost time. */
const MAX_CHUNKS = 10_000
/** Compressed texts and colour profiles; what is larger is no profile. */
const MAX_COMPRESSED = 1_048_576
const COMPRESSED: ReadonlySet<string> = new Set(['zTXt', 'iTXt', 'iCCP'])
/** Deflate can't do better than 1032 to 1 (RFC 1951), so a picture that claims more than its data holds is lying. */
const MAX_RATIO = 1100
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Walks the chunks of a PNG (PNG §5.3) to its end, reading lengths only. */
export function inspectPng(bytes: Uint8Array): FileFault | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [at, count, data, unpacked] = [8, 0, 0, 0]
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const next = at + 12 + length
    if (next > bytes.length || (count === 0) !== (type === 'IHDR') || (count += 1) > MAX_CHUNKS) return 'broken'
    if (type === 'IHDR') {
      if (length !== 13) return 'broken'
      const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)]
      const fault = sizeFault(width, height)
      if (fault) return fault
      const bits = (bytes[at + 16] ?? 0) * (CHANNELS[bytes[at + 17] ?? 1] ?? 0)
      if (bits === 0 || bits > 64) return 'broken'
      unpacked = height * (1 + Math.ceil((width * bits) / 8))
    }
    if (type === 'IDAT') data += length
    if (COMPRESSED.has(type) && length > MAX_COMPRESSED) return 'huge-picture'
    if (type === 'IEND')
      return next === bytes.length && data > 0 && unpacked <= data * MAX_RATIO + 65_536 ? null : 'broken'
    at = next
  }
  return 'broken'
}
