import { Hono } from 'hono'
import { assignTask } from '../../commands/assign-task.js'
import type { Desk } from '../../commands/desk.js'
import type { Person } from '../../desk/person.js'
import type { Refusal } from '../../desk/refusal.js'
import { mayAssign, mayRelease, mayTake } from '../../desk/task.js'
import { officeOf } from '../../desk/university.js'
import { taskFor, type SeenTask } from '../../store/tasks.js'
import { goOn, localPath, signedIn } from '../middleware.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted, type Posted } from '../posted.js'
import { readGiven, type Given } from '../undo.js'
import type { DeskEnv } from '../visit.js'

/** As many as a page of the work list has. */
const MOST = 50

/** Several tasks handed out at once, and back to whom they were with. */
export function assignmentRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.post(paths.workAssignment(), signedIn, async (c) => {
    const { person } = c.var
    const posted = await readPosted(c)
    const back = localPath(posted.text('back'), paths.work())
    const once = posted.text('once') || desk.newId()
    const wanted = wantedIn(posted)
    const given: Given[] = []
    const refusals: Refusal[] = []
    for (const { task, to } of wanted) {
      const before = await taskFor(desk.db, person, task)
      const result = await assignTask(desk, person, { task, once, to: to === 'office' ? null : to })
      if (!result.ok) refusals.push(result)
      const undo = before && result.ok ? await wayBack(desk, person, before) : null
      if (undo) given.push(undo)
    }
    const [first] = refusals
    if (first && refusals.length === wanted.length) return refusal(c, first)
    if (wanted.length === 0) return goOn(c, back)
    const said = posted.text('to') === 'me' ? 'taken' : 'assigned'
    const notice = first ? 'assignedSome' : posted.text('undo') === '' ? said : 'givenBack'
    return goOn(c, back, notice, given.length > 0 ? { what: 'assignment', given } : undefined)
  })

  return app
}

type Wanted = Omit<Given, 'to'> & { readonly to: Given['to'] | 'me' }

/** What the list asks for: all chosen tasks to one person, or each to whom it was with. */
function wantedIn(posted: Posted): readonly Wanted[] {
  const undo = readGiven(posted.text('undo'))
  if (undo) return undo.slice(0, MOST)
  const to = posted.text('to') === 'me' ? 'me' : Number(posted.text('expert'))
  if (to !== 'me' && !(to > 0)) return []
  return posted
    .all('task')
    .slice(0, MOST)
    .map((task) => ({ task: Number(task), to }))
}

/** How a task goes back to whom it was with; null when it is there, or this person may not give it back. */
export async function wayBack(desk: Desk, person: Person, before: SeenTask): Promise<Given | null> {
  const now = await taskFor(desk.db, person, before.id)
  if (!now || now.assignee === before.assignee) return null
  const takes = before.assignee === person.id && mayTake(person, now, officeOf(desk.university, now.office))
  const may = before.assignee === null ? mayRelease(person, now) : (mayAssign(person, now) ?? takes)
  return may ? { task: now.id, to: before.assignee ?? 'office' } : null
}
