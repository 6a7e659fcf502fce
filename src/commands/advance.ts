import type { Answers } from '../desk/form/form.js'
import type { JsonObject } from '../desk/json.js'
import { endedEarly } from '../desk/ended-early.js'
import { resultOf, statusAfter, statusWord } from '../desk/progress.js'
import { stepOf, type Service } from '../desk/service.js'
import { automaticCompletion, chooseAssignee, doersOf, type Returned } from '../desk/task.js'
import { officeOf, type Office } from '../desk/university.js'
import { callsOf } from '../desk/tracker/calls.js'
import { step, type Effect, type Happening, type State } from '../engine/index.js'
import { withdrawAsksOfToken, type NewEvent } from '../store/history.js'
import { loadState, saveState } from '../store/instances.js'
import { addressSignal, keepCall, keepMessage, stopCalled } from '../store/process-messages.js'
import { expertsOf } from '../store/people.js'
import { recordEvents, type RequestChange, type RequestRecord } from '../store/requests.js'
import { closeTaskOfToken, insertTask, openTasksOf, takeKept, tasksOf } from '../store/tasks.js'
import type { Tx } from '../store/visible.js'
import { startClock } from './clock.js'
import type { Desk } from './desk.js'
import { MESSAGE_KEPT_MS } from './publish-message.js'
import { tellWhoCalled } from './tell-caller.js'

export interface Advance {
  readonly service: Service
  readonly request: RequestRecord
  readonly happening: Happening
  /** What the command itself has to tell, before what the process tells. */
  readonly events: readonly NewEvent[]
  readonly change?: Partial<Pick<RequestChange, 'number' | 'numberedAt' | 'refusal'>>
  readonly returned?: Returned
  /** How a request that is cancelled is closed: taken back by its requester unless this says otherwise. */
  readonly closedAs?: 'withdrawn' | 'refused'
  readonly at: number
}

/**
 * Takes a process one step and writes everything that follows: tasks, timers, jobs, history, the request's status.
 * Steps that need nobody (src/desk/task.ts) are completed at once. The caller holds the lock of the request.
 * @returns false when the engine refused the happening: it came too late or from an older state
 */
export async function advance(tx: Tx, desk: Desk, input: Advance): Promise<boolean> {
  const before = await loadState(tx, input.request.id)
  const story: Story = { events: [...input.events], entered: [], effects: [] }
  let state = before
  const happenings: Happening[] = [input.happening]
  for (let next = happenings.shift(); next; next = happenings.shift()) {
    const result = step(input.service.definition, state, next, input.at)
    if (!result.ok) return false
    state = result.state
    story.effects.push(...result.effects)
    for (const effect of result.effects)
      happenings.push(...(await carryOut(tx, desk, input, { effect, state: result.state }, story)))
  }
  if (!state) return false
  await saveState(tx, input.request.id, before, state, input.at)
  await settle(tx, input, state, story)
  await tellWhoCalled(tx, input, state, story)
  // What was sent and who listens from now on is looked at as soon as this is kept.
  if (story.effects.some(({ kind }) => SENDS.includes(kind)) || (input.request.caller && tells(state, story)))
    await desk.later.deliver(tx)
  return true
}

/** Effects after which a message may find whoever waits for it. */
const SENDS: readonly Effect['kind'][] = ['send-message', 'throw-signal', 'subscribe', 'start-process', 'stop-process']

/** Whether whoever called this process has been told something. */
const tells = (state: State, { effects }: Story): boolean =>
  state.status !== 'running' || effects.some(({ kind }) => kind === 'throw-error' || kind === 'throw-escalation')

interface Story {
  readonly events: NewEvent[]
  readonly entered: string[]
  readonly effects: Effect[]
}

/** Carries out one effect. @returns happenings that follow at once */
async function carryOut(
  tx: Tx,
  desk: Desk,
  input: Advance,
  { effect, state }: { readonly effect: Effect; readonly state: State },
  story: Story,
): Promise<readonly Happening[]> {
  const { request, at } = input
  if (effect.kind === 'enter') story.entered.push(effect.element)
  if (effect.kind === 'open-task')
    return openTask(tx, desk, input, { ...effect, calls: callsOfToken(state, effect.token) }, story)
  if (effect.kind === 'close-task' && effect.reason !== 'completed') {
    const closed = await closeTaskOfToken(tx, request.id, effect.token, effect.reason, effect.by, at)
    await withdrawAsksOfToken(tx, request.id, effect.token)
    if (closed && effect.by !== null) story.events.push(endedEarly(input.service, effect.element, effect.by, closed))
  }
  if (effect.kind === 'start-process') await keepCall(tx, request.id, { ...effect, at })
  if (effect.kind === 'stop-process') await stopCalled(tx, request.id, effect.token, at)
  if (effect.kind === 'run-job')
    await desk.later.run(tx, { request: request.id, token: effect.token, type: effect.type, tries: effect.retries })
  if (effect.kind === 'send-message') await keepMessage(tx, { ...effect, at, until: at + MESSAGE_KEPT_MS })
  if (effect.kind === 'throw-signal')
    await addressSignal(tx, request.id, { ...effect, at, until: at + MESSAGE_KEPT_MS })
  if (effect.kind === 'incident')
    story.events.push({
      kind: 'stuck',
      by: null,
      office: null,
      internal: true,
      data: { element: effect.element, reason: effect.reason, message: effect.message },
    })
  return []
}

