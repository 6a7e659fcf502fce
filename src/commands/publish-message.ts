import type { JsonObject } from '../desk/json.js'
import { keepMessage } from '../store/process-messages.js'
import { transaction, type Desk } from './desk.js'

/**
 * Takes a message from outside: a payment that came, an answer to a text message. It goes to the request that waits
 * for its name and key, or is kept for `timeToLive` milliseconds until one does.
 */
export function publishMessage(
  desk: Desk,
  message: {
    readonly name: string
    readonly key: string | null
    readonly variables: JsonObject
    readonly timeToLive: number
  },
): Promise<void> {
  const at = desk.now()
  const { name, key, variables, timeToLive } = message
  return transaction(desk, async (tx) => {
    await keepMessage(tx, { name, key, variables, at, until: at + timeToLive })
    await desk.later.deliver(tx)
  })
}
