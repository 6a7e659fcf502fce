import { transaction, type Desk } from '../commands/desk.js'
import { sendWebhook } from '../commands/send-webhook.js'
import { claimDeliveries } from '../store/webhooks.js'

/** How many are tried side by side; one that does not answer keeps the others no longer than its time-out. */
const BATCH = 8

/**
 * Tries every delivery that is due. Deliveries are rows, so a restart forgets none.
 * @returns how many were tried
 */
export async function sendWebhooks(desk: Desk, report: (message: string) => void): Promise<number> {
  for (let all = 0; ;) {
    const due = await transaction(desk, (tx) => claimDeliveries(tx, desk.now(), BATCH))
    if (due.length === 0) return all
    all += due.length
    await Promise.all(
      due.map((one) =>
        sendWebhook(desk, one).catch((error: unknown) =>
          report(`webhook ${one.webhook} failed: ${error instanceof Error ? error.message : String(error)}`),
        ),
      ),
    )
  }
}
