import { sql } from 'kysely'
import type { Text } from '../desk/text.js'
import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

/** Tasks and asks with something to be reminded of, the longest waiting first. */
export async function dueReminders(
  db: Db,
  at: number,
  limit: number,
): Promise<readonly { readonly request: number; readonly task: number; readonly ask: number | null }[]> {
  const now = new Date(at)
  const { rows } = await sql<{ request: number; task: number; ask: number | null }>`
    (select request_id as request, id as task, null::bigint as ask, remind_at from task
      where state = 'open' and remind_at <= ${now} order by remind_at limit ${limit})
    union all
    (select request_id, task_id, id, remind_at from ask
      where answered_at is null and not withdrawn and remind_at <= ${now} order by remind_at limit ${limit})
    order by remind_at limit ${limit}`.execute(db)
  return rows
}

/** When the next reminder is to be given; null when none is planned. */
export async function nextReminder(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: Date | null }>`select least(
    (select min(remind_at) from task where state = 'open'),
    (select min(remind_at) from ask where answered_at is null and not withdrawn)) as at`.execute(db)
  return toMsOrNull(rows[0]?.at ?? null)
}

export interface RemindedTask {
  readonly id: number
  readonly name: Text
  readonly office: string
  readonly assignee: number | null
  readonly from: number
  readonly days: number
  readonly waited: number
  /** Rules that have acted since `from`. */
  readonly done: ReadonlySet<string>
}

/** An open task that is to be reminded of by now. The caller holds the lock of its request. */
export async function taskToRemind(tx: Tx, id: number, at: number): Promise<RemindedTask | null> {
  const row = await tx
    .selectFrom('task')
    .select(['id', 'name', 'office', 'assignee_id', 'clock_from', 'target_days', 'waited_ms'])
    .select(
      sql<string[]>`array(select rule from reminder where reminder.task_id = task.id and ask_id is null
        and reminder.clock_from = task.clock_from)`.as('done'),
    )
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('remind_at', '<=', new Date(at))
    .executeTakeFirst()
  if (!row || row.clock_from === null || row.target_days === null) return null
  return {
    id: row.id,
    name: row.name,
    office: row.office,
    assignee: row.assignee_id,
    from: toMs(row.clock_from),
    days: row.target_days,
    waited: row.waited_ms,
    done: new Set(row.done),
  }
}

export interface RemindedAsk {
  readonly id: number
  readonly task: number
  readonly office: string
  readonly askedAt: number
  readonly warnedAt: number | null
  readonly done: ReadonlySet<string>
}

/** An ask whose requester is to be reminded by now. The caller holds the lock of its request. */
export async function askToRemind(tx: Tx, id: number, at: number): Promise<RemindedAsk | null> {
  const row = await tx
    .selectFrom('ask')
    .select(['id', 'task_id', 'office', 'asked_at'])
    .select([
      sql<string[]>`array(select rule from reminder where reminder.ask_id = ask.id)`.as('done'),
      sql<Date | null>`(select at from reminder where reminder.ask_id = ask.id and rule = 'ask-warning')`.as(
        'warned_at',
      ),
    ])
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .where('withdrawn', '=', false)
    .where('remind_at', '<=', new Date(at))
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        task: row.task_id,
        office: row.office,
        askedAt: toMs(row.asked_at),
        warnedAt: toMsOrNull(row.warned_at),
        done: new Set(row.done),
      }
    : null
}

/** Writes down that rules have acted. @returns the reminders by rule; one that acted before is not among them */
export async function recordReminders(
  tx: Tx,
  about: { readonly task: number; readonly ask: number | null; readonly from: number; readonly at: number },
  rules: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (rules.length === 0) return new Map()
  const rows = await tx
    .insertInto('reminder')
    .values(
      rules.map((rule) => ({
        task_id: about.task,
        ask_id: about.ask,
        rule,
        clock_from: new Date(about.from),
        at: new Date(about.at),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'rule'])
    .execute()
  return new Map(rows.map((row) => [row.rule, row.id]))
}

export async function setTaskReminder(tx: Tx, task: number, at: number | null): Promise<void> {
  await tx
    .updateTable('task')
    .set({ remind_at: at === null ? null : new Date(at) })
    .where('id', '=', task)
    .execute()
}

export async function setAskReminder(tx: Tx, ask: number, at: number | null): Promise<void> {
  await tx
    .updateTable('ask')
    .set({ remind_at: at === null ? null : new Date(at) })
    .where('id', '=', ask)
    .execute()
}

export interface Member {
  readonly person: number
  readonly office: string
  readonly role: string
}

/** Who works in these offices at a moment, and who stands in for them; one query. */
export async function membersOf(tx: Tx, offices: readonly string[], at: number): Promise<readonly Member[]> {
  const now = new Date(at)
  const { rows } = await sql<Member>`
    with own as (
      select person_id as person, membership.office, max(role) as role from membership
      join person on person.id = person_id and person.active
      where membership.office = any(${[...offices]}::text[])
        and (from_at is null or from_at <= ${now}) and (until_at is null or until_at > ${now})
      group by person_id, membership.office)
    select person, office, role from own
    union
    select substitute_id, own.office, own.role from own
    join substitution on absent_id = own.person and (substitution.office is null or substitution.office = own.office)
      and ended_at is null and from_at <= ${now} and until_at > ${now}
    join person on person.id = substitute_id and person.active
    order by 1`.execute(tx)
  return rows
}

/** Who stands in for somebody in an office at a moment. */
export async function standInsFor(tx: Tx, person: number, office: string, at: number): Promise<readonly number[]> {
  const now = new Date(at)
  const rows = await tx
    .selectFrom('substitution')
    .innerJoin('person', 'person.id', 'substitute_id')
    .select('substitute_id')
    .where('absent_id', '=', person)
    .where((eb) => eb.or([eb('substitution.office', 'is', null), eb('substitution.office', '=', office)]))
    .where('ended_at', 'is', null)
    .where('from_at', '<=', now)
    .where('until_at', '>', now)
    .where('person.active', '=', true)
    .execute()
  return rows.map((row) => row.substitute_id)
}
