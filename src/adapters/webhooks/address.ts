import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * What is reached on the public Internet and nowhere else. Of IPv4 that is all but the special-purpose blocks (IANA, RFC
 * 6890); of IPv6 it is global unicast without the blocks that carry an IPv4 address or stand for examples.
 */
const SPECIAL_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
const GLOBAL_6 = '2000::/3'
const SPECIAL_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

function listOf(blocks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [address = '', prefix = ''] = block.split('/')
    list.addSubnet(address, Number(prefix), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return list
}

const [special4, global6, special6] = [listOf(SPECIAL_4), listOf([GLOBAL_6]), listOf(SPECIAL_6)]

/** Which addresses may be called: public ones, and those of the blocks that the settings allow. */
export function addressGuard(allowed: readonly string[]): (address: string) => boolean {
  const own = listOf(allowed)
  return (written) => {
    const address = plain(written)
    const family = isIP(address)
    if (family === 0) return false
    if (own.check(address, family === 4 ? 'ipv4' : 'ipv6')) return true
    return family === 4
      ? !special4.check(address, 'ipv4')
      : global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
  }
}

/** An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`, `::ffff:a00:1`) is that address. */
function plain(address: string): string {
  if (isIP(address) !== 6) return address
  const short = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? []
  if (high === undefined || low === undefined) return short
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [a >> 8, a & 255, b >> 8, b & 255].join('.')
}
