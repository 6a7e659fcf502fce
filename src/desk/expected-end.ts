import type { Definition } from '../engine/index.js'
import { MIN_SAMPLES, type Pace } from './pace.js'
import { officeOf, type University } from './university.js'
import { stepOf, type Service, type Step } from './service.js'

/** Between how many working days from now the end usually comes; whole days, at least one. */
export interface ExpectedEnd {
  readonly low: number
  readonly high: number
}

export interface Journey {
  readonly university: University
  readonly service: Service
  /** Elements where tokens are now; of a request not yet opened, the start event. */
  readonly at: readonly string[]
  /** The office instance a step comes to; null when it can't be told yet. */
  readonly officeOfStep: (step: Step) => string | null
  readonly pace: readonly Pace[]
  /** Working days already spent on an open step. */
  readonly spent: (element: string) => number
  /** Steps whose outcome still stands, so they take no time. */
  readonly stands: ReadonlySet<string>
}

/**
 * When a request usually ends, from the steps left on its way and how long those took their offices before. Medians are
 * added along the way; their spreads, half the distance of the quartiles, as those of independent things: by squares.
 * Where ways part the shorter counts for the low end and the longer for the high one; side by side the longest counts.
 * @returns null when a step on the way has too little history, or the way can't be foretold: nothing is invented
 */
export function expectedEnd(journey: Journey): ExpectedEnd | null {
  const known = new Map<string, Ahead>()
  const starts = journey.at.map((element) => ahead(journey, element, known, new Set()))
  const whole = sideBySide(starts)
  if (whole === 'unknown' || whole === 'closed') return null
  const low = Math.max(Math.round(whole.short.middle - Math.sqrt(whole.short.below)), 1)
  return { low, high: Math.max(Math.ceil(whole.long.middle + Math.sqrt(whole.long.above) - 1e-9), low) }
}

/** Days by the median, and squares of the spread to both sides. */
interface Way {
  readonly middle: number
  readonly below: number
  readonly above: number
}

/** `closed`: the way leads to a refusal or back, and is not one that is hoped for. */
type Ahead = { readonly short: Way; readonly long: Way } | 'unknown' | 'closed'

const NOTHING: Way = { middle: 0, below: 0, above: 0 }

function ahead(journey: Journey, element: string, known: Map<string, Ahead>, path: ReadonlySet<string>): Ahead {
  if (path.has(element)) return 'closed'
  const before = known.get(element)
  if (before !== undefined) return before
  const { definition } = journey.service
  const node = definition.nodes[element]
  if (!node || !FORETOLD.includes(node.type)) return 'unknown'
  if (node.type === 'bpmn:EndEvent')
    return node.properties['result'] === 'refused' ? 'closed' : { short: NOTHING, long: NOTHING }
  const own = node.type === 'bpmn:UserTask' ? stepAhead(journey, element) : NOTHING
  const deeper = new Set([...path, element])
  const ways = nextOf(definition, element).map((next) => ahead(journey, next, known, deeper))
  const rest = node.type === 'bpmn:ExclusiveGateway' ? eitherOr(ways) : sideBySide(ways)
  const result = own === null ? 'unknown' : after(own, rest)
  known.set(element, result)
  return result
}

/** Timers that are waited for and inner processes are not: what they take is in no history of a step. */
const FORETOLD: readonly string[] = [
  'bpmn:StartEvent',
  'bpmn:EndEvent',
  'bpmn:UserTask',
  'bpmn:ServiceTask',
  'bpmn:ExclusiveGateway',
  'bpmn:ParallelGateway',
]

const nextOf = (definition: Definition, element: string): readonly string[] =>
  (definition.nodes[element]?.outgoing ?? []).map((flow) => definition.flows[flow]?.target ?? '')

function stepAhead(journey: Journey, element: string): Way | null {
  const step = stepOf(journey.service, element)
  if (!step) return null
  // To its requester a request is over when only steps «for information» are left.
  if (step.forInformation || journey.stands.has(element)) return NOTHING
  const office = journey.officeOfStep(step)
  if (office === null) return null
  if (step.kind === 'referral' && officeOf(journey.university, office)?.dispatch !== 'manual') return NOTHING
  const pace = journey.pace.find((one) => one.element === element && one.office === office)
  if (!pace || pace.samples < MIN_SAMPLES) return null
  const spent = journey.spent(element)
  // Long past the usual, what is usual says nothing any more.
  if (spent > pace.quarter3 + 1) return null
  return {
    middle: Math.max(pace.middle - spent, 0),
    below: (pace.middle - pace.quarter1) ** 2,
    above: (pace.quarter3 - pace.middle) ** 2,
  }
}

const after = (own: Way, rest: Ahead): Ahead =>
  rest === 'unknown' || rest === 'closed' ? rest : { short: sum(own, rest.short), long: sum(own, rest.long) }

const sum = (a: Way, b: Way): Way => ({
  middle: a.middle + b.middle,
  below: a.below + b.below,
  above: a.above + b.above,
})

function eitherOr(ways: readonly Ahead[]): Ahead {
  if (ways.includes('unknown')) return 'unknown'
  const open = ways.filter((one) => typeof one !== 'string')
  const [first] = open
  if (!first) return 'closed'
  return {
    short: open.reduce((least, one) => (one.short.middle < least.middle ? one.short : least), first.short),
    long: open.reduce((most, one) => (one.long.middle > most.middle ? one.long : most), first.long),
  }
}

function sideBySide(ways: readonly Ahead[]): Ahead {
  if (ways.includes('unknown')) return 'unknown'
  if (ways.includes('closed') || ways.length === 0) return 'closed'
  const open = ways.filter((one) => typeof one !== 'string')
  const longest = (pick: 'short' | 'long') =>
    open.map((one) => one[pick]).reduce((most, one) => (one.middle > most.middle ? one : most), NOTHING)
  return { short: longest('short'), long: longest('long') }
}
