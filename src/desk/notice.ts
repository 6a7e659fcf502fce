/**
 * What somebody is told of. The same names are those of events of the request, whose sentences are in
 * src/web/text/events.ts.
 */
export const NOTICE_KINDS = [
  'task-due-soon',
  'task-overdue',
  'task-overdue-head',
  'task-overdue-above',
  'ask-reminded',
  'ask-warned',
  'ask-expired',
] as const

export type NoticeKind = (typeof NOTICE_KINDS)[number]
