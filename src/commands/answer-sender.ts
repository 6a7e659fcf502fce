import type { Service } from '../desk/service.js'
import { THROTTLES } from '../desk/throttle.js'
import { claimTry } from '../store/attempts.js'
import type { Tx } from '../store/visible.js'
import type { Desk } from './desk.js'
import { giveNotices } from './give-notices.js'

/** Where its writer sees what is missing: at the request, or in the form of one that was not opened. */
export type About = { readonly request: number } | { readonly service: Service }

/**
 * Tells somebody that their mail was not taken whole, at their own address and never at the one in From, so nobody
 * unknown is written to; three times an hour at most.
 */
export async function answerSender(tx: Tx, desk: Desk, person: number, about: About): Promise<void> {
  const at = desk.now()
  const counted = [{ what: `mail answer ${person}`, rule: THROTTLES.mailAnswer }]
  if ((await claimTry(tx, counted, at)) !== null) return
  const notice =
    'request' in about
      ? ({ kind: 'mail-incomplete', request: about.request } as const)
      : ({ kind: 'mail-unsent', request: null, data: { service: about.service.name, id: about.service.id } } as const)
  await giveNotices(tx, desk, [{ person, at, ...notice }])
}
