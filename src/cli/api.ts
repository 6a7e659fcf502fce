import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Command, Terminal } from './main.js'

const TIMEOUT_MS = 60_000

/** Any operation of the API, for scripts: what is answered is written as it came, what is refused on the other channel. */
export const api: Command = {
  usage: 'METHOD PATH [--data JSON|@FILE] [--file FILE] [--once KEY] [--if-match ETAG] [--out FILE]',
  about: 'Calls the API (/api/v1) of the desk at MIZBAN_BASE_URL with the access token MIZBAN_TOKEN.',
  run: async (args, terminal) => {
    const given = await read(args)
    if (!given) {
      terminal.err(`Called as: mizban api ${api.usage}`)
      return 2
    }
    const { MIZBAN_BASE_URL: url, MIZBAN_TOKEN: token } = terminal.env
    if (!url || !token) {
      terminal.err('Set MIZBAN_BASE_URL to the address of the desk and MIZBAN_TOKEN to an access token of /account.')
      return 1
    }
    const answer = await fetch(`${url.replace(/\/$/, '')}/api/v1${given.path}`, {
      method: given.method,
      headers: { authorization: `Bearer ${token}`, ...given.headers },
      body: given.body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(faultOf)
    if (answer instanceof Response)
      return tell(answer, given.out, terminal).catch((error: unknown) => {
        terminal.err(`The answer could not be taken: ${faultOf(error)}`)
        return 1
      })
    terminal.err(`The desk at ${url} was not reached: ${answer}`)
    return 1
  },
}

/** What fetch says is “fetch failed”; why is inside. */
function faultOf(error: unknown): string {
  const why = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return why instanceof Error ? why.message : String(why)
}

interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | FormData | null
  readonly out: string | null
}

/** @returns null when it was called wrongly */
async function read(args: readonly string[]): Promise<Call | null> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        file: { type: 'string' },
        once: { type: 'string' },
        'if-match': { type: 'string' },
        out: { type: 'string' },
      },
      allowPositionals: true,
    })
    const [method = '', at = '', ...more] = positionals
    if (!/^[a-z]+$/i.test(method) || !at.startsWith('/') || more.length > 0) return null
    const data = values.data?.startsWith('@') ? await readFile(values.data.slice(1), 'utf8') : values.data
    const match = values['if-match']
    return {
      method: method.toUpperCase(),
      path: at,
      headers: {
        'idempotency-key': values.once ?? randomUUID(),
        ...(data === undefined || values.file !== undefined ? {} : { 'content-type': 'application/json' }),
        ...(match === undefined ? {} : { 'if-match': match }),
      },
      body: values.file === undefined ? (data ?? null) : await formOf(values.file, data),
      out: values.out ?? null,
    }
  } catch {
    return null
  }
}

/** A file as it is uploaded; what is given as data are the other fields of the form. */
async function formOf(file: string, data: string | undefined): Promise<FormData> {
  const form = new FormData()
  form.set('file', new File([await readFile(file)], path.basename(file)))
  for (const [key, value] of Object.entries<unknown>(JSON.parse(data ?? '{}'))) form.set(key, String(value))
  return form
}

/** @returns the exit code: 0 done, 1 refused */
async function tell(answer: Response, file: string | null, { out, err }: Terminal): Promise<number> {
  const etag = answer.headers.get('etag')
  if (etag !== null) err(`ETag: ${etag}`)
  const isText = /json|xml|^text/.test(answer.headers.get('content-type') ?? '')
  if (!answer.ok) {
    err(isText ? await answer.text() : `The desk answered ${answer.status}.`)
    return 1
  }
  if (file !== null) await writeFile(file, new Uint8Array(await answer.arrayBuffer()))
  else if (answer.status !== 204 && isText) out(await answer.text())
  else if (answer.status !== 204) {
    err('The answer is a file: say with --out where to write it.')
    return 1
  }
  return 0
}
