import { feel, passes } from './feel.js'
import type { Decision, Json, Variables } from './model.js'

export interface Decided {
  readonly value: Json
  readonly warnings: readonly string[]
  /** Why there is no decision; null when there is one. */
  readonly fault: string | null
}

type Table = Extract<Decision['table'], object>

/** Decides by a decision and, before it, by those it needs, whose results it sees by their names (DMN 1.3, 6.3). */
export function decide(
  decisions: Readonly<Record<string, Decision>>,
  id: string,
  variables: Variables,
  at: number,
): Decided {
  const decision = decisions[id]
  if (!decision) return { value: null, warnings: [], fault: `there is no decision ${id}` }
  const warnings: string[] = []
  const known: Record<string, Json> = { ...variables }
  for (const needed of decision.needs) {
    const result = decide(decisions, needed, variables, at)
    warnings.push(...result.warnings)
    if (result.fault !== null) return { ...result, warnings }
    known[needed] = result.value
    known[decisions[needed]?.name ?? needed] = result.value
  }
  const own = decision.table ? decideByTable(decision.table, known, at) : byExpression(decision, known, at)
  return { ...own, warnings: [...warnings, ...own.warnings] }
}

function byExpression({ expression }: Decision, variables: Variables, at: number): Decided {
  return { ...feel(expression ?? 'null', variables, at), fault: null }
}

type Row = Readonly<Record<string, Json>>

/** Decides by the rows whose tests all pass, as the hit policy says (DMN 1.3, 8.2.8). */
function decideByTable(table: Table, variables: Variables, at: number): Decided {
  const warnings: string[] = []
  const valueOf = (expression: string): Json => {
    const { value, warnings: told } = feel(expression, variables, at)
    warnings.push(...told)
    return value
  }
  const inputs = table.inputs.map(valueOf)
  const holds = (test: string, value: Json): boolean => {
    const { value: passed, warnings: told } = passes(test, value, variables, at)
    warnings.push(...told)
    return passed === true
  }
  const hits = table.rules.filter(({ tests }) => tests.every((test, index) => holds(test, inputs[index] ?? null)))
  const rows = (table.hitPolicy === 'F' ? hits.slice(0, 1) : hits).map(({ results }): Row =>
    Object.fromEntries(table.outputs.map(({ name }, index) => [name, valueOf(results[index] || 'null')])),
  )
  const judged = judge(table, rows, valueOf)
  return 'fault' in judged
    ? { value: null, warnings, fault: judged.fault }
    : { value: judged.value, warnings, fault: null }
}

function judge(
  table: Table,
  rows: readonly Row[],
  valueOf: (expression: string) => Json,
): { readonly value: Json } | { readonly fault: string } {
  const single = table.outputs.length === 1
  const shown = (row: Row): Json => (single ? (Object.values(row)[0] ?? null) : row)
  const [first] = rows
  if (!first) return { value: fallback(table, valueOf) }
  switch (table.hitPolicy) {
    case 'U':
      return rows.length > 1
        ? { fault: `${rows.length} rules apply, and the table allows one` }
        : { value: shown(first) }
    case 'A':
      return rows.some((row) => JSON.stringify(row) !== JSON.stringify(first))
        ? { fault: 'rules that apply give different results, and the table allows one' }
        : { value: shown(first) }
    case 'F':
      return { value: shown(first) }
    case 'P':
      return {
        value: shown(rows.toSorted((a, b) => priority(table, a, valueOf) - priority(table, b, valueOf))[0] ?? first),
      }
    case 'R':
    case 'C':
      return { value: rows.map(shown) }
    default:
      return aggregate(table.hitPolicy, rows.map(shown))
  }
}

/** What the table gives when no rule applies: the default outputs, an empty list where it collects, else null. */
function fallback(table: Table, valueOf: (expression: string) => Json): Json {
  if (table.outputs.some((one) => one.fallback !== null)) {
    const row = table.outputs.map((one) => [one.name, one.fallback === null ? null : valueOf(one.fallback)] as const)
    return row.length === 1 ? (row[0]?.[1] ?? null) : Object.fromEntries(row)
  }
  if (table.hitPolicy === 'C#') return 0
  return table.hitPolicy === 'R' || table.hitPolicy === 'C' ? [] : null
}

/** The place of a row's first output among the values the table lists in order of priority; what is not listed comes last. */
function priority(table: Table, row: Row, valueOf: (expression: string) => Json): number {
  const [output] = table.outputs
  if (!output) return 0
  const at = output.values.findIndex((value) => JSON.stringify(valueOf(value)) === JSON.stringify(row[output.name]))
  return at < 0 ? output.values.length : at
}

function aggregate(
  policy: 'C+' | 'C#' | 'C<' | 'C>',
  values: readonly Json[],
): { readonly value: Json } | { readonly fault: string } {
  if (policy === 'C#') return { value: values.length }
  const numbers = values.filter((one) => typeof one === 'number')
  if (numbers.length < values.length) return { fault: 'the table adds up what are not numbers' }
  if (policy === 'C+') return { value: numbers.reduce((sum, one) => sum + one, 0) }
  return { value: numbers.reduce((best, one) => (policy === 'C<' ? Math.min(best, one) : Math.max(best, one))) }
}
