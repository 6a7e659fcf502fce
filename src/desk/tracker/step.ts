import type { Service, Step } from '../service.js'
import type { Text } from '../text.js'
import type { Parts, RequestStatus, TrackerStep } from '../views.js'
import type { Ahead, TrackedToken } from './ahead.js'
import { AGAIN, dependsOn, HANDED_OUT, NOT_REACHED, RETURNED, whyInterrupted, whyNot } from './reason.js'
import type { Shape } from './shape.js'
import { onwardFrom } from './ways.js'

/** A task of a request as the tracker needs it; `by` is already what the reader may know. */
export interface TrackedTask {
  readonly id: number
  readonly element: string
  /** The activities by whose calls it was come to, the outermost first. */
  readonly calls: readonly string[]
  readonly office: Text
  readonly state: string
  readonly openedAt: number
  readonly closedAt: number | null
  readonly by: TrackerStep['by']
  readonly outcome: string | null
  readonly automatic: { readonly reason: 'kept' | 'handed-out' } | null
  readonly keep: boolean
}

/** A service as far as its tracker is concerned. */
export type Drawn = Pick<Service, 'definition' | 'steps' | 'taskForms'>

/** A request as far as its tracker is concerned. */
export interface Tracked {
  readonly service: Drawn
  /** In the order in which they were opened. */
  readonly tasks: readonly TrackedTask[]
  /** Empty when the process has ended. */
  readonly tokens: readonly TrackedToken[]
  readonly status: RequestStatus
  readonly officeOfStep: (step: Step) => Text | null
}

/**
 * What is known of a drawing and of where a request is in it, for every step alike. Elements of the definition, the
 * tasks and the tokens are spots (unfold.ts).
 */
export interface Sight {
  readonly tracked: Tracked
  readonly elementAt: (spot: string) => string
  readonly stepAt: (spot: string) => Step | undefined
  readonly shape: Shape
  readonly ahead: Ahead
}

/**
 * A step of a request: done by whom and when, now, next, later with what it depends on, skipped or interrupted with the
 * reason. What is open is now; what was done is done, unless the request will come by it once more.
 */
export function trackStep(sight: Sight, step: Step, spot: string): TrackerStep {
  const { tracked, ahead } = sight
  const own = tracked.tasks.filter((task) => task.element === spot)
  const open = own.find((task) => task.closedAt === null)
  const last = own.findLast((task) => task.state === 'completed')
  const given = open ?? last ?? own.at(-1)
  const base = {
    element: step.element,
    name: step.name,
    office: given?.office ?? tracked.officeOfStep(step),
    by: null,
    at: null,
    outcome: null,
    reason: null,
    rounds: own.length,
    parts: partsOf(sight, spot, own),
  }
  if (open) return { ...base, state: 'now', by: open.by, at: open.openedAt }
  const again = ahead.onward.has(spot) && !last?.keep
  if (last && !again) return done(tracked.service, step, last, base)
  if (!ahead.ever.has(spot)) return { ...base, ...ended(sight, spot, own) }
  const { definition } = tracked.service
  const reason = dependsOn(definition, sight.shape, spot)
  const before = last && base.parts === null ? AGAIN : own.at(-1)?.state === 'moved' ? RETURNED : null
  return { ...base, state: ahead.next.has(spot) ? 'next' : 'later', reason: before ?? reason }
}

type Base = Omit<TrackerStep, 'state'>

function done(service: Drawn, step: Step, last: TrackedTask, base: Base): TrackerStep {
  if (last.automatic?.reason === 'handed-out') return { ...base, state: 'skipped', reason: HANDED_OUT }
  const form = service.taskForms.get(step.form ?? '')
  const outcome = form?.outcomes.find((one) => one.id === last.outcome)?.label ?? null
  return { ...base, state: 'done', by: last.by, at: last.closedAt, outcome }
}

/** A step that was not done and won't come any more. */
function ended(
  { tracked, shape }: Sight,
  spot: string,
  own: readonly TrackedTask[],
): Pick<TrackerStep, 'state' | 'reason' | 'at'> {
  const { service, tasks, tokens, status } = tracked
  const { definition } = service
  const stopped = own.at(-1)
  if (stopped) {
    const been = new Set([...tasks, ...tokens].map((one) => one.element))
    const reason = whyInterrupted(definition, shape, spot, status === 'withdrawn', (id) => been.has(id))
    return { state: 'interrupted', reason, at: stopped.closedAt }
  }
  const early = status === 'refused' || status === 'withdrawn'
  const ways = shape.levelOf.get(spot)
  const passed = !early || !ways || tasks.some((task) => onwardFrom(ways, spot, undefined).has(task.element))
  return { state: 'skipped', reason: passed ? whyNot(definition, shape, spot) : NOT_REACHED, at: null }
}

/** How many of a step's parts are done, when it or what it lies in is done for each of several things. */
function partsOf({ tracked, shape }: Sight, element: string, own: readonly TrackedTask[]): Parts | null {
  const several = severalAround(tracked.service, shape, element)
  if (several === null) return null
  const rounds = tracked.tokens.find((token) => token.element === several && token.rounds !== null)?.rounds
  const completed = own.filter((task) => task.state === 'completed').length
  const finished = several === element ? (rounds?.done ?? completed) : completed
  const total = rounds?.total ?? null
  if (!rounds && finished < 2) return null
  return { done: finished, total: total !== null && total >= finished ? total : null }
}

/** The innermost activity that is done for each of several things: the step itself, or what it lies in. */
function severalAround({ definition }: Drawn, shape: Shape, element: string): string | null {
  for (let at: string | undefined = element; at !== undefined; at = shape.around.get(at))
    if (definition.nodes[at]?.loop?.kind === 'multi-instance') return at
  return null
}
