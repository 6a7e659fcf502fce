import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInstitution } from '../catalog/institution.js'
import { expectedEnd, type Journey } from './expected-end.js'
import type { Pace } from './pace.js'
import { readService } from './service.js'
import { instanceFor } from './university.js'

const folder = new URL('../../services/student-clearance/', import.meta.url)
const files = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|json|bpmn|typ)$/.test(name) && !name.endsWith('.trace.json'))
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(new URL(name, folder), 'utf8')]),
)
const { service, problems } = await readService(files)
if (!service) throw new Error(problems.join('; '))
const parallel = await readService({
  ...files,
  'service.yaml': (files['service.yaml'] ?? '').replace('process: process.bpmn', 'process: process-parallel.bpmn'),
})
if (!parallel.service) throw new Error(parallel.problems.join('; '))

const university = await readInstitution()

/** Every step takes a day, half a day less or more. */
const days = (of: typeof service, middle: (element: string) => number = () => 1, samples = 8): readonly Pace[] =>
  of.steps.map((step) => ({
    element: step.element,
    office: instanceFor(step.office ?? '', 'nursing'),
    samples,
    quarter1: middle(step.element) * 0.5,
    middle: middle(step.element),
    quarter3: middle(step.element) * 1.5,
  }))

const journey = (more: Partial<Journey> = {}): Journey => ({
  university,
  service,
  at: ['start'],
  officeOfStep: (step) => (step.office === null ? null : instanceFor(step.office, 'nursing')),
  pace: days(service),
  spent: () => 0,
  stands: new Set(),
  ...more,
})

test('the steps on the way add up, the shorter way for the low end and the longer for the high one', () => {
  // Eleven steps without the dormitory, twelve with it; the notice at the end is for information. 11 - √(11 / 4), 12 + √(12 / 4).
  expect(expectedEnd(journey())).toEqual({ low: 9, high: 14 })
})

test('what is behind counts no more, and what an open step has had is taken off', () => {
  expect(expectedEnd(journey({ at: ['welfare'] }))).toEqual({ low: 1, high: 2 })
  expect(expectedEnd(journey({ at: ['loan_fund'], pace: days(service, () => 10) }))).toEqual({ low: 13, high: 28 })
  expect(
    expectedEnd(
      journey({
        at: ['loan_fund'],
        pace: days(service, () => 10),
        spent: (element) => (element === 'loan_fund' ? 4 : 0),
      }),
    ),
  ).toEqual({ low: 9, high: 24 })
})

test('steps whose outcome stands take no time', () => {
  const all = new Set(service.steps.map((step) => step.element).filter((one) => one !== 'welfare'))
  expect(expectedEnd(journey({ stands: all }))).toEqual({ low: 1, high: 2 })
})

test('side by side the longest office counts, not all of them', () => {
  const { service: drawn } = parallel
  if (!drawn) throw new Error('no parallel drawing')
  const slow = (element: string) => (element === 'nutrition' ? 9 : 1)
  const [one, other] = [days(drawn, slow), days(drawn, (element) => (element === 'loan_fund' ? 3 : slow(element)))]
  expect(expectedEnd(journey({ service: drawn, pace: other }))).toEqual(
    expectedEnd(journey({ service: drawn, pace: one })),
  )
})

test('where history is short, or an office can not be told, nothing is said', () => {
  expect(expectedEnd(journey({ pace: days(service, () => 1, 7) }))).toBeNull()
  expect(expectedEnd(journey({ pace: days(service).filter((one) => one.element !== 'it') }))).toBeNull()
  expect(expectedEnd(journey({ officeOfStep: () => null }))).toBeNull()
  expect(expectedEnd(journey({ at: ['welfare'], spent: () => 9 }))).toBeNull()
  expect(expectedEnd(journey({ at: [] }))).toBeNull()
})

test('whatever the history, the low end is a whole day at least and never above the high one', () => {
  const some = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 13, maxLength: 13 })
  fc.assert(
    fc.property(some, fc.constantFrom('start', 'numbering', 'welfare'), (middles, at) => {
      const index = (element: string) => service.steps.findIndex((step) => step.element === element)
      const expected = expectedEnd(
        journey({ at: [at], pace: days(service, (element) => middles[index(element)] ?? 1) }),
      )
      expect(expected?.low).toBeGreaterThanOrEqual(1)
      expect(expected?.high).toBeGreaterThanOrEqual(expected?.low ?? Infinity)
      expect(Number.isInteger(expected?.high)).toBe(true)
    }),
  )
})
