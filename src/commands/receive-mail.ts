import { createHash } from 'node:crypto'
import type { Mail } from '../desk/mail-in/mail.js'
import { lockBytes } from '../store/file-bytes.js'
import { countHeld, insertMail, knowsMail, type Fate } from '../store/incoming-mail.js'
import { requestIdByKey } from '../store/readings.js'
import { answerSender, type About } from './answer-sender.js'
import { transaction, type Desk, type Mailbox } from './desk.js'
import { judgeMail, type MailVerdict, type MailWay } from './judge-mail.js'
import { isWhole, takeMail } from './take-mail.js'

/** A mail that lies in the mailbox. */
export interface Arrived {
  /** UIDVALIDITY/UID: where it lies. */
  readonly place: string
  /** As it was sent. Of one that is too long only the head. */
  readonly raw: Uint8Array
  readonly whole: boolean
}

/** What may lie there until an administrator looks; a flood is left to the mail server, which keeps it too. */
const MOST_HELD = 500
const MOST_HELD_BYTES = 5 * 1024 * 1024

/**
 * Receives a mail: a reply becomes a comment or an answer, what robots write is left alone, and what nobody can vouch
 * for is held. However often it is given, by however many processes, it acts once: the commands by its fingerprint, the
 * row by that and by its place. Only when this returned may the mail be put away.
 */
export async function receiveMail(desk: Desk, mailbox: Mailbox, { place, raw, whole }: Arrived): Promise<void> {
  const mail = await mailbox.read(raw)
  const fingerprint = fingerprintOf(mail, raw)
  if (await knowsMail(desk.db, { place, fingerprint })) return
  const verdict: MailVerdict = mail
    ? await judgeMail(desk, mailbox, mail)
    : { do: 'hold', why: 'unreadable', way: null }
  const came = {
    place,
    fingerprint,
    at: desk.now(),
    sender: mail?.from ?? '',
    subject: mail?.subject ?? '',
    person: verdict.do === 'ignore' ? null : (verdict.way?.person.id ?? null),
  }
  const { fate, whole: taken } = await fateOf(desk, mail, verdict, { raw, whole, once: `mail-${fingerprint}` })
  const way = verdict.do === 'take' && !taken ? verdict.way : null
  const about = way && (await aboutOf(desk, way, fate))
  await transaction(desk, async (tx) => {
    if (fate.state === 'held') {
      await lockBytes(tx, fate.raw)
      await desk.files.put(raw)
    }
    if ((await insertMail(tx, came, fate)) && way && about) await answerSender(tx, desk, way.person.id, about)
  })
}

/** What the writer of a mail that was not taken whole looks at: its request, or the form that it was to fill. */
async function aboutOf(desk: Desk, way: MailWay, fate: Fate): Promise<About | null> {
  if (fate.state === 'taken') return { request: fate.request }
  if (way.kind === 'open') return { service: way.service }
  const request = await requestIdByKey(desk.db, way.target.request)
  return request === null ? null : { request }
}

/** What becomes of it, and whether it was taken whole. */
async function fateOf(
  desk: Desk,
  mail: Mail | null,
  verdict: MailVerdict,
  { raw, whole, once }: { readonly raw: Uint8Array; readonly whole: boolean; readonly once: string },
): Promise<{ readonly fate: Fate; readonly whole: boolean }> {
  if (verdict.do === 'ignore') return { fate: { state: 'ignored', why: verdict.why }, whole: true }
  if (verdict.do === 'hold') {
    if (!whole || raw.length > MOST_HELD_BYTES || (await countHeld(desk.db)) >= MOST_HELD)
      return { fate: { state: 'ignored', why: 'not-kept' }, whole: true }
    const sha256 = createHash('sha256').update(raw).digest('hex')
    return { fate: { state: 'held', why: verdict.why, raw: sha256 }, whole: true }
  }
  if (!whole || !mail) return { fate: { state: 'refused', why: 'too-large' }, whole: false }
  const taken = await takeMail(desk, verdict.way, mail, once)
  if (!taken.ok) return { fate: { state: 'refused', why: taken.why }, whole: false }
  const request = await requestIdByKey(desk.db, taken.request)
  if (request === null) throw new Error('a request that took a mail is not there')
  const fate: Fate = { state: 'taken', request, comment: taken.comment, ask: taken.ask, cut: taken.cut }
  return { fate, whole: isWhole(taken) }
}

/**
 * What a mail says, to know it again when it is delivered twice: the lines that servers add on the way are not part of
 * it, and one mail to two reply addresses is two.
 */
function fingerprintOf(mail: Mail | null, raw: Uint8Array): string {
  const hash = createHash('sha256')
  if (!mail?.messageId) return hash.update(raw).digest('hex')
  const said = [mail.messageId, mail.from, mail.recipients[0] ?? '', mail.subject, mail.text, mail.html]
  hash.update(JSON.stringify(said))
  for (const file of mail.files) hash.update(file.bytes)
  return hash.digest('hex')
}
