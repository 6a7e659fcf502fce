import type { Definition } from '../../engine/index.js'
import type { AwaitedThing, MapNote, MapView, TrackerGroup, TrackerItem, TrackerStep } from '../views.js'
import { aheadOf, type TrackedToken } from './ahead.js'
import { nameOf } from './reason.js'
import { shapeOf, type Place, type Shape } from './shape.js'
import { trackStep, type Sight, type Tracked } from './step.js'

export type { TrackedTask, Tracked } from './step.js'

/** What the tracker and the map of a request show. */
export interface Track {
  /** All steps, in the order of the drawing. */
  readonly steps: readonly TrackerStep[]
  /** The same steps as the drawing branches and nests, and what is waited for just now. */
  readonly items: readonly TrackerItem[]
}

/** A drawing never changes once it is read, and its shape is asked for at every page. */
const shapes = new WeakMap<Definition, Shape>()

function knownShape(definition: Definition): Shape {
  const known = shapes.get(definition) ?? shapeOf(definition)
  shapes.set(definition, known)
  return known
}

/** Tracks a request from its tasks and tokens. Every step of the drawing has exactly one place and one state. */
export function track(tracked: Tracked): Track {
  const { definition, steps } = tracked.service
  const shape = knownShape(definition)
  const sight: Sight = { tracked, shape, ahead: aheadOf(definition, shape, tracked.tokens) }
  const byElement = new Map(steps.map((step) => [step.element, trackStep(sight, step)]))
  const items = itemsOf(sight, byElement, shape.places)
  return { steps: stepsIn(items), items }
}

/** Which of its steps a request is at, counted as the tracker counts them; the last it came to when none is open. */
export function positionIn(
  definition: Definition,
  reached: readonly { readonly element: string; readonly open: boolean }[],
): { readonly step: number; readonly steps: number } {
  const known = new Set(reached.map((one) => one.element))
  const ordered = placedSteps(knownShape(definition).places, known)
  const open = new Set(reached.filter((one) => one.open).map((one) => one.element))
  const first = ordered.findIndex((element) => open.has(element))
  const at = first < 0 ? ordered.findLastIndex((element) => known.has(element)) : first
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

type Steps = ReadonlyMap<string, TrackerStep>

function itemsOf(sight: Sight, steps: Steps, places: readonly Place[]): readonly TrackerItem[] {
  return places.flatMap((place) => {
    if (place.kind === 'group') return groupOf(sight, steps, place)
    if (place.kind === 'wait') return waitOf(sight, place.element, places)
    const step = steps.get(place.element)
    return step ? [{ kind: 'step' as const, step }] : []
  })
}

function waitOf({ tracked }: Sight, element: string, beside: readonly Place[]): readonly TrackerItem[] {
  const token = tracked.tokens.find((one) => one.element === element && AWAITED[one.waits] !== undefined)
  const on = AWAITED[token?.waits ?? '']
  // What waits for its inside is shown by that.
  const shown = on === 'inner' && beside.some((place) => place.kind === 'group' && place.element === element)
  if (on === undefined || shown) return []
  return [{ kind: 'wait', element, name: nameOf(tracked.service.definition.nodes[element]), on }]
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

function groupOf(sight: Sight, steps: Steps, place: Extract<Place, { kind: 'group' }>): readonly TrackerItem[] {
  const { definition } = sight.tracked.service
  const node = definition.nodes[place.element]
  const branches = place.branches
    .map((branch) => ({
      label: nameOf(definition.flows[branch.flow ?? '']),
      items: itemsOf(sight, steps, branch.places),
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
      element: place.element,
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
  const states = new Set(
    items.map((item) => (item.kind === 'step' ? item.step.state : item.kind === 'wait' ? 'now' : item.state)),
  )
  return (['now', 'next', 'later', 'interrupted', 'done'] as const).find((state) => states.has(state)) ?? 'skipped'
}

/** The marks of the map: of steps, of what they lie in, and of what is waited for. */
export function mapMarks(items: readonly TrackerItem[]): Required<Pick<MapView, 'marks' | 'notes'>> {
  const marks = new Map<string, MapView['marks'][string]>()
  const notes = new Map<string, MapNote>()
  const mark = (element: string, state: TrackerStep['state']) => {
    if (state !== 'next' && state !== 'later') marks.set(element, state)
  }
  const visit = (item: TrackerItem): void => {
    if (item.kind === 'wait') {
      mark(item.element, 'now')
      notes.set(item.element, { kind: 'wait', on: item.on })
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
  return { marks: Object.fromEntries(marks), notes: Object.fromEntries(notes) }
}
