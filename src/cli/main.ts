import { adminCreate, adminPassword } from './admin.js'
import { api } from './api.js'
import { auditVerify } from './audit-verify.js'
import { exportCsv, importCsv } from './csv.js'
import { importJsm } from './import-jsm.js'
import { cancel, incidents, instances, move, retry } from './operate.js'
import { serviceExport, serviceImport } from './service-files.js'
import { simulate, simulateAbout, simulateUsage } from './simulate.js'
import { sync } from './sync.js'
import { variables } from './variables.js'

/** Where a command writes; the exit code is what it returns. */
export interface Terminal {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Asks for a secret: typed without echo at a terminal, else the next line that comes in. */
  readonly secret: (question: string) => Promise<string>
}

/** A command: its arguments in, its exit code out. 0 done, 1 not done, 2 called wrongly. */
export interface Command {
  readonly usage: string
  readonly about: string
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>
}

/** Every command by its words; one line each. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'audit verify': auditVerify,
  'service export': serviceExport,
  'service import': serviceImport,
  simulate: { usage: simulateUsage, about: simulateAbout, run: simulate },
  instances,
  incidents,
  retry,
  variables,
  move,
  cancel,
  api,
  sync,
  'import jsm': importJsm,
  'import csv': importCsv,
  'export csv': exportCsv,
  'admin create': adminCreate,
  'admin password': adminPassword,
}

/** The command line of the desk: `mizban WORDS ARGUMENTS`. @returns the exit code */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  for (const words of [2, 1]) {
    const command = COMMANDS[args.slice(0, words).join(' ')]
    if (command) return command.run(args.slice(words), terminal)
  }
  const asked = args.length === 0 || args[0] === 'help' || args[0] === '--help'
  const say = asked ? terminal.out : terminal.err
  say('mizban: the service desk on the command line\n')
  for (const [words, { usage, about }] of Object.entries(COMMANDS)) say(`  mizban ${words} ${usage}\n      ${about}`)
  return asked ? 0 : 2
}
