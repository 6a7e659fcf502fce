import type { Definition } from '../../engine/index.js'
import type { AwaitedThing, MapNote, MapView, TrackerGroup, TrackerItem, TrackerStep } from '../views.js'
import { aheadOf, type TrackedToken } from './ahead.js'
import { passedIn } from './passed.js'
import { nameOf } from './reason.js'
import { shapeOf, type Place, type Shape } from './shape.js'
import { trackStep, type Sight, type Tracked } from './step.js'
import { unfold, type Unfolded } from './unfold.js'

export type { TrackedToken } from './ahead.js'
export type { TrackedTask, Tracked } from './step.js'

/** What the tracker and the map of a request show. */
export interface Track {
  /** All steps, in the order of the drawing. */
  readonly steps: readonly TrackerStep[]
  /** The same steps as the drawing branches and nests, and what is waited for just now. */
  readonly items: readonly TrackerItem[]
  /** What has no place in the list: what was gone by, and where branches wait for others. */
  readonly passed: readonly string[]
  readonly joining: readonly string[]
}

interface Drawing {
  readonly unfolded: Unfolded
  readonly shape: Shape
}

/** A drawing never changes once it is read, and its shape is asked for at every page. */
const drawings = new WeakMap<Definition, Drawing>()

function drawingOf(definition: Definition): Drawing {
  const known = drawings.get(definition)
  if (known) return known
  const unfolded = unfold(definition)
  const drawing = { unfolded, shape: shapeOf(unfolded.definition) }
  drawings.set(definition, drawing)
  return drawing
}

/** Tracks a request from its tasks and tokens. Every step has one place and one state for each way it is called. */
export function track(given: Tracked): Track {
  const { unfolded, shape } = drawingOf(given.service.definition)
  const { definition, elementAt, spotOf } = unfolded
  const atSpot = <T extends { readonly calls: readonly string[]; readonly element: string }>(one: T): T => ({
    ...one,
    element: spotOf(one.calls, one.element),
  })
  const tracked: Tracked = {
    ...given,
    service: { ...given.service, definition },
    tasks: given.tasks.map(atSpot),
    tokens: given.tokens.map(atSpot),
  }
  const steps = new Map(given.service.steps.map((step) => [step.element, step]))
  const sight: Sight = {
    tracked,
    shape,
    elementAt,
    stepAt: (spot) => steps.get(elementAt(spot)),
    ahead: aheadOf(definition, shape, tracked.tokens),
  }
  const items = itemsOf(sight, shape.places)
  const reached = [...tracked.tasks, ...tracked.tokens].map((one) => one.element)
  const ended = tracked.tokens.length === 0 && tracked.status === 'done'
  return {
    steps: stepsIn(items),
    items,
    passed: [...passedIn(definition, shape, reached, ended)].map(elementAt),
    joining: tracked.tokens.filter((token) => token.waits === 'join').map((token) => elementAt(token.element)),
  }
}

/** Which of its steps a request is at, counted as the tracker counts them; the last it came to when none is open. */
export function positionIn(
  definition: Definition,
  reached: readonly { readonly element: string; readonly calls: readonly string[]; readonly open: boolean }[],
): { readonly step: number; readonly steps: number } {
  const { unfolded, shape } = drawingOf(definition)
  const spots = reached.map(({ calls, element, open }) => ({ spot: unfolded.spotOf(calls, element), open }))
  const known = new Set(spots.map((one) => one.spot))
  const ordered = placedSteps(shape.places, known)
  const open = new Set(spots.filter((one) => one.open).map((one) => one.spot))
  const first = ordered.findIndex((spot) => open.has(spot))
  const at = first < 0 ? ordered.findLastIndex((spot) => known.has(spot)) : first
  return { step: at + 1, steps: ordered.length }
}

/** Elements of steps in their order, without what only an event begins and has not begun. */
function placedSteps(places: readonly Place[], known: ReadonlySet<string>): readonly string[] {
  return places.flatMap((place) => {
    if (place.kind !== 'group') return place.kind === 'step' ? [place.element] : []
    const inside = place.branches.flatMap((branch) => placedSteps(branch.places, known))
    return place.together === 'aside' && !inside.some((element) => known.has(element)) ? [] : inside
  })
}

function stepsIn(items: readonly TrackerItem[]): readonly TrackerStep[] {
  return items.flatMap((item) =>
    item.kind === 'step'
      ? [item.step]
      : item.kind === 'group'
        ? item.branches.flatMap((branch) => stepsIn(branch.items))
        : [],
  )
}

function itemsOf(sight: Sight, places: readonly Place[]): readonly TrackerItem[] {
  return places.flatMap((place) => {
    if (place.kind === 'group') return groupOf(sight, place)
    if (place.kind === 'wait') return waitOf(sight, place.element, places)
    const step = sight.stepAt(place.element)
    return step ? [{ kind: 'step' as const, step: trackStep(sight, step, place.element) }] : []
  })
}

