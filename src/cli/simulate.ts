import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { compile, simulate as walk, type Simulation } from '../engine/index.js'

interface Io {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

const variables = z.record(z.string(), z.json())
const act = z.union([
  z.strictObject({ complete: z.string(), variables: variables.optional() }),
  z.strictObject({ fail: z.string(), message: z.string().optional(), retries: z.int().optional() }),
  z.strictObject({ error: z.string(), code: z.string(), variables: variables.optional() }),
  z.strictObject({ message: z.string(), key: z.string().nullable().optional(), variables: variables.optional() }),
  z.strictObject({ signal: z.string(), variables: variables.optional() }),
  z.strictObject({ set: variables }),
  z.strictObject({ retry: z.string() }),
  z.strictObject({ wait: z.string() }),
  z.strictObject({ cancel: z.string() }),
])
/** What happens, in order; or what tasks, jobs and messages give, by element. */
const script = z.union([
  z.array(act),
  z.record(
    z.string(),
    z.union([variables, z.array(variables)]).transform((one) => (Array.isArray(one) ? one : [one])),
  ),
])

export const simulateUsage =
  'FILE.bpmn [MORE.bpmn|TABLES.dmn …] [--variables JSON] [--script FILE] [--start ELEMENT] [--json]'
export const simulateAbout =
  'Walks a process without a database, with a clock of its own, and prints what happens; --help says how.'

const USAGE = `mizban simulate ${simulateUsage}

Walks a process without a database, with a clock of its own, and prints what happens. Without a script every task and
job is done as it comes, time passes when only timers are left, and messages come when only they are.
A script is JSON: a list of what happens ([{"complete": "task", "variables": {…}}, {"wait": "P1D"}, {"message": "paid",
"key": "N-1"}, {"signal": "…"}, {"fail": "job"}, {"error": "job", "code": "…"}, {"set": {…}}, {"retry": "element"},
{"cancel": "…"}]), or what each element gives ({"task": {"outcome": "approved"}}, a list for each time it comes).
Exit code: 0 when the process ended, 1 when it did not or was refused, 2 when called wrongly.`

/** @returns the exit code */
export async function simulate(args: readonly string[], { out, err }: Io): Promise<number> {
  const read = await readArguments(args)
  if ('fault' in read) {
    err(read.fault === '' ? USAGE : `${read.fault}\n\n${USAGE}`)
    return read.fault === '' ? 0 : 2
  }
  const { definition, problems } = await compile(read.files)
  for (const { severity, element, rule, reason, cure } of problems)
    err(`${severity} ${element ?? ''} ${rule}: ${reason.en} ${cure.en}`)
  if (!definition) return 1
  const walked = walk(definition, { at: 0, ...read.script })
  if (read.json) out(JSON.stringify(walked, null, 2))
  else for (const line of linesOf(walked)) out(line)
  const isRefused = walked.steps.some((one) => one.refusal !== null)
  return isRefused || walked.outcome === 'waiting' || walked.outcome === 'endless' ? 1 : 0
}

interface Asked {
  readonly files: readonly { readonly name: string; readonly xml: string }[]
  readonly script: Omit<Parameters<typeof walk>[1], 'at'>
  readonly json: boolean
}

async function readArguments(args: readonly string[]): Promise<Asked | { readonly fault: string }> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        variables: { type: 'string', default: '{}' },
        script: { type: 'string' },
        start: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return { fault: '' }
    if (positionals.length === 0) return { fault: 'Which file?' }
    const given = variables.parse(JSON.parse(values.variables))
    const read = values.script === undefined ? {} : script.parse(JSON.parse(await readFile(values.script, 'utf8')))
    const files = await Promise.all(positionals.map(async (name) => ({ name, xml: await readFile(name, 'utf8') })))
    const how = Array.isArray(read) ? { acts: read } : { answers: read }
    return { files, script: { variables: given, start: values.start, ...how }, json: values.json }
  } catch (error) {
    if (error instanceof z.ZodError) return { fault: z.prettifyError(error) }
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

function* linesOf({ steps, outcome, state }: Simulation): Generator<string> {
  for (const { at, happening, effects, warnings, refusal } of steps) {
    const { kind, ...rest } = happening
    yield `${new Date(at).toISOString()} ${kind} ${shown(rest)}`.trimEnd()
    if (refusal !== null) yield `    refused: ${refusal}`
    for (const { kind: effect, ...more } of effects) yield `    ${effect} ${shown(more)}`.trimEnd()
    for (const one of warnings) yield `    warning: ${one.element}: ${one.message} in ${one.expression}`
  }
  yield `${outcome}${state && state.tokens.length > 0 ? `: ${state.tokens.map((token) => `${token.element} (${token.waits})`).join(', ')}` : ''}`
}

const HIDDEN = ['scope', 'properties', 'headers']

const shown = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .filter(([name, value]) => value !== null && !HIDDEN.includes(name) && JSON.stringify(value) !== '{}')
    .map(([name, value]) =>
      name === 'element' || name === 'flow' ? String(value) : `${name}=${JSON.stringify(value)}`,
    )
    .join(' ')
