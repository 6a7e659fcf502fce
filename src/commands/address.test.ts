import { expect, test } from 'vitest'
import { cleanAddress, networkOf } from './address.js'

test.each([
  ['10.0.0.7', '10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '10.0.0.7', '10.0.0.7'],
  [' 10.0.0.7:4711 ', '10.0.0.7', '10.0.0.7'],
  ['[2001:db8::1]:443', '2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80::1', 'fe80:0:0:0::/64'],
  ['unknown', '', ''],
  ['', '', ''],
  ['10.0.0.7\nX: y', '', ''],
])('%j is %j and counted as %j', (raw, address, network) => {
  expect(cleanAddress(raw)).toBe(address)
  expect(networkOf(cleanAddress(raw))).toBe(network)
})
