import type { Box } from '../../desk/draft.js'
import type { Problem } from '../../desk/form/form.js'
import type { TaskForm } from '../../desk/task-form.js'
import type { TaskView } from '../../desk/views.js'
import type { DraftBox } from '../draft-box.js'
import type { FormContext } from '../ui/control.js'
import type { Visit } from '../visit.js'

export type TaskAction = Box | 'assignment'

export interface TaskPage {
  readonly visit: Visit
  readonly task: TaskView
  /** The id of its request. */
  readonly request: number
  readonly taskForm: TaskForm | null
  readonly form: FormContext
  readonly newToken: () => string
  /** Each box with what was typed into it. */
  readonly box: (name: Box) => DraftBox
  /** What the last form said no to. */
  readonly refused: {
    readonly action: TaskAction
    readonly problems: readonly Problem[]
    readonly sentence: string | null
  } | null
}
