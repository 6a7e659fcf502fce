import fc from 'fast-check'
import { z } from 'zod'
import type { ApiAnswer, DescribedRoute } from './hold-answer.js'

/** One call of an API, made from what its document says of a route. */
export interface GeneratedCall {
  readonly route: DescribedRoute
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What is known to be there, by the name of the part of a path or of a property: ids and keys, own and foreign. */
export type Known = Readonly<Record<string, readonly string[]>>

/** Texts that break what trusts them. */
const HOSTILE = [
  '',
  ' ',
  '\0',
  '\ud800',
  '‮RTL',
  "'; drop table request; --",
  '%_\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '-1',
  '0',
  '1e309',
  '9223372036854775808',
  'NaN',
  'null',
  '[object Object]',
  '__proto__',
  'constructor',
  'ی'.repeat(3000),
  '۱۲۳',
]

const hostile = fc.constantFrom(...HOSTILE)

/** Values for a schema: as it says, nearly so, or anything. */
function valueFor(schema: z.ZodType, name: string, known: Known, depth = 0): fc.Arbitrary<unknown> {
  const fits = fitting(schema, name, known, depth)
  if (depth > 3) return fits
  return fc.oneof(
    { weight: 8, arbitrary: fits },
    { weight: 1, arbitrary: hostile },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  )
}

function fitting(schema: z.ZodType, name: string, known: Known, depth: number): fc.Arbitrary<unknown> {
  const real = known[name]
  if (real && real.length > 0) return fc.oneof(fc.constantFrom(...real), fc.string({ maxLength: 20 }))
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return fc.option(valueFor(schema.unwrap() as z.ZodType, name, known, depth), { nil: undefined })
  if (schema instanceof z.ZodPipe) return fitting(schema.in as z.ZodType, name, known, depth)
  if (schema instanceof z.ZodUnion)
    return fc.oneof(...schema.options.map((one) => valueFor(one as z.ZodType, name, known, depth)))
  if (schema instanceof z.ZodObject) return objectFor(schema, known, depth)
  if (schema instanceof z.ZodArray)
    return fc.array(valueFor(schema.element as z.ZodType, name, known, depth + 1), { maxLength: 3 })
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(
      fc.oneof(fc.constantFrom(...(known['fields'] ?? ['a'])), hostile),
      fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 2 })),
      { maxKeys: 4 },
    )
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodNumber) return fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer())
  if (schema instanceof z.ZodString) return fc.string({ unit: 'grapheme', maxLength: 40 })
  return fc.jsonValue({ maxDepth: 2 })
}

function objectFor(schema: z.ZodObject, known: Known, depth: number): fc.Arbitrary<unknown> {
  const parts = Object.entries(schema.shape).map(([key, one]): [string, fc.Arbitrary<unknown>] => [
    key,
    valueFor(one as z.ZodType, key, known, depth + 1),
  ])
  return fc.record(Object.fromEntries(parts), {
    requiredKeys: parts.map(([key]) => key).filter((_, index) => index % 5 !== 4),
  })
}

const schemaIn = (part: unknown): z.ZodObject | null => (part instanceof z.ZodObject ? part : null)

/** How many calls a test makes; `MIZBAN_FUZZ_RUNS=10000` makes many more. */
const runsOf = (usual: number): number => Number(process.env['MIZBAN_FUZZ_RUNS'] ?? usual)

/** What a call may take on a busy machine; calls that are not made by then are left out, and their number is told. */
const MS_A_CALL = 400

/** How long a test with so many calls may take, in milliseconds. */
export const fuzzMs = (usual: number): number => runsOf(usual) * MS_A_CALL + 60_000

/**
 * Sends calls of all kinds to these routes, as different people. None may break the desk or tell the secret; `send` holds
 * each answer against the document. `MIZBAN_FUZZ_SEED` makes the same calls again.
 */
