import { sql } from 'kysely';
import { toMs, toMsOrNull } from './visible.js';
/** What a new task needs to know of time: the revision of the calendars and the target an administrator set; one query. */
export async function termsOf(tx, service, element) {
    return tx
        .selectFrom('calendar_state')
        .select('revision')
        .select((eb) => eb
        .selectFrom('step_target')
        .select('days')
        .where('service', '=', service)
        .where('element', '=', element)
        .as('days'))
        .executeTakeFirstOrThrow();
}
export async function clockOf(tx, task) {
    const row = await tx
        .selectFrom('task')
        .select(['id', 'office', 'opened_at', 'clock_from', 'target_days', 'waited_ms'])
        .where('id', '=', task)
        .executeTakeFirst();
    return row
        ? {
            task: row.id,
            office: row.office,
            from: toMs(row.clock_from ?? row.opened_at),
            days: row.target_days,
            waited: row.waited_ms,
        }
        : null;
}
export async function setClock(tx, task, set) {
    await tx
        .updateTable('task')
        .set({
        due_at: new Date(set.due),
        remind_at: set.remindAt === null ? null : new Date(set.remindAt),
        target_days: set.clock.days,
        clock_from: new Date(set.clock.from),
        waited_ms: set.clock.waited,
        calendar_revision: set.revision,
    })
        .where('id', '=', task)
        .execute();
}
/** The target begins anew while an ask waits: the clock stands until the answer comes. */
export async function setStandingClock(tx, task, from) {
    await tx
        .updateTable('task')
        .set({ clock_from: new Date(from), waited_ms: 0 })
        .where('id', '=', task)
        .execute();
}
/**
 * Open tasks whose clock has not seen this revision, locked; those that somebody changes just now come the next time.
 * Tasks that wait are worked out when the answer comes.
 */
export async function staleClocks(tx, revision, limit) {
    const rows = await tx
        .selectFrom('task')
        .innerJoin('request', 'request.id', 'task.request_id')
        .select(['task.id', 'task.office', 'task.element', 'task.opened_at', 'task.clock_from', 'task.target_days'])
        .select(['task.waited_ms', 'task.due_at', 'request.version_id'])
        .select(sql `array(select rule from reminder where reminder.task_id = task.id and ask_id is null
        and reminder.clock_from = coalesce(task.clock_from, task.opened_at))`.as('reminded'))
        .where('task.state', '=', 'open')
        .where('calendar_revision', '<', revision)
        .orderBy('task.id')
        .limit(limit)
        .forUpdate('task')
        .skipLocked()
        .execute();
    return rows.map((row) => ({
        task: row.id,
        office: row.office,
        element: row.element,
        from: toMs(row.clock_from ?? row.opened_at),
        days: row.target_days,
        waited: row.waited_ms,
        dueAt: toMsOrNull(row.due_at),
        versionId: row.version_id,
        reminded: row.reminded,
    }));
}
/** Writes clocks worked out anew, in one statement. */
export async function setClocks(tx, sets) {
    if (sets.length === 0)
        return;
    const rows = sets.map((one) => ({
        id: one.task,
        due_at: new Date(one.due),
        remind_at: one.remindAt === null ? null : new Date(one.remindAt),
        target_days: one.clock.days,
        clock_from: new Date(one.clock.from),
        revision: one.revision,
    }));
    await sql `update task set due_at = come.due_at, remind_at = come.remind_at, target_days = come.target_days,
      clock_from = come.clock_from, calendar_revision = come.revision
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as come (id bigint, due_at timestamptz, remind_at timestamptz, target_days int, clock_from timestamptz, revision int)
    where task.id = come.id`.execute(tx);
}
/** Clocks that run now, for working out what a closure would change. */
export async function runningClocks(db) {
    const rows = await db
        .selectFrom('task')
        .select(['id', 'office', 'opened_at', 'clock_from', 'target_days', 'waited_ms', 'due_at'])
        .where('state', '=', 'open')
        .where('due_at', 'is not', null)
        .execute();
    return rows.flatMap((row) => row.due_at === null
        ? []
        : [
            {
                task: row.id,
                office: row.office,
                from: toMs(row.clock_from ?? row.opened_at),
                days: row.target_days,
                waited: row.waited_ms,
                dueAt: toMs(row.due_at),
            },
        ]);
}
//# sourceMappingURL=clocks.js.map