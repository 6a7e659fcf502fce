import { fieldsOf } from './task-form.js'
import { officeKind, officesOf, withoutStead, type Person } from './person.js'
import { officeOf, type University } from './university.js'
import { visibleTo, type Answers, type Field, type Form } from './form/form.js'

/**
 * How a person stands to a request they may see. A participant sees what its requester sees and writes messages, and
 * decides nothing. An administrator is there only while a reading of theirs lasts, sees what is between the requester
 * and the offices, and acts on nothing.
 */
export type Standing =
  | { readonly as: 'requester' }
  | { readonly as: 'participant' }
  | { readonly as: 'staff'; readonly offices: readonly string[] }
  | { readonly as: 'administrator' }

/**
 * The one rule: a request is seen by who made it, by the offices it has reached, by the participants whom its requester
 * named, and by an administrator who gave a reason. Nobody stands in for a requester in the requester's own matter; who
 * works on a request is not its participant besides.
 * `reached` are the office instances that have or had a task of it. The same rule as SQL is `src/store/visible.ts`.
 */
export function standing(
  person: Person,
  request: { readonly id: number; readonly requester: number; readonly participants: readonly number[] },
  reached: readonly string[],
): Standing | null {
  if (request.requester === person.id) return { as: 'requester' }
  const offices = officesOf(withoutStead(person, request.requester)).filter((office) => reached.includes(office))
  if (offices.length > 0) return { as: 'staff', offices }
  if (person.reach === 'whole' && request.participants.includes(person.id)) return { as: 'participant' }
  return person.administrator && person.readings.includes(request.id) ? { as: 'administrator' } : null
}

/** Whether somebody reads a request from its requester's side. */
export const isRequesterSide = (view: Standing): boolean => view.as === 'requester' || view.as === 'participant'

/** The fields of the form that somebody in this standing sees. */
export function visibleFields(form: Form, view: Standing): ReadonlySet<string> {
  if (view.as !== 'staff') return new Set(fieldsOf(form).map((field) => field.key))
  return visibleTo(form, view.offices.map(officeKind))
}

/** The answers cut down to the fields that somebody in this standing sees. */
export function visibleAnswers(form: Form, view: Standing, answers: Answers): Answers {
  const allowed = visibleFields(form, view)
  return Object.fromEntries(Object.entries(answers).filter(([key]) => allowed.has(key)))
}

/**
 * Whether a field of a completed task is read by somebody in this standing: its requester reads what is written for
 * them, its own office all, other offices what `seen_by` names. A confidential one is read by nobody afterwards.
 */
export function maySeeTaskField(field: Field, office: string, view: Standing): boolean {
  if (field.toRequester) return true
  if (view.as !== 'staff' || field.confidential) return false
  return (
    view.offices.includes(office) ||
    field.seenBy.includes('*') ||
    view.offices.some((one) => field.seenBy.includes(officeKind(one)))
  )
}

/** An internal note is for offices only, and for fewer of them where the office that wrote it says so. */
export const mayReadNote = (university: University, view: Standing, from: string): boolean =>
  view.as === 'staff' && isNear(university, view.offices, from)

/**
 * Messages, asks and refusals are between the requester and an office. Other offices read them too, unless that office
 * keeps its words to some: of the disciplinary council others see the outcome only.
 * @param from the office; null for words of the requester to all
 */
export function mayReadWords(university: University, view: Standing, from: string | null): boolean {
  if (isRequesterSide(view) || from === null) return true
  return view.as === 'staff' ? isNear(university, view.offices, from) : isOpen(university, from)
}

/** Why a request was sent back is read by both offices and by whoever reads the notes of the one that did it. */
export function mayReadReturn(university: University, view: Standing, from: string, to: string | null): boolean {
  if (isOpen(university, from)) return true
  return view.as === 'staff' && (isNear(university, view.offices, from) || view.offices.some((one) => one === to))
}

const isOpen = (university: University, office: string): boolean =>
  (officeOf(university, office)?.notes_seen_by ?? 'own') === 'all'

function isNear(university: University, offices: readonly string[], from: string): boolean {
  if (offices.includes(from)) return true
  const rule = officeOf(university, from)?.notes_seen_by ?? 'own'
  if (rule === 'all') return true
  return rule !== 'own' && offices.some((office) => rule.includes(officeKind(office)))
}

/** Requesters see who works in an office unless the office says otherwise; offices see each other's people. */
export const showsStaff = (university: University, view: Standing, office: string): boolean =>
  !isRequesterSide(view) || (officeOf(university, office)?.shows_staff ?? true)
