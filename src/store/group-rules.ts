import type { GroupRule } from '../desk/groups.js'
import type { Text } from '../desk/text.js'
import type { Db, Tx } from './visible.js'

/** A rule that an administrator added. */
export interface AddedRule extends GroupRule {
  readonly id: number
  readonly by: Text
  readonly at: number
}

export async function addedRules(db: Db): Promise<readonly AddedRule[]> {
  const rows = await db
    .selectFrom('group_rule')
    .innerJoin('person', 'person.id', 'added_by')
    .select(['group_rule.id', 'pattern', 'office', 'role', 'added_at', 'person.name'])
    .orderBy('group_rule.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    group: row.pattern,
    office: row.office,
    role: row.role === 'head' || row.role === 'expert' ? row.role : null,
    by: row.name,
    at: row.added_at.getTime(),
  }))
}

/** @returns its id, or null when somebody has added the same meanwhile */
export async function insertRule(tx: Tx, rule: GroupRule, by: number, at: number): Promise<number | null> {
  const row = await tx
    .insertInto('group_rule')
    .values({ pattern: rule.group, office: rule.office, role: rule.role, added_by: by, added_at: new Date(at) })
    .onConflict((conflict) => conflict.constraint('group_rule_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export const deleteRule = async (tx: Tx, id: number): Promise<void> =>
  void (await tx.deleteFrom('group_rule').where('id', '=', id).execute())
