import { type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { type Person } from '../desk/person.js';
import type { Database } from './database.js';
/** Reads take any connection; writes take a transaction. */
export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;
declare const seen: unique symbol;
/** A value that was loaded for a person who may see it. Only `src/store` makes one. */
export type Seen<T> = T & {
    readonly [seen]: true;
};
export declare const asSeen: <T>(value: T) => Seen<T>;
/** The rule of `src/desk/visibility.ts` as SQL, for every query that starts at the table `request`. */
export declare const visibleTo: (person: Person) => RawBuilder<boolean>;
/**
 * That the person works in the office of the table `task`, themself or for a colleague who is not the requester of the
 * table `request`: whoever asks for something decides nothing of it, nor does their substitute.
 */
export declare const worksOn: (person: Person) => RawBuilder<boolean>;
/** That the table `task` is one for the person to do: theirs, or that of a colleague for whom they stand in there. */
export declare const isMine: (person: Person) => RawBuilder<boolean>;
export declare const toMs: (date: Date) => number;
export declare const toMsOrNull: (date: Date | null) => number | null;
export {};
