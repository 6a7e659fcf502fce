import { nextOpening, type WorkingCalendar } from './working-time/index.js'
import { isoDateInTehran, startOfDayInTehran } from '../persian/index.js'
import type { NoticeGroup } from './notice.js'

/** How news leaves the desk; the bell always has it too. */
export const CHANNELS = ['mail', 'chat', 'sms'] as const
export type Channel = (typeof CHANNELS)[number]

/** At once, once a day with everything else, or not at all. A text message is never a collection. */
export const WAYS = ['now', 'daily', 'off'] as const
export type Way = (typeof WAYS)[number]

export const waysOf = (channel: Channel): readonly Way[] => (channel === 'sms' ? ['now', 'off'] : WAYS)

export type Ways = Readonly<Partial<Record<NoticeGroup, Readonly<Partial<Record<Channel, Way>>>>>>

/** Who is told how, where they did not choose themselves: much for what waits for them, little for what only goes on. */
const USUAL: Readonly<Record<NoticeGroup, Readonly<Record<Channel, Way>>>> = {
  asks: { mail: 'now', chat: 'now', sms: 'now' },
  messages: { mail: 'now', chat: 'now', sms: 'off' },
  progress: { mail: 'daily', chat: 'off', sms: 'off' },
  results: { mail: 'now', chat: 'now', sms: 'now' },
  'new-work': { mail: 'daily', chat: 'off', sms: 'off' },
  'my-work': { mail: 'now', chat: 'now', sms: 'off' },
  deadlines: { mail: 'now', chat: 'now', sms: 'off' },
  'standing-in': { mail: 'now', chat: 'now', sms: 'off' },
  operation: { mail: 'now', chat: 'now', sms: 'off' },
}

export const wayOf = (ways: Ways, group: NoticeGroup, channel: Channel): Way =>
  ways[group]?.[channel] ?? USUAL[group][channel]

/** What of a choice differs from the usual: only that is kept, so a better default reaches everybody who did not choose. */
export function unusual(chosen: Ways): Ways {
  const kept: Partial<Record<NoticeGroup, Partial<Record<Channel, Way>>>> = {}
  for (const [group, ways] of Object.entries(chosen))
    for (const channel of CHANNELS) {
      const way = ways[channel]
      if (isGroupOf(group) && way !== undefined && way !== USUAL[group][channel])
        kept[group] = { ...kept[group], [channel]: way }
    }
  return kept
}

const isGroupOf = (group: string): group is NoticeGroup => Object.hasOwn(USUAL, group)

/** Minutes since midnight in Tehran; the same twice: never quiet. */
export interface Quiet {
  readonly from: number
  readonly until: number
}

export const USUAL_QUIET: Quiet = { from: 22 * 60, until: 7 * 60 }

/** When something may ring: at once, or when the quiet hours end. Both are epoch milliseconds. */
export function afterQuiet(quiet: Quiet, at: number): number {
  const midnight = startOfDayInTehran(isoDateInTehran(at))
  const minute = (at - midnight) / MINUTE
  const { from, until } = quiet
  const isQuiet = from <= until ? minute >= from && minute < until : minute >= from || minute < until
  if (!isQuiet) return at
  return midnight + until * MINUTE + (minute < until ? 0 : DAY)
}

/** When the collection of a day goes out: as the office opens on its next working day. */
export function nextDigest(calendar: WorkingCalendar, at: number): number {
  const today = startOfDayInTehran(isoDateInTehran(at))
  const opens = nextOpening(calendar, today)
  return opens > at ? opens : nextOpening(calendar, today + DAY)
}

/** In which what belongs together is gathered. */
export const GATHER_MS = 30_000

/** So many messages in half an hour; what comes after is one collection. */
export const FLOOD = { mail: 6, chat: 10, sms: 3 } as const
export const FLOOD_MS = 30 * 60_000

/** News older than this was not told in time and is read in the desk only. */
export const NEWS_MS = 24 * 3_600_000

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export interface Planned {
  readonly bundle: string
  readonly due: number
}

/** When, and with what else, a notice goes out on a channel; null when it does not. */
export function plan(input: {
  readonly channel: Channel
  readonly way: Way
  readonly quiet: Quiet
  readonly calendar: () => WorkingCalendar
  /** `request:7` or `desk` */
  readonly bundle: string
  /** Messages made for this person on this channel within FLOOD_MS. */
  readonly recent: number
  /** Whether one of the same bundle still waits. */
  readonly joins: boolean
  readonly at: number
}): Planned | null {
  const { channel, way, at } = input
  if (way === 'off') return null
  if (way === 'daily' && channel !== 'sms') return { bundle: 'digest', due: nextDigest(input.calendar(), at) }
  const flooded = !input.joins && input.recent >= FLOOD[channel]
  const due = at + (flooded ? FLOOD_MS : GATHER_MS)
  return { bundle: flooded ? 'digest' : input.bundle, due: channel === 'mail' ? due : afterQuiet(input.quiet, due) }
}

/** How long after which try the next one is, in milliseconds: one minute, two, four … an hour. */
export const retryAfter = (tries: number): number => Math.min(2 ** Math.max(tries - 1, 0), 60) * MINUTE

/** What could not be handed over for so long is given up, and shown. */
export const GIVE_UP_MS = 5 * DAY

/** What the demo keeps of a message instead of sending it. */
export type Kept = Readonly<{ text: string; html?: string }>
