/** The canonical text of an objectGUID: its first three parts are little-endian (MS-DTYP 2.3.4.2). */
export function guidText(bytes: Buffer): string {
  const part = (from: number, to: number, reverse: boolean) => {
    const hex = [...bytes.subarray(from, to)].map((byte) => byte.toString(16).padStart(2, '0'))
    return (reverse ? hex.toReversed() : hex).join('')
  }
  return [part(0, 4, true), part(4, 6, true), part(6, 8, true), part(8, 10, false), part(10, 16, false)].join('-')
}

/** How such a text looks. */
export const GUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** The moment of an AD time, 100 ns since 1601, in epoch milliseconds; null for never (0 and 2^63-1). */
export function adTime(text: string): number | null {
  if (!/^\d+$/.test(text)) return null
  const ticks = BigInt(text)
  return ticks === 0n || ticks >= 0x7fffffffffffffffn ? null : Number(ticks / 10_000n) - 11_644_473_600_000
}

/** `20261124053000.0Z` as an ISO date; empty when it is none. */
export const ldapDate = (text: string): string => /^(\d{4})(\d{2})(\d{2})/.exec(text)?.slice(1, 4).join('-') ?? ''

/** The organisational units of a distinguished name from inner to outer, their escapes undone. */
export function unitsOf(dn: string): readonly string[] {
  return dn
    .split(/(?<!\\),/)
    .flatMap((part) => /^\s*OU=(.*)$/is.exec(part)?.[1] ?? [])
    .map(unescapeDn)
}

/** Undoes `\,` and `\d8\a7` (RFC 4514 §2.4). */
const unescapeDn = (text: string): string =>
  decodeURIComponent(
    encodeURIComponent(text)
      .replace(/%5C([0-9a-f]{2})/gi, '%$1')
      .replace(/%5C(%[0-9a-f]{2}|.)/gi, '$1'),
  )
