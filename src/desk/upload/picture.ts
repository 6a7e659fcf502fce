import type { FileFault } from './inspect.js'

/** Phones take pictures of 50 megapixels; drawing one takes four bytes for each. */
const MAX_PIXELS = 64_000_000
const MAX_SIDE = 30_000

export function sizeFault(width: number, height: number): FileFault | null {
  if (width === 0 || height === 0) return 'broken'
  return width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS ? 'huge-picture' : null
}
