import { paths } from './paths.js'

/** What a button beside a notice can take back. */
export type Undo =
  | { readonly what: 'draft'; readonly place: string }
  | { readonly what: 'assignment'; readonly task: number; readonly to: number | 'office' }
  | { readonly what: 'comment'; readonly id: number; readonly place: string }

/** As it is kept in the cookie of the notice. */
export const writeUndo = (undo: Undo): string =>
  undo.what === 'draft'
    ? `draft ${undo.place}`
    : undo.what === 'assignment'
      ? `assignment ${undo.task} ${undo.to}`
      : `comment ${undo.id} ${undo.place}`

/** Only what the desk itself offers to take back: a cookie names no other form. */
export function readUndo(text: string): Undo | null {
  const [, place] = /^draft ([\w:-]{1,100})$/.exec(text) ?? []
  if (place) return { what: 'draft', place }
  const [, task, to] = /^assignment (\d{1,15}) (\d{1,15}|office)$/.exec(text) ?? []
  if (task && to) return { what: 'assignment', task: Number(task), to: to === 'office' ? to : Number(to) }
  const [, id, box] = /^comment (\d{1,15}) ([\w:-]{1,100})$/.exec(text) ?? []
  return id && box ? { what: 'comment', id: Number(id), place: box } : null
}

/** The form that takes it back: where it goes and what it says. */
export const undoForm = (undo: Undo): { readonly action: string; readonly fields: Readonly<Record<string, string>> } =>
  undo.what === 'draft'
    ? { action: paths.draftRestoration(), fields: { place: undo.place } }
    : undo.what === 'assignment'
      ? { action: paths.taskAssignment(undo.task), fields: { to: String(undo.to) } }
      : { action: paths.commentRemoval(undo.id), fields: { place: undo.place } }
