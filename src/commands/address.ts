import { isIP } from 'node:net'

/**
 * A network address as it is kept and shown: IPv4 that comes wrapped in IPv6 is IPv4. Empty when it is none, whatever a
 * header claims.
 */
export function cleanAddress(raw: string): string {
  const plain = raw
    .trim()
    .replace(/^\[|\](?::\d+)?$/g, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
  const bare = /^\d+\.\d+\.\d+\.\d+:\d+$/.test(plain) ? plain.replace(/:\d+$/, '') : plain
  return isIP(bare) === 0 ? '' : bare.toLowerCase()
}

/** What tries are counted by: an IPv4 address, or the /64 of an IPv6 one, which one household has to itself. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::', 2)
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const filled =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return `${filled
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
