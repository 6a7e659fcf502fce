import type { Field, Problem } from '../../desk/form/form.js'
import type { AskView, RequestView } from '../../desk/views.js'
import type { DraftBox } from '../draft-box.js'
import type { FormContext } from '../ui/control.js'
import type { Visit } from '../visit.js'

export interface RequestPage {
  readonly visit: Visit
  readonly id: number
  readonly request: RequestView
  readonly mine: boolean
  /** Fields an office asked to correct, by ask. */
  readonly askFields: (ask: AskView) => readonly Field[]
  readonly form: (ask: AskView) => FormContext
  readonly newToken: () => string
  /** Each box with what was typed into it. */
  readonly box: (place: 'comment' | AskView) => DraftBox
  /** What the last form said no to: of which form, and why. */
  readonly refused: { readonly form: string; readonly problems: readonly Problem[] } | null
}
