import type { Participant } from '../desk/person.js'
import { toMs, type Db, type Seen, type Tx } from './visible.js'

type Loaded = { readonly id: number }

/** Whom the requester shows a request to, in the order in which they came. */
export function participantsOf(db: Db, request: Seen<Loaded>): Promise<readonly Participant[]> {
  return db
    .selectFrom('request_participant')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['person.id', 'username', 'name'])
    .where('request_id', '=', request.id)
    .orderBy('added_at')
    .orderBy('person.id')
    .execute()
}

/** @returns who was not among them before */
export async function addParticipants(
  tx: Tx,
  request: Seen<Loaded>,
  people: readonly number[],
  by: number,
  at: number,
): Promise<readonly number[]> {
  if (people.length === 0) return []
  const rows = await tx
    .insertInto('request_participant')
    .values(people.map((id) => ({ request_id: request.id, person_id: id, added_by: by, added_at: new Date(at) })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

/** @returns who was among them */
export async function removeParticipants(
  tx: Tx,
  request: Seen<Loaded>,
  people: readonly number[],
): Promise<readonly number[]> {
  if (people.length === 0) return []
  const rows = await tx
    .deleteFrom('request_participant')
    .where('request_id', '=', request.id)
    .where('person_id', 'in', people)
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

export interface Feedback {
  readonly rating: number
  readonly comment: string | null
  readonly at: number
}

/** What its requester thought of a request. */
export async function feedbackOf(db: Db, request: Seen<Loaded>): Promise<Feedback | null> {
  const row = await db
    .selectFrom('request_feedback')
    .select(['rating', 'comment', 'at'])
    .where('request_id', '=', request.id)
    .executeTakeFirst()
  return row ? { rating: row.rating, comment: row.comment, at: toMs(row.at) } : null
}

export async function saveFeedback(tx: Tx, request: Seen<Loaded>, feedback: Feedback, by: number): Promise<void> {
  const values = { rating: feedback.rating, comment: feedback.comment, at: new Date(feedback.at) }
  await tx
    .insertInto('request_feedback')
    .values({ request_id: request.id, by_id: by, ...values })
    .onConflict((conflict) => conflict.column('request_id').doUpdateSet(values))
    .execute()
}

/** @returns whether there was any */
export async function removeFeedback(tx: Tx, request: Seen<Loaded>): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('request_feedback')
    .where('request_id', '=', request.id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** What somebody chose about being told of a request; null when they chose nothing. */
export async function subscriptionOf(db: Db, request: Seen<Loaded>, person: number): Promise<boolean | null> {
  const row = await db
    .selectFrom('request_subscription')
    .select('subscribed')
    .where('request_id', '=', request.id)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.subscribed ?? null
}

export async function saveSubscription(
  tx: Tx,
  request: Seen<Loaded>,
  person: number,
  subscribed: boolean,
  at: number,
): Promise<void> {
  const values = { subscribed, at: new Date(at) }
  await tx
    .insertInto('request_subscription')
    .values({ request_id: request.id, person_id: person, ...values })
    .onConflict((conflict) => conflict.columns(['request_id', 'person_id']).doUpdateSet(values))
    .execute()
}
