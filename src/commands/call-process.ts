import { resultOf } from '../desk/progress.js'
import type { Effect, Happening, State } from '../engine/index.js'
import type { NewEvent } from '../store/history.js'
import { requesterById } from '../store/people.js'
import { tellCaller } from '../store/process-messages.js'
import { callersAbove } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import type { Advance } from './advance.js'
import type { Desk } from './desk.js'
import { openByProcess, whyNotOpened } from './open-by-process.js'

/** Processes that call each other without end stop here. */
const DEEPEST = 10

/**
 * Opens the request of a process that another calls: of the service whose process it is, in its newest version, for the
 * same requester. @returns what follows at once for whoever called, and what its history tells
 */
export async function callProcess(
  tx: Tx,
  desk: Desk,
  { request, at }: Pick<Advance, 'request' | 'at'>,
  { token, process, variables }: Extract<Effect, { kind: 'start-process' }>,
): Promise<{ readonly happenings: readonly Happening[]; readonly events: readonly NewEvent[] }> {
  const failed = (message: string) => ({
    happenings: [{ kind: 'process-failed' as const, token, message }],
    events: [],
  })
  const offered = desk.catalog.offered().find((one) => one.service.definition.main === process)
  if (!offered) return failed(`no service that is offered has the process ${process}`)
  if ((await callersAbove(tx, request.id)) >= DEEPEST) return failed(`more than ${DEEPEST} processes call each other`)
  const requester = await requesterById(tx, request.requester, at)
  if (!requester) return failed('its requester is not known')
  const opened = await openByProcess(tx, desk, {
    offered,
    element: null,
    requester,
    variables,
    caller: { request: request.id, token },
    events: [{ kind: 'opened-by-call', by: null, office: null, data: { key: request.key } }],
    at,
  })
  if (!opened.ok) return failed(whyNotOpened(opened))
  const data = { key: opened.key, service: { ...offered.service.name } }
  return { happenings: [], events: [{ kind: 'called', by: null, office: null, data }] }
}

/** Tells whoever called this process how it ended and what it threw that nothing here has caught. */
export async function tellWhoCalled(
  tx: Tx,
  { request, service, at }: Pick<Advance, 'request' | 'service' | 'at'>,
  state: State,
  told: { readonly effects: readonly Effect[]; readonly entered: readonly string[] },
): Promise<void> {
  const { caller } = request
  if (!caller) return
  for (const effect of told.effects) {
    if ((effect.kind !== 'throw-error' && effect.kind !== 'throw-escalation') || effect.caught !== null) continue
    const kind = effect.kind === 'throw-error' ? 'error' : 'escalation'
    await tellCaller(tx, caller, { kind, name: effect.code ?? '', variables: {}, at })
  }
  if (state.status === 'running') return
  if (state.status === 'cancelled')
    return tellCaller(tx, caller, { kind: 'failed', name: `${request.key} was closed`, variables: {}, at })
  const own = state.scopes.find((scope) => scope.parent === null)?.variables ?? {}
  const { request: _answers, ...variables } = own
  const result = resultOf(service.definition, told.entered)
  const called = { key: request.key, service: service.id, result }
  await tellCaller(tx, caller, { kind: 'ended', name: '', variables: { ...variables, called }, at })
}
