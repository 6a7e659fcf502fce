import { sql, type SelectQueryBuilder } from 'kysely'
import type { Answers, Form } from '../desk/form/form.js'
import { standing, visibleAnswers, type Standing } from '../desk/visibility.js'
import { officesOf, type Person } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import type { RequestStatus } from '../desk/views.js'
import { eventRows, type NewEvent } from './history.js'
import { asSeen, toMs, toMsOrNull, visibleTo, type Seen, type Db, type Tx } from './visible.js'

/** A request as the desk decides about it. What was filled in is not part of it: see `seenAnswers`. */
export interface RequestRecord {
  readonly id: number
  readonly key: string
  readonly service: string
  readonly versionId: number
  readonly requester: number
  readonly requesterName: Text
  readonly faculty: string | null
  readonly status: RequestStatus
  readonly statusWord: Text
  readonly openedAt: number
  readonly closedAt: number | null
  readonly number: string | null
  readonly numberedAt: number | null
  readonly refusal: string | null
  readonly lastSeq: number
  /** Office instances that have or had a task of it. */
  readonly reached: readonly string[]
  /** Whom its requester shows it to. */
  readonly participants: readonly number[]
  /** Whether outcomes of earlier steps still stand, after it was sent back. */
  readonly hasKept: boolean
  /** The request whose process called this one, and the token that waits for it. */
  readonly caller: { readonly request: number; readonly token: number } | null
}

export type SeenRequest = Seen<RequestRecord & { readonly standing: Standing }>

/** A request with everything that was filled in: for time and jobs only, which show nothing to anybody. */
export interface WholeRequest extends RequestRecord {
  readonly answers: Answers
}

/** What was filled in of requests that somebody has loaded. Nobody reaches it but through `seenAnswers`. */
const filledIn = new WeakMap<SeenRequest, Answers>()

/**
 * The answers of a request that the person who loaded it may see. There is no other way to them.
 * @param form the form of the request's version
 */
export function seenAnswers(request: SeenRequest, form: Form): Answers {
  const answers = filledIn.get(request)
  if (!answers) throw new Error('a request that was not loaded for anybody has no answers to show')
  return visibleAnswers(form, request.standing, answers)
}

type Locking = { readonly lock: boolean }

/** The request with this key, when the person may see it. `lock` holds it until the transaction ends. */
export async function requestFor(tx: Db, person: Person, key: string, { lock }: Locking): Promise<SeenRequest | null> {
  return seenBy(person, await one(selectRequest(tx).where('request.key', '=', key).where(visibleTo(person)), lock))
}

/** Which of these requests the person may see. */
export async function visibleKeys(db: Db, person: Person, keys: readonly string[]): Promise<readonly string[]> {
  if (keys.length === 0) return []
  const rows = await db.selectFrom('request').select('key').where('key', 'in', keys).where(visibleTo(person)).execute()
  return rows.map((row) => row.key)
}

/** The request of a task or a file, when the person may see it. */
export async function requestById(tx: Db, person: Person, id: number, { lock }: Locking): Promise<SeenRequest | null> {
  return seenBy(person, await one(selectRequest(tx).where('request.id', '=', id).where(visibleTo(person)), lock))
}

