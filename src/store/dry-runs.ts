import type { DryMove } from '../desk/drawing/dry-run.js'
import type { Person } from '../desk/person.js'
import { toMs, type Db, type Tx } from './visible.js'

/** What somebody has decided so far in their dry run of a draft. */
export async function dryRunOf(
  db: Db,
  person: Person,
  service: string,
): Promise<{ readonly moves: readonly DryMove[]; readonly startedAt: number } | null> {
  const row = await db
    .selectFrom('dry_run')
    .select(['moves', 'started_at'])
    .where('person_id', '=', person.id)
    .where('service', '=', service)
    .executeTakeFirst()
  return row ? { moves: row.moves, startedAt: toMs(row.started_at) } : null
}

export async function saveDryRun(
  tx: Tx,
  person: Person,
  service: string,
  run: { readonly moves: readonly DryMove[]; readonly startedAt: number },
): Promise<void> {
  const values = { moves: JSON.stringify(run.moves), started_at: new Date(run.startedAt) }
  await tx
    .insertInto('dry_run')
    .values({ person_id: person.id, service, ...values })
    .onConflict((conflict) => conflict.columns(['person_id', 'service']).doUpdateSet(values))
    .execute()
}
