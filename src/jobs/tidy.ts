import { transaction, type Desk } from '../commands/desk.js'
import { vacuum } from '../store/connect.js'
import { removeOldMessages } from '../store/process-messages.js'
import { removeOldReceipts } from '../store/receipts.js'
import { removeEndedSessions } from '../store/sessions.js'

const DAY = 86_400_000

/** How long the desk remembers that a button was pressed: longer than any page stays open. */
const RECEIPT_MS = 30 * DAY

/** Removes what has served: sessions that ended and receipts that are old. The embedded database has nobody else to sweep it. */
export async function tidy(desk: Desk, embedded: boolean): Promise<void> {
  await transaction(desk, async (tx) => {
    await removeEndedSessions(tx, desk.now())
    await removeOldMessages(tx, desk.now())
    await removeOldReceipts(tx, desk.now() - RECEIPT_MS)
  })
  if (embedded) await vacuum(desk.db)
}
