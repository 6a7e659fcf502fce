import { open, readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Desk } from '../commands/desk.js'
import { peopleCsv, requestsCsv, template } from '../commands/export-csv.js'
import { importPeople } from '../commands/import-people.js'
import { importRows } from '../commands/import-rows.js'
import { readCsv } from '../commands/read-csv.js'
import { PEOPLE_COLUMNS, readPeople } from '../desk/importing/people-file.js'
import { requestColumns } from '../desk/importing/requests-file.js'
import { csvFaults, type RowFault } from '../desk/importing/table.js'
import type { Service } from '../desk/service.js'
import { recordAudit } from '../store/audit.js'
import { personByUsername } from '../store/people.js'
import type { Command, Terminal } from './main.js'
import { withDesk } from './with-desk.js'

/** Takes people or requests from a file; with a fault in any row nothing is taken. */
export const importCsv: Command = {
  usage: '(people | requests) FILE [--service ID] [--dry-run] [--json]',
  about: 'Takes people, or requests of a service, from a CSV file; with a fault in any row nothing is taken.',
  run: async (args, terminal) => {
    const given = read(args, 2)
    const [what, file] = given?.plain ?? []
    if (!given || file === undefined || !isKind(what, given.service)) return called(terminal, 'import csv', importCsv)
    const bytes = await readFile(file).catch(() => null)
    if (!bytes) {
      terminal.err(`${file} can't be read.`)
      return 1
    }
    const table = readCsv(bytes)
    if ('fault' in table) return tell(terminal, given.json, { rows: 0, faults: csvFaults(table) }, '')
    return withDesk(terminal, async (desk) => {
      if (what === 'requests') {
        const outcome = await importRows(desk, null, { service: given.service ?? '', rows: table.rows, dry: given.dry })
        if (!outcome.ok) return noService(terminal, given.service)
        const { ok: _, ...report } = outcome
        const said = given.dry ? `${report.rows - report.already} would be taken` : `${report.taken.length} were taken`
        return tell(terminal, given.json, report, `${report.rows} rows; ${said}, ${report.already} had been before.`)
      }
      const { people, faults } = readPeople(table.rows, desk.university.faculties)
      if (faults.length > 0 || given.dry)
        return tell(
          terminal,
          given.json,
          { rows: people.length, faults },
          `${people.length} rows are as they should be.`,
        )
      const outcome = await importPeople(desk, null, { once: desk.newId(), people })
      if (!outcome.ok) throw new Error('the command line was refused')
      const { added, changed } = outcome
      const report = { rows: people.length, faults, added, changed }
      return tell(terminal, given.json, report, `${people.length} rows; ${added} people are new, ${changed} changed.`)
    })
  },
}

/** Writes people, requests of a service, or an empty file to fill in. */
export const exportCsv: Command = {
  usage: '(people | requests) FILE [--service ID] [--person USERNAME] [--template] [--lang fa|en]',
  about: 'Writes people, or the requests of a service (all, or what one person may see), to a CSV file.',
  run: async (args, terminal) => {
    const given = read(args, 2)
    const [what, file] = given?.plain ?? []
    if (!given || file === undefined || !isKind(what, given.service)) return called(terminal, 'export csv', exportCsv)
    return withDesk(terminal, async (desk) => {
      const service = serviceOf(desk, given.service)
      if (what === 'requests' && !service) return noService(terminal, given.service)
      const person = given.person === undefined ? null : await personByUsername(desk.db, given.person, desk.now())
      if (given.person !== undefined && !person) {
        terminal.err(`Nobody with an open account is called ${given.person}.`)
        return 1
      }
      // Whoever else is at this machine does not read it.
      const kept = await open(file, 'w', 0o600).catch(() => null)
      if (!kept) {
        terminal.err(`${file} can't be written.`)
        return 1
      }
      const write = (parts: Iterable<string> | AsyncIterable<string>) =>
        pipeline(Readable.from(parts), kept.createWriteStream())
      if (given.template) {
        await write([template(service ? requestColumns(service) : PEOPLE_COLUMNS, given.lang)])
        terminal.out(`${file} is a file to fill in.`)
        return 0
      }
      await desk.db.transaction().execute((tx) =>
        recordAudit(tx, desk.now(), {
          kind: 'list-exported',
          by: null,
          person: person?.id ?? null,
          data: { what: service ? service.id : 'people', by: 'command line' },
        }),
      )
      const parts = service
        ? requestsCsv(desk, person, service, given.lang)
        : peopleCsv(desk, PEOPLE_COLUMNS, given.lang)
      await write(parts)
      terminal.out(`${file} is written.`)
      return 0
    })
  },
}

const isKind = (what: string | undefined, service: string | undefined): boolean =>
  what === 'people' ? service === undefined : what === 'requests' && service !== undefined

const serviceOf = (desk: Desk, id: string | undefined): Service | null =>
  desk.catalog.offered().find((one) => one.service.id === id)?.service ?? null

const SHOWN = 50

function tell(
  { out, err }: Terminal,
  json: boolean,
  report: { readonly rows: number; readonly faults: readonly RowFault[] },
  done: string,
): number {
  const { faults } = report
  if (json) out(JSON.stringify(report))
  else if (faults.length === 0) out(done)
  else {
    for (const { line, column, text } of faults.slice(0, SHOWN))
      err(`line ${line}${column ? `, ${column.en}` : ''}: ${text.en}`)
    err(`${faults.length} faults; ${'taken' in report && done !== '' ? done : 'nothing was taken.'}`)
  }
  return faults.length === 0 ? 0 : 1
}

function noService({ err }: Terminal, id: string | undefined): number {
  err(`There is no service ${id}.`)
  return 1
}

function read(args: readonly string[], count: number) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: {
        service: { type: 'string' },
        person: { type: 'string' },
        lang: { type: 'string', default: 'fa' },
        template: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    })
    const { lang, 'dry-run': dry, ...rest } = values
    if (positionals.length !== count || (lang !== 'fa' && lang !== 'en')) return null
    return { plain: positionals, dry, lang: lang === 'en' ? ('en' as const) : ('fa' as const), ...rest }
  } catch {
    return null
  }
}

function called({ err }: Terminal, words: string, { usage }: Command): number {
  err(`Called as: mizban ${words} ${usage}`)
  return 2
}
