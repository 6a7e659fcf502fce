import type { Faculties } from '../../desk/form/faculties.js'
import type { Field, Problem } from '../../desk/form/form.js'
import type { Places } from '../../desk/form/places.js'
import type { RawForm } from '../../desk/form/raw.js'
import type { ExpertView } from '../../desk/views.js'
import type { Visit } from '../visit.js'

/** What the fields of a form need besides themselves. */
export interface FormContext {
  readonly visit: Visit
  readonly raw: RawForm
  readonly problems: readonly Problem[]
  readonly faculties: Faculties
  readonly places: Places
  /** Who may be chosen in a `person` field. */
  readonly people: readonly ExpertView[]
  /** Where buttons that only change the form send it: removing a file, showing the next choices. Absent where there is no draft. */
  readonly refresh: string | null
  /** Keeps ids apart where a page has several forms. */
  readonly prefix: string
}

export interface Control {
  readonly field: Field
  readonly form: FormContext
  readonly id: string
  readonly value: string
  /** Attributes that tie the control to its hint and its error. */
  readonly aria: { readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: 'true' }
}

export const fieldId = (prefix: string, key: string): string => `${prefix}${key}`