export async function fuzz(
  usual: number,
  given: {
    readonly routes: readonly DescribedRoute[]
    readonly known: Known
    readonly tokens: readonly string[]
    readonly secret: string
    readonly send: (call: GeneratedCall, token: string, once: string) => Promise<ApiAnswer>
  },
): Promise<void> {
  const seed = Number(process.env['MIZBAN_FUZZ_SEED'] ?? Date.now() % 2 ** 31)
  const answers = new Map<number, number>()
  let made = 0
  const call = fc.constantFrom(...given.routes).chain((route) => callOf(route, given.known))
  const holds = fc.asyncProperty(call, fc.constantFrom(...given.tokens), async (one, token) => {
    made += 1
    const answer = await given.send(one, token, `${seed}-${made}`)
    answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
    const road = `${one.route.method} ${one.path}`
    if (answer.status >= 500 && answer.status !== 501) throw new Error(`${road}: ${answer.text}`)
    if (answer.text.includes(given.secret)) throw new Error(`${road} tells what is another’s`)
  })
  const numRuns = runsOf(usual)
  const interruptAfterTimeLimit = numRuns * MS_A_CALL
  try {
    await fc.assert(holds, { seed, numRuns, interruptAfterTimeLimit, markInterruptAsFailure: false })
  } finally {
    console.log(`${made} of ${numRuns} calls, seed ${seed}: ${JSON.stringify(Object.fromEntries(answers))}`)
  }
  // Whoever is asked for with a name that is known is found: the calls reach something.
  if ((answers.get(200) ?? 0) <= made / 10) throw new Error('hardly any call found something')
}

function callOf(route: DescribedRoute, known: Known): fc.Arbitrary<GeneratedCall> {
  const { request } = route.config
  const names = [...route.config.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const segments = names.map((name) => {
    const real = known[name] ?? []
    return fc.oneof(
      { weight: 6, arbitrary: real.length > 0 ? fc.constantFrom(...real) : fc.string({ maxLength: 10 }) },
      { weight: 1, arbitrary: hostile },
    )
  })
  const query = schemaIn(request?.query)
  const media = request?.body?.content?.['application/json']
  const body = media && 'schema' in media ? media.schema : undefined
  return fc
    .record({
      segments: fc.tuple(...segments),
      query: query ? valueFor(query, 'query', known) : fc.constant({}),
      body:
        body instanceof z.ZodType
          ? fc.option(valueFor(body, 'body', known), { freq: 12, nil: undefined })
          : fc.constant(undefined),
      broken: fc.integer({ min: 0, max: 29 }),
      type: fc.constantFrom(
        'application/json',
        'application/json',
        'application/json',
        'text/plain',
        'application/x-www-form-urlencoded',
        '',
      ),
      once: fc.option(fc.oneof(fc.constantFrom('k1', 'k2'), hostile), { freq: 3, nil: undefined }),
      lang: fc.constantFrom('fa', 'en', '*'),
    })
    .map((made) => {
      let index = 0
      const path = route.config.path.replace(
        /\{\w+\}/g,
        () => encodeURIComponent((made.segments[index++] ?? '').toWellFormed()) || '%20',
      )
      const text = made.body === undefined ? undefined : JSON.stringify(made.body)
      const sends = text !== undefined && route.method !== 'GET'
      return {
        route,
        path,
        query: queryOf(made.query),
        headers: {
          'accept-language': made.lang,
          ...(sends && made.type !== '' ? { 'content-type': made.type } : {}),
          ...(made.once !== undefined && /^[\x20-\x7e]*$/.test(made.once) ? { 'idempotency-key': made.once } : {}),
        },
        body: sends ? (made.broken === 0 ? text?.slice(0, -1) : text) : undefined,
      }
    })
}

function queryOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const params = new URLSearchParams()
  for (const [key, one] of Object.entries(value))
    for (const each of Array.isArray(one) ? one : [one])
      if (each !== undefined && each !== null && typeof each !== 'object')
        params.append(key, String(each).toWellFormed())
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
