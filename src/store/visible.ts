import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import { ownOffices, type Person } from '../desk/person.js'
import type { Database } from './database.js'

/** Reads take any connection; writes take a transaction. */
export type Db = Kysely<Database>
export type Tx = Transaction<Database>

declare const seen: unique symbol
/** A value that was loaded for a person who may see it. Only `src/store` makes one. */
export type Seen<T> = T & { readonly [seen]: true }

export const asSeen = <T>(value: T): Seen<T> => value as Seen<T>

/** The rule of `src/desk/visibility.ts` as SQL, for every query that starts at the table `request`. */
export const visibleTo = (person: Person): RawBuilder<boolean> =>
  sql<boolean>`(request.requester_id = ${person.id} or request.id = any(${readings(person)}::bigint[])
    or (${person.reach === 'whole'}::boolean and exists (
      select from request_participant where request_id = request.id and person_id = ${person.id}))
    or exists (select from task where task.request_id = request.id and ${worksOn(person)}))`

/**
 * That the person works in the office of the table `task`, themself or for a colleague who is not the requester of the
 * table `request`: whoever asks for something decides nothing of it, nor does their substitute.
 */
export const worksOn = (person: Person): RawBuilder<boolean> => {
  const stead = person.memberships.filter((one) => one.for !== null)
  return sql<boolean>`(task.office = any(${ownOffices(person)}::text[]) or exists (
    select from unnest(${stead.map((one) => one.office)}::text[], ${stead.map((one) => one.for)}::bigint[]) as held (office, absent)
    where held.office = task.office and held.absent <> request.requester_id))`
}

/** That the table `task` is one for the person to do: theirs, or that of a colleague for whom they stand in there. */
export const isMine = (person: Person): RawBuilder<boolean> => {
  const stead = person.memberships.filter((one) => one.for !== null)
  return sql<boolean>`(task.assignee_id = ${person.id} or exists (
    select from unnest(${stead.map((one) => one.office)}::text[], ${stead.map((one) => one.for)}::bigint[]) as held (office, absent)
    where held.office = task.office and held.absent = task.assignee_id))`
}

const readings = (person: Person): readonly number[] => (person.administrator ? person.readings : [])

export const toMs = (date: Date): number => date.getTime()
export const toMsOrNull = (date: Date | null): number | null => (date ? date.getTime() : null)
