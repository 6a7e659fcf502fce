import { recordAudit } from '../store/audit.js'
import { retryMessage, takeMessage, type TakenMessage } from '../store/process-messages.js'
import { lockStart, startsByMessage } from '../store/process-starts.js'
import type { Tx } from '../store/visible.js'
import { transaction, type Desk } from './desk.js'
import { openByStart } from './open-by-start.js'

/** How long a message whose request could not be opened waits before it is tried again. */
const AGAIN_MS = 60_000

/**
 * Opens a request of every service that a message starts, or of the one that a signal is addressed to: all or none of
 * them. When one can't be opened the message is kept and tried again until it is too old; the audit log tells it once.
 */
export async function startByMessage(desk: Desk, id: number): Promise<boolean> {
  let refusal: Refusal | null = null
  try {
    return await transaction(desk, async (tx) => {
      const message = await takeMessage(tx, id)
      if (!message) return false
      const starts = await startsOf(tx, message)
      for (const start of starts) {
        const { kind, variables } = message
        const origin = kind === 'start' ? 'opened-by-signal' : 'opened-by-message'
        const opened = await openByStart(tx, desk, start, { kind: origin, variables })
        if (opened.ok) continue
        refusal = { service: start.service, element: start.element, why: opened.why, first: !message.tried }
        throw new KeptOn()
      }
      return starts.length > 0
    })
  } catch (error) {
    if (!(error instanceof KeptOn) || refusal === null) throw error
    await keepForLater(desk, id, refusal)
    return false
  }
}

class KeptOn extends Error {}

interface Refusal {
  readonly service: string
  readonly element: string
  readonly why: string
  readonly first: boolean
}

async function startsOf(tx: Tx, { kind, name, service, element }: TakenMessage) {
  if (kind !== 'start') return startsByMessage(tx, name)
  const start = await lockStart(tx, service ?? '', element ?? '')
  return start ? [start] : []
}

const keepForLater = (desk: Desk, id: number, { service, element, why, first }: Refusal): Promise<void> =>
  transaction(desk, async (tx) => {
    await retryMessage(tx, id, desk.now() + AGAIN_MS)
    if (first) await recordAudit(tx, desk.now(), { kind: 'start-failed', by: null, data: { service, element, why } })
  })
