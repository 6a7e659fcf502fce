import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bpmnTable, FEATURES, featuresShown, REFUSED } from '../../test/support/bpmn-table.js'
import { definitionOf, readTrace, traceFiles, walkTrace } from '../../test/support/traces.js'
import { compile } from './index.js'

const file = path.join(import.meta.dirname, '../../docs/bpmn.md')

test('docs/bpmn.md says what the traces show, and every element that runs has one', { timeout: 60_000 }, async () => {
  const shown = new Map<string, string[]>()
  for (const name of traceFiles()) {
    const trace = readTrace(name)
    const definition = await definitionOf(name, trace)
    for (const feature of featuresShown(definition, walkTrace(definition, trace).effects))
      shown.set(feature, [...(shown.get(feature) ?? []), name])
  }
  expect(FEATURES.filter((feature) => !shown.has(feature))).toEqual([])
  expect([...shown.keys()].filter((feature) => !FEATURES.some((one) => one === feature))).toEqual([])
  const table = bpmnTable(shown)
  if (process.env['MIZBAN_WRITE_TABLE'] === '1') writeFileSync(file, table)
  expect(readFileSync(file, 'utf8')).toBe(table)
})

test.each(REFUSED.map(([name, rule, xml, dmn]) => ({ name, rule, xml, dmn: dmn ?? '' })))(
  '$name is refused by the rule $rule',
  async ({ rule, xml, dmn }) => {
    const table = dmn === '' ? [] : [{ name: 'table.dmn', xml: dmn }]
    const { definition, problems } = await compile([{ name: 'drawing.bpmn', xml }, ...table])
    expect(definition).toBeNull()
    expect(problems.map((one) => one.rule)).toContain(rule)
  },
)
