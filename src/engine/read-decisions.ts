import { DmnModdle } from 'dmn-moddle'
import { feel, feelFault, testFault } from './feel.js'
import type { Decision, HitPolicy, Problem } from './model.js'
import { problem } from './problems.js'
import { child, children, idOf, text, xmlFault, type Element } from './read.js'

export interface Decisions {
  readonly decisions: readonly Decision[]
  readonly problems: readonly Problem[]
}

/** Reads the decisions of a DMN 1.3 file. */
export async function readDecisions(xml: string): Promise<Decisions> {
  const refused = xmlFault(xml)
  if (refused) return { decisions: [], problems: [refused] }
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml)
    const problems = warnings.map(({ message }) => problem('bad-decision', null, message))
    const decisions: Decision[] = []
    for (const element of children(rootElement, 'drgElement').filter((one) => one.$type === 'dmn:Decision')) {
      const read = decisionOf(element)
      if ('fault' in read) problems.push(problem('bad-decision', idOf(element), read.fault))
      else decisions.push(read)
    }
    return { decisions, problems: [...problems, ...decisions.flatMap(checkDecision)] }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { decisions: [], problems: [problem('bad-decision', null, message)] }
  }
}

function decisionOf(element: Element): Decision | { readonly fault: string } {
  const logic = child(element, 'decisionLogic')
  const base = {
    id: idOf(element),
    name: text(element, 'name') ?? idOf(element),
    needs: children(element, 'informationRequirement')
      .map((one) => text(child(one, 'requiredDecision'), 'href')?.replace(/^#/, ''))
      .filter((one) => one !== undefined),
  }
  if (logic?.$type === 'dmn:LiteralExpression') return { ...base, expression: text(logic, 'text'), table: null }
  if (logic?.$type !== 'dmn:DecisionTable') return { fault: `${logic?.$type ?? 'no decision logic'} is not read` }
  const hitPolicy = policyOf(logic)
  if (!hitPolicy) return { fault: `hit policy ${text(logic, 'hitPolicy')} ${text(logic, 'aggregation') ?? ''}` }
  const written = (one: Element) => text(one, 'text')?.trim() ?? ''
  const table = {
    hitPolicy,
    inputs: children(logic, 'input').map((one) => text(child(one, 'inputExpression'), 'text')?.trim() ?? 'null'),
    outputs: children(logic, 'output').map((one) => ({
      name: text(one, 'name') ?? text(one, 'label') ?? 'output',
      values: valuesOf(text(child(one, 'outputValues'), 'text')),
      fallback: text(child(one, 'defaultOutputEntry'), 'text'),
    })),
    rules: children(logic, 'rule').map((one) => ({
      tests: children(one, 'inputEntry').map(written),
      results: children(one, 'outputEntry').map(written),
    })),
  }
  return { ...base, expression: null, table }
}

function policyOf(table: Element): HitPolicy | null {
  const policies: Readonly<Record<string, HitPolicy>> = {
    UNIQUE: 'U',
    ANY: 'A',
    PRIORITY: 'P',
    FIRST: 'F',
    'RULE ORDER': 'R',
    COLLECT: 'C',
    'COLLECT SUM': 'C+',
    'COLLECT COUNT': 'C#',
    'COLLECT MIN': 'C<',
    'COLLECT MAX': 'C>',
  }
  const aggregation = text(table, 'aggregation')
  return policies[`${text(table, 'hitPolicy') ?? 'UNIQUE'}${aggregation === null ? '' : ` ${aggregation}`}`] ?? null
}

/** The values of an output as FEEL literals, one by one. */
function valuesOf(list: string | null): readonly string[] {
  const { value } = feel(`[${list ?? ''}]`, {}, 0)
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)) : []
}

function checkDecision({ id, table, expression }: Decision): readonly Problem[] {
  const told = (fault: string | null, of: string) =>
    fault === null ? [] : [problem('bad-decision', id, `${of}: ${fault}`)]
  if (!table) return expression === null ? told('missing', 'expression') : told(feelFault(expression), expression)
  return [
    ...(table.outputs.length === 0 ? told('missing', 'output') : []),
    ...table.inputs.flatMap((one) => told(feelFault(one), one)),
    ...table.rules.flatMap(({ tests, results }) => [
      ...tests.flatMap((one) => told(testFault(one), one)),
      ...results.filter((one) => one !== '').flatMap((one) => told(feelFault(one), one)),
    ]),
  ]
}
