/**
 * What somebody is told of, by the group that people choose a way for. Sentences are in university/messages; kinds that
 * are also events of the request have a sentence for its history in src/web/text/events.ts.
 */
export const NOTICE_GROUPS = {
  asks: ['asked', 'ask-reminded', 'ask-warned', 'ask-expired', 'mail-incomplete', 'mail-unsent'],
  messages: ['message', 'follower-wrote'],
  progress: ['step-done', 'sent-back', 'moved'],
  results: ['document-ready', 'finished', 'refused', 'cancelled', 'file-removed'],
  'new-work': ['task-arrived'],
  'my-work': ['task-given', 'task-returned', 'answered', 'requester-wrote', 'noted', 'withdrawn'],
  deadlines: ['task-due-soon', 'task-overdue', 'task-overdue-head', 'task-overdue-above'],
  'standing-in': ['substitute-named'],
  operation: ['stuck', 'sync-held', 'webhook-disabled'],
} as const

export type NoticeGroup = keyof typeof NOTICE_GROUPS
export type NoticeKind = (typeof NOTICE_GROUPS)[NoticeGroup][number]

const GROUP_OF: ReadonlyMap<string, NoticeGroup> = new Map(
  Object.entries(NOTICE_GROUPS).flatMap(([group, kinds]) =>
    kinds.map((kind: string): [string, NoticeGroup] => [kind, isGroup(group) ? group : 'operation']),
  ),
)

export const NOTICE_KINDS: readonly NoticeKind[] = Object.values(NOTICE_GROUPS).flat()

export const isNoticeKind = (kind: string): kind is NoticeKind => GROUP_OF.has(kind)

export const groupOf = (kind: NoticeKind): NoticeGroup => GROUP_OF.get(kind) ?? 'operation'

function isGroup(group: string): group is NoticeGroup {
  return Object.hasOwn(NOTICE_GROUPS, group)
}

/** The groups that concern somebody who does, or does not, work in an office and administer the desk. */
export function groupsFor(person: {
  readonly staff: boolean
  readonly administrator: boolean
}): readonly NoticeGroup[] {
  return [
    'asks',
    'messages',
    'progress',
    'results',
    ...(person.staff ? (['new-work', 'my-work', 'deadlines', 'standing-in'] as const) : []),
    ...(person.administrator ? (['operation'] as const) : []),
  ]
}

/** Whether it is about work to do: it leads to the task, and is no news when the task is done. */
export const isAboutTask = (kind: NoticeKind): boolean => TASK_GROUPS.has(groupOf(kind))

const TASK_GROUPS: ReadonlySet<NoticeGroup> = new Set(['new-work', 'my-work', 'deadlines'])

/** Whether it brings what somebody wrote. */
export const bringsWords = (kind: NoticeKind): boolean => groupOf(kind) === 'messages' || WORDY.has(kind)

const WORDY: ReadonlySet<NoticeKind> = new Set(['asked', 'requester-wrote', 'noted'])

/**
 * Of what is over nobody is told any more: a task that was done, that somebody has taken, or that went on to somebody
 * else; an answer that has come.
 * @param now `own`: whether the task is with who is told, or with whom they stand in for
 */
export function isOver(
  kind: NoticeKind,
  now: {
    readonly task: { readonly open: boolean; readonly free: boolean; readonly own: boolean } | null
    readonly requestWaits: boolean
  },
): boolean {
  if (kind === 'asked' || kind === 'ask-reminded' || kind === 'ask-warned') return !now.requestWaits
  const { task } = now
  if (!task || !isAboutTask(kind) || kind === 'withdrawn') return false
  return !task.open || (kind === 'task-arrived' && !task.free) || (kind === 'task-given' && !task.own)
}
