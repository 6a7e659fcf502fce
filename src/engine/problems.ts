import { pair } from './checks/pair.js'
import { CONTENT } from './checks/rules-content.js'
import { STRUCTURE } from './checks/rules-structure.js'
import type { Problem } from './model.js'

/** Every rule a drawing is checked by. */
const RULES = { ...STRUCTURE, ...CONTENT }

export type Rule = keyof typeof RULES

export const EVERY_RULE: readonly string[] = Object.keys(RULES)

/** Advice: the drawing runs all the same. */
const WARNINGS: readonly Rule[] = [
  'no-default',
  'no-office',
  'called-elsewhere',
  'unreachable',
  'several-starts',
  'no-correlation-key',
  'cycle-fires-once',
  'join-waits-forever',
]

/** A problem by its rule; `detail` is added to the reason, such as the name of the element type. */
export function problem(rule: Rule, element: string | null, detail?: string): Problem {
  const [reason, cure] = RULES[rule]
  const told = detail ? pair(`${reason.en} (${detail})`, `${reason.fa} (${detail})`) : reason
  return { severity: WARNINGS.includes(rule) ? 'warning' : 'error', element, rule, reason: told, cure }
}
