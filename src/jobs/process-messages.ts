import { deliverMessage } from '../commands/deliver-message.js'
import type { Desk } from '../commands/desk.js'
import { deliverableMessages } from '../store/process-messages.js'

const BATCH = 100

/** Delivers messages and signals to requests that listen. Messages are rows, so a restart loses none. @returns how many */
export async function deliverMessages(desk: Desk): Promise<number> {
  let delivered = 0
  for (const one of await deliverableMessages(desk.db, desk.now(), BATCH))
    if (await deliverMessage(desk, one)) delivered += 1
  return delivered
}
