import { parseArgs } from 'node:util'
import { changeLocalPassword, createLocalAccount, type LocalFault } from '../commands/local-account.js'
import { passwordFault } from '../desk/local-password.js'
import { foldName, isLocalAccountName } from '../desk/sign-in-name.js'
import { cleanText } from '../persian/index.js'
import type { Connection } from '../store/connect.js'
import type { Command, Terminal } from './main.js'
import { withDatabase } from './with-database.js'

/** Makes an administrator whose account is the desk's own. */
export const adminCreate: Command = {
  usage: 'USERNAME [--name "Name"]',
  about: 'Makes an administrator who needs no directory, such as root@local; asks for the password.',
  run: async (args, terminal) => {
    const given = read(args)
    if (!given) return called(terminal, adminCreate)
    return withPassword(terminal, given.username, async ({ db }, password) => {
      const name = given.name === '' ? given.username : given.name
      const fault = await createLocalAccount(
        { db, now: () => Date.now() },
        { username: given.username, name: { fa: name, en: name }, password },
      )
      if (fault === null) terminal.out(`${given.username} can sign in now, as an administrator.`)
      return fault
    })
  },
}

/** Gives such an account another password. */
export const adminPassword: Command = {
  usage: 'USERNAME',
  about: 'Gives an account of the desk another password and ends its sessions.',
  run: async (args, terminal) => {
    const given = read(args)
    if (!given) return called(terminal, adminPassword)
    return withPassword(terminal, given.username, async ({ db }, password) => {
      const fault = await changeLocalPassword({ db, now: () => Date.now() }, { username: given.username, password })
      if (fault === null) terminal.out(`The password of ${given.username} is changed; its sessions have ended.`)
      return fault
    })
  },
}

const FAULTS: Readonly<Record<LocalFault, string>> = {
  short: 'The password needs 15 characters or more; some words in a row are good.',
  long: 'The password may have 256 characters at most.',
  common: 'This password is among the first that are guessed. Take another one.',
  'bad-name': 'A user name has small Latin letters, digits, dots and hyphens, and ends in @local.',
  taken: 'This user name is taken. To change its password: mizban admin password USERNAME',
  unknown: 'There is no such account.',
}

function read(args: readonly string[]): { readonly username: string; readonly name: string } | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { name: { type: 'string' } },
      allowPositionals: true,
    })
    const [username = '', ...rest] = positionals
    if (username === '' || rest.length > 0) return null
    const folded = foldName(username)
    return {
      username: folded.endsWith('@local') ? folded : `${folded}@local`,
      name: cleanText(values.name ?? '').slice(0, 100),
    }
  } catch {
    return null
  }
}

function called({ err }: Terminal, { usage }: Command): number {
  err(`Called as: mizban admin … ${usage}. The password is asked for, or read as one line from standard input.`)
  return 2
}

async function withPassword(
  terminal: Terminal,
  username: string,
  act: (connection: Connection, password: string) => Promise<LocalFault | null>,
): Promise<number> {
  const password = await terminal.secret(`Password for ${username}: `)
  const tell = (fault: LocalFault | null): number => {
    if (fault !== null) terminal.err(FAULTS[fault])
    return fault === null ? 0 : 1
  }
  // What can be said without the database is said before it is opened.
  const early = isLocalAccountName(username) ? passwordFault(password, username) : 'bad-name'
  return early === null
    ? withDatabase(terminal, async (connection) => tell(await act(connection, password)))
    : tell(early)
}
