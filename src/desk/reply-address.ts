/** Whom a reply comes from and what it is about; the address that a notice asks to be answered at says it. */
export interface ReplyTarget {
  /** The request's key: `CLR-1405-000123`. */
  readonly request: string
  /** The person whom the notice was sent to. */
  readonly person: number
  /** The question that the notice asked, by its id: a reply answers it. Null: a reply is a comment. */
  readonly ask: number | null
  /** The notice brought an internal note: a reply is one too, for its requester shall not read it. */
  readonly internal: boolean
}

/** At least nine bytes that nobody else can make of this text: an HMAC. */
export type Sign = (text: string) => Uint8Array

/**
 * RFC 5321, 4.5.3.1.1: 64 octets before the @. What the desk adds takes 48 of them at most (people and asks up to
 * 36^7), so a mailbox may take 14.
 */
export const MOST_MAILBOX_OCTETS = 14

/** 65 bits. Trying them needs as many mails, and the sender must be one of the person's addresses besides. */
const SIGNATURE_LETTERS = 13
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * `desk+clr-1405-000123.2s.k3d…@uni.example`: the request, the person, maybe the ask (both in base 36), maybe `-` for
 * a note, the signature.
 * All in small letters, because servers on the way may make them small.
 *
 * @param mailbox the desk's own address: at most 14 octets, of which none is a +, before its @
 */
export function makeReplyAddress(mailbox: string, target: ReplyTarget, sign: Sign): string {
  const [local, host] = split(mailbox)
  const numbers = [target.person, ...(target.ask === null ? [] : [target.ask])].map((one) => one.toString(36))
  const said = [target.request.toLowerCase(), ...numbers, ...(target.internal ? ['-'] : [])].join('.')
  return `${local}+${said}.${signature(said, sign)}@${host}`
}

/**
 * @returns whom and what the address is about; `forged` when it looks like a reply address and was not made here; null
 *   when it is none, as the plain address of the mailbox
 */
export function readReplyAddress(address: string, mailbox: string, sign: Sign): ReplyTarget | 'forged' | null {
  const [[local, host], [own, ownHost]] = [split(address), split(mailbox)]
  if (host !== ownHost || !local.startsWith(`${own}+`)) return null
  const read = SHAPE.exec(local.slice(own.length + 1))
  if (!read) return 'forged'
  const [, said = '', request = '', person = '', ask, note, signed = ''] = read
  if (!same(signed, signature(said, sign))) return 'forged'
  return {
    request: request.toUpperCase(),
    person: Number.parseInt(person, 36),
    ask: ask === undefined ? null : Number.parseInt(ask, 36),
    internal: note !== undefined,
  }
}

const SHAPE = /^(([a-z]{2,5}-\d{4}-\d{6})\.([0-9a-z]{1,7})(?:\.([0-9a-z]{1,7}))?(\.-)?)\.([a-z2-7]{13})$/

function split(address: string): readonly [local: string, host: string] {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at).toLowerCase(), address.slice(at + 1).toLowerCase()]
}

function signature(said: string, sign: Sign): string {
  let [bits, held] = [0, 0]
  let letters = ''
  for (const byte of sign(`reply ${said}`)) {
    ;[bits, held] = [((bits << 8) | byte) & 0xfff, held + 8]
    for (; held >= 5; held -= 5) letters += LETTERS[(bits >> (held - 5)) & 31]
  }
  return letters.slice(0, SIGNATURE_LETTERS)
}

/** Compares to the end, so that the time tells nothing of how much was right. */
function same(one: string, other: string): boolean {
  let differs = one.length ^ other.length
  for (let at = 0; at < other.length; at += 1) differs |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return differs === 0
}
