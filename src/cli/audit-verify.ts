import { checkAudit } from '../store/audit.js'
import type { Command } from './main.js'
import { withDatabase } from './with-database.js'

/** Says whether the audit log is as it was written. Exit code 1 when it is not. */
export const auditVerify: Command = {
  usage: '[--json]',
  about: 'Checks that no line of the audit log was changed, removed or cut off.',
  run: async (args, terminal) => {
    const json = args.includes('--json')
    if (args.length > (json ? 1 : 0)) {
      terminal.err(`Called as: mizban audit verify ${auditVerify.usage}`)
      return 2
    }
    return withDatabase(terminal, async ({ db }) => {
      const check = await checkAudit(db)
      if (json) {
        terminal.out(JSON.stringify(check))
        return check.whole ? 0 : 1
      }
      if (check.whole) {
        terminal.out(`The audit log is whole: ${check.lines} lines, the last has the hash ${check.hash || '(none)'}.`)
        terminal.out(
          'Write this hash down elsewhere: whoever can rewrite the whole database can rewrite the whole log.',
        )
        return 0
      }
      terminal.err(`The audit log is broken at line ${check.line}: ${FAULTS[check.fault]}.`)
      return 1
    })
  },
}

const FAULTS = {
  changed: 'it is not what was written',
  missing: 'it is missing',
  'cut-off': 'it and what follows were cut off the end',
}
