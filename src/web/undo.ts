import { paths } from './paths.js'

/** What a button beside a notice can take back. */
export type Undo =
  | { readonly what: 'draft'; readonly place: string }
  | { readonly what: 'assignment'; readonly given: readonly Given[] }
  | { readonly what: 'comment'; readonly id: number; readonly place: string }

/** A task, and whom it goes back to. */
export interface Given {
  readonly task: number
  readonly to: number | 'office'
}

/** As it is kept in the cookie of the notice. */
export const writeUndo = (undo: Undo): string =>
  undo.what === 'draft'
    ? `draft ${undo.place}`
    : undo.what === 'assignment'
      ? `assignment ${writeGiven(undo.given)}`
      : `comment ${undo.id} ${undo.place}`

/** Only what the desk itself offers to take back: a cookie names no other form. */
export function readUndo(text: string): Undo | null {
  const [, place] = /^draft ([\w:-]{1,100})$/.exec(text) ?? []
  if (place) return { what: 'draft', place }
  const given = text.startsWith('assignment ') ? readGiven(text.slice('assignment '.length)) : null
  if (given) return { what: 'assignment', given }
  const [, id, box] = /^comment (\d{1,15}) ([\w:-]{1,100})$/.exec(text) ?? []
  return id && box ? { what: 'comment', id: Number(id), place: box } : null
}

const writeGiven = (given: readonly Given[]): string => given.map(({ task, to }) => `${task}.${to}`).join('-')

/** Tasks and whom they go back to, as the cookie and the form have them. */
export function readGiven(text: string): readonly Given[] | null {
  if (!/^\d{1,15}\.(\d{1,15}|office)(-\d{1,15}\.(\d{1,15}|office))*$/.test(text)) return null
  return text.split('-').map((one) => {
    const [task, to] = one.split('.')
    return { task: Number(task), to: to === 'office' ? to : Number(to) }
  })
}

/** The form that takes it back: where it goes and what it says; `here` is the page it stands on. */
export const undoForm = (
  undo: Undo,
  here: string,
): { readonly action: string; readonly fields: Readonly<Record<string, string>> } =>
  undo.what === 'draft'
    ? { action: paths.draftRestoration(), fields: { place: undo.place } }
    : undo.what === 'assignment'
      ? { action: paths.workAssignment(), fields: { undo: writeGiven(undo.given), back: here } }
      : { action: paths.commentRemoval(undo.id), fields: { place: undo.place } }
