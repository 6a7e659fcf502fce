import { sql } from 'kysely'
import type { Channel, Kept, Quiet, Ways } from '../desk/ways.js'
import type { Lang, Text } from '../desk/text.js'
import { toMs, type Db, type Tx } from './visible.js'

/** How somebody can be reached and wants to be. */
export interface Contact {
  readonly id: number
  readonly name: Text
  readonly username: string
  readonly email: string | null
  readonly mobile: string | null
  readonly language: Lang
  readonly ways: Ways
  readonly quiet: Quiet
  /** Their own offices, the first one first. */
  readonly office: string | null
}

export async function contactsOf(db: Db, people: readonly number[], usual: Quiet): Promise<readonly Contact[]> {
  if (people.length === 0) return []
  const rows = await db
    .selectFrom('person')
    .leftJoin('message_choice', 'message_choice.person_id', 'person.id')
    .select([
      'person.id',
      'person.name',
      'username',
      'email',
      'mobile',
      'language',
      'ways',
      'quiet_from',
      'quiet_until',
    ])
    .select(
      sql<string | null>`(select min(office) from membership where membership.person_id = person.id)`.as('office'),
    )
    .where('person.id', 'in', [...new Set(people)])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    username: row.username,
    email: row.email,
    mobile: row.mobile,
    language: row.language === 'en' ? 'en' : 'fa',
    ways: row.ways ?? {},
    quiet:
      row.quiet_from === null || row.quiet_until === null ? usual : { from: row.quiet_from, until: row.quiet_until },
    office: row.office,
  }))
}

/** What waits for people or was made for them since a moment: it decides whether another one is a flood. */
export async function recentDeliveries(
  tx: Tx,
  people: readonly number[],
  since: number,
): Promise<
  readonly {
    readonly person: number
    readonly channel: string
    readonly bundle: string
    readonly waits: boolean
    readonly recent: boolean
  }[]
> {
  const { rows } = await sql<{ person: number; channel: string; bundle: string; waits: boolean; recent: boolean }>`
    select person_id as person, channel, bundle, state = 'waiting' as waits, made_at >= ${new Date(since)} as recent
    from delivery where person_id = any(${[...people]}::bigint[])
      and (state = 'waiting' or made_at >= ${new Date(since)}) and state <> 'needless'`.execute(tx)
  return rows
}

export interface NewDelivery {
  readonly person: number
  readonly channel: Channel
  readonly bundle: string
  readonly request: number | null
  readonly due: number
  readonly messageId: string
  readonly notices: readonly number[]
}

/** Puts messages in line; what joins one that still waits travels with it, at the earlier of both times. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], at: number): Promise<void> {
  if (deliveries.length === 0) return
  const given = deliveries.map((one) => ({ ...one, due: new Date(one.due) }))
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as one (
        person bigint, channel text, bundle text, request bigint, due timestamptz, "messageId" text, notices bigint[])
    ), line as (
      insert into delivery (person_id, channel, bundle, request_id, made_at, due_at, message_id)
      select person, channel, bundle, request, ${new Date(at)}::timestamptz, due, "messageId" from given
      on conflict (person_id, channel, bundle) where delivery.state = 'waiting'
        do update set due_at = least(delivery.due_at, excluded.due_at)
      returning id, person_id, channel, bundle
    )
    insert into delivery_notice (delivery_id, notice_id)
    select line.id, unnest(given.notices) from given
    join line on line.person_id = person and line.channel = given.channel and line.bundle = given.bundle
    on conflict do nothing`.execute(tx)
}

/** A message that this process, and no other, tries to send now. */
export interface Claimed {
  readonly id: number
  readonly person: number
  readonly channel: Channel
  readonly bundle: string
  readonly tries: number
  readonly madeAt: number
  readonly messageId: string
}

/** Takes messages whose time has come, the longest due first; each is taken by one process only. */
export async function claimDeliveries(
  db: Db,
  channel: Channel,
  at: number,
  limit: number,
): Promise<readonly Claimed[]> {
  const now = new Date(at)
  const { rows } = await sql<{
    id: number
    person_id: number
    bundle: string
    tries: number
    made_at: Date
    message_id: string
  }>`
    update delivery set state = 'sending', claimed_at = ${now}, tries = tries + 1
    where id in (select id from delivery where state = 'waiting' and due_at <= ${now} and channel = ${channel}
      order by due_at, id limit ${limit} for update skip locked)
    returning id, person_id, bundle, tries, made_at, message_id`.execute(db)
  return rows
    .map((row) => ({
      id: row.id,
      person: row.person_id,
      channel,
      bundle: row.bundle,
      tries: row.tries,
      madeAt: toMs(row.made_at),
      messageId: row.message_id,
    }))
    .sort((a, b) => a.id - b.id)
}

export interface Ended {
  readonly state: 'sent' | 'failed' | 'unknown' | 'needless'
  readonly result: string | null
  readonly address?: string | null
  readonly subject?: string | null
  readonly kept?: Kept | null
}

/** Writes down how a try ended. One that somebody else has ended in the meantime stays as it is. */
export async function endDelivery(db: Db, id: number, end: Ended, at: number): Promise<void> {
  await db
    .updateTable('delivery')
    .set({
      state: end.state,
      claimed_at: null,
      done_at: new Date(at),
      result: end.result,
      ...(end.address === undefined ? {} : { address: end.address }),
      ...(end.subject === undefined ? {} : { subject: end.subject }),
      ...(end.kept ? { kept: JSON.stringify(end.kept) } : {}),
    })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute()
}

/**
 * Puts a message back in line after a try that certainly did not succeed. When a newer one of its bundle waits by now,
 * it goes by itself.
 */
export async function deferDelivery(
  db: Db,
  id: number,
  again: {
    readonly due: number
    readonly result: string
    readonly address: string | null
    readonly subject: string | null
  },
): Promise<void> {
  await sql`update delivery set state = 'waiting', claimed_at = null, due_at = ${new Date(again.due)},
      result = ${again.result}, address = ${again.address}, subject = ${again.subject}, bundle = 'again:' || id
    where id = ${id} and state = 'sending'`.execute(db)
}

/** A process that ended while it sent leaves messages of which nobody knows whether they went out. */
export async function endLost(db: Db, before: number, at: number): Promise<number> {
  const result = await db
    .updateTable('delivery')
    .set({ state: 'unknown', claimed_at: null, done_at: new Date(at), result: 'interrupted' })
    .where('state', '=', 'sending')
    .where('claimed_at', '<', new Date(before))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function removeOldDeliveries(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('delivery').where('done_at', '<', new Date(before)).execute()
}
