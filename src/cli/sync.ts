import { randomUUID } from 'node:crypto'
import { syncPeople, type SyncReport } from '../commands/sync.js'
import { readConfig } from '../config.js'
import type { SyncLine } from '../desk/sync.js'
import type { Command, Terminal } from './main.js'
import { withDatabase } from './with-database.js'

/** From here nothing is sent: whoever runs it sees the result, and administrators have it in their bells. */
const SILENT = { mail: null, chat: null, sms: null }

const FLAGS = ['--dry-run', '--yes', '--json']

/** Brings people in line with the directory. Exit code 1 when the run was held or failed. */
export const sync: Command = {
  usage: '[--dry-run] [--yes] [--json]',
  about: 'Brings people in line with the directory; --dry-run says what would be done, --yes lets many accounts go.',
  run: async (args, terminal) => {
    if (args.some((one) => !FLAGS.includes(one))) {
      terminal.err(`mizban sync ${sync.usage}`)
      return 2
    }
    const read = readConfig(terminal.env)
    if ('config' in read && !read.config.directory) {
      terminal.err('There is no directory to read: MIZBAN_DIRECTORY_URL is not set.')
      return 1
    }
    return withDatabase(terminal, async ({ db }) => {
      // Loaded here: no other command needs the parts.
      const { openDirectory, readInstitution } = await import('../app.js')
      if (!('config' in read) || !read.config.directory) return 1
      const university = await readInstitution()
      const directory = openDirectory(read.config.directory, university, terminal.err)
      const run = await syncPeople(
        { db, directory, university, now: () => Date.now(), newId: () => randomUUID(), ...SILENT },
        { dry: args.includes('--dry-run'), yes: args.includes('--yes') ? 'all' : null },
      )
      if (!run.ok) return 1
      if (args.includes('--json')) terminal.out(JSON.stringify(run))
      else tell(run, terminal)
      return run.state === 'done' || run.state === 'planned' ? 0 : 1
    })
  },
}

function tell({ run, state, reason, counts, lines, released }: SyncReport, { out, err }: Terminal): void {
  if (!counts) return err(`Run ${run} failed: the directory did not answer. Nothing was changed.`)
  for (const line of lines) out(`  ${line.kind.padEnd(9)}${line.username}${note(line)}`)
  const { listed, joined, changed, left, returned } = counts
  const summary = `${listed} accounts read: ${joined} join, ${changed} change, ${left} leave, ${returned} return.`
  if (state === 'planned') {
    out(`Dry run ${run}, nothing was changed. ${summary}`)
    if (reason === 'too-many') out('A real run would be held: too many accounts would be closed at once.')
  } else if (state === 'held')
    err(
      `Run ${run} is held, nothing was changed. ${summary} So many at once are more often a wrong search base than people who left. If it is right, run it with --yes.`,
    )
  else out(`Run ${run} is done. ${summary} ${released} tasks went back to their offices.`)
}

const note = (line: SyncLine): string =>
  line.why ? ` (${line.why})` : line.fields ? ` (${line.fields.join(', ')})` : ''
