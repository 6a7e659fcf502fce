/** What the page tells the editor: the institution's offices, the draft's forms, what the engine runs, our own words. */
export interface Settings {
  readonly lang: 'fa' | 'en'
  readonly drawing: string
  readonly save: string
  readonly file: string
  readonly revision: number
  /** Elements the engine runs (src/desk/drawing/runnable.ts). */
  readonly runnable: readonly string[]
  readonly offices: readonly { readonly value: string; readonly label: string }[]
  readonly forms: readonly { readonly value: string; readonly label: string }[]
  readonly registers: readonly { readonly value: string; readonly label: string }[]
  readonly kinds: readonly { readonly value: string; readonly label: string }[]
  readonly jobs: readonly string[]
  readonly words: Readonly<Record<PanelWord, string>>
}

type PanelWord =
  | 'group'
  | 'office'
  | 'expression'
  | 'form'
  | 'none'
  | 'kind'
  | 'nameEn'
  | 'statusFa'
  | 'statusEn'
  | 'targetDays'
  | 'targetDaysHint'
  | 'register'
  | 'fourEyes'
  | 'fourEyesHint'
  | 'forInformation'
  | 'result'
  | 'resultDone'
  | 'resultRefused'
  | 'job'
  | 'assignee'
  | 'assigneeHint'
  | 'saving'
  | 'saved'
  | 'unsaved'
  | 'failed'
  | 'leave'
  | 'undo'
  | 'createUserTask'
  | 'createServiceTask'
  | 'createTimer'
  | 'createExclusive'
  | 'createParallel'
  | 'createStart'
  | 'createEnd'
  | 'appendUserTask'
  | 'appendExclusive'
  | 'appendParallel'
  | 'appendTimer'
  | 'appendEnd'
