import type { Definition, EventKind } from '../../engine/index.js'
import type { Text } from '../text.js'
import type { Shape } from './shape.js'
import type { Way } from './ways.js'

/** Sentences of the tracker that come from the drawing. */

export const HANDED_OUT: Text = {
  fa: 'لازم نبود: ارجاع در این واحد خودکار است.',
  en: 'Not needed: this office hands work out by itself.',
}
export const AGAIN: Text = {
  fa: 'پیش‌تر انجام شد؛ دوباره انجام می‌شود.',
  en: 'Done before; it will be done again.',
}
export const RETURNED: Text = { fa: 'برگردانده شد؛ دوباره می‌رسد.', en: 'Sent back; it will come again.' }
export const NOT_REACHED: Text = {
  fa: 'درخواست پیش از این مرحله پایان یافت.',
  en: 'The request ended before this step.',
}
const NEVER: Text = { fa: 'لازم نبود.', en: 'Not needed.' }
const WITHDRAWN: Text = { fa: 'درخواست پس گرفته شد.', en: 'The request was withdrawn.' }
const STOPPED: Text = { fa: 'پیش از پایان بسته شد.', en: 'Closed before it was done.' }

/** The name of an element or flow in both languages; null when it has none. */
export const nameOf = (
  one: { readonly name: string | null; readonly properties: Readonly<Record<string, string>> } | undefined,
): Text | null => (one?.name ? { fa: one.name, en: one.properties['name.en'] ?? one.name } : null)

/** What a step that has not come yet depends on; null when nothing. The innermost decision that has a name says it. */
export function dependsOn(definition: Definition, shape: Shape, element: string): Text | null {
  return said(definition, shape, element, {
    branch: (name) => ({ fa: `فقط اگر «${name.fa}» باشد.`, en: `Only if “${name.en}”.` }),
    question: (name) => ({ fa: `بسته به «${name.fa}».`, en: `Depends on “${name.en}”.` }),
    event: (words) => ({ fa: `فقط اگر ${words.fa}.`, en: `Only if ${words.en}.` }),
  })
}

/** Why a step was not needed. */
export function whyNot(definition: Definition, shape: Shape, element: string): Text {
  const reason = said(definition, shape, element, {
    branch: (name) => ({ fa: `لازم نبود: فقط برای «${name.fa}» است.`, en: `Not needed: only for “${name.en}”.` }),
    question: (name) => ({ fa: `لازم نبود: بسته به «${name.fa}» است.`, en: `Not needed: it depends on “${name.en}”.` }),
    event: (words) => ({ fa: `لازم نبود: فقط اگر ${words.fa}.`, en: `Not needed: only if ${words.en}.` }),
  })
  return reason ?? NEVER
}

interface Sayings {
  readonly branch: (name: Text) => Text
  readonly question: (name: Text) => Text
  readonly event: (words: Text) => Text
}

function said(definition: Definition, shape: Shape, element: string, say: Sayings): Text | null {
  for (const way of (shape.conditions.get(element) ?? []).toReversed()) {
    if (way.boundary) return say.event(eventWords(definition, way.to))
    const flow = nameOf(definition.flows[way.flow ?? ''])
    if (flow) return say.branch(flow)
    const source = definition.nodes[way.from]
    if (source?.type === 'bpmn:EventBasedGateway') return say.event(eventWords(definition, way.to))
    const question = nameOf(source)
    if (question) return say.question(question)
  }
  return null
}

/** «مهلت آن بگذرد»: what an event is, for a sentence that begins with «if». */
function eventWords(definition: Definition, event: string): Text {
  const name = nameOf(definition.nodes[event])
  if (name) return { fa: `«${name.fa}» پیش بیاید`, en: `“${name.en}” happens` }
  return IF_EVENT[definition.nodes[event]?.event?.kind ?? 'none'] ?? { fa: 'لازم شود', en: 'it is needed' }
}

const IF_EVENT: Partial<Record<EventKind | 'none', Text>> = {
  timer: { fa: 'مهلت بگذرد', en: 'time runs out' },
  message: { fa: 'پیامی برسد', en: 'a message comes' },
  signal: { fa: 'خبری برسد', en: 'word comes' },
  condition: { fa: 'شرط آن برقرار شود', en: 'its condition becomes true' },
  error: { fa: 'خطایی پیش بیاید', en: 'an error occurs' },
  escalation: { fa: 'کار به بالاتر ارجاع شود', en: 'it is escalated' },
}

const BECAUSE: Partial<Record<EventKind | 'none', Text>> = {
  timer: { fa: 'مهلت آن گذشت', en: 'its time ran out' },
  message: { fa: 'پیامی رسید', en: 'a message came' },
  signal: { fa: 'خبری رسید', en: 'word came' },
  condition: { fa: 'شرط آن برقرار شد', en: 'its condition became true' },
  error: { fa: 'خطایی پیش آمد', en: 'an error occurred' },
  escalation: { fa: 'کار به بالاتر ارجاع شد', en: 'it was escalated' },
  terminate: { fa: 'فرایند پیش از آن پایان یافت', en: 'the process ended before it was done' },
}

/**
 * Why an open step was closed without being done. An event is named only when no other can have done it: the store
 * does not keep which one it was, but the steps after it tell.
 * @param started whether an element has been come by: it has tasks or tokens
 */
export function whyInterrupted(
  definition: Definition,
  shape: Shape,
  element: string,
  withdrawn: boolean,
  started: (element: string) => boolean,
): Text {
  if (withdrawn) return WITHDRAWN
  const all = interrupters(definition, shape, element)
  const seen = all.filter((event) => hasFollowed(definition, shape, event, started))
  const [event, ...others] = seen.length > 0 ? seen : all
  if (event === undefined || others.length > 0) return STOPPED
  const name = nameOf(definition.nodes[event])
  const words = name
    ? { fa: `«${name.fa}» پیش آمد`, en: `“${name.en}” happened` }
    : BECAUSE[definition.nodes[event]?.event?.kind ?? 'none']
  return words ? { fa: `لغو شد، چون ${words.fa}.`, en: `Cancelled because ${words.en}.` } : STOPPED
}

/** Events that can end a step from outside: on it or on what it lies in, beside it, or a termination. */
function interrupters(definition: Definition, shape: Shape, element: string): readonly string[] {
  const found: string[] = []
  for (let at: string | undefined = element; at !== undefined; at = shape.around.get(at)) {
    const node = definition.nodes[at]
    if (!node) break
    const container = node.parent ?? node.process
    found.push(...(definition.boundaries[at] ?? []), ...(definition.eventStarts[container] ?? []))
    found.push(...terminations(definition, container))
  }
  return [...new Set(found)].filter((id) => definition.nodes[id]?.interrupting)
}

const terminations = (definition: Definition, container: string): readonly string[] =>
  Object.values(definition.nodes)
    .filter((node) => (node.parent ?? node.process) === container && node.event?.kind === 'terminate')
    .map((node) => node.id)

/** Whether something has been done that only this event leads to. */
function hasFollowed(
  definition: Definition,
  shape: Shape,
  event: string,
  started: (element: string) => boolean,
): boolean {
  const beside = definition.nodes[event]?.type === 'bpmn:StartEvent' ? definition.nodes[event].parent : null
  return Object.keys(definition.nodes).some((id) => {
    if (!started(id)) return false
    if (beside !== null) return id === beside || definition.nodes[id]?.parent === beside
    return id === event || (shape.conditions.get(id) ?? []).some((way: Way) => way.boundary && way.to === event)
  })
}
