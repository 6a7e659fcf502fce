import type { Mail } from '../desk/mail-in/mail.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { bytesNeeded, lockBytes } from '../store/file-bytes.js'
import { heldMail, settleMail, type HeldMail } from '../store/incoming-mail.js'
import { requestIdByKey } from '../store/readings.js'
import { answerSender } from './answer-sender.js'
import { refusable, type Desk, type Mailbox } from './desk.js'
import { judgeMail, type MailWay } from './judge-mail.js'
import { isWhole, takeMail, type MailTaken } from './take-mail.js'

/** A held mail as an administrator sees it, and what a yes would do; null where a yes can do nothing. */
export interface OpenedMail {
  readonly held: HeldMail
  readonly mail: Mail | null
  readonly way: MailWay | null
}

export async function openHeldMail(desk: Desk, mailbox: Mailbox, id: number): Promise<OpenedMail | null> {
  const held = await heldMail(desk.db, id)
  if (!held) return null
  const raw = await desk.files.get(held.raw)
  const mail = raw && (await mailbox.read(raw))
  const verdict = mail && (await judgeMail(desk, mailbox, mail))
  return { held, mail, way: verdict && verdict.do !== 'ignore' ? verdict.way : null }
}

export type MailDecision = 'pass' | 'drop'

/**
 * Decides about a held mail. `pass` lets it do what it is meant to do: the administrator vouches for its sender. `drop`
 * throws it away, and nobody is told: whoever sent it is not known.
 * @returns the request that took it
 */
export async function decideMail(
  desk: Desk,
  administrator: Person,
  id: number,
  decision: MailDecision,
): Promise<Outcome<Decided>> {
  if (!administrator.administrator || !desk.mailbox) return refused('not-allowed')
  const opened = await openHeldMail(desk, desk.mailbox, id)
  if (!opened) return refused('already-done')
  const { held, mail, way } = opened
  if (decision === 'drop') return decide(desk, administrator, held, { state: 'dropped', taken: null, person: null })
  if (!mail || !way) return refused('not-allowed')
  const taken = await takeMail(desk, way, mail, `mail-${held.fingerprint}`)
  if (!taken.ok) return refused(taken.why === 'already-open' ? 'already-open' : 'bad-mail')
  return decide(desk, administrator, held, { state: 'passed', taken, person: way.person.id })
}

interface Decided {
  readonly request: string | null
}

function decide(
  desk: Desk,
  administrator: Person,
  held: HeldMail,
  {
    state,
    taken,
    person,
  }: {
    readonly state: 'passed' | 'dropped'
    readonly taken: Extract<MailTaken, { ok: true }> | null
    readonly person: number | null
  },
): Promise<Outcome<Decided>> {
  return refusable(desk, async (tx) => {
    const at = desk.now()
    await lockBytes(tx, held.raw)
    const request = taken && (await requestIdByKey(tx, taken.request))
    const decided = {
      state,
      by: administrator.id,
      at,
      request,
      comment: taken?.comment ?? null,
      ask: taken?.ask ?? null,
      cut: taken?.cut ?? null,
    }
    if (!(await settleMail(tx, held.id, decided))) return refused('already-done')
    await recordAudit(tx, at, {
      kind: state === 'passed' ? 'mail-passed' : 'mail-dropped',
      by: administrator.id,
      person,
      request,
      data: { mail: held.id, sender: held.sender, why: held.why },
    })
    if (taken && person !== null && request !== null && !isWhole(taken))
      await answerSender(tx, desk, person, { request })
    if (!(await bytesNeeded(tx, held.raw))) await desk.files.remove(held.raw)
    return { ok: true, request: taken?.request ?? null }
  })
}
