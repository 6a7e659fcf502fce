import { oneRequest, type Letter } from '../desk/letter.js'
import { makeReplyAddress } from '../desk/reply-address.js'
import { GIVE_UP_MS, retryAfter, USUAL_QUIET, type Channel, type Kept } from '../desk/ways.js'
import {
  claimDeliveries,
  contactsOf,
  deferDelivery,
  endDelivery,
  endLost,
  type Claimed,
  type Contact,
} from '../store/deliveries.js'
import { personToTell } from '../store/people.js'
import type { Desk, Handing } from './desk.js'
import { addressOf } from './give-notices.js'
import { writeLetter, type Answerable } from './write-letter.js'

/** So many are handed over side by side. */
const BATCH = 4
/** No channel takes longer than its time-outs: whoever claimed a message before that is gone. */
const LOST_MS = 15 * 60_000

/**
 * Sends what is due on a channel. A message is claimed in a transaction of its own before it is handed over, so no two
 * processes send it; and when nobody knows whether it was taken, it is not sent again by itself (decision 0060).
 * @returns how many were tried
 */
export async function deliver(desk: Desk, channel: Channel, report: (message: string) => void): Promise<number> {
  await endLost(desk.db, desk.now() - LOST_MS, desk.now())
  if (desk[channel] === null) return 0
  const claimed = await claimDeliveries(desk.db, channel, desk.now(), BATCH)
  await Promise.all(claimed.map((one) => deliverOne(desk, one, report)))
  return claimed.length
}

async function deliverOne(desk: Desk, delivery: Claimed, report: (message: string) => void): Promise<void> {
  const ready = await prepare(desk, delivery).catch((error: unknown) => {
    report(`delivery ${delivery.id} could not be written: ${error instanceof Error ? error.message : String(error)}`)
    return null
  })
  const at = desk.now()
  if (ready === null)
    return end(desk, delivery, { kind: 'later', said: 'not-written' }, { address: null, subject: null, kept: null })
  if ('needless' in ready) return endDelivery(desk.db, delivery.id, { state: 'needless', result: ready.needless }, at)
  const handing = await ready.send().catch((error: unknown): Handing => {
    report(`delivery ${delivery.id} failed: ${error instanceof Error ? error.message : String(error)}`)
    return { kind: 'unknown', said: 'error' }
  })
  await end(desk, delivery, handing, ready)
}

interface Ready {
  readonly address: string | null
  readonly subject: string | null
  /** What the demo shows. */
  readonly kept: Kept | null
}

/** Everything that can be done before the message leaves. */
async function prepare(
  desk: Desk,
  delivery: Claimed,
): Promise<(Ready & { readonly send: () => Promise<Handing> }) | { readonly needless: string }> {
  const [contact] = await contactsOf(desk.db, [delivery.person], USUAL_QUIET)
  const person = await personToTell(desk.db, delivery.person, desk.now())
  const address = contact ? addressOf(contact, delivery.channel) : null
  if (!contact || !person || address === null) return { needless: 'no-address' }
  const written = await writeLetter(desk, person, contact, delivery)
  if (!written) return { needless: 'nothing-left' }
  return delivery.channel === 'mail'
    ? mailed(desk, delivery, contact, address, written)
    : short(desk, delivery.channel, address, written.letter)
}

function mailed(
  desk: Desk,
  delivery: Claimed,
  contact: Contact,
  address: string,
  { letter, answer }: { readonly letter: Letter; readonly answer: Answerable | null },
): Ready & { readonly send: () => Promise<Handing> } {
  const { mail } = desk
  if (!mail) throw new Error('no mail server is set')
  const drawn = desk.letters.mail(letter)
  return {
    address,
    subject: drawn.subject,
    kept: mail.demo ? { text: drawn.text, html: drawn.html } : null,
    send: () =>
      mail.send({
        ...drawn,
        to: { name: contact.name[letter.lang], address },
        id: delivery.messageId,
        thread: oneRequest(letter.items),
        replyTo:
          answer && desk.mailbox
            ? makeReplyAddress(desk.mailbox.address, { ...answer, person: contact.id }, desk.mailbox.sign)
            : null,
        choices: desk.letters.choices,
      }),
  }
}

function short(
  desk: Desk,
  channel: 'chat' | 'sms',
  address: string,
  letter: Letter,
): Ready & { readonly send: () => Promise<Handing> } {
  const way = desk[channel]
  if (!way) throw new Error(`no ${channel} is set`)
  const text = desk.letters.short(letter)
  return {
    address,
    subject: text.split('\n')[0] ?? '',
    kept: way.demo ? { text } : null,
    send: () => way.send({ to: address, text }),
  }
}

async function end(desk: Desk, delivery: Claimed, { kind, said }: Handing, ready: Ready): Promise<void> {
  const at = desk.now()
  const { address, subject, kept } = ready
  if (kind === 'later' && at - delivery.madeAt < GIVE_UP_MS)
    return deferDelivery(desk.db, delivery.id, {
      due: at + retryAfter(delivery.tries),
      result: said,
      address,
      subject,
    })
  const state = kind === 'taken' ? 'sent' : kind === 'unknown' ? 'unknown' : 'failed'
  await endDelivery(desk.db, delivery.id, { state, result: said === '' ? null : said, address, subject, kept }, at)
}