function waitOf({ tracked, elementAt }: Sight, spot: string, beside: readonly Place[]): readonly TrackerItem[] {
  const token = tracked.tokens.find((one) => one.element === spot && AWAITED[one.waits] !== undefined)
  const on = AWAITED[token?.waits ?? '']
  // What waits for its inside is shown by that.
  const shown = on === 'inner' && beside.some((place) => place.kind === 'group' && place.element === spot)
  if (!token || on === undefined || shown) return []
  const name = nameOf(tracked.service.definition.nodes[spot])
  return [{ kind: 'wait', element: elementAt(spot), name, on, until: token.until }]
}

const AWAITED: Readonly<Record<string, AwaitedThing>> = {
  timer: 'timer',
  message: 'message',
  signal: 'signal',
  condition: 'condition',
  event: 'event',
  job: 'job',
  scope: 'inner',
  incident: 'incident',
}

function groupOf(sight: Sight, place: Extract<Place, { kind: 'group' }>): readonly TrackerItem[] {
  const { definition } = sight.tracked.service
  const node = definition.nodes[place.element]
  const branches = place.branches
    .map((branch) => ({
      label: nameOf(definition.flows[branch.flow ?? '']),
      items: itemsOf(sight, branch.places),
    }))
    .filter((branch) => branch.items.length > 0)
  const items = branches.flatMap((branch) => branch.items)
  const begun = sight.tracked.tokens.some((token) => token.element === place.element)
  // What only an event begins is nothing to expect: it is shown once it has begun.
  if (place.together === 'aside' && !begun && !stepsIn(items).some((step) => step.rounds > 0)) return []
  if (items.length === 0) return []
  const gateway = place.together === 'all' || place.together === 'some' || place.together === 'one'
  return [
    {
      kind: 'group',
      element: sight.elementAt(place.element),
      name: gateway && node?.type.endsWith('Task') ? null : nameOf(node),
      together: place.together,
      state: stateOf(items),
      ...(gateway ? { parts: null, round: null } : roundsOf(definition, sight.tracked.tokens, place.element)),
      branches,
    },
  ]
}

function roundsOf(
  definition: Definition,
  tokens: readonly TrackedToken[],
  element: string,
): Pick<TrackerGroup, 'parts' | 'round'> {
  const rounds = tokens.find((token) => token.element === element && token.rounds !== null)?.rounds
  const loop = definition.nodes[element]?.loop
  if (!rounds || !loop) return { parts: null, round: null }
  return loop.kind === 'standard'
    ? { parts: null, round: rounds.started > 1 ? rounds.started : null }
    : { parts: { done: rounds.done, total: rounds.total }, round: null }
}

/** One state for several: what is open counts most, then what is still to come. */
function stateOf(items: readonly TrackerItem[]): TrackerStep['state'] {
  return mostTelling(
    items.map((item) => (item.kind === 'step' ? item.step.state : item.kind === 'wait' ? 'now' : item.state)),
  )
}

const mostTelling = (states: readonly TrackerStep['state'][]): TrackerStep['state'] =>
  (['now', 'next', 'later', 'interrupted', 'done'] as const).find((state) => states.includes(state)) ?? 'skipped'

/** The marks of the map: of steps, of what they lie in, of what is waited for, and of what was gone by. */
export function mapMarks({ items, passed, joining }: Track): Required<Pick<MapView, 'marks' | 'notes'>> {
  const states = new Map<string, TrackerStep['state'][]>()
  const notes = new Map<string, MapNote>()
  const mark = (element: string, state: TrackerStep['state']) =>
    states.set(element, [...(states.get(element) ?? []), state])
  const visit = (item: TrackerItem): void => {
    if (item.kind === 'wait') {
      mark(item.element, 'now')
      notes.set(item.element, { kind: 'wait', on: item.on, until: item.until })
    } else if (item.kind === 'step') {
      const { element, state, parts, rounds } = item.step
      mark(element, state)
      if (parts) notes.set(element, { kind: 'parts', parts })
      else if (rounds > 1) notes.set(element, { kind: 'rounds', rounds })
    } else {
      if (item.together === 'inner' || item.together === 'called' || item.together === 'aside')
        mark(item.element, item.state)
      if (item.parts) notes.set(item.element, { kind: 'parts', parts: item.parts })
      else if (item.round !== null) notes.set(item.element, { kind: 'rounds', rounds: item.round })
      for (const branch of item.branches) branch.items.forEach(visit)
    }
  }
  items.forEach(visit)
  for (const element of joining) {
    mark(element, 'now')
    notes.set(element, { kind: 'join' })
  }
  for (const element of passed) if (!states.has(element)) mark(element, 'done')
  // A process that is called twice is drawn once.
  const marks = [...states].flatMap(([element, all]): [string, MapView['marks'][string]][] => {
    const state = mostTelling(all)
    return state === 'next' || state === 'later' ? [] : [[element, state]]
  })
  return { marks: Object.fromEntries(marks), notes: Object.fromEntries(notes) }
}
