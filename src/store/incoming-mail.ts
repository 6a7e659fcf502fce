import {
  MAIL_STATES,
  MAIL_WHY,
  type HeldWhy,
  type IgnoredWhy,
  type IncomingMail,
  type RefusedWhy,
} from '../desk/mail-in/incoming.js'
import { toMs, type Db, type Tx } from './visible.js'

interface Came {
  readonly place: string
  readonly fingerprint: string
  readonly at: number
  readonly sender: string
  readonly subject: string
  /** Whose reply it is. */
  readonly person: number | null
}

/** What became of it, when it came. */
export type Fate =
  | {
      readonly state: 'taken'
      readonly request: number
      readonly comment: number | null
      readonly ask: number | null
      readonly cut: string | null
    }
  | { readonly state: 'held'; readonly why: HeldWhy; readonly raw: string }
  | { readonly state: 'ignored'; readonly why: IgnoredWhy }
  | { readonly state: 'refused'; readonly why: RefusedWhy }

/** Whether this mail was dealt with already: from where it lies, or because it came before. */
export async function knowsMail(db: Db, mail: Pick<Came, 'place' | 'fingerprint'>): Promise<boolean> {
  const row = await db
    .selectFrom('incoming_mail')
    .select('id')
    .where((eb) => eb.or([eb('place', '=', mail.place), eb('fingerprint', '=', mail.fingerprint)]))
    .executeTakeFirst()
  return row !== undefined
}

/** Notes a mail. @returns whether it was not there; then somebody else noted it in the meantime */
export async function insertMail(tx: Tx, came: Came, fate: Fate): Promise<boolean> {
  const taken = fate.state === 'taken' ? fate : null
  const row = await tx
    .insertInto('incoming_mail')
    .values({
      place: came.place,
      fingerprint: came.fingerprint,
      came_at: new Date(came.at),
      sender: came.sender,
      subject: came.subject,
      person_id: came.person,
      state: fate.state,
      why: 'why' in fate ? fate.why : null,
      raw: fate.state === 'held' ? fate.raw : null,
      request_id: taken?.request ?? null,
      comment_id: taken?.comment ?? null,
      ask_id: taken?.ask ?? null,
      cut: taken?.cut ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function countHeld(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('incoming_mail')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export interface HeldMail extends IncomingMail {
  readonly fingerprint: string
  /** SHA-256 of the whole mail. */
  readonly raw: string
}

export async function heldMail(db: Db, id: number): Promise<HeldMail | null> {
  const row = await db
    .selectFrom('incoming_mail')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'held')
    .executeTakeFirst()
  return row?.raw ? { ...record(row), fingerprint: row.fingerprint, raw: row.raw } : null
}

/** Notes what an administrator decided about a held mail. @returns whether it was still held */
export async function settleMail(
  tx: Tx,
  id: number,
  decided: {
    readonly state: 'passed' | 'dropped'
    readonly by: number
    readonly at: number
    readonly request: number | null
    readonly comment: number | null
    readonly ask: number | null
    readonly cut: string | null
  },
): Promise<boolean> {
  const row = await tx
    .updateTable('incoming_mail')
    .set({
      state: decided.state,
      raw: null,
      decided_by: decided.by,
      decided_at: new Date(decided.at),
      request_id: decided.request,
      comment_id: decided.comment,
      ask_id: decided.ask,
      cut: decided.cut,
    })
    .where('id', '=', id)
    .where('state', '=', 'held')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Mail that came in, the newest first. One query.
 * @param page `before` is what the page before gave as `next`
 */
export async function mailList(
  db: Db,
  page: { readonly held: boolean; readonly before: number | null; readonly limit: number },
): Promise<{ readonly items: readonly MailRow[]; readonly next: number | null }> {
  const rows = await db
    .selectFrom('incoming_mail')
    .leftJoin('request', 'request.id', 'incoming_mail.request_id')
    .leftJoin('person', 'person.id', 'incoming_mail.decided_by')
    .selectAll('incoming_mail')
    .select(['request.key', 'person.name'])
    .where('incoming_mail.state', page.held ? '=' : '<>', 'held')
    .where('incoming_mail.id', '<', page.before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('incoming_mail.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const items = rows.slice(0, page.limit).map((row) => ({ ...record(row), request: row.key, decidedBy: row.name }))
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

export interface MailRow extends IncomingMail {
  readonly request: string | null
  readonly decidedBy: { readonly fa: string; readonly en: string } | null
}

/** What was not taken and what was left alone is forgotten; what belongs to a request stays. @param before epoch milliseconds */
export async function removeOldMail(tx: Tx, before: number): Promise<void> {
  await tx
    .deleteFrom('incoming_mail')
    .where('came_at', '<', new Date(before))
    .where('state', 'in', ['ignored', 'refused', 'dropped'])
    .execute()
}

/** The people who have this address and whose accounts are open. @param address in small letters */
export async function idsOfAddress(db: Db, address: string): Promise<readonly number[]> {
  if (address === '') return []
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', address))
    .where('active', '=', true)
    .limit(2)
    .execute()
  return rows.map((row) => row.id)
}

const record = (row: {
  id: number
  came_at: Date
  sender: string
  subject: string
  state: string
  why: string | null
}): IncomingMail => ({
  id: row.id,
  at: toMs(row.came_at),
  sender: row.sender,
  subject: row.subject,
  state: MAIL_STATES.find((one) => one === row.state) ?? 'ignored',
  why: MAIL_WHY.find((one) => one === row.why) ?? null,
})
