import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import { officesOf, type Person } from '../desk/person.js'
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
  sql<boolean>`(request.requester_id = ${person.id} or exists (
    select from task where task.request_id = request.id and task.office = any(${[...officesOf(person)]}::text[])))`

export const toMs = (date: Date): number => date.getTime()
export const toMsOrNull = (date: Date | null): number | null => (date ? date.getTime() : null)
