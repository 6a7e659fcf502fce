import { fieldsOf } from './task-form.js'
import { officeKind, officesOf, type Person } from './person.js'
import { officeOf, type University } from './university.js'
import { visibleTo, type Form } from './form/form.js'

/** How a person stands to a request they may see. */
export type Standing = { readonly as: 'requester' } | { readonly as: 'staff'; readonly offices: readonly string[] }

/**
 * The one rule: a request is seen by who made it and by the offices it has reached.
 * `reached` are the office instances that have or had a task of it. The same rule as SQL is `src/store/visible.ts`.
 */
export function standing(
  person: Person,
  request: { readonly requester: number },
  reached: readonly string[],
): Standing | null {
  if (request.requester === person.id) return { as: 'requester' }
  const offices = officesOf(person).filter((office) => reached.includes(office))
  return offices.length > 0 ? { as: 'staff', offices } : null
}

/** The fields of the form that somebody in this standing sees. */
export function visibleFields(form: Form, view: Standing): ReadonlySet<string> {
  if (view.as === 'requester') return new Set(fieldsOf(form).map((field) => field.key))
  return visibleTo(form, view.offices.map(officeKind))
}

/** An internal note is for offices only, and for fewer of them where the office that wrote it says so. */
export function mayReadNote(university: University, view: Standing, from: string): boolean {
  if (view.as === 'requester') return false
  if (view.offices.includes(from)) return true
  const rule = officeOf(university, from)?.notes_seen_by ?? 'own'
  if (rule === 'all') return true
  return rule !== 'own' && view.offices.some((office) => rule.includes(officeKind(office)))
}

/** Requesters see who works in an office unless the office says otherwise; offices see each other's people. */
export const showsStaff = (university: University, view: Standing, office: string): boolean =>
  view.as === 'staff' || (officeOf(university, office)?.shows_staff ?? true)
