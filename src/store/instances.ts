import { sql } from 'kysely'
import type { Json } from '../desk/json.js'
import type { State } from '../engine/index.js'
import type { Db, Tx } from './visible.js'

interface Row {
  readonly request_id: number
  readonly status: State['status']
  readonly next_id: number
  readonly scopes: State['scopes']
  readonly tokens: State['tokens']
  readonly timers: State['timers']
  readonly subscriptions: State['subscriptions']
  readonly undoables: State['undoables']
  readonly incidents: State['incidents']
}

/** Reads where a process stands. The caller holds the lock of the request. */
export async function loadState(tx: Db, request: number): Promise<State | null> {
  return (await loadStates(tx, [request])).get(request) ?? null
}

/** Where several processes stand, in one query. */
export async function loadStates(tx: Db, requests: readonly number[]): Promise<ReadonlyMap<number, State>> {
  const { rows } = await sql<Row>`
    select request_id, status, next_id,
      coalesce((select json_agg(json_build_object('id', id, 'parent', parent, 'token', token, 'kind', kind, 'process', process, 'element', element, 'variables', variables, 'rounds', rounds) order by id)
        from scope where scope.request_id = instance.request_id), '[]') as scopes,
      coalesce((select json_agg(json_build_object('id', id, 'scope', scope, 'element', element, 'waits', waits, 'via', via) order by id)
        from token where token.request_id = instance.request_id), '[]') as tokens,
      coalesce((select json_agg(rest || jsonb_build_object('id', id, 'scope', scope, 'token', token, 'element', element, 'due', (extract(epoch from due_at) * 1000)::bigint) order by id)
        from timer where timer.request_id = instance.request_id), '[]') as timers,
      coalesce((select json_agg(json_build_object('id', id, 'scope', scope, 'token', token, 'element', element, 'on', listens_to, 'name', name, 'key', key, 'held', held) order by id)
        from subscription where subscription.request_id = instance.request_id), '[]') as subscriptions,
      coalesce((select json_agg(json_build_object('id', id, 'scope', scope, 'element', element, 'within', within, 'variables', variables) order by id)
        from undoable where undoable.request_id = instance.request_id), '[]') as undoables,
      coalesce((select json_agg(json_build_object('id', id, 'token', token, 'element', element, 'reason', reason, 'message', message, 'retry', retry) order by id)
        from incident where incident.request_id = instance.request_id), '[]') as incidents
    from instance where request_id = any(${[...requests]}::bigint[])`.execute(tx)
  return new Map(rows.map(({ request_id, next_id: nextId, ...rest }) => [request_id, { nextId, ...rest }]))
}

/**
 * Writes the difference between two states of a process: rows that went, rows that came or changed. One statement for
 * what nearly every step has, because it is part of every step of every request.
 * @param at when it happened, epoch milliseconds: since then what came stands where it stands
 */
export async function saveState(
  tx: Tx,
  request: number,
  before: State | null,
  after: State,
  at: number,
): Promise<void> {
  const since = new Date(at)
  const scopes = difference(before?.scopes ?? [], after.scopes)
  const tokens = difference(before?.tokens ?? [], after.tokens)
  const timers = difference(before?.timers ?? [], after.timers)
  const timerRows = timers.come.map(({ id, scope, token, element, due, ...rest }) => ({
    id,
    scope,
    token,
    element,
    due_at: new Date(due),
    rest,
  }))
  await sql`with
    scopes_gone as (delete from scope where request_id = ${request} and id = any(${scopes.gone}::int[])),
    tokens_gone as (delete from token where request_id = ${request} and id = any(${tokens.gone}::int[])),
    timers_gone as (delete from timer where request_id = ${request} and id = any(${timers.gone}::int[])),
    scopes_come as (
      insert into scope (request_id, id, parent, token, kind, process, element, variables, rounds)
      select ${request}, come.* from jsonb_to_recordset(${JSON.stringify(scopes.come)}::jsonb)
        as come (id int, parent int, token int, kind text, process text, element text, variables jsonb, rounds jsonb)
      on conflict (request_id, id) do update
        set process = excluded.process, element = excluded.element, variables = excluded.variables, rounds = excluded.rounds),
    tokens_come as (
      insert into token (request_id, id, scope, element, waits, via, since)
      select ${request}, come.*, ${since}::timestamptz from jsonb_to_recordset(${JSON.stringify(tokens.come)}::jsonb)
        as come (id int, scope int, element text, waits text, via text)
      on conflict (request_id, id) do update
        set scope = excluded.scope, element = excluded.element, waits = excluded.waits, via = excluded.via),
    timers_come as (
      insert into timer (request_id, id, scope, token, element, due_at, rest)
      select ${request}, come.* from jsonb_to_recordset(${JSON.stringify(timerRows)}::jsonb)
        as come (id int, scope int, token int, element text, due_at timestamptz, rest jsonb)
      on conflict (request_id, id) do update
        set element = excluded.element, due_at = excluded.due_at, rest = excluded.rest)
    insert into instance (request_id, status, next_id) values (${request}, ${after.status}, ${after.nextId})
    on conflict (request_id) do update
      set status = excluded.status, next_id = excluded.next_id, revision = instance.revision + 1`.execute(tx)
  await saveRare(tx, request, before, after, since)
}

