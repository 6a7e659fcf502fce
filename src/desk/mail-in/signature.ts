/** Longer than this is no signature. */
const MOST_LINES = 12

/**
 * Takes the signature off the kept lines: what stands below the line `-- ` (RFC 3676, 4.3), and what phones and mail
 * programs add by themselves at the end.
 */
export function withoutSignature(lines: readonly string[], kept: ReadonlySet<number>): ReadonlySet<number> {
  const indexes = [...kept].sort((a, b) => a - b)
  const from = indexes.findLastIndex((index) => /^--\s*$/.test(bare(lines[index])))
  const below = from === -1 ? [] : indexes.slice(from).filter((index) => bare(lines[index]) !== '')
  let own = from !== -1 && below.length <= MOST_LINES + 1 ? indexes.slice(0, from) : indexes
  for (;;) {
    const last = own.findLastIndex((index) => bare(lines[index]) !== '')
    if (last === -1 || !isMachineLine(bare(lines[own[last] ?? -1]))) return new Set(own)
    own = own.slice(0, last)
  }
}

/** Whether a phone or a mail program wrote this line, as `Sent from my iPhone`. */
export const isMachineLine = (text: string): boolean => BY_ITSELF.some((one) => one.test(text))

const bare = (line: string | undefined): string =>
  (line ?? '')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\u200c\u00a0]/g, ' ')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .trim()

const DEVICE = '(iphone|ipad|android|galaxy|samsung|huawei|xiaomi|گوشی|تلفن|موبایل|سامسونگ|آیفون|اندروید)'
const BY_ITSELF = [
  new RegExp(
    `^sent (from|via|using) (my |a )?.{0,30}(${DEVICE}|mobile|phone|outlook|yahoo|mail|k-9|tablet).{0,30}\\.?$`,
    'i',
  ),
  /^get outlook for (ios|android)\b.{0,40}$/i,
  new RegExp(`^(ارسال|فرستاده) ?شده (از|با) .{0,30}(${DEVICE}|outlook|yahoo|mail|یاهو|جیمیل).{0,30}$`, 'i'),
  /^دریافت outlook برای .{0,40}$/i,
  /^(_{10,}|-{10,})$/,
]