/** The requests of a service that the person may see, in the order in which they came; a batch after an id. */
export async function requestsFor(
  db: Db,
  person: Person,
  service: string,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly SeenRequest[]> {
  const rows = await batch(db, service, page).where(visibleTo(person)).execute()
  return rows.flatMap((row) => seenBy(person, whole(row)) ?? [])
}

/** The same with everything that was filled in, for whoever has the database itself at the command line. */
export async function wholeRequestsOf(
  db: Db,
  service: string,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly WholeRequest[]> {
  return (await batch(db, service, page).execute()).map(whole)
}

const batch = (db: Db, service: string, { after, limit }: { readonly after: number; readonly limit: number }) =>
  selectRequest(db).where('service', '=', service).where('request.id', '>', after).orderBy('request.id').limit(limit)

/** The request of a task in one of the person's offices, locked. */
export async function requestOfTask(tx: Tx, person: Person, task: number): Promise<SeenRequest | null> {
  const its = sql<number>`(select request_id from task where id = ${task} and office = any(${officesOf(person)}::text[]))`
  return seenBy(person, await one(selectRequest(tx).where('request.id', '=', its).where(visibleTo(person)), true))
}

/** The request of an ask, when the person may see it. */
export async function requestOfAsk(
  tx: Db,
  person: Person,
  ask: number,
  { lock }: Locking,
): Promise<SeenRequest | null> {
  const its = sql<number>`(select request_id from ask where id = ${ask})`
  return seenBy(person, await one(selectRequest(tx).where('request.id', '=', its).where(visibleTo(person)), lock))
}

/** For time and jobs, which are nobody: always locked, never shown. */
export async function wholeRequestForJob(tx: Tx, id: number): Promise<WholeRequest | null> {
  return one(selectRequest(tx).where('request.id', '=', id), true)
}

/** The open request of a service that carries this value already, with what its requester may be told: its key. */
export async function openRequestWith(
  tx: Db,
  service: string,
  oneOf: string,
): Promise<{ readonly key: string; readonly requester: number } | null> {
  const row = await tx
    .selectFrom('request')
    .select(['key', 'requester_id'])
    .where('service', '=', service)
    .where('one_of', '=', oneOf)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row ? { key: row.key, requester: row.requester_id } : null
}

/** Which of these values open requests of a service carry already. */
export async function openValues(db: Db, service: string, values: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('request')
    .select('one_of')
    .where('service', '=', service)
    .where(sql<boolean>`one_of = any(${values}::text[])`)
    .where('closed_at', 'is', null)
    .execute()
  return new Set(rows.flatMap((row) => row.one_of ?? []))
}

export interface NewRequest {
  readonly key: string
  readonly service: string
  readonly versionId: number
  readonly requester: number
  readonly answers: Answers
  readonly faculty: string | null
  readonly oneOf: string | null
  readonly caller: RequestRecord['caller']
  readonly statusWord: Text
  readonly at: number
  readonly words: string
  readonly loose: string
}

/** @returns the id, or null when another open request carries the same value of `oneOf` */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<number | null> {
  const row = await tx
    .insertInto('request')
    .values({
      key: request.key,
      service: request.service,
      version_id: request.versionId,
      requester_id: request.requester,
      answers: JSON.stringify(request.answers),
      faculty: request.faculty,
      one_of: request.oneOf,
      caller_id: request.caller?.request ?? null,
      caller_token: request.caller?.token ?? null,
      status: 'open',
      status_word: JSON.stringify(request.statusWord),
      opened_at: new Date(request.at),
      words: request.words,
      loose: request.loose,
    })
    .onConflict((conflict) => conflict.columns(['service', 'one_of']).where('closed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** How many requests, one called by the other, stand above this one. */
export async function callersAbove(tx: Db, request: number): Promise<number> {
  const { rows } = await sql<{ above: number }>`
    with recursive above as (
      select caller_id from request where id = ${request} and caller_id is not null
      union all
      select request.caller_id from above join request on request.id = above.caller_id where request.caller_id is not null)
    select count(*)::int as above from above`.execute(tx)
  return rows[0]?.above ?? 0
}

/** What changes of a request; what is not named stays as it was. */
export interface RequestChange {
  readonly status?: RequestStatus
  readonly statusWord?: Text
  readonly closedAt?: number | null
  readonly answers?: Answers
  readonly number?: string
  readonly numberedAt?: number
  readonly refusal?: string | null
  /** The version its process goes on in. */
  readonly versionId?: number
}

/** Tells what happened and changes the request accordingly, in one statement. The caller holds its lock. */
export async function recordEvents(
  tx: Tx,
  request: Pick<RequestRecord, 'id' | 'lastSeq'>,
  at: number,
  events: readonly NewEvent[],
  change: RequestChange = {},
): Promise<void> {
  const values = {
    last_seq: request.lastSeq + events.length,
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.statusWord === undefined ? {} : { status_word: JSON.stringify(change.statusWord) }),
    ...(change.closedAt === undefined
      ? {}
      : { closed_at: change.closedAt === null ? null : new Date(change.closedAt) }),
    ...(change.answers === undefined ? {} : { answers: JSON.stringify(change.answers) }),
    ...(change.number === undefined ? {} : { number: change.number }),
    ...(change.numberedAt === undefined ? {} : { numbered_at: new Date(change.numberedAt) }),
    ...(change.refusal === undefined ? {} : { refusal: change.refusal }),
    ...(change.versionId === undefined ? {} : { version_id: change.versionId }),
  }
  const rows = eventRows(request, at, events)
  const told = rows.length === 0 ? tx : withDeliveries(tx, rows)
  await told.updateTable('request').set(values).where('id', '=', request.id).execute()
}

/** The events, that people are to be told of them, and a delivery to every webhook: kept together or not at all. */
const withDeliveries = (tx: Tx, rows: ReturnType<typeof eventRows>) =>
  tx
    .with('told', (db) =>
      db.insertInto('event').values(rows).returning(['request_id', 'seq', 'at', 'kind', 'internal']),
    )
    .with('news', (db) =>
      db
        .insertInto('untold')
        .columns(['request_id', 'seq'])
        .expression((eb) => eb.selectFrom('told').select(['request_id', 'seq'])),
    )
    .with('hooked', (db) =>
      db
        .insertInto('webhook_delivery')
        .columns(['webhook_id', 'kind', 'request_id', 'seq', 'made_at', 'due_at'])
        .expression(
          db
            .selectFrom('told')
            .innerJoin('webhook', (join) => join.on(sql<boolean>`told.kind = any(webhook.kinds)`))
            .select([
              'webhook.id',
              'told.kind',
              'told.request_id',
              'told.seq',
              'told.at as made_at',
              'told.at as due_at',
            ])
            .where('webhook.state', '=', 'active')
            .where('told.internal', '=', false),
        )
        .returning('id'),
    )

/** For lists of this folder; what it finds becomes a request for somebody by `seenBy` only. */
export const selectRequest = (tx: Db) =>
  tx
    .selectFrom('request')
    .innerJoin('person as requester', 'requester.id', 'request.requester_id')
    .select([
      'request.id',
      'request.key',
      'request.service',
      'request.version_id',
      'request.requester_id',
      'request.answers',
      'request.faculty',
      'request.status',
      'request.status_word',
      'request.opened_at',
      'request.closed_at',
      'request.number',
      'request.numbered_at',
      'request.refusal',
      'request.last_seq',
      'request.caller_id',
      'request.caller_token',
      'requester.name as requester_name',
    ])
    .select([
      sql<string[]>`array(select distinct office from task where task.request_id = request.id)`.as('reached'),
      sql<
        number[]
      >`coalesce((select json_agg(person_id order by added_at, person_id) from request_participant where request_id = request.id), '[]')`.as(
        'participants',
      ),
      sql<boolean>`exists (select from task where task.request_id = request.id and keep)`.as('has_kept'),
    ])

type Rows =
  ReturnType<typeof selectRequest> extends SelectQueryBuilder<infer D, infer T, infer O>
    ? SelectQueryBuilder<D, T, O>
    : never

async function one(query: Rows, lock: boolean): Promise<WholeRequest | null> {
  const row = await (lock ? query.forNoKeyUpdate('request') : query).executeTakeFirst()
  return row ? whole(row) : null
}

export const whole = (row: Awaited<ReturnType<Rows['execute']>>[number]): WholeRequest => ({
  id: row.id,
  key: row.key,
  service: row.service,
  versionId: row.version_id,
  requester: row.requester_id,
  requesterName: row.requester_name,
  answers: row.answers,
  faculty: row.faculty,
  status: row.status as RequestStatus,
  statusWord: row.status_word,
  openedAt: toMs(row.opened_at),
  closedAt: toMsOrNull(row.closed_at),
  number: row.number,
  numberedAt: toMsOrNull(row.numbered_at),
  refusal: row.refusal,
  lastSeq: row.last_seq,
  reached: row.reached,
  participants: row.participants,
  hasKept: row.has_kept,
  caller:
    row.caller_id === null || row.caller_token === null ? null : { request: row.caller_id, token: row.caller_token },
})

export function seenBy(person: Person, request: WholeRequest | null): SeenRequest | null {
  const view = request && standing(person, request, request.reached)
  if (!request || !view) return null
  const { answers, ...rest } = request
  const loaded: SeenRequest = asSeen({ ...rest, standing: view })
  filledIn.set(loaded, answers)
  return loaded
}
