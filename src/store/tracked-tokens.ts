import { sql } from 'kysely'
import { callsOf, type CallScope } from '../desk/tracker/calls.js'
import type { TrackedToken } from '../desk/tracker/index.js'
import { toMsOrNull, type Db } from './visible.js'

/** Where a process stands: by which calls, since which round, until when. */
export async function trackedTokens(db: Db, request: number): Promise<readonly TrackedToken[]> {
  const [tokens, scopes] = await Promise.all([
    db
      .selectFrom('token')
      .leftJoin('scope as rounds', (join) =>
        join
          .onRef('rounds.request_id', '=', 'token.request_id')
          .onRef('rounds.token', '=', 'token.id')
          .on('rounds.kind', '=', 'rounds'),
      )
      .select(['token.scope', 'token.element', 'token.waits'])
      // Without what is still to be gone through: that may be anybody's data.
      .select(sql<TrackedToken['rounds']>`rounds.rounds - 'items'`.as('rounds'))
      // Timers of an open task, or of a job that is tried again, are none that the request waits for.
      .select((eb) =>
        eb
          .selectFrom('timer')
          .whereRef('timer.request_id', '=', 'token.request_id')
          .whereRef('timer.token', '=', 'token.id')
          .where('token.waits', 'in', ['timer', 'event'])
          .select((min) => min.fn.min('timer.due_at').as('until'))
          .as('until'),
      )
      .where('token.request_id', '=', request)
      .orderBy('token.id')
      .execute(),
    db.selectFrom('scope').select(['id', 'parent', 'kind', 'element']).where('request_id', '=', request).execute(),
  ])
  return tokens.map(({ scope, element, waits, rounds, until }) => ({
    element,
    calls: callsOf(scopes as readonly CallScope[], scope),
    waits,
    rounds,
    until: toMsOrNull(until),
  }))
}
