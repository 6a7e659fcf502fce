import type { HeldWhy, IgnoredWhy } from '../desk/mail-in/incoming.js'
import type { Mail } from '../desk/mail-in/mail.js'
import { robotIn } from '../desk/mail-in/robot.js'
import { proofOf } from '../desk/mail-in/sender.js'
import type { Person } from '../desk/person.js'
import { readReplyAddress, type ReplyTarget } from '../desk/reply-address.js'
import type { Service } from '../desk/service.js'
import { idsOfAddress } from '../store/incoming-mail.js'
import { personById } from '../store/people.js'
import type { Desk, Mailbox } from './desk.js'

/** What a mail is meant to do, in whose name. */
export type MailWay =
  | { readonly kind: 'reply'; readonly person: Person; readonly target: ReplyTarget }
  | { readonly kind: 'open'; readonly person: Person; readonly service: Service }

/** What is done with a mail. A held one has a way when an administrator's yes would be enough. */
export type MailVerdict =
  | { readonly do: 'take'; readonly way: MailWay }
  | { readonly do: 'hold'; readonly why: HeldWhy; readonly way: MailWay | null }
  | { readonly do: 'ignore'; readonly why: IgnoredWhy }

/**
 * Judges a mail by its address, its sender and what machines say of themselves. A signed address was sent to nobody but
 * the person it names, so it and the person's own address in From are taken for them. A mail about nothing has only its
 * From, which anybody can write: there the own mail server must have proven it.
 */
export async function judgeMail(desk: Desk, mailbox: Mailbox, mail: Mail): Promise<MailVerdict> {
  const robot = robotIn(mail, mailbox.address)
  if (robot) return { do: 'ignore', why: robot }
  const proof = proofOf(mail, mailbox.authority)
  const read = mail.recipients.flatMap((one) => readReplyAddress(one, mailbox.address, mailbox.sign) ?? [])
  const targets = read.filter((one) => one !== 'forged')
  const senders = await idsOfAddress(desk.db, mail.from)
  // Who answers all may name addresses of others too: their own is meant.
  const target = targets.find((one) => senders.includes(one.person)) ?? targets[0]
  if (target) {
    const person = await personById(desk.db, target.person, desk.now())
    if (!person) return { do: 'hold', why: 'closed-account', way: null }
    const way: MailWay = { kind: 'reply', person, target }
    if (!senders.includes(person.id)) return { do: 'hold', why: 'other-sender', way }
    return proof === 'disproven' ? { do: 'hold', why: 'disproven', way } : { do: 'take', way }
  }
  if (read.length > 0) return { do: 'hold', why: 'forged', way: null }
  // Of two people with one address nobody knows which it is.
  const [sender, another] = senders
  const person = sender === undefined || another !== undefined ? null : await personById(desk.db, sender, desk.now())
  if (!person) return { do: 'hold', why: 'unknown-sender', way: null }
  const service = desk.catalog.offered().find((one) => one.service.id === mailbox.service)?.service
  if (!service?.by_mail) return { do: 'hold', why: 'about-nothing', way: null }
  const way: MailWay = { kind: 'open', person, service }
  return proof === 'proven'
    ? { do: 'take', way }
    : { do: 'hold', why: proof === 'disproven' ? 'disproven' : 'unproven', way }
}
