import { sql } from 'kysely'
import type { Json } from '../desk/json.js'
import type { State } from '../engine/index.js'
import type { Db, Tx } from './visible.js'

interface Row {
  readonly status: State['status']
  readonly next_id: number
  readonly scopes: State['scopes']
  readonly tokens: State['tokens']
  readonly timers: State['timers']
}

/** Reads where a process stands. The caller holds the lock of the request. */
export async function loadState(tx: Db, request: number): Promise<State | null> {
  const { rows } = await sql<Row>`
    select status, next_id,
      coalesce((select json_agg(json_build_object('id', id, 'parent', parent, 'token', token, 'process', process, 'element', element, 'variables', variables) order by id)
        from scope where scope.request_id = instance.request_id), '[]') as scopes,
      coalesce((select json_agg(json_build_object('id', id, 'scope', scope, 'element', element, 'waits', waits, 'via', via) order by id)
        from token where token.request_id = instance.request_id), '[]') as tokens,
      coalesce((select json_agg(rest || jsonb_build_object('id', id, 'token', token, 'element', element, 'due', (extract(epoch from due_at) * 1000)::bigint) order by id)
        from timer where timer.request_id = instance.request_id), '[]') as timers
    from instance where request_id = ${request}`.execute(tx)
  const row = rows[0]
  return row
    ? { status: row.status, nextId: row.next_id, scopes: row.scopes, tokens: row.tokens, timers: row.timers }
    : null
}

/** Writes the difference between two states of a process: rows that went, rows that came or changed. */
export async function saveState(tx: Tx, request: number, before: State | null, after: State): Promise<void> {
  const head = { status: after.status, next_id: after.nextId }
  if (before) {
    await tx
      .updateTable('instance')
      .set((eb) => ({ ...head, revision: eb('revision', '+', 1) }))
      .where('request_id', '=', request)
      .execute()
  } else {
    await tx
      .insertInto('instance')
      .values({ request_id: request, ...head })
      .execute()
  }
  const scopes = difference(before?.scopes ?? [], after.scopes)
  const tokens = difference(before?.tokens ?? [], after.tokens)
  const timers = difference(before?.timers ?? [], after.timers)
  if (scopes.gone.length > 0)
    await tx.deleteFrom('scope').where('request_id', '=', request).where('id', 'in', scopes.gone).execute()
  if (tokens.gone.length > 0)
    await tx.deleteFrom('token').where('request_id', '=', request).where('id', 'in', tokens.gone).execute()
  if (timers.gone.length > 0)
    await tx.deleteFrom('timer').where('request_id', '=', request).where('id', 'in', timers.gone).execute()
  if (scopes.come.length > 0) {
    await tx
      .insertInto('scope')
      .values(scopes.come.map((one) => ({ ...one, request_id: request, variables: JSON.stringify(one.variables) })))
      .onConflict((conflict) =>
        conflict
          .columns(['request_id', 'id'])
          .doUpdateSet((eb) => ({ token: eb.ref('excluded.token'), variables: eb.ref('excluded.variables') })),
      )
      .execute()
  }
  if (tokens.come.length > 0) {
    await tx
      .insertInto('token')
      .values(tokens.come.map((one) => ({ ...one, request_id: request })))
      .onConflict((conflict) =>
        conflict.columns(['request_id', 'id']).doUpdateSet((eb) => ({
          scope: eb.ref('excluded.scope'),
          element: eb.ref('excluded.element'),
          waits: eb.ref('excluded.waits'),
          via: eb.ref('excluded.via'),
        })),
      )
      .execute()
  }
  if (timers.come.length > 0) {
    await tx
      .insertInto('timer')
      .values(
        timers.come.map(({ id, token, element, due, ...rest }) => ({
          request_id: request,
          id,
          token,
          element,
          due_at: new Date(due),
          rest: JSON.stringify(rest),
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['request_id', 'id'])
          .doUpdateSet((eb) => ({ due_at: eb.ref('excluded.due_at'), rest: eb.ref('excluded.rest') })),
      )
      .execute()
  }
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
