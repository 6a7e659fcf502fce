import type { Answers } from '../desk/form/form.js';
import { type Person } from '../desk/person.js';
import { type TaskForm } from '../desk/task-form.js';
import { type Standing } from '../desk/visibility.js';
import type { Automatic, Kept, Returned } from '../desk/task.js';
import type { Text } from '../desk/text.js';
import type { ClockSet } from './clocks.js';
import { type Seen, type Db, type Tx } from './visible.js';
/** A task. What was filled in when it was completed is not part of it: see `seenTaskAnswers`. */
export interface TaskRecord {
    readonly id: number;
    readonly request: number;
    readonly token: number;
    readonly element: string;
    readonly kind: string;
    readonly name: Text;
    readonly office: string;
    readonly form: string | null;
    readonly state: 'open' | 'asked' | 'completed' | 'interrupted' | 'moved' | 'cancelled';
    readonly assignee: number | null;
    readonly answered: boolean;
    readonly returned: Returned | null;
    readonly revision: number;
    readonly openedAt: number;
    readonly dueAt: number | null;
    readonly closedAt: number | null;
    readonly closedBy: number | null;
    /** In whose stead. */
    readonly closedFor: number | null;
    readonly outcome: string | null;
    /** The element that ended it before its time: an event, or the activity that had enough rounds. */
    readonly endedBy: string | null;
    readonly automatic: Automatic | null;
    /** Its outcome still stands although the request was sent back past it. */
    readonly keep: boolean;
}
export type SeenTask = Seen<TaskRecord>;
/** What an office filled in when it completed a task, as far as somebody in this standing may see it. */
export declare function seenTaskAnswers(task: TaskRecord, form: TaskForm | null, view: Standing): Answers;
/** The task, when the person works in its office. Asking for a task of another office finds nothing. */
export declare function taskFor(tx: Db, person: Person, id: number): Promise<SeenTask | null>;
/** All tasks of a request that the caller has loaded, oldest first. */
export declare function tasksOf(tx: Db, request: {
    readonly id: number;
}): Promise<readonly TaskRecord[]>;
/** The open tasks of a request, oldest first, with as little as its status needs. */
export declare function openTasksOf(tx: Db, request: number): Promise<readonly {
    readonly element: string;
    readonly asked: boolean;
}[]>;
export interface NewTask {
    readonly request: number;
    readonly token: number;
    readonly element: string;
    readonly kind: string;
    readonly name: Text;
    readonly office: string;
    readonly form: string | null;
    readonly assignee: number | null;
    readonly returned: Returned | null;
    readonly at: number;
    /** Null for a task that is completed as it opens. */
    readonly clock: ClockSet | null;
    readonly completed: {
        readonly outcome: string;
        readonly answers: Answers;
        readonly automatic: Automatic;
    } | null;
}
export declare function insertTask(tx: Tx, task: NewTask): Promise<number>;
export declare function completeTaskRow(tx: Tx, id: number, by: {
    person: number;
    stead: number | null;
    at: number;
    outcome: string;
    answers: Answers;
}): Promise<void>;
/** Closes the open task of a token that was interrupted, moved or cancelled. `by` is the element that ended it. */
export declare function closeTaskOfToken(tx: Tx, request: number, token: number, state: 'interrupted' | 'moved' | 'cancelled', by: string | null, at: number): Promise<{
    readonly name: Text;
    readonly office: string;
} | null>;
export declare function assignTask(tx: Tx, id: number, assignee: number | null): Promise<void>;
/** The task waits for the requester, or goes on because the answer has come. */
export declare function setWaiting(tx: Tx, id: number, waiting: 'asked' | 'answered' | 'open'): Promise<void>;
/** Marks the latest completion of each of these steps as still standing, or takes the mark from all. */
export declare function keepOutcomes(tx: Tx, request: number, tasks: readonly number[]): Promise<void>;
/** Takes the standing outcome of a step, once. */
export declare function takeKept(tx: Tx, request: number, element: string): Promise<Kept | null>;
