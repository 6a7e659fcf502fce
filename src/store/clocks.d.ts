import type { Clock } from '../desk/working-time/index.js';
import { type Db, type Tx } from './visible.js';
/** How a task's clock stands after it was started or set. */
export interface ClockSet {
    readonly clock: Clock;
    readonly due: number;
    readonly remindAt: number | null;
    /** The revision of the calendars it was worked out with. */
    readonly revision: number;
}
/** The clock of an open task. `days` is null where the task is older than targets in working days. */
export interface TaskClock {
    readonly task: number;
    readonly office: string;
    readonly from: number;
    readonly days: number | null;
    readonly waited: number;
}
/** What a new task needs to know of time: the revision of the calendars and the target an administrator set; one query. */
export declare function termsOf(tx: Tx, service: string, element: string): Promise<{
    readonly revision: number;
    readonly days: number | null;
}>;
export declare function clockOf(tx: Tx, task: number): Promise<TaskClock | null>;
export declare function setClock(tx: Tx, task: number, set: ClockSet): Promise<void>;
/** The target begins anew while an ask waits: the clock stands until the answer comes. */
export declare function setStandingClock(tx: Tx, task: number, from: number): Promise<void>;
/** An open task whose due time was worked out with other calendars. */
export interface StaleClock extends TaskClock {
    readonly versionId: number;
    readonly element: string;
    readonly dueAt: number | null;
    /** Rules that have reminded of it since `from`. */
    readonly reminded: readonly string[];
}
/**
 * Open tasks whose clock has not seen this revision, locked; those that somebody changes just now come the next time.
 * Tasks that wait are worked out when the answer comes.
 */
export declare function staleClocks(tx: Tx, revision: number, limit: number): Promise<readonly StaleClock[]>;
/** Writes clocks worked out anew, in one statement. */
export declare function setClocks(tx: Tx, sets: readonly (ClockSet & {
    readonly task: number;
})[]): Promise<void>;
/** Clocks that run now, for working out what a closure would change. */
export declare function runningClocks(db: Db): Promise<readonly (TaskClock & {
    readonly dueAt: number;
})[]>;
