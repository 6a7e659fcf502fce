import { sql } from 'kysely'
import type { JsonObject } from '../desk/json.js'
import type { Change } from '../desk/task.js'
import type { PersonName } from '../desk/views.js'
import { toMs, toMsOrNull, type Seen, type Db, type Tx } from './visible.js'

type Loaded = { readonly id: number }

export interface NewEvent {
  readonly kind: string
  readonly by: number | null
  /** In whose stead. */
  readonly for?: number | null
  readonly office: string | null
  readonly internal?: boolean
  readonly data?: JsonObject
}

/** The rows of what is told next in the history of a request; `recordEvents` of requests.ts writes them. */
export const eventRows = (
  request: { readonly id: number; readonly lastSeq: number },
  at: number,
  events: readonly NewEvent[],
) =>
  events.map((event, index) => ({
    request_id: request.id,
    seq: request.lastSeq + index + 1,
    at: new Date(at),
    kind: event.kind,
    by_id: event.by,
    for_id: event.for ?? null,
    office: event.office,
    internal: event.internal ?? false,
    data: JSON.stringify(event.data ?? {}),
  }))

/** Who did it, with the colleague in whose stead: tables `person` and `absent`. */
const actor =
  sql<PersonName | null>`case when person.id is null then null else json_build_object('name', person.name, 'honorific', person.honorific,
    'for', case when absent.id is not null then json_build_object('name', absent.name, 'honorific', absent.honorific) end) end`.as(
    'actor',
  )

export async function eventsOf(tx: Db, request: Seen<Loaded>) {
  const rows = await tx
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.by_id')
    .leftJoin('person as absent', 'absent.id', 'event.for_id')
    .selectAll('event')
    .select(actor)
    .where('request_id', '=', request.id)
    .orderBy('seq', 'desc')
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    at: toMs(row.at),
    kind: row.kind,
    byId: row.by_id,
    by: row.actor,
    office: row.office,
    internal: row.internal,
    data: row.data,
  }))
}

export async function insertComment(
  tx: Tx,
  comment: {
    request: number
    by: number
    stead: number | null
    office: string | null
    internal: boolean
    body: string
    at: number
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('comment')
    .values({
      request_id: comment.request,
      by_id: comment.by,
      for_id: comment.stead,
      office: comment.office,
      internal: comment.internal,
      body: comment.body,
      at: new Date(comment.at),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What somebody wrote. Null when it is another's, or gone. */
export async function ownComment(tx: Tx, person: number, id: number) {
  const row = await tx
    .selectFrom('comment')
    .selectAll()
    .where('id', '=', id)
    .where('by_id', '=', person)
    .executeTakeFirst()
  if (!row) return null
  const { body, internal, office } = row
  return { id: row.id, request: row.request_id, stead: row.for_id, office, internal, body, at: toMs(row.at) }
}

export async function deleteComment(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('comment').where('id', '=', id).execute()
}

/** Comments, oldest first. `notes` are the offices whose internal notes this reader may read. */
export async function commentsOf(tx: Db, request: Seen<Loaded>, notes: readonly string[]) {
  const rows = await tx
    .selectFrom('comment')
    .innerJoin('person', 'person.id', 'comment.by_id')
    .leftJoin('person as absent', 'absent.id', 'comment.for_id')
    .leftJoin('incoming_mail as mail', 'mail.comment_id', 'comment.id')
    .selectAll('comment')
    .select(['mail.id as mail', 'mail.cut'])
    .select(actor)
    .where('comment.request_id', '=', request.id)
    .where((eb) => eb.or([eb('internal', '=', false), ...(notes.length > 0 ? [eb('office', 'in', notes)] : [])]))
    .orderBy('comment.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    byId: row.by_id,
    by: row.actor,
    office: row.office,
    internal: row.internal,
    body: row.body,
    at: toMs(row.at),
    mail: row.mail === null ? null : { cut: row.cut },
  }))
}

export interface NewAsk {
  readonly request: number
  readonly task: number
  readonly office: string
  readonly by: number
  readonly stead: number | null
  readonly message: string
  readonly amount: number | null
  readonly paymentId: string | null
  readonly fields: readonly string[]
  readonly wantsFiles: boolean
  readonly at: number
  readonly remindAt: number | undefined
}

export async function insertAsk(tx: Tx, ask: NewAsk): Promise<number> {
  const { id } = await tx
    .insertInto('ask')
    .values({
      request_id: ask.request,
      task_id: ask.task,
      office: ask.office,
      asked_by: ask.by,
      for_id: ask.stead,
      message: ask.message,
      amount: ask.amount,
      payment_id: ask.paymentId,
      fields: [...ask.fields],
      wants_files: ask.wantsFiles,
      asked_at: new Date(ask.at),
      remind_at: ask.remindAt === undefined ? null : new Date(ask.remindAt),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function asksOf(tx: Db, request: Seen<Loaded>) {
  const rows = await tx
    .selectFrom('ask')
    .innerJoin('person', 'person.id', 'ask.asked_by')
    .leftJoin('person as absent', 'absent.id', 'ask.for_id')
    .leftJoin('incoming_mail as mail', 'mail.ask_id', 'ask.id')
    .selectAll('ask')
    .select(['mail.id as mail', 'mail.cut'])
    .select(actor)
    .where('ask.request_id', '=', request.id)
    .orderBy('ask.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    task: row.task_id,
    office: row.office,
    by: row.actor,
    byId: row.asked_by,
    message: row.message,
    amount: row.amount,
    paymentId: row.payment_id,
    fields: row.fields,
    wantsFiles: row.wants_files,
    askedAt: toMs(row.asked_at),
    answeredAt: toMsOrNull(row.answered_at),
    answer: row.answer,
    changes: row.changes,
    withdrawn: row.withdrawn,
    mail: row.mail === null ? null : { cut: row.cut },
  }))
}

export async function answerAsk(
  tx: Tx,
  ask: number,
  answer: { message: string; changes: readonly Change[]; at: number },
): Promise<void> {
  await tx
    .updateTable('ask')
    .set({ answered_at: new Date(answer.at), answer: answer.message, changes: JSON.stringify(answer.changes) })
    .where('id', '=', ask)
    .execute()
}

/** Open asks of a task fall away when the office goes on without the answer. */
export async function withdrawAsks(tx: Tx, task: number): Promise<void> {
  await tx
    .updateTable('ask')
    .set({ withdrawn: true })
    .where('task_id', '=', task)
    .where('answered_at', 'is', null)
    .execute()
}

export async function withdrawAsksOfToken(tx: Tx, request: number, token: number): Promise<void> {
  await tx
    .updateTable('ask')
    .set({ withdrawn: true })
    .where('answered_at', 'is', null)
    .where('task_id', 'in', (eb) =>
      eb.selectFrom('task').select('id').where('request_id', '=', request).where('token', '=', token),
    )
    .execute()
}
