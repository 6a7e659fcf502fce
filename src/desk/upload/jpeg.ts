import type { FileFault } from './inspect.js'
import { sizeFault } from './picture.js'

/** A progressive picture has about ten scans; each is drawn over the whole picture. */
const MAX_SCANS = 100
const SOS = 0xda
const EOI = 0xd9

/** Walks the markers of a JPEG (ITU T.81 annex B) to its end. Cameras write more behind it, which is left alone. */
export function inspectJpeg(bytes: Uint8Array): FileFault | null {
  let [at, frames, scans] = [2, 0, 0]
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return 'broken'
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker === EOI) return frames === 1 && scans > 0 ? null : 'broken'
    else {
      const length = 256 * (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0)
      if (length < 2 || at + 2 + length > bytes.length) return 'broken'
      if (isFrame(marker)) {
        if ((frames += 1) > 1) return 'broken'
        const fault = sizeFault(word(bytes, at + 7), word(bytes, at + 5))
        if (fault) return fault
      }
      at += 2 + length
      if (marker === SOS) {
        if (frames === 0) return 'broken'
        if ((scans += 1) > MAX_SCANS) return 'huge-picture'
        at = endOfScan(bytes, at)
      }
    }
  }
  return 'broken'
}

/** SOF0 to SOF15, without the tables that lie between them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const word = (bytes: Uint8Array, at: number): number => 256 * (bytes[at] ?? 0) + (bytes[at + 1] ?? 0)

/** In the data of a scan 0xff is followed by zero or is a restart marker; all others end it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const after = bytes[at + 1] ?? 0
    if (after !== 0 && after !== 0xff && !(after >= 0xd0 && after <= 0xd7)) return at
  }
  return bytes.length
}
