import type { Desk } from '../commands/desk.js'
import { readConfig } from '../config.js'
import type { Terminal } from './main.js'
import { withDatabase } from './with-database.js'

/** Opens the desk that the environment names with all its parts, runs, and closes it; nothing works by itself. */
export const withDesk = (terminal: Terminal, run: (desk: Desk) => Promise<number>): Promise<number> =>
  withDatabase(terminal, async (connection) => {
    const read = readConfig(terminal.env)
    if ('problems' in read) return 1
    // Loaded here: no other command needs the parts.
    const { putTogether } = await import('../app.js')
    const { desk, queue, renderer } = await putTogether(read.config, connection, terminal.err, terminal.err)
    try {
      return await run(desk)
    } finally {
      await queue.stop()
      await renderer.close()
    }
  })
