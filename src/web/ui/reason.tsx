import type { Problem } from '../../desk/form/form.js'
import type { University } from '../../desk/university.js'
import { rawForm } from '../../desk/form/raw.js'
import { MOST_REASON } from '../../desk/reason.js'
import { bothWords, plainField } from '../plain-field.js'
import type { Visit } from '../visit.js'
import { FieldView } from './field.js'

const REASON = plainField({
  kind: 'long-text',
  key: 'reason',
  label: bothWords((t) => t.operating.confirm.reason),
  description: bothWords((t) => t.operating.confirm.reasonHint),
  required: true,
  maxLength: MOST_REASON,
})

/** Where an operator writes why; what was typed stays when it is refused. */
export const Reason = ({
  visit,
  university,
  typed,
  problems,
  hint = true,
  prefix,
}: {
  visit: Visit
  university: University
  typed: string
  problems: readonly Problem[]
  hint?: boolean
  prefix: string
}) => (
  <FieldView
    field={hint ? REASON : { ...REASON, description: null }}
    form={{
      visit,
      raw: rawForm({ reason: [typed] }),
      problems,
      faculties: university.faculties,
      places: university.places,
      people: [],
      refresh: null,
      prefix,
    }}
  />
)
