import type { Text } from '../desk/text.js'
import { toMs, type Db, type Tx } from './visible.js'

/** A target that an administrator set over that of the drawing. */
export interface StepTarget {
  readonly service: string
  readonly element: string
  readonly days: number
  readonly by: Text
  readonly at: number
}

export async function stepTargets(db: Db): Promise<readonly StepTarget[]> {
  const rows = await db
    .selectFrom('step_target')
    .innerJoin('person', 'person.id', 'set_by')
    .select(['service', 'element', 'days', 'person.name', 'set_at'])
    .execute()
  return rows.map((row) => ({
    service: row.service,
    element: row.element,
    days: row.days,
    by: row.name,
    at: toMs(row.set_at),
  }))
}

/** Sets the target of a step, or with null gives it back to the drawing. @returns whether something changed */
export async function saveTarget(
  tx: Tx,
  target: { readonly service: string; readonly element: string; readonly days: number | null },
  by: number,
  at: number,
): Promise<boolean> {
  const { service, element, days } = target
  if (days === null) {
    const { numDeletedRows } = await tx
      .deleteFrom('step_target')
      .where('service', '=', service)
      .where('element', '=', element)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
  const values = { days, set_by: by, set_at: new Date(at) }
  const row = await tx
    .insertInto('step_target')
    .values({ service, element, ...values })
    .onConflict((conflict) =>
      conflict.columns(['service', 'element']).doUpdateSet(values).where('step_target.days', '<>', days),
    )
    .returning('days')
    .executeTakeFirst()
  return row !== undefined
}
