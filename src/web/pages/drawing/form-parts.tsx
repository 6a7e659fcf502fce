import type { FormFile } from '../../../desk/drawing/form-edit.js'
import type { Form, Problem } from '../../../desk/form/form.js'
import type { Text } from '../../../desk/text.js'
import type { University } from '../../../desk/university.js'
import { Icon } from '../../ui/icon.js'
import type { Visit } from '../../visit.js'

export interface FormEditorPage {
  readonly visit: Visit
  readonly university: University
  readonly id: string
  readonly name: Text
  /** The page of this form. */
  readonly here: string
  readonly file: FormFile | null
  readonly isTask: boolean
  readonly revision: number
  /** What is open for editing: a field or section (`1.0`, `1`), a new one (`new.1`, `new`), an outcome (`outcome.0`, `outcome.new`). */
  readonly open: string
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly stale: boolean
  /** The form as the desk reads it, for the preview. */
  readonly form: Form | null
}

/** The page of a form that can be read. */
export type Editing = FormEditorPage & { readonly file: FormFile }

/** Up, down, away: one small form, so that each is a press. */
export const Moves = ({ visit, here, revision, at }: Editing & { readonly at: string }) => {
  const t = visit.t.drawing
  const button = (what: string, icon: string, label: string) => (
    <button class="btn icon" name="do" value={what} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
  return (
    <form method="post" action={here} class="row push tight">
      <input type="hidden" name="revision" value={String(revision)} />
      <input type="hidden" name="at" value={at} />
      {button('up', 'arrow-up', t.formUp)}
      {button('down', 'arrow-down', t.formDown)}
      {button('remove', 'trash-2', t.formRemove)}
    </form>
  )
}

/** Which revision was looked at, and which place of the form is meant. */
export const Hidden = ({ revision, at }: { revision: number; at: string }) => (
  <>
    <input type="hidden" name="revision" value={String(revision)} />
    <input type="hidden" name="at" value={at} />
  </>
)
