import { transaction, type Desk } from '../commands/desk.js'
import { removeForgottenUploads } from '../commands/remove-uploads.js'
import { IDLE_MS } from '../desk/session.js'
import { removeOldAttempts } from '../store/attempts.js'
import { removeOldCodes } from '../store/codes.js'
import { vacuum } from '../store/connect.js'
import { removeOldDrafts } from '../store/drafts.js'
import { removeOldDeliveries } from '../store/deliveries.js'
import { removeOldMail } from '../store/incoming-mail.js'
import { removeOldMessages } from '../store/messages.js'
import { removeOldPresence } from '../store/presence.js'
import { removeOldProcessMessages } from '../store/process-messages.js'
import { peopleWithTasks, releaseTasksOf } from '../store/leaving.js'
import { removeOldReceipts } from '../store/receipts.js'
import { removeEndedSessions } from '../store/sessions.js'
import { removeOldWebhookDeliveries } from '../store/webhooks.js'

const DAY = 86_400_000

/** How long the desk remembers that a button was pressed: longer than any page stays open. */
const RECEIPT_MS = 30 * DAY
/** How long it can be looked up what a webhook was sent. */
const WEBHOOK_MS = 30 * DAY
/** How long the outbox says what was sent to whom. */
const DELIVERY_MS = 90 * DAY
/** How long it can be looked up what became of a mail that no request took. */
const MAIL_MS = 90 * DAY

/** A draft may be gone on with after weeks; its uploads stay as long (src/commands/remove-uploads.ts). */
const DRAFT_MS = 90 * DAY

/**
 * Removes what has served: sessions that ended, receipts that are old, codes, messages and counts of tries that are
 * worth nothing any more, uploads that no form took. The embedded database has nobody else to sweep it.
 */
export async function tidy(desk: Desk, embedded: boolean): Promise<void> {
  const now = desk.now()
  await transaction(desk, async (tx) => {
    // A membership or a substitution that has run out takes nobody's word for it.
    await releaseTasksOf(tx, await peopleWithTasks(tx), now)
    await removeEndedSessions(tx, now, IDLE_MS)
    await removeOldReceipts(tx, now - RECEIPT_MS)
    await removeOldAttempts(tx, now - DAY)
    await removeOldCodes(tx, now - DAY)
    await removeOldPresence(tx, now)
    await removeOldDrafts(tx, { discarded: now - DAY, left: now - DRAFT_MS })
    await removeOldMessages(tx, now - DAY)
    await removeOldWebhookDeliveries(tx, now - WEBHOOK_MS)
    await removeOldMail(tx, now - MAIL_MS)
    await removeOldProcessMessages(tx, now)
    await removeOldDeliveries(tx, now - DELIVERY_MS)
  })
  await removeForgottenUploads(desk)
  if (embedded) await vacuum(desk.db)
}
