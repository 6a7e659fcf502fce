import { sql, type RawBuilder } from 'kysely'
import type { JsonObject } from '../desk/json.js'
import type { AuditLineView, AuditPerson } from '../desk/administration-views.js'
import type { Db } from './visible.js'

export interface AuditQuery {
  /** Kinds to show; empty for all. */
  readonly kinds: readonly string[]
  /** Whose lines: by them, about them, or in their stead; null for everybody's. */
  readonly person: number | null
  /** Epoch milliseconds; the start is included, the end is not. */
  readonly from: number | null
  readonly until: number | null
  /** The line after which the page begins, as `auditPage` gave it. */
  readonly before: string | null
  readonly limit: number
}

interface Row extends Omit<AuditLineView, 'at'> {
  readonly at: Date
}

/**
 * A page of the audit log, the newest first; one query. Whatever the filter, it reads no more than its own length from
 * each of few orders (db/migrations/0006): one by time, one for each kind, one for each way a person is in a line.
 */
export async function auditPage(
  db: Db,
  input: AuditQuery,
): Promise<{ readonly items: readonly AuditLineView[]; readonly next: string | null }> {
  const { rows } = await sql<Row>`
    select line.id, line.at, line.kind, line.address, line.data, line.hash, request.key as request,
      ${who('actor')} as by, ${who('stead')} as for, ${who('subject')} as person
    from (${candidates(input)}) as line
    left join person as actor on actor.id = line.by_id
    left join person as stead on stead.id = line.for_id
    left join person as subject on subject.id = line.person_id
    left join request on request.id = line.request_id
    order by line.at desc, line.id desc`.execute(db)
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, at: row.at.getTime() }))
  const last = rows.length > input.limit ? items.at(-1) : undefined
  return { items, next: last ? `${last.at}~${last.id}` : null }
}

const who = (alias: string) =>
  sql`case when ${sql.ref(`${alias}.id`)} is not null then json_build_object('id', ${sql.ref(`${alias}.id`)},
    'username', ${sql.ref(`${alias}.username`)}, 'name', ${sql.ref(`${alias}.name`)}) end`

function candidates(input: AuditQuery): RawBuilder<unknown> {
  const conditions = [...spanOf(input)]
  const top = (condition: RawBuilder<unknown>) =>
    sql`(select * from audit where ${sql.join([condition, ...conditions], sql` and `)}
      order by at desc, id desc limit ${input.limit + 1})`
  if (input.person !== null) {
    if (input.kinds.length > 0) conditions.push(sql`kind = any(${[...input.kinds]}::text[])`)
    const lines = ['by_id', 'person_id', 'for_id'].map((column) => top(sql`${sql.ref(column)} = ${input.person}`))
    return sql`select distinct on (at, id) * from (${sql.join(lines, sql` union all `)}) as theirs
      order by at desc, id desc limit ${input.limit + 1}`
  }
  if (input.kinds.length > 0) {
    const lines = input.kinds.map((kind) => top(sql`kind = ${kind}`))
    return sql`select * from (${sql.join(lines, sql` union all `)}) as those
      order by at desc, id desc limit ${input.limit + 1}`
  }
  return top(sql`true`)
}

function* spanOf(input: AuditQuery): Generator<RawBuilder<unknown>> {
  if (input.from !== null) yield sql`at >= ${new Date(input.from)}`
  if (input.until !== null) yield sql`at < ${new Date(input.until)}`
  const [at, id] = (input.before ?? '').split('~').map(Number)
  if (at !== undefined && id !== undefined && Number.isSafeInteger(at) && Number.isSafeInteger(id))
    yield sql`(at, id) < (${new Date(at)}, ${id})`
}

/** How many lines there are, and what the last check of the chain said; one query. */
export async function auditState(db: Db): Promise<{
  readonly lines: number
  readonly checked: { readonly at: number; readonly data: JsonObject } | null
}> {
  const { rows } = await sql<{ lines: number; at: Date | null; data: JsonObject | null }>`
    select audit_head.id as lines, last.at, last.data from audit_head left join lateral
      (select at, data from audit where kind = 'log-checked' order by at desc, id desc limit 1) as last on true`.execute(
    db,
  )
  const row = rows[0]
  return { lines: row?.lines ?? 0, checked: row?.at && row.data ? { at: row.at.getTime(), data: row.data } : null }
}

/** The person with this user name, whether their account is open or not. */
export async function auditPersonByUsername(db: Db, username: string): Promise<AuditPerson | null> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'username', 'name'])
    .where('username', '=', username.trim().toLowerCase())
    .executeTakeFirst()
  return row ?? null
}