/** The rows that most steps have none of; a statement of its own, and only when there is something to write. */
async function saveRare(tx: Tx, request: number, before: State | null, after: State, since: Date): Promise<void> {
  const subscriptions = difference(before?.subscriptions ?? [], after.subscriptions)
  const undoables = difference(before?.undoables ?? [], after.undoables)
  const incidents = difference(before?.incidents ?? [], after.incidents)
  if ([subscriptions, undoables, incidents].every((one) => one.gone.length + one.come.length === 0)) return
  const listening = subscriptions.come.map(({ on, ...rest }) => ({ ...rest, listens_to: on }))
  await sql`with
    subscriptions_gone as (delete from subscription where request_id = ${request} and id = any(${subscriptions.gone}::int[])),
    undoables_gone as (delete from undoable where request_id = ${request} and id = any(${undoables.gone}::int[])),
    incidents_gone as (delete from incident where request_id = ${request} and id = any(${incidents.gone}::int[])),
    subscriptions_come as (
      insert into subscription (request_id, id, scope, token, element, listens_to, name, key, held)
      select ${request}, come.* from jsonb_to_recordset(${JSON.stringify(listening)}::jsonb)
        as come (id int, scope int, token int, element text, listens_to text, name text, key text, held boolean)
      on conflict (request_id, id) do update set element = excluded.element, held = excluded.held),
    undoables_come as (
      insert into undoable (request_id, id, scope, element, within, variables)
      select ${request}, come.* from jsonb_to_recordset(${JSON.stringify(undoables.come)}::jsonb)
        as come (id int, scope int, element text, within text, variables jsonb)
      on conflict (request_id, id) do update
        set scope = excluded.scope, element = excluded.element, within = excluded.within, variables = excluded.variables)
    insert into incident (request_id, id, token, element, reason, message, retry, since)
    select ${request}, come.*, ${since}::timestamptz from jsonb_to_recordset(${JSON.stringify(incidents.come)}::jsonb)
      as come (id int, token int, element text, reason text, message text, retry text)
    on conflict (request_id, id) do update set element = excluded.element`.execute(tx)
}

/** Timers whose time has come, oldest first; the command that fires one looks again under the lock. */
export async function dueTimers(
  tx: Tx,
  at: number,
  limit: number,
): Promise<readonly { readonly request: number; readonly timer: number }[]> {
  const rows = await tx
    .selectFrom('timer')
    .select(['request_id', 'id'])
    .where('due_at', '<=', new Date(at))
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ request: row.request_id, timer: row.id }))
}

function difference<T extends { readonly id: number }>(
  before: readonly T[],
  after: readonly T[],
): { gone: number[]; come: T[] } {
  const old = new Map(before.map((one) => [one.id, one]))
  const now = new Set(after.map((one) => one.id))
  const same = (one: T) => old.has(one.id) && JSON.stringify(sorted(old.get(one.id))) === JSON.stringify(sorted(one))
  return { gone: [...old.keys()].filter((id) => !now.has(id)), come: after.filter((one) => !same(one)) }
}

/** jsonb gives keys back in its own order; two states are compared without it. */
function sorted(value: unknown): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, sorted(one)]),
    )
  }
  return (value ?? null) as Json
}
