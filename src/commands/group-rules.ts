import { grantsBy, rightChanges, ruleFault, type GroupRule, type RightChange } from '../desk/groups.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { Text } from '../desk/text.js'
import { recordAudit } from '../store/audit.js'
import { addedRules, deleteRule, insertRule } from '../store/group-rules.js'
import { releaseTasksOf } from '../store/leaving.js'
import { holders, keepRights } from '../store/rights.js'
import type { Db, Tx } from '../store/visible.js'
import { acting, type Desk } from './desk.js'
import { rightEntries } from './sync.js'

/** What adding a rule or taking one away would do. */
export type RulePlan = { readonly add: GroupRule } | { readonly remove: number }

export interface RulePreview {
  readonly rule: GroupRule
  readonly changes: readonly (RightChange & { readonly name: Text })[]
}

/** Who would gain and lose what; nothing is written. A rule that can't be taken is refused with its fault. */
export async function previewRule(
  desk: Desk,
  person: Person,
  plan: RulePlan,
): Promise<Outcome<{ preview: RulePreview }>> {
  if (!person.administrator) return refused('not-found')
  const planned = await consequences(desk.db, desk, plan)
  if (!planned.ok) return planned
  const { rule, changes, names } = planned
  return {
    ok: true,
    preview: {
      rule,
      changes: changes.map((one) => ({ ...one, name: names.get(one.person) ?? { fa: '', en: '' } })),
    },
  }
}

/** Adds a rule or takes one away, and with it what it gives, at once. */
export function changeRules(
  desk: Desk,
  person: Person,
  input: { readonly plan: RulePlan; readonly once: string },
): Promise<Outcome<{ gained: number; lost: number }>> {
  return acting(desk, person, `rule:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-found')
    const planned = await consequences(tx, desk, input.plan)
    if (!planned.ok) return planned
    const at = desk.now()
    const { rule, changes } = planned
    if ('remove' in input.plan) await deleteRule(tx, input.plan.remove)
    else if ((await insertRule(tx, rule, person.id, at)) === null) return refused('incomplete', { fault: 'twice' })
    await apply(tx, planned, at)
    await recordAudit(
      tx,
      at,
      {
        kind: 'remove' in input.plan ? 'rule-removed' : 'rule-added',
        by: person.id,
        data: { group: rule.group, office: rule.office, role: rule.role },
      },
      ...rightEntries(changes, person.id),
    )
    const gained = changes.filter((one) => one.gains).length
    return { ok: true, gained, lost: changes.length - gained }
  })
}

interface Planned {
  readonly rule: GroupRule
  readonly changes: readonly RightChange[]
  readonly after: ReturnType<typeof grantsBy>
  readonly groups: ReadonlyMap<number, readonly string[]>
  readonly names: ReadonlyMap<number, Text>
}

async function consequences(db: Db, { university }: Desk, plan: RulePlan): Promise<Outcome<Planned>> {
  const added = await addedRules(db)
  const all = [...university.directory.rules, ...added]
  const rule = 'add' in plan ? plan.add : added.find((one) => one.id === plan.remove)
  if (!rule) return refused('not-found')
  const fault = 'add' in plan ? ruleFault(rule, university, all) : null
  if (fault) return refused('incomplete', { fault })
  const next = 'add' in plan ? [...all, rule] : all.filter((one) => one !== rule)
  const people = await holders(db)
  const after = grantsBy(next, university.directory.codes)
  return {
    ok: true,
    rule: { group: rule.group, office: rule.office, role: rule.role },
    changes: rightChanges(people, after),
    after,
    groups: new Map(people.map((one) => [one.person, one.groups])),
    names: new Map(people.map((one) => [one.person, one.name])),
  }
}

async function apply(tx: Tx, { changes, after, groups }: Planned, at: number): Promise<void> {
  const touched = [...new Set(changes.map((one) => one.person))]
  await keepRights(
    tx,
    touched.map((person) => ({ person, ...after(groups.get(person) ?? []) })),
  )
  await releaseTasksOf(tx, touched, at)
}
