import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  makeReplyAddress,
  MOST_MAILBOX_OCTETS,
  readReplyAddress,
  type ReplyTarget,
  type Sign,
} from './reply-address.js'

const signWith =
  (secret: string): Sign =>
  (text) =>
    createHmac('sha256', secret).update(text).digest()
const sign = signWith('the key of a test')
const MAILBOX = 'desk@uni.test'
const MOST = 36 ** 7 - 1

const digits = (count: number) =>
  fc.integer({ min: 0, max: 10 ** count - 1 }).map((one) => `${one}`.padStart(count, '0'))
const key = fc
  .tuple(fc.stringMatching(/^[A-Z]{2,5}$/), digits(4), digits(6))
  .map(([prefix, year, number]) => `${prefix}-${year}-${number}`)
const target: fc.Arbitrary<ReplyTarget> = fc.record({
  request: key,
  person: fc.integer({ min: 1, max: MOST }),
  ask: fc.option(fc.integer({ min: 1, max: MOST })),
  internal: fc.boolean(),
})
const mailbox = fc
  .tuple(fc.stringMatching(new RegExp(`^[a-z0-9][a-z0-9._-]{0,${MOST_MAILBOX_OCTETS - 1}}$`)), fc.domain())
  .map((parts) => parts.join('@'))

test('what was made is read, however the letters came back', () => {
  fc.assert(
    fc.property(target, mailbox, fc.infiniteStream(fc.boolean()), (one, at, large) => {
      const address = makeReplyAddress(at, one, sign)
      const mixed = [...address].map((letter) => (large.next().value ? letter.toUpperCase() : letter)).join('')
      expect(readReplyAddress(mixed, at, sign)).toEqual(one)
    }),
  )
})

test('it fits before the @, for every mailbox that is allowed, and is plain ASCII', () => {
  fc.assert(
    fc.property(target, mailbox, (one, at) => {
      const local = makeReplyAddress(at, one, sign).split('@')[0] ?? ''
      expect(local.length).toBeLessThanOrEqual(64)
      expect(local).toMatch(/^[a-z0-9._+-]+$/)
    }),
  )
})

test('whatever is changed in it, it is not taken', () => {
  fc.assert(
    fc.property(
      target,
      fc.nat(),
      fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789.-'),
      (one, where, letter) => {
        const [local = '', host = ''] = makeReplyAddress(MAILBOX, one, sign).split('@')
        const at = 'desk+'.length + (where % (local.length - 'desk+'.length))
        fc.pre(local[at] !== letter)
        const changed = `${local.slice(0, at)}${letter}${local.slice(at + 1)}@${host}`
        expect(readReplyAddress(changed, MAILBOX, sign)).toBe('forged')
      },
    ),
  )
})

test('nobody else makes one, and none is made of parts of two', () => {
  fc.assert(
    fc.property(target, target, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other))
      const [mine, theirs] = [makeReplyAddress(MAILBOX, one, sign), makeReplyAddress(MAILBOX, other, sign)]
      const joined =
        mine.slice(0, mine.lastIndexOf('.', mine.indexOf('@'))) +
        theirs.slice(theirs.lastIndexOf('.', theirs.indexOf('@')))
      expect(readReplyAddress(joined, MAILBOX, sign)).toBe('forged')
      expect(readReplyAddress(makeReplyAddress(MAILBOX, one, signWith('another key')), MAILBOX, sign)).toBe('forged')
    }),
  )
})

test.each([
  [MAILBOX, null],
  ['DESK@UNI.TEST', null],
  ['', null],
  ['desk', null],
  ['desks+clr-1405-000123.1.aaaaaaaaaaaaa@uni.test', null],
  ['desk+clr-1405-000123.1.aaaaaaaaaaaaa@uni.test.example', null],
  ['desk+@uni.test', 'forged'],
  ['desk+clr-1405-000123.1.aaaaaaaaaaaaa@uni.test', 'forged'],
  ['desk+clr-1405-000123.1.@uni.test', 'forged'],
  ['desk+clr-1405-000123@uni.test', 'forged'],
  ['desk+clr-۱۴۰۵-۰۰۰۱۲۳.1.aaaaaaaaaaaaa@uni.test', 'forged'],
])('%j is %j', (address, is) => expect(readReplyAddress(address, MAILBOX, sign)).toBe(is))

test('an address of today is an address of tomorrow', () => {
  expect(
    makeReplyAddress(MAILBOX, { request: 'CLR-1405-000123', person: 100, ask: 7, internal: false }, sign),
  ).toMatchInlineSnapshot(`"desk+clr-1405-000123.2s.7.rpujzcte4fid3@uni.test"`)
})
