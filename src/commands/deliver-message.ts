import { isJsonObject } from '../desk/json.js'
import type { Happening } from '../engine/index.js'
import { loadState } from '../store/instances.js'
import { takeMessage, tellCaller, type Deliverable, type TakenMessage } from '../store/process-messages.js'
import { wholeRequestForJob, type WholeRequest } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import { advance, type Advance } from './advance.js'
import { callProcess } from './call-process.js'
import { transaction, type Desk } from './desk.js'
import { startByMessage } from './start-by-message.js'

/**
 * Delivers what a process sent: a message or signal to a request that listens to it, what crosses between a request and
 * the one it called, or a message that opens a request. When a message finds nobody any more, it is kept on.
 */
export async function deliverMessage(desk: Desk, due: Deliverable): Promise<boolean> {
  if (due.request === null) return startByMessage(desk, due.message)
  const id = due.request
  try {
    return await transaction(desk, async (tx) => {
      const request = await wholeRequestForJob(tx, id)
      const message = request && (await takeMessage(tx, due.message))
      if (!request || !message) return false
      const service = await desk.catalog.version(request.versionId)
      if (message.kind === 'call') return callProcess(tx, desk, { request, service }, message)
      const went = await advance(tx, desk, { service, request, at: desk.now(), ...happeningOf(message) })
      if (!went && message.kind === 'message') throw new KeptOn()
      if (!went && message.kind === 'error') await passUp(tx, desk, request, message)
      return went
    })
  } catch (error) {
    if (error instanceof KeptOn) return false
    throw error
  }
}

/** Takes the taking of the message back. */
class KeptOn extends Error {}

function happeningOf(message: TakenMessage): Pick<Advance, 'happening' | 'events' | 'closedAs'> {
  const { kind, name, key, variables } = message
  const token = message.token ?? -1
  const only = (happening: Happening) => ({ happening, events: [] })
  switch (kind) {
    case 'signal':
      return only({ kind, name, variables })
    case 'ended':
      return { ...only({ kind: 'process-ended', token, variables }), events: [returned(message)] }
    case 'failed':
      return only({ kind: 'process-failed', token, message: name })
    case 'error':
    case 'escalation':
      return only({ kind, token, code: name, variables })
    case 'stop':
      return {
        happening: { kind: 'cancel', reason: 'no longer called' },
        events: [{ kind: 'no-longer-called', by: null, office: null }],
      }
    default:
      return only({ kind: 'message', name, key, variables })
  }
}

/** The line of history of whoever called: that the other has come back, and how. */
function returned({ variables }: TakenMessage): Advance['events'][number] {
  const called = variables['called']
  return { kind: 'called-ended', by: null, office: null, data: isJsonObject(called) ? called : {} }
}

/** An error that whoever called does not catch goes on to whoever called them, as long as they still wait. */
async function passUp(tx: Tx, desk: Desk, request: WholeRequest, { name, variables, token }: TakenMessage) {
  const state = await loadState(tx, request.id)
  if (!request.caller || !state?.tokens.some((one) => one.id === token && one.waits === 'process')) return
  await tellCaller(tx, request.caller, { kind: 'error', name, variables, at: desk.now() })
}
