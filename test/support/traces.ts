import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compile, step, type Definition, type Effect, type Happening, type State } from '../../src/engine/index.js'

/**
 * Golden traces: a drawing, what happens to it, and what follows, as files that can be read beside the drawing.
 * MIZBAN_WRITE_TRACES=1 writes what follows now; the difference is then read before it is committed.
 */
export interface Trace {
  /** What is to be seen, in a sentence. */
  readonly shows?: string
  readonly files: readonly string[]
  readonly steps: readonly Scripted[]
  /** The variables of the process at the end. */
  readonly result?: State['scopes'][number]['variables']
}

export interface Scripted {
  readonly at: number
  readonly happening: ScriptedHappening
  readonly then?: readonly string[]
}

/** A happening that names an element instead of the id of its token (`at-element`), timer or incident (`of-element`). */
interface ScriptedHappening {
  readonly kind: string
  readonly 'at-element'?: string
  readonly 'of-element'?: string
}

const root = path.join(import.meta.dirname, '../..')

export const traceFiles = (): readonly string[] =>
  globSync('{src/engine/traces,services/*}/*.trace.json', { cwd: root }).sort()

export const readTrace = (file: string): Trace => JSON.parse(readFileSync(path.join(root, file), 'utf8'))

export const writeTrace = (file: string, trace: Trace): void =>
  writeFileSync(path.join(root, file), `${JSON.stringify(trace, null, 2)}\n`)

/** @throws when the drawing is refused */
export async function definitionOf(file: string, { files }: Trace): Promise<Definition> {
  const { definition, problems } = await compile(
    files.map((name) => ({ name, xml: readFileSync(path.join(root, path.dirname(file), name), 'utf8') })),
  )
  if (definition) return definition
  throw new Error(problems.map((one) => `${one.element}: ${one.rule} ${one.reason.en}`).join('\n'))
}

export interface Walked {
  readonly states: readonly (State | null)[]
  readonly happenings: readonly { readonly happening: Happening; readonly at: number }[]
  readonly told: readonly Scripted[]
  readonly effects: readonly Effect[]
}

/** Lets everything of a trace happen. `keep` is what becomes of the state between two happenings. */
export function walkTrace(
  definition: Definition,
  trace: Trace,
  keep: (state: State) => State = (state) => state,
): Walked {
  const states: (State | null)[] = [null]
  const happenings: { happening: Happening; at: number }[] = []
  const told: Scripted[] = []
  const effects: Effect[] = []
  for (const { at, happening: scripted } of trace.steps) {
    const before = states.at(-1) ?? null
    const happening = resolve(scripted, before)
    const result = step(definition, before && keep(before), happening, at)
    happenings.push({ happening, at })
    states.push(result.ok ? result.state : before)
    if (result.ok) effects.push(...result.effects)
    const then = result.ok
      ? [
          ...result.effects.map(line),
          ...result.warnings.map((one) => `warning ${one.element}: ${one.message} in ${one.expression}`),
          `— ${standing(result.state)}`,
        ]
      : [`refused ${result.refusal}`]
    told.push({ at, happening: scripted, then })
  }
  return { states, happenings, told, effects }
}

/** What a token waits for when this happens to it. */
const WAITS: Readonly<Record<string, readonly string[]>> = {
  'task-completed': ['task'],
  'job-done': ['job'],
  'job-failed': ['job'],
  error: ['job', 'task', 'process'],
  escalation: ['job', 'task', 'process'],
  'process-ended': ['process'],
  'process-failed': ['process'],
}

function resolve(happening: ScriptedHappening, state: State | null): Happening {
  const { 'at-element': at, 'of-element': of, ...rest } = happening
  const waits = WAITS[happening.kind]
  const found = state?.tokens.find((one) => one.element === at && (waits?.includes(one.waits) ?? true))
  const token = at === undefined ? {} : { token: found?.id ?? -1 }
  const rows = happening.kind === 'retry' ? state?.incidents : state?.timers
  const row = of === undefined ? {} : { [happening.kind === 'retry' ? 'incident' : 'timer']: idOf(rows, of) }
  return { ...rest, ...token, ...row } as Happening
}

const idOf = (
  rows: readonly { readonly id: number; readonly element: string }[] | undefined,
  element: string,
): number => rows?.find((one) => one.element === element)?.id ?? -1

const NOT_SHOWN = ['token', 'scope', 'timer', 'incident', 'subscription', 'properties']

function line(effect: Effect): string {
  const { kind, ...rest } = effect
  const shown = Object.entries(rest).filter(
    ([name, value]) =>
      !NOT_SHOWN.includes(name) &&
      !(name === 'name' && kind === 'open-task') &&
      value !== null &&
      JSON.stringify(value) !== '{}',
  )
  return [
    kind,
    ...shown.map(([name, value]) =>
      name === 'element' || name === 'flow' ? String(value) : `${name}=${JSON.stringify(value)}`,
    ),
  ].join(' ')
}

const standing = ({ status, tokens, timers, subscriptions, incidents }: State): string =>
  [
    status,
    ...tokens.map((token) => `${token.element}:${token.waits}`),
    ...timers.map((timer) => `${timer.element}@${timer.due}`),
    ...subscriptions.map((one) => `${one.element}?${one.on}`),
    ...incidents.map((one) => `${one.element}!${one.reason}`),
  ].join(' ')
