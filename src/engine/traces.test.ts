import { expect, test } from 'vitest'
import { definitionOf, readTrace, traceFiles, walkTrace, writeTrace } from '../../test/support/traces.js'

const traces = traceFiles()

test('there are traces of every element and of every branch of the clearance', () => {
  expect(traces.length).toBeGreaterThanOrEqual(210)
})

test.each(traces)('%s', async (file) => {
  const trace = readTrace(file)
  const { told, states } = walkTrace(await definitionOf(file, trace), trace)
  const last = states.at(-1)?.scopes.find((scope) => scope.parent === null)?.variables ?? {}
  const result = trace.shows === undefined ? {} : { result: last }
  if (process.env['MIZBAN_WRITE_TRACES'] === '1') writeTrace(file, { ...trace, steps: told, ...result })
  expect({ ...trace, steps: told, ...result }).toEqual(trace)
})
