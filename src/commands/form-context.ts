import type { CheckContext } from '../desk/form/check.js'
import type { Form } from '../desk/form/form.js'
import { lockedValues } from '../desk/form/locked.js'
import type { DirectoryFacts } from '../desk/person.js'
import { isoDateInTehran } from '../persian/index.js'
import type { Desk } from './desk.js'

/** What a form is checked against: today, the institution's lists, what the directory knows, who may be named. */
export const formContext = (
  desk: Desk,
  form: Form,
  facts: DirectoryFacts | null,
  people: readonly number[] = [],
): CheckContext => ({
  todayIso: isoDateInTehran(desk.now()),
  faculties: desk.university.faculties,
  places: desk.university.places,
  locked: lockedValues(form, facts?.values ?? {}),
  people: people.map(String),
})
