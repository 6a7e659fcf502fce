import { expect, test } from 'vitest'
import { definitionOf, readTrace, traceFiles, type Trace } from '../../test/support/traces.js'
import { simulate } from './index.js'
import type { Variables } from './model.js'

const TRACES = 'src/engine/traces'
const HOUR = 3_600_000
const drawing = async (name: string) => {
  const file = `${TRACES}/${name}.trace.json`
  return definitionOf(file, readTrace(file))
}

/** What goes on for ever, whatever is answered. */
const ENDLESS: readonly string[] = ['escalation-nearest-first.trace.json']

/** What the trace says that each task gives, one for each time it comes. */
function answersOf({ steps }: Trace): Readonly<Record<string, Variables[]>> {
  const answers: Record<string, Variables[]> = {}
  for (const { happening } of steps) {
    const element = happening['at-element']
    if (happening.kind !== 'task-completed' || element === undefined) continue
    const { variables } = happening as { readonly variables?: Variables }
    ;(answers[element] ??= []).push(variables ?? {})
  }
  return answers
}

test('every drawing of the traces is walked by itself, and comes to an end or waits for something that can be named', async () => {
  const outcomes = new Map<string, number>()
  for (const file of traceFiles()) {
    const trace = readTrace(file)
    const [first] = trace.steps
    const variables = first && 'variables' in first.happening ? (first.happening.variables as object) : {}
    const walked = simulate(await definitionOf(file, trace), {
      at: 0,
      variables: { ...variables },
      answers: answersOf(trace),
    })
    expect(walked.steps.filter((one) => one.refusal !== null)).toEqual([])
    if (walked.outcome === 'waiting')
      expect(
        walked.state?.incidents.length ||
          walked.state?.tokens.some((token) => ['signal', 'condition', 'join'].includes(token.waits)),
      ).toBeTruthy()
    if (walked.outcome === 'endless') expect(ENDLESS).toContain(file.split('/').at(-1))
    outcomes.set(walked.outcome, (outcomes.get(walked.outcome) ?? 0) + 1)
  }
  expect(outcomes.get('completed')).toBeGreaterThan(100)
}, 60_000)

test('the clock is set: a wait lets everything that is due in it happen, each at its own time', async () => {
  const { steps, state } = simulate(await drawing('boundary-repeating'), {
    at: 0,
    variables: {},
    acts: [{ wait: 'PT90M' }, { complete: 'reminder' }, { wait: 'PT12H' }],
  })
  const fired = steps.filter((one) => one.happening.kind === 'timer-due').map((one) => one.at)
  expect(fired).toEqual([HOUR, 2 * HOUR])
  expect(state?.tokens.map((token) => token.element)).toEqual(['work', 'reminder'])
})

test('answers are given by element, one for each time it comes', async () => {
  const { outcome, state } = simulate(await drawing('multi-instance-sequential'), {
    at: 0,
    variables: { council: ['Ali', 'Sara', 'Noor'] },
    answers: { vote: [{ outcome: 'yes' }, { outcome: 'no' }] },
  })
  expect(outcome).toBe('completed')
  expect(state?.scopes[0]?.variables['votes']).toEqual(['Ali: yes', 'Sara: no', 'Noor: no'])
})

test('a called process is done as it comes, like a job, with what the script says it gives', async () => {
  const { outcome, state } = simulate(await drawing('call-own-rounds'), {
    at: 0,
    variables: {},
    answers: { loan: [{ result: 'a' }, { result: 'b' }] },
  })
  expect(outcome).toBe('completed')
  expect(state?.scopes[0]?.variables['results']).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'b'],
  ])
  const failed = simulate(await drawing('call-own-error'), {
    at: 0,
    variables: {},
    acts: [{ error: 'loan', code: 'broken' }, { complete: 'repair' }],
  })
  expect(failed.outcome).toBe('completed')
})

test('everything a script can say happens, and what can not is told', async () => {
  const { steps, outcome } = simulate(await drawing('cancel-everything'), {
    at: 0,
    variables: {},
    acts: [
      { fail: 'job', message: 'no paper' },
      { retry: 'job' },
      { complete: 'job', variables: { x: 1 } },
      { set: { nothing: true } },
      { retry: 'stuck' },
      { message: 'm', key: '1' },
      { message: 'm', key: '1' },
      { signal: 'nobody' },
      { error: 'a', code: 'wrong' },
      { cancel: 'enough' },
    ],
  })
  expect(steps.map((one) => [one.happening.kind, one.refusal])).toEqual([
    ['start', null],
    ['job-failed', null],
    ['retry', null],
    ['job-done', null],
    ['set-variables', null],
    ['retry', null],
    ['message', null],
    ['message', 'nobody-waits'],
    ['signal', 'nobody-waits'],
    ['error', null],
    ['cancel', null],
  ])
  expect(outcome).toBe('cancelled')
})
