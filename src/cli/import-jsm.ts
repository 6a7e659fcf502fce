import { readFile, writeFile } from 'node:fs/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { JsmFault, jsmClient } from '../adapters/jsm/client.js'
import { jsmSource } from '../adapters/jsm/source.js'
import type { Desk } from '../commands/desk.js'
import { importDesk, servicesOf, statusesSeen, type ImportSource } from '../commands/import-desk.js'
import type { ForeignType } from '../desk/importing/foreign.js'
import { readMapping, writeMapping, type Mapping } from '../desk/importing/mapping.js'
import { proposeMapping } from '../desk/importing/propose.js'
import type { ImportReport } from '../desk/importing/report.js'
import type { Command, Terminal } from './main.js'
import { withDesk } from './with-desk.js'

/** How many requests are read at once; a desk in use is not to feel it. */
const WIDTH = 4

/** Takes requests from a desk that speaks the customer API of Jira Service Management. */
export const importJsm: Command = {
  usage:
    '--url ADDRESS (--token-file FILE | --user NAME [--password-file FILE]) --mapping FILE [--project KEY] [--ca FILE] [--at-once N] [--dry-run] [--json]',
  about: 'Takes requests from Jira Service Management. A dry run proposes the mapping file when there is none yet.',
  run: async (args, terminal) => {
    const given = read(args)
    if (!given) {
      terminal.err(`Called as: mizban import jsm ${importJsm.usage}`)
      return 2
    }
    const sign = await signOf(given, terminal)
    const text = await readFile(given.mapping, 'utf8').catch(() => null)
    if (sign === null) return 1
    if (text === null && !given['dry-run']) {
      terminal.err(`There is no mapping file ${given.mapping} yet. Propose one with --dry-run, and look through it.`)
      return 1
    }
    if (given.ca !== undefined) await trust(given.ca)
    const source = jsmSource(jsmClient({ url: given.url, sign, pause, now: Date.now }))
    return withDesk(terminal, async (desk) => {
      try {
        const types = await source.types(given.project ?? null)
        if (text === null) return await propose(desk, source, types, given, terminal)
        const offices = desk.university.offices.map((one) => one.id)
        const { mapping, faults } = readMapping(text, servicesOf(desk), offices)
        for (const fault of faults) terminal.err(fault)
        if (!mapping) return 1
        if (mapping.source !== given.url) {
          terminal.err(`The mapping is for ${mapping.source}, not for ${given.url}.`)
          return 1
        }
        return await take(desk, source, types, mapping, given, terminal)
      } catch (error) {
        if (!(error instanceof JsmFault)) throw error
        terminal.err(`${error.message}. What was taken stays; the same command goes on from there.`)
        return 1
      }
    })
  },
}

interface Given {
  readonly url: string
  readonly mapping: string
  readonly project?: string | undefined
  readonly ca?: string | undefined
  readonly user?: string | undefined
  readonly 'token-file'?: string | undefined
  readonly 'password-file'?: string | undefined
  readonly width: number
  readonly 'dry-run': boolean
  readonly json: boolean
}

function read(args: readonly string[]): Given | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        mapping: { type: 'string' },
        project: { type: 'string' },
        ca: { type: 'string' },
        user: { type: 'string' },
        'token-file': { type: 'string' },
        'password-file': { type: 'string' },
        'at-once': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const { url, mapping } = values
    const width = Number(values['at-once'] ?? WIDTH)
    const signed = (values.user === undefined) !== (values['token-file'] === undefined)
    if (url === undefined || mapping === undefined || !signed || !/^https?:$/.test(new URL(url).protocol)) return null
    if (!Number.isInteger(width) || width < 1 || width > 16) return null
    return { ...values, url: url.replace(/\/+$/, ''), mapping, width }
  } catch {
    return null
  }
}

async function signOf(given: Given, { err, secret }: Terminal) {
  const file = given['token-file'] ?? given['password-file']
  const kept = file === undefined ? null : await readFile(file, 'utf8').catch(() => null)
  if (file !== undefined && kept === null) {
    err(`${file} can't be read.`)
    return null
  }
  if (given.user === undefined) return { token: (kept ?? '').trim() }
  return { user: given.user, password: kept?.trim() ?? (await secret(`Password of ${given.user}: `)) }
}

/** Believes the certificate authority of the institution too, in this process. */
async function trust(file: string): Promise<void> {
  setDefaultCACertificates([...getCACertificates('default'), await readFile(file, 'utf8')])
}

/** Reads the types and the lists, and writes down what might become what. */
async function propose(
  desk: Desk,
  source: ImportSource,
  types: readonly ForeignType[],
  given: Given,
  { out }: Terminal,
): Promise<number> {
  const seen = await statusesSeen(source, types)
  const mapping = proposeMapping(given.url, types, seen, servicesOf(desk), desk.university.faculties)
  await writeFile(given.mapping, writeMapping(mapping), { flag: 'wx' })
  const matched = mapping.types.filter((one) => one.service !== null).length
  if (given.json) out(JSON.stringify(mapping))
  else
    out(
      `${given.mapping} proposes a service for ${matched} of ${types.length} request types. Look through it, then run this again to see what would be taken.`,
    )
  return 0
}

async function take(
  desk: Desk,
  source: ImportSource,
  types: readonly ForeignType[],
  mapping: Mapping,
  given: Given,
  terminal: Terminal,
): Promise<number> {
  const report = await importDesk(desk, source, {
    mapping,
    types,
    dry: given['dry-run'],
    width: given.width,
    progress: (done, of) => {
      if (!given.json && done % 500 === 0) terminal.err(`${done} of ${of}`)
    },
  })
  if (given.json) terminal.out(JSON.stringify(report))
  else for (const line of linesOf(report)) terminal.out(line)
  return report.held.length > 0 ? 1 : 0
}

const SHOWN = 20

/** A report as somebody reads it; everything is in the JSON. */
function linesOf(report: ImportReport): readonly string[] {
  const { dry, held, leftOut, unknownPeople } = report
  return [
    `${report.found} requests found; ${report.taken} ${dry ? 'would be' : 'were'} taken, ${report.already} had been before, ${report.otherTypes} are of types that are left out, ${held.length} were held back.`,
    ...held.slice(0, SHOWN).map((one) => `  held back: ${one.issue}: ${one.why}`),
    ...more(held.length),
    ...leftOut.map((one) => `  ${one.requests} requests without ${one.kind} ${one.label} (${one.why})`),
    ...(unknownPeople.length > 0
      ? [`${unknownPeople.length} people are not known here; what is theirs keeps their name:`]
      : []),
    ...unknownPeople.slice(0, SHOWN).map((one) => `  ${one}`),
    ...more(unknownPeople.length),
  ]
}

const more = (count: number): readonly string[] => (count > SHOWN ? [`  and ${count - SHOWN} more: see --json`] : [])
