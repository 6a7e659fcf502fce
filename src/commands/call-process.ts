import type { Service } from '../desk/service.js'
import { loadState } from '../store/instances.js'
import { personToTell } from '../store/people.js'
import type { TakenMessage } from '../store/process-messages.js'
import { callersAbove, recordEvents, type WholeRequest } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import { advance } from './advance.js'
import type { Desk } from './desk.js'
import { openByProcess, whyNotOpened } from './open-by-process.js'

/** Processes that call each other without end stop here. */
const DEEPEST = 10

/**
 * Opens the request of a process that another calls, unless that no longer waits for it. What can't be opened is an
 * incident of whoever called. The caller holds the lock of the request that calls.
 */
export async function callProcess(
  tx: Tx,
  desk: Desk,
  calling: { readonly request: WholeRequest; readonly service: Service },
  { name: process, variables, token }: Pick<TakenMessage, 'name' | 'variables' | 'token'>,
): Promise<boolean> {
  const { request } = calling
  const at = desk.now()
  const state = await loadState(tx, request.id)
  const waiting = state?.tokens.find((one) => one.id === token && one.waits === 'process')
  if (!waiting) return false
  const opened = await openCalled(tx, desk, request, { process, variables, token: waiting.id })
  if ('failed' in opened) {
    const happening = { kind: 'process-failed', token: waiting.id, message: opened.failed } as const
    return advance(tx, desk, { ...calling, at, happening, events: [] })
  }
  await recordEvents(tx, request, at, [{ kind: 'called', by: null, office: null, data: opened }])
  return true
}

/** Of the service whose process it is, in its newest version, for the same requester. */
async function openCalled(
  tx: Tx,
  desk: Desk,
  request: WholeRequest,
  { process, variables, token }: Pick<TakenMessage, 'variables'> & { readonly process: string; readonly token: number },
) {
  const offered = desk.catalog.offered().find((one) => one.service.definition.main === process)
  if (!offered) return { failed: `no service that is offered has the process ${process}` }
  if ((await callersAbove(tx, request.id)) >= DEEPEST)
    return { failed: `more than ${DEEPEST} processes call each other` }
  const requester = await personToTell(tx, request.requester, desk.now())
  if (!requester) return { failed: 'its requester is not known' }
  const opened = await openByProcess(tx, desk, {
    offered,
    element: null,
    requester,
    variables,
    caller: { request: request.id, token },
    events: [{ kind: 'opened-by-call', by: null, office: null, data: { key: request.key } }],
    at: desk.now(),
  })
  return opened.ok ? { key: opened.key, service: { ...offered.service.name } } : { failed: whyNotOpened(opened) }
}
