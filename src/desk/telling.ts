import type { JsonObject } from './json.js'
import type { NoticeKind } from './notice.js'
import { officeOf, type University } from './university.js'
import { mayReadNote } from './visibility.js'

/** A request of which something is to be told. */
export interface ToldRequest {
  readonly id: number
  readonly key: string
  readonly requester: number
  /** Who hears of it: the requester, and whom the requester lets follow it, unless they chose otherwise. */
  readonly followers: readonly number[]
  readonly tasks: readonly ToldTask[]
}

export interface ToldTask {
  readonly id: number
  readonly office: string
  readonly assignee: number | null
  readonly returned: boolean
  readonly openedAt: number
  readonly closedAt: number | null
}

export interface ToldEvent {
  readonly seq: number
  readonly kind: string
  readonly by: number | null
  readonly office: string | null
  /** For offices only. */
  readonly internal: boolean
  readonly at: number
}

/** Who works in an office now; `for` is the colleague they stand in for. */
export interface Worker {
  readonly person: number
  readonly office: string
  readonly role: string
  readonly for: number | null
}

export interface Told {
  readonly person: number
  readonly kind: NoticeKind
  readonly request: number | null
  readonly task: number | null
  readonly seq: number | null
  readonly data: JsonObject
  readonly at: number
}

/** What happened to one request since somebody was told. */
export interface Story {
  readonly request: ToldRequest
  readonly events: readonly ToldEvent[]
  /** Tasks that were opened. */
  readonly opened: readonly number[]
}

/** Who is told what of it. Nobody is told of their own action, and nobody works on their own request. */
export function whomToTell(
  university: University,
  story: Story,
  workers: readonly Worker[],
  administrators: readonly number[],
): readonly Told[] {
  const { request, events } = story
  const ended = events.some((one) => one.kind === 'finished' || one.kind === 'refused' || one.kind === 'cancelled')
  const told: Told[] = []
  const tell = (
    kind: NoticeKind,
    people: readonly number[],
    about: { task?: number; event?: ToldEvent; at: number },
  ) => {
    for (const person of new Set(people)) {
      if (person === about.event?.by) continue
      told.push({
        person,
        kind,
        request: request.id,
        task: about.task ?? null,
        seq: about.event?.seq ?? null,
        data: {},
        at: about.at,
      })
    }
  }
  const staff = workers.filter((one) => one.person !== request.requester && one.for !== request.requester)
  const open = request.tasks.filter((one) => one.closedAt === null)
  const reached = new Set(request.tasks.map((one) => one.office))
  /** Who is told of a note they may not read would have it counted in the bell and find nothing there. */
  const reads = (from: string | null) => (person: number) => {
    const own = staff.filter((one) => one.person === person && reached.has(one.office))
    const view = { as: 'staff', offices: own.map((one) => one.office) } as const
    return from !== null && mayReadNote(university, view, from)
  }
  for (const event of events) {
    const of = { event, at: event.at }
    const kind = event.internal ? undefined : FOR_REQUESTER[event.kind]
    // What is asked of the requester waits for them, whatever they want to hear.
    const hears = kind === 'asked' ? [request.requester] : request.followers
    if (kind && !(kind === 'step-done' && ended)) tell(kind, hears, of)
    if (event.kind === 'commented' && event.office !== null) tell('message', request.followers, of)
    if (event.kind === 'commented' && event.office === null) {
      const working = open.flatMap((task) => doers(university, staff, task).map((person) => ({ person, task })))
      for (const { person, task } of working) tell('requester-wrote', [person], { ...of, task: task.id })
      tell(
        'follower-wrote',
        request.followers.filter((one) => !working.some(({ person }) => person === one)),
        of,
      )
    }
    if (event.kind === 'noted')
      for (const task of open)
        tell('noted', assigned(staff, task).filter(reads(event.office)), { ...of, task: task.id })
    if (event.kind === 'answered')
      for (const task of open.filter((one) => one.office === event.office))
        tell('answered', doers(university, staff, task), { ...of, task: task.id })
    if (event.kind === 'assigned')
      for (const task of open.filter((one) => one.office === event.office))
        tell('task-given', assigned(staff, task), { ...of, task: task.id })
    if (event.kind === 'assignee-left')
      for (const task of open.filter((one) => one.office === event.office && one.assignee === null))
        tell('task-arrived', doers(university, staff, task), { ...of, task: task.id })
    if (event.kind === 'withdrawn')
      for (const task of request.tasks.filter((one) => one.closedAt === event.at))
        tell('withdrawn', assigned(staff, task), { ...of, task: task.id })
    // Administrators do not see the request by being told: where it stands still is their business, no more.
    if (event.kind === 'stuck')
      for (const person of administrators)
        told.push({
          person,
          kind: 'stuck',
          request: null,
          task: null,
          seq: null,
          data: { request: request.key },
          at: event.at,
        })
  }
  for (const task of open.filter((one) => story.opened.includes(one.id))) {
    const kind = task.returned ? 'task-returned' : task.assignee === null ? 'task-arrived' : 'task-given'
    tell(kind, doers(university, staff, task), { task: task.id, at: task.openedAt })
  }
  return told
}

/** Events that their requester is told of, whoever did them. */
const FOR_REQUESTER: Readonly<Record<string, NoticeKind | undefined>> = {
  asked: 'asked',
  completed: 'step-done',
  'sent-back': 'sent-back',
  moved: 'moved',
  issued: 'document-ready',
  finished: 'finished',
  refused: 'refused',
  cancelled: 'cancelled',
  'file-removed': 'file-removed',
}

/** Who has a task, and who stands in for them. */
const assigned = (staff: readonly Worker[], { assignee, office }: ToldTask): readonly number[] =>
  assignee === null
    ? []
    : [...staff.filter((one) => one.office === office && (one.for === assignee || one.person === assignee))].map(
        (one) => one.person,
      )

/** Who has a task, else who could take it; an office without such people is told as a whole. */
function doers(university: University, staff: readonly Worker[], task: ToldTask): readonly number[] {
  const its = assigned(staff, task)
  if (its.length > 0) return its
  const all = staff.filter((one) => one.office === task.office)
  // Where the head hands work out, an unassigned task waits for the head.
  const role = officeOf(university, task.office)?.dispatch === 'manual' ? 'head' : 'expert'
  const wanted = all.filter((one) => one.role === role)
  return (wanted.length > 0 ? wanted : all).map((one) => one.person)
}
