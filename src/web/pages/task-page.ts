import type { Problem } from '../../desk/form/form.js'
import type { TaskForm } from '../../desk/task-form.js'
import type { TaskView } from '../../desk/views.js'
import type { FormContext } from '../ui/control.js'
import type { Visit } from '../visit.js'

export type TaskAction = 'completion' | 'ask' | 'return' | 'comment' | 'assignment'

export interface TaskPage {
  readonly visit: Visit
  readonly task: TaskView
  readonly taskForm: TaskForm | null
  readonly form: FormContext
  readonly newToken: () => string
  /** What the last form said no to. */
  readonly refused: {
    readonly action: TaskAction
    readonly problems: readonly Problem[]
    readonly sentence: string | null
    readonly typed: (name: string) => string
    readonly picked: readonly string[]
  } | null
}
