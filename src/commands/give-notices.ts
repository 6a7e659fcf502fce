import { groupOf } from '../desk/notice.js'
import { CHANNELS, FLOOD_MS, NEWS_MS, plan, USUAL_QUIET, wayOf, type Channel } from '../desk/ways.js'
import { calendarsNow } from '../store/calendars.js'
import { contactsOf, insertDeliveries, recentDeliveries, type Contact, type NewDelivery } from '../store/deliveries.js'
import { insertNotices, type NewNotice } from '../store/notices.js'
import type { Tx } from '../store/visible.js'
import type { Desk } from './desk.js'

/** What giving notices needs of a desk; the sync has no more. */
export type NoticeDesk = Pick<Desk, 'now' | 'newId' | 'university' | 'mail' | 'chat' | 'sms'>

/**
 * Tells people: in their bells, and on the channels they want, when they want it. Everything is written in the
 * transaction that caused it; src/commands/deliver.ts sends it later, or as often as it takes.
 */
export async function giveNotices(tx: Tx, desk: NoticeDesk, notices: readonly NewNotice[]): Promise<void> {
  const kept = await insertNotices(tx, notices)
  const at = desk.now()
  const news = kept.filter((one) => at - one.at < NEWS_MS)
  const channels = CHANNELS.filter((one) => desk[one] !== null)
  if (news.length === 0 || channels.length === 0) return
  const people = [...new Set(news.map((one) => one.person))]
  const contacts = new Map((await contactsOf(tx, people, USUAL_QUIET)).map((one) => [one.id, one]))
  const recent = Map.groupBy(await recentDeliveries(tx, people, at - FLOOD_MS), (one) => `${one.person} ${one.channel}`)
  const calendars = await calendarsNow(tx, desk.university)
  const planned = new Map<string, NewDelivery & { readonly notices: number[] }>()
  const made = new Map<string, number>()
  for (const notice of news)
    for (const channel of channels) {
      const contact = contacts.get(notice.person)
      if (!contact || addressOf(contact, channel) === null) continue
      const bundle = notice.request === null ? 'desk' : `request:${notice.request}`
      const counted = `${notice.person} ${channel}`
      const mine = recent.get(counted) ?? []
      const out = plan({
        channel,
        way: wayOf(contact.ways, groupOf(notice.kind), channel),
        quiet: contact.quiet,
        calendar: () => (contact.office === null ? calendars.usual : calendars.of(contact.office)),
        bundle,
        recent: mine.filter((one) => one.recent && one.bundle !== 'digest').length + (made.get(counted) ?? 0),
        joins: mine.some((one) => one.waits && one.bundle === bundle) || planned.has(`${counted} ${bundle}`),
        at,
      })
      if (!out) continue
      const key = `${counted} ${out.bundle}`
      const known = planned.get(key)
      if (known) {
        known.notices.push(notice.id)
        continue
      }
      if (out.bundle !== 'digest') made.set(counted, (made.get(counted) ?? 0) + 1)
      planned.set(key, {
        person: notice.person,
        channel,
        bundle: out.bundle,
        request: out.bundle === 'digest' ? null : notice.request,
        due: out.due,
        messageId: desk.newId(),
        notices: [notice.id],
      })
    }
  await insertDeliveries(tx, [...planned.values()], at)
}

/** Where somebody is reached on a channel; null when they are not. Local accounts are in no chat. */
export function addressOf(contact: Contact, channel: Channel): string | null {
  if (channel === 'mail') return contact.email
  if (channel === 'sms') return contact.mobile
  return contact.username.includes('@') ? null : contact.username
}
