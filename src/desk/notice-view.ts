import { formatNumber, formatTime } from '../persian/index.js'
import type { Json, JsonObject } from './json.js'
import { sentencesOf, type ChangedText } from './message-texts.js'
import { isAboutTask, type NoticeKind } from './notice.js'
import type { Person } from './person.js'
import { fill, type Piece, type Values } from './sentence.js'
import type { Lang, Text } from './text.js'
import { officeName, type University } from './university.js'
import { mayReadNote, standing, type Standing } from './visibility.js'

/** A notice with what is known of its matter now; it was loaded for its person. */
export interface StoredNotice {
  readonly id: number
  readonly kind: NoticeKind
  readonly at: number
  readonly readAt: number | null
  readonly data: JsonObject
  readonly request: {
    readonly id: number
    readonly key: string
    readonly requester: number
    readonly participants: readonly number[]
    readonly version: number
    /** Whether it waits for its requester. */
    readonly waits: boolean
    readonly reached: readonly string[]
  } | null
  readonly task: {
    readonly id: number
    readonly name: Text
    readonly office: string
    readonly open: boolean
    readonly free: boolean
    /** It is with who is told, or with whom they stand in for. */
    readonly own: boolean
  } | null
  readonly event: {
    readonly office: string | null
    readonly internal: boolean
    readonly data: Readonly<Record<string, Json>>
    readonly at: number
  } | null
}

/** Where a notice leads. */
export type NoticeTarget =
  | { readonly to: 'request'; readonly key: string }
  | { readonly to: 'task'; readonly task: number }
  | { readonly to: 'service'; readonly service: string }
  | { readonly to: 'incidents' }
  | { readonly to: 'sync' }
  | { readonly to: 'webhook'; readonly webhook: number }
  | { readonly to: 'substitute' }

/** How somebody stands to the request of a notice now; null when they may not see it, or it is of none. */
const standingOf = (person: Person, { request }: StoredNotice): Standing | null =>
  request && standing(person, request, request.reached)

/**
 * The sentences of a notice as it is now, for the bell and for letters; null when its person may not read of it any more.
 * @param service what the request asks for; null when the notice is of none
 */
export function noticeSentences(
  university: University,
  changed: readonly ChangedText[],
  person: Person,
  { notice, service, lang }: { readonly notice: StoredNotice; readonly service: Text | null; readonly lang: Lang },
): { readonly title: readonly Piece[]; readonly body: readonly Piece[] } | null {
  const values = noticeValues(university, person, notice, service, lang)
  if (!values) return null
  const { title, body } = sentencesOf(university.messages, changed, notice.kind, lang)
  return { title: fill(title, values), body: fill(body, values) }
}

/** What may stand in the sentences of a notice for its person now; null when they may not read of it any more. */
function noticeValues(
  university: University,
  person: Person,
  notice: StoredNotice,
  service: Text | null,
  lang: Lang,
): Values | null {
  const { request, event, task, data } = notice
  const view = standingOf(person, notice)
  if (request && !view) return null
  if (view && event?.internal && (event.office === null || !mayReadNote(university, view, event.office))) return null
  const said = (name: string): string => textIn(event?.data[name], lang) || textIn(data[name], lang)
  const office = event?.office ?? task?.office ?? (typeof data['office'] === 'string' ? data['office'] : null)
  const eventStep = said('name') || said('to')
  const until = data['until']
  return {
    request: request?.key ?? textIn(data['request'], lang),
    service: service?.[lang] ?? textIn(data['service'], lang),
    office: office === null ? '' : officeName(university, office)[lang],
    step: isAboutTask(notice.kind) ? (task?.name[lang] ?? eventStep) : eventStep || (task?.name[lang] ?? ''),
    who: said('absent'),
    // An end is not included: the last day is the one before it.
    date: said('date') || (typeof until === 'number' ? formatTime(until - 1, lang, 'date') : ''),
    document: said('title'),
    count: said('count'),
    webhook: said('webhook'),
    institution: university.name[lang],
  }
}

export function targetOf({ kind, request, task, data }: StoredNotice): NoticeTarget {
  if (kind === 'sync-held') return { to: 'sync' }
  if (kind === 'mail-unsent') return { to: 'service', service: textIn(data['id'], 'en') }
  if (kind === 'webhook-disabled') return { to: 'webhook', webhook: Number(data['id']) }
  if (kind === 'substitute-named') return { to: 'substitute' }
  if (request === null) return { to: 'incidents' }
  if (task && isAboutTask(kind)) return { to: 'task', task: task.id }
  return { to: 'request', key: request.key }
}

function textIn(value: Json | undefined, lang: Lang): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return formatNumber(value, lang)
  return typeof value === 'object' && value !== null && lang in value ? textIn(Object(value)[lang], lang) : ''
}
