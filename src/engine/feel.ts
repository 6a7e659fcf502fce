import { evaluate, FeelFunction, isFunction, parseDateTime, parseUnaryTests, unaryTest } from 'feelin'
import { dateOf, instantOf } from './duration.js'
import type { Json, Variables } from './model.js'

export interface Evaluated {
  readonly value: Json
  readonly warnings: readonly string[]
}

/** A FEEL expression read once: a function of the names it uses, and where its warnings are put down. */
interface Prepared {
  readonly names: readonly string[]
  readonly call: FeelFunction
  readonly warnings: { message: string }[]
}

const MOST_PREPARED = 5_000
const prepared = new Map<string, Prepared | null>()

/**
 * Evaluates a FEEL expression; a leading '=' is the mark of Camunda 8 for one. A fault of the expression is a warning
 * and null. `now()` and `today()` are those of the step, not of a clock.
 * @param at epoch milliseconds
 */
export function feel(expression: string, variables: Variables, at: number): Evaluated {
  const source = expression.replace(/^\s*=/, '')
  const ready = preparedFor(source, variables)
  try {
    if (!ready) {
      const { value, warnings } = evaluate(source, { ...variables, ...clockAt(at) })
      return { value: asJson(value), warnings: warnings.map((one) => one.message) }
    }
    const clock: Readonly<Record<string, FeelFunction>> = CLOCK.test(source) ? clockAt(at) : {}
    const value: unknown = ready.call.invoke(ready.names.map((name) => clock[name] ?? variables[name]))
    return { value: asJson(value), warnings: ready.warnings.splice(0).map((one) => one.message) }
  } catch (error) {
    ready?.warnings.splice(0)
    return { value: null, warnings: [error instanceof Error ? error.message : String(error)] }
  }
}

const CLOCK = /\b(now|today)\s*\(/

/** `now` and `today` as functions of the instant of the step. */
function clockAt(at: number): Record<string, FeelFunction> {
  const instant = parseDateTime(instantOf(at))
  return {
    now: new FeelFunction(() => instant, []),
    today: new FeelFunction(() => evaluate(`date("${dateOf(at)}")`, {}).value, []),
  }
}

const PLAIN = /^[\p{L}_][\p{L}\p{M}\d_]*$/u

/**
 * The expression as a function of the variables it names, kept, because to read FEEL costs forty times as much as to
 * evaluate it. How FEEL is read depends on which names are known, so they are part of the key; names with spaces or
 * signs in them change the reading of what is around them, and such expressions are read each time.
 */
function preparedFor(source: string, variables: Variables): Prepared | null {
  const names = Object.keys(variables).filter((name) => source.includes(name))
  if (names.some((name) => !PLAIN.test(name) || hasOddName(variables[name] ?? null, source))) return null
  if (CLOCK.test(source)) names.push(...['now', 'today'].filter((name) => !names.includes(name)))
  const key = `${names.join(',')}|${source}`
  const known = prepared.get(key)
  if (known !== undefined) return known
  const made = prepare(source, names)
  if (prepared.size >= MOST_PREPARED) prepared.clear()
  prepared.set(key, made)
  return made
}

function prepare(source: string, names: readonly string[]): Prepared | null {
  try {
    const { value, warnings } = evaluate(`function(${names.join(', ')}) ${source}`, {})
    return isFunction(value) ? { names, call: value, warnings } : null
  } catch {
    return null
  }
}

function hasOddName(value: Json, source: string): boolean {
  if (value === null || typeof value !== 'object') return false
  if (Array.isArray(value)) return value.some((one: Json) => hasOddName(one, source))
  return Object.entries(value).some(
    ([key, one]) => (!PLAIN.test(key) && source.includes(key)) || hasOddName(one, source),
  )
}

/** Whether a value passes a unary test of a decision table, such as `> 5` or `"a", "b"`. */
export function passes(test: string, value: Json, variables: Variables, at: number): Evaluated {
  const wanted = test.trim()
  if (wanted === '' || wanted === '-') return { value: true, warnings: [] }
  try {
    const result = unaryTest(wanted, { ...variables, ...clockAt(at), '?': value })
    return { value: result.value === true, warnings: result.warnings.map((one) => one.message) }
  } catch (error) {
    return { value: false, warnings: [error instanceof Error ? error.message : String(error)] }
  }
}

/** A value that is literal text unless it begins with '='. */
export const literalOrFeel = (text: string, variables: Variables, at: number): Evaluated =>
  text.startsWith('=') ? feel(text, variables, at) : { value: text, warnings: [] }

const faults = new Map<string, string | null>()

/** The fault of an expression that can't be read, or null. As a function it is read and not run: it may take for ever. */
export function feelFault(expression: string): string | null {
  const known = faults.get(expression)
  if (known !== undefined) return known
  const fault = faultOf(() => evaluate(`function() ${expression.replace(/^\s*=/, '')}`, {}))
  if (faults.size >= MOST_PREPARED) faults.clear()
  faults.set(expression, fault)
  return fault
}

/** The fault of a unary test that can't be read, or null. One that can is not run. */
export function testFault(test: string): string | null {
  if (test.trim() === '' || test.trim() === '-') return null
  let isBroken = false
  parseUnaryTests(test, { '?': null }, undefined).iterate({
    enter: ({ type }) => {
      isBroken ||= type.isError
    },
  })
  return isBroken ? faultOf(() => unaryTest(test, { '?': null })) : null
}

function faultOf(read: () => unknown): string | null {
  try {
    read()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** FEEL knows dates, ranges and functions; variables are JSON. */
function asJson(value: unknown): Json {
  if (value === null || value === undefined || typeof value === 'function') return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value !== 'object' || isFunction(value)) return null
  if (Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asJson(one)]))
  return String(value)
}
