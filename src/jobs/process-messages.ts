import { deliverMessage } from '../commands/deliver-message.js'
import type { Desk } from '../commands/desk.js'
import { deliverableMessages } from '../store/process-messages.js'

const BATCH = 100

/**
 * Delivers what processes have sent each other, until nothing is left that reaches anybody. Messages are rows, so a
 * restart loses none; one that can't be delivered holds up no other. @returns how many
 */
export async function deliverMessages(desk: Desk): Promise<number> {
  const failures: unknown[] = []
  const tried = new Set<number>()
  let delivered = 0
  for (;;) {
    const due = await deliverableMessages(desk.db, desk.now(), BATCH + tried.size)
    const untried = due.filter((one) => !tried.has(one.message))
    if (untried.length === 0) break
    for (const one of untried) {
      try {
        if (await deliverMessage(desk, one)) delivered += 1
      } catch (error) {
        failures.push(error)
      }
      tried.add(one.message)
    }
  }
  if (failures.length > 0) throw failures[0]
  return delivered
}