function callsOfToken(state: State, id: number): readonly string[] {
  const token = state.tokens.find((one) => one.id === id)
  return token ? callsOf(state.scopes, token.scope) : []
}

async function openTask(
  tx: Tx,
  desk: Desk,
  input: Advance,
  effect: Extract<Effect, { kind: 'open-task' }> & { readonly calls: readonly string[] },
  story: Story,
): Promise<readonly Happening[]> {
  const { request, service, at } = input
  const drawn = stepOf(service, effect.element)
  const name = drawn?.name ?? { fa: effect.name, en: effect.name }
  const instance = effect.office ?? 'administration'
  const office = officeOf(desk.university, instance)
  const kind = drawn?.kind ?? 'review'
  const kept = request.hasKept ? await takeKept(tx, request.id, effect.element) : null
  const automatic = automaticCompletion(kind, office, kept)
  const given = effect.assignee === null ? null : Number(effect.assignee)
  const eyes = drawn && drawn.fourEyes.length > 0 ? doersOf(await tasksOf(tx, request), drawn.fourEyes) : []
  const barred = eyes.flatMap((one) => [one.by, one.for]).filter((id) => id !== null)
  const assignee = automatic
    ? null
    : ((await stillThere(tx, instance, given, at)) ?? (await handOut(tx, office, instance, barred, at)))
  const place = { service: request.service, element: effect.element, office: instance }
  await insertTask(tx, {
    request: request.id,
    token: effect.token,
    element: effect.element,
    calls: effect.calls,
    kind,
    name,
    office: instance,
    form: effect.form,
    assignee,
    returned: input.returned ?? null,
    at,
    clock: automatic ? null : await startClock(tx, desk, place, drawn, at),
    completed: automatic,
  })
  if (!automatic) return []
  story.events.push({
    kind: 'auto-completed',
    by: null,
    office: instance,
    data: { name: { ...name }, reason: automatic.automatic.reason },
  })
  return [{ kind: 'task-completed', token: effect.token, variables: variablesOf(automatic.outcome, automatic.answers) }]
}

/** Whom an earlier step named, unless they have left the office since: a task nobody can see would wait for ever. */
async function stillThere(tx: Tx, instance: string, person: number | null, at: number): Promise<number | null> {
  if (person === null) return null
  return (await expertsOf(tx, instance, at)).some((one) => one.person === person) ? person : null
}

async function handOut(
  tx: Tx,
  office: Office | undefined,
  instance: string,
  barred: readonly number[],
  at: number,
): Promise<number | null> {
  if (office?.dispatch !== 'round-robin' && office?.dispatch !== 'least-loaded') return null
  const experts = await expertsOf(tx, instance, at)
  return chooseAssignee(
    office,
    experts.filter((one) => one.role === 'expert'),
    barred,
  )
}

/** What a completed task tells its process: the outcome and the fields of its form. */
export const variablesOf = (outcome: string, answers: Answers): JsonObject => ({ ...answers, outcome })

const tasksIn = (state: State) =>
  state.tokens.filter((token) => token.waits === 'task').map(({ element }) => ({ element, asked: false }))

async function settle(tx: Tx, input: Advance, state: State, story: Story): Promise<void> {
  const { request, service, at, change } = input
  const cancelled = input.happening.kind === 'cancel'
  const ended =
    state.status === 'running'
      ? null
      : cancelled
        ? (input.closedAs ?? 'withdrawn')
        : resultOf(service.definition, story.entered)
  // Only a request that waits has tasks that are asked; otherwise the state says all there is to know.
  const open = request.status === 'waiting' ? await openTasksOf(tx, request.id) : tasksIn(state)
  const busy = state.tokens.some((token) => !['task', 'scope', 'join'].includes(token.waits))
  const status = statusAfter(service, ended, open, busy)
  const closed = status === 'done' || status === 'refused' || status === 'withdrawn'
  // Whoever cancels tells it in words of their own.
  if (closed && !cancelled && request.closedAt === null)
    story.events.push({
      kind: status === 'done' ? 'finished' : 'refused',
      by: null,
      office: null,
      data: change?.refusal ? { reason: change.refusal } : {},
    })
  const wasOpen = request.closedAt === null
  await recordEvents(tx, request, at, story.events, {
    ...(wasOpen ? { status, statusWord: statusWord(service, status, open), closedAt: closed ? at : null } : {}),
    ...change,
  })
}
