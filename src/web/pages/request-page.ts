import type { Field, Problem } from '../../desk/form/form.js'
import type { Text } from '../../desk/text.js'
import type { Participant } from '../../desk/person.js'
import type { AskView, RequestView } from '../../desk/views.js'
import type { DraftBox } from '../draft-box.js'
import type { FormContext } from '../ui/control.js'
import type { Visit } from '../visit.js'

export interface RequestPage {
  readonly visit: Visit
  readonly id: number
  readonly request: RequestView
  readonly mine: boolean
  /** Whom the requester shows it to. */
  readonly participants: readonly Participant[]
  /** The reader is one of them; then the name of the requester. */
  readonly shownBy: Text | null
  /** What the requester said of it, for them and the offices: null when nothing yet. */
  readonly feedback: { readonly rating: number; readonly comment: string | null } | null
  /** Fields an office asked to correct, by ask. */
  readonly askFields: (ask: AskView) => readonly Field[]
  readonly form: (ask: AskView) => FormContext
  readonly newToken: () => string
  /** Each box with what was typed into it. */
  readonly box: (place: 'comment' | 'rating' | AskView) => DraftBox
  /** What the last form said no to: the place of its draft, or «participant», and why. */
  readonly refused: { readonly form: string; readonly problems: readonly Problem[]; readonly typed: string } | null
}
