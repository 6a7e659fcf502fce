import { toMs, toMsOrNull, type Db, type Tx } from './visible.js'

/** Somebody stands in for a colleague between two moments (epoch milliseconds); without an office, in all of theirs. */
export interface Substitution {
  readonly id: number
  readonly absent: number
  readonly substitute: number
  readonly office: string | null
  readonly from: number
  readonly until: number
  readonly madeBy: number
  readonly endedAt: number | null
}

export async function insertSubstitution(
  tx: Tx,
  one: Omit<Substitution, 'id' | 'endedAt'> & { readonly at: number },
): Promise<number> {
  const { id } = await tx
    .insertInto('substitution')
    .values({
      absent_id: one.absent,
      substitute_id: one.substitute,
      office: one.office,
      from_at: new Date(one.from),
      until_at: new Date(one.until),
      made_by: one.madeBy,
      made_at: new Date(one.at),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A substitution, locked until the transaction ends; whether the person may end it is asked next. */
export async function substitutionById(tx: Tx, id: number): Promise<Substitution | null> {
  const row = await tx.selectFrom('substitution').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    absent: row.absent_id,
    substitute: row.substitute_id,
    office: row.office,
    from: toMs(row.from_at),
    until: toMs(row.until_at),
    madeBy: row.made_by,
    endedAt: toMsOrNull(row.ended_at),
  }
}

/** Whether somebody stands in for this person, in this office (null: in all), in a span that meets this one. */
export async function isStoodInFor(
  db: Db,
  one: Pick<Substitution, 'absent' | 'substitute' | 'office' | 'from' | 'until'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('substitution')
    .select('id')
    .where('absent_id', '=', one.absent)
    .where('substitute_id', '=', one.substitute)
    .where((eb) => eb.or([eb('office', 'is', null), ...(one.office === null ? [] : [eb('office', '=', one.office)])]))
    .where('ended_at', 'is', null)
    .where('from_at', '<', new Date(one.until))
    .where('until_at', '>', new Date(one.from))
    .executeTakeFirst()
  return row !== undefined
}

export async function endSubstitutionRow(tx: Tx, id: number, at: number): Promise<void> {
  await tx
    .updateTable('substitution')
    .set({ ended_at: new Date(at) })
    .where('id', '=', id)
    .execute()
}
