import { evaluate } from 'feelin'
import type { Json, Variables } from './model.js'

export interface Evaluated {
  readonly value: Json
  readonly warnings: readonly string[]
}

/** Evaluates a FEEL expression; a leading '=' is the mark of Camunda 8 for one. A fault of the expression is a warning and null. */
export function feel(expression: string, variables: Variables): Evaluated {
  const source = expression.replace(/^\s*=/, '')
  try {
    const { value, warnings } = evaluate(source, { ...variables })
    return { value: asJson(value), warnings: warnings.map((one) => one.message) }
  } catch (error) {
    return { value: null, warnings: [error instanceof Error ? error.message : String(error)] }
  }
}

/** A value that is literal text unless it begins with '='. */
export const literalOrFeel = (text: string, variables: Variables): Evaluated =>
  text.startsWith('=') ? feel(text, variables) : { value: text, warnings: [] }

/** The fault of an expression that can't be read, or null. */
export function feelFault(expression: string): string | null {
  try {
    evaluate(expression.replace(/^\s*=/, ''), {})
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** FEEL knows dates, ranges and functions; variables are JSON. */
function asJson(value: unknown): Json {
  if (value === null || value === undefined || typeof value === 'function') return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value !== 'object') return null
  if (Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asJson(one)]))
  return String(value)
}
