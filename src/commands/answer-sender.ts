import { THROTTLES } from '../desk/throttle.js'
import { claimTry } from '../store/attempts.js'
import type { Tx } from '../store/visible.js'
import type { Desk } from './desk.js'
import { giveNotices } from './give-notices.js'

/**
 * Tells somebody that their mail was not taken whole, at their own address and never at the one in From, so nobody
 * unknown is written to; three times an hour at most.
 */
export async function answerSender(tx: Tx, desk: Desk, person: number, request: number): Promise<void> {
  const at = desk.now()
  const counted = [{ what: `mail answer ${person}`, rule: THROTTLES.mailAnswer }]
  if ((await claimTry(tx, counted, at)) !== null) return
  await giveNotices(tx, desk, [{ person, kind: 'mail-incomplete', request, at }])
}
