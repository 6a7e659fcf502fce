import { takeMessage, type Deliverable } from '../store/process-messages.js'
import { wholeRequestForJob } from '../store/requests.js'
import { advance } from './advance.js'
import { transaction, type Desk } from './desk.js'

/** Delivers a message or signal to a request that listens to it. When it does so no longer, the message is kept on. */
export async function deliverMessage(desk: Desk, due: Deliverable): Promise<boolean> {
  try {
    return await transaction(desk, async (tx) => {
      const request = await wholeRequestForJob(tx, due.request)
      const message = request && (await takeMessage(tx, due.message))
      if (!request || !message) return false
      const { kind, name, key, variables } = message
      const service = await desk.catalog.version(request.versionId)
      const happening = kind === 'signal' ? { kind, name, variables } : { kind, name, key, variables }
      const went = await advance(tx, desk, { service, request, at: desk.now(), happening, events: [] })
      if (!went && kind === 'message') throw new KeptOn()
      return went
    })
  } catch (error) {
    if (error instanceof KeptOn) return false
    throw error
  }
}

/** Takes the taking of the message back. */
class KeptOn extends Error {}
