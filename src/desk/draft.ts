import type { Form, Field } from './form/form.js'
import type { RawFields } from './form/raw.js'
import { fieldsOf } from './task-form.js'
import type { Text } from './text.js'

export const BOXES = ['completion', 'ask', 'return', 'comment'] as const
export type Box = (typeof BOXES)[number]

/** Where somebody writes: the form of a service, a box of a task, messages and rating of a request, an ask of an office. */
export type DraftPlace =
  | { readonly at: 'service'; readonly service: string }
  | { readonly at: 'task'; readonly task: number; readonly box: Box }
  | { readonly at: 'request' | 'rating'; readonly key: string }
  | { readonly at: 'ask'; readonly ask: number }

/** A place as text, the way pages and the database name it. */
export const placeName = (place: DraftPlace): string =>
  place.at === 'service'
    ? `service:${place.service}`
    : place.at === 'task'
      ? `task:${place.task}:${place.box}`
      : place.at === 'ask'
        ? `ask:${place.ask}`
        : `${place.at}:${place.key}`

/** The place of a name, or null when there is no such place. */
export function readPlace(name: string): DraftPlace | null {
  const [, at, id = '', box] = /^(service|task|request|rating|ask):([\w-]{1,64})(?::(\w+))?$/.exec(name) ?? []
  const number = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null
  if (at === 'task') {
    const known = BOXES.find((one) => one === box)
    return known && number !== null ? { at, task: number, box: known } : null
  }
  if (box !== undefined) return null
  if (at === 'ask') return number === null ? null : { at, ask: number }
  if (at === 'service') return { at, service: id }
  return at === 'request' || at === 'rating' ? { at, key: id } : null
}

/** Parts of a form that are no answers: what pressed it, and what makes its sending one sending. */
const MACHINERY: ReadonlySet<string> = new Set(['once', 'save', 'refresh', 'remove', 'then', 'place'])

/** What of a form is worth keeping. */
export const draftFields = (fields: RawFields): RawFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !MACHINERY.has(name)))

export const isEmptyDraft = (fields: RawFields): boolean =>
  Object.values(fields).every((values) => values.every((value) => value.trim() === ''))

/** A draft after somebody typed: fields by name, and the revision in which each was typed last. */
export interface Typing {
  readonly fields: RawFields
  readonly marks: Readonly<Record<string, number>>
  readonly revision: number
}

/**
 * Puts what was typed on top of what is kept, field by field: what was typed last stays.
 * @param seen the revision that the page knew; a field typed since then was typed elsewhere
 * @returns `elsewhere`, the fields that this page shows otherwise than they were typed elsewhere
 */
export function mergeTyping(
  kept: Typing,
  typed: RawFields,
  seen: number,
): Typing & { readonly elsewhere: readonly string[] } {
  const names = Object.keys(typed)
  const revision = kept.revision + 1
  const same = (name: string) => JSON.stringify(kept.fields[name] ?? []) === JSON.stringify(typed[name] ?? [])
  const elsewhere = Object.entries(kept.marks)
    .filter(([name, mark]) => mark > seen && !(names.includes(name) && same(name)))
    .map(([name]) => name)
  return {
    fields: { ...kept.fields, ...typed },
    marks: { ...kept.marks, ...Object.fromEntries(names.map((name) => [name, revision])) },
    revision,
    elsewhere,
  }
}

/** What became of a draft whose form has changed since: labels of fields that are gone, and of answers to look at again. */
export interface DraftChanges {
  readonly gone: readonly Text[]
  readonly again: readonly Text[]
}

/** Compares the form a draft was typed into with the form as it is now. Values of fields that still exist stay. */
export function changesSince(before: Form, now: Form, fields: RawFields): DraftChanges {
  const filled = fieldsOf(before).filter((field) => valuesOf(fields, field.key).some((value) => value !== ''))
  const known = new Map(fieldsOf(now).map((field) => [field.key, field]))
  const stays = (field: Field) => known.get(field.key)
  return {
    gone: filled.filter((field) => !stays(field)).map((field) => field.label),
    again: filled.flatMap((field) => {
      const next = stays(field)
      return next && isOtherwise(field, next, fields[field.key]?.[0] ?? '') ? [next.label] : []
    }),
  }
}

const isOtherwise = (before: Field, now: Field, value: string): boolean =>
  before.kind !== now.kind ||
  (now.options.length > 0 && value !== '' && !now.options.some((option) => option.value === value))

const valuesOf = (fields: RawFields, key: string): readonly string[] =>
  Object.entries(fields).flatMap(([name, values]) => (name === key || name.startsWith(`${key}.`) ? values : []))
