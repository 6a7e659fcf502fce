import type { State } from '../engine/index.js'
import type { Problem } from './form/form.js'
import type { Json, JsonObject } from './json.js'

type Scope = State['scopes'][number]

/** The scopes whose variables a token sees: its own first, then those around it, up to the process or the call. */
export function scopesOf(state: State, token: number): readonly Scope[] {
  const standing = state.tokens.find((one) => one.id === token)
  const own = state.scopes.find((one) => one.token === token)
  const chain: Scope[] = own ? [own] : []
  for (let id: number | null = standing?.scope ?? null; id !== null;) {
    const scope: Scope | undefined = state.scopes.find((one) => one.id === id)
    if (!scope) break
    chain.push(scope)
    id = scope.kind === 'call' ? null : scope.parent
  }
  return chain
}

/** A name that FEEL can use without quotes. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u

/** The most characters one variable may have, as JSON. */
export const MOST_JSON = 20_000

/**
 * What was typed against what is known: only what differs is changed.
 * @param typed name to JSON text
 */
export function changedVariables(
  known: JsonObject,
  typed: Readonly<Record<string, string>>,
): { readonly changed: JsonObject; readonly problems: readonly Problem[] } {
  const changed: Record<string, Json> = {}
  const problems: Problem[] = []
  for (const [name, text] of Object.entries(typed)) {
    if (!NAME.test(name) || name === '__proto__') {
      problems.push(wrong('new', 'bad-name', NAMES))
      continue
    }
    const value = readJson(text)
    if (value === undefined) problems.push(wrong(name, 'bad-json', VALUES))
    else if (!Object.hasOwn(known, name) || canonical(known[name] ?? null) !== canonical(value)) changed[name] = value
  }
  return { changed, problems }
}

const wrong = (key: string, code: string, text: Problem['text']): Problem => ({ key, code, text })

const NAMES = {
  fa: 'نام متغیر از حرف، رقم و زیرخط است و با رقم آغاز نمی‌شود.',
  en: 'The name of a variable has letters, digits and underscores, and does not begin with a digit.',
}
const VALUES = {
  fa: 'این مقدار JSON درستی نیست. متن میان دو نشانهٔ " می‌آید، مانند "بله".',
  en: 'This is not JSON. A text stands between quotation marks, such as "yes".',
}

function readJson(text: string): Json | undefined {
  if (text.length > MOST_JSON) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** JSON with sorted keys: a database keeps no order of its own. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((one: Json) => canonical(one)).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]: [string, Json]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`
}
