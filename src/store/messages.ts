import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

export interface MessageRecord {
  readonly id: number
  readonly mobile: string | null
  readonly body: string
  readonly madeAt: number
  readonly endsAt: number
  readonly sentAt: number | null
}

/** Keeps a text message that a job will send. @returns its id */
export async function insertMessage(
  tx: Tx,
  message: { readonly mobile: string | null; readonly body: string; readonly at: number; readonly ends: number },
): Promise<number> {
  const { id } = await tx
    .insertInto('message')
    .values({
      mobile: message.mobile,
      body: message.body,
      made_at: new Date(message.at),
      ends_at: new Date(message.ends),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function messageById(db: Db, id: number): Promise<MessageRecord | null> {
  const row = await db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? record(row) : null
}

/** Notes that a message is done with. `body` is what stays of its text. */
export async function closeMessage(
  db: Db,
  id: number,
  done: { readonly body: string; readonly sentAt: number | null },
): Promise<void> {
  await db
    .updateTable('message')
    .set({ body: done.body, sent_at: done.sentAt === null ? null : new Date(done.sentAt) })
    .where('id', '=', id)
    .execute()
}

/** The newest messages that went somewhere, for the outbox of the demo. */
export async function lastMessages(db: Db, limit: number): Promise<readonly MessageRecord[]> {
  const rows = await db
    .selectFrom('message')
    .selectAll()
    .where('mobile', 'is not', null)
    .where('body', '<>', '')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(record)
}

export async function removeOldMessages(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('message').where('ends_at', '<', new Date(before)).execute()
}

const record = (row: {
  id: number
  mobile: string | null
  body: string
  made_at: Date
  ends_at: Date
  sent_at: Date | null
}): MessageRecord => ({
  id: row.id,
  mobile: row.mobile,
  body: row.body,
  madeAt: toMs(row.made_at),
  endsAt: toMs(row.ends_at),
  sentAt: toMsOrNull(row.sent_at),
})
