import { sql } from 'kysely';
import { officesOf } from '../desk/person.js';
import { fieldsOf } from '../desk/task-form.js';
import { maySeeTaskField } from '../desk/visibility.js';
import { asSeen, toMs, toMsOrNull } from './visible.js';
const filledIn = new WeakMap();
/** What an office filled in when it completed a task, as far as somebody in this standing may see it. */
export function seenTaskAnswers(task, form, view) {
    const answers = filledIn.get(task) ?? {};
    const seen = form ? fieldsOf(form.form).filter((field) => maySeeTaskField(field, task.office, view)) : [];
    return Object.fromEntries(seen.flatMap(({ key }) => (answers[key] === undefined ? [] : [[key, answers[key]]])));
}
/** The task, when the person works in its office. Asking for a task of another office finds nothing. */
export async function taskFor(tx, person, id) {
    const offices = officesOf(person);
    if (offices.length === 0)
        return null;
    const row = await tx
        .selectFrom('task')
        .selectAll()
        .where('id', '=', id)
        .where(sql `office = any(${offices}::text[])`)
        .executeTakeFirst();
    return row ? asSeen(record(row)) : null;
}
/** All tasks of a request that the caller has loaded, oldest first. */
export async function tasksOf(tx, request) {
    const rows = await tx.selectFrom('task').selectAll().where('request_id', '=', request.id).orderBy('id').execute();
    return rows.map(record);
}
/** The open tasks of a request, oldest first, with as little as its status needs. */
export async function openTasksOf(tx, request) {
    const rows = await tx
        .selectFrom('task')
        .select(['element', 'state'])
        .where('request_id', '=', request)
        .where('closed_at', 'is', null)
        .orderBy('id')
        .execute();
    return rows.map((row) => ({ element: row.element, asked: row.state === 'asked' }));
}
export async function insertTask(tx, task) {
    const { id } = await tx
        .insertInto('task')
        .values({
        request_id: task.request,
        token: task.token,
        element: task.element,
        kind: task.kind,
        name: JSON.stringify(task.name),
        office: task.office,
        form: task.form,
        state: task.completed ? 'completed' : 'open',
        assignee_id: task.assignee,
        returned: task.returned && JSON.stringify(task.returned),
        opened_at: new Date(task.at),
        ...(task.clock
            ? {
                due_at: new Date(task.clock.due),
                clock_from: new Date(task.clock.clock.from),
                target_days: task.clock.clock.days,
                calendar_revision: task.clock.revision,
                remind_at: task.clock.remindAt === null ? null : new Date(task.clock.remindAt),
            }
            : {}),
        closed_at: task.completed ? new Date(task.at) : null,
        outcome: task.completed?.outcome ?? null,
        answers: task.completed ? JSON.stringify(task.completed.answers) : null,
        automatic: task.completed ? JSON.stringify(task.completed.automatic) : null,
    })
        .returning('id')
        .executeTakeFirstOrThrow();
    return id;
}
export async function completeTaskRow(tx, id, by) {
    await tx
        .updateTable('task')
        .set((eb) => ({
        state: 'completed',
        closed_at: new Date(by.at),
        closed_by: by.person,
        closed_for: by.stead,
        outcome: by.outcome,
        answers: JSON.stringify(by.answers),
        assignee_id: eb.fn.coalesce('assignee_id', eb.val(by.stead ?? by.person)),
        revision: eb('revision', '+', 1),
    }))
        .where('id', '=', id)
        .execute();
}
/** Closes the open task of a token that was interrupted, moved or cancelled. `by` is the element that ended it. */
export async function closeTaskOfToken(tx, request, token, state, by, at) {
    const row = await tx
        .updateTable('task')
        .set({ state, closed_at: new Date(at), ended_by: by })
        .where('request_id', '=', request)
        .where('token', '=', token)
        .where('closed_at', 'is', null)
        .returning(['name', 'office'])
        .executeTakeFirst();
    return row ?? null;
}
export async function assignTask(tx, id, assignee) {
    await tx
        .updateTable('task')
        .set((eb) => ({ assignee_id: assignee, revision: eb('revision', '+', 1) }))
        .where('id', '=', id)
        .execute();
}
/** The task waits for the requester, or goes on because the answer has come. */
export async function setWaiting(tx, id, waiting) {
    const change = {
        // The clock stands; src/commands/clock.ts sets it when the answer comes.
        asked: { state: 'asked', due_at: null, remind_at: null },
        answered: { state: 'open', answered: true },
        open: { state: 'open' },
    };
    await tx
        .updateTable('task')
        .set((eb) => ({ ...change[waiting], revision: eb('revision', '+', 1) }))
        .where('id', '=', id)
        .execute();
}
/** Marks the latest completion of each of these steps as still standing, or takes the mark from all. */
export async function keepOutcomes(tx, request, tasks) {
    await tx
        .updateTable('task')
        .set({ keep: sql `id = any(${[...tasks]}::bigint[])` })
        .where('request_id', '=', request)
        .where('state', '=', 'completed')
        .execute();
}
/** Takes the standing outcome of a step, once. */
export async function takeKept(tx, request, element) {
    const row = await tx
        .updateTable('task')
        .set({ keep: false })
        .where('request_id', '=', request)
        .where('element', '=', element)
        .where('keep', '=', true)
        .returning(['outcome', 'answers'])
        .executeTakeFirst();
    return row?.outcome ? { outcome: row.outcome, answers: row.answers ?? {} } : null;
}
function record(row) {
    const task = {
        id: row.id,
        request: row.request_id,
        token: row.token,
        element: row.element,
        kind: row.kind,
        name: row.name,
        office: row.office,
        form: row.form,
        state: row.state,
        assignee: row.assignee_id,
        answered: row.answered,
        returned: row.returned,
        revision: row.revision,
        openedAt: toMs(row.opened_at),
        dueAt: toMsOrNull(row.due_at),
        closedAt: toMsOrNull(row.closed_at),
        closedBy: row.closed_by,
        closedFor: row.closed_for,
        outcome: row.outcome,
        endedBy: row.ended_by,
        automatic: row.automatic,
        keep: row.keep,
    };
    if (row.answers)
        filledIn.set(task, row.answers);
    return task;
}
//# sourceMappingURL=tasks.js.map