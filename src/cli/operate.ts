import { parseArgs } from 'node:util'
import { cancelRequest } from '../commands/cancel-request.js'
import type { Desk } from '../commands/desk.js'
import { moveToken } from '../commands/move-token.js'
import { retryIncident } from '../commands/retry-incident.js'
import type { Outcome, RefusalCode } from '../desk/refusal.js'
import { incidentList, incidentsOf, instanceOf } from '../store/incidents.js'
import { processCounts } from '../store/processes.js'
import type { Command, Terminal } from './main.js'
import { withDatabase } from './with-database.js'
import { withDesk } from './with-desk.js'

/** What runs, by service and version. */
export const instances: Command = {
  usage: '[--service ID] [--json]',
  about: 'Shows how many requests run on each version of each service.',
  run: async (args, terminal) => {
    const given = read(args, 0, ['service', 'json'])
    if (!given) return called(terminal, 'instances', instances)
    return withDatabase(terminal, async ({ db }) => {
      const rows = await processCounts(db, given.service ?? null)
      if (given.json) terminal.out(JSON.stringify(rows))
      else
        for (const { service, number, running, waiting, stuck } of rows)
          terminal.out(
            `${service} ${number}: ${running} under way, ${waiting} waiting for the requester, ${stuck} with an incident`,
          )
      if (rows.length === 0 && given.service !== undefined) terminal.err(`There is no service ${given.service}.`)
      return rows.length === 0 && given.service !== undefined ? 1 : 0
    })
  },
}

/** How many incidents are read at once. */
const PAGE = 500

/** Where processes stand still. */
export const incidents: Command = {
  usage: '[--json]',
  about: 'Lists the requests whose process stands still, the oldest first.',
  run: async (args, terminal) => {
    const given = read(args, 0, ['json'])
    if (!given) return called(terminal, 'incidents', incidents)
    return withDatabase(terminal, async ({ db }) => {
      const all = []
      for (let after: string | null = '0-0-0'; after !== null;) {
        const page: Awaited<ReturnType<typeof incidentList>> = await incidentList(db, { after, limit: PAGE })
        all.push(...page.items)
        after = page.next
      }
      if (given.json) terminal.out(JSON.stringify(all))
      else if (all.length === 0) terminal.out('No request stands still.')
      else
        for (const { key, service, element, reason, message, since, tries } of all)
          terminal.out(
            `${key} ${service} at ${element} since ${new Date(since).toISOString()} (${reason}, stopped ${tries} times): ${message}`,
          )
      return 0
    })
  },
}

/** Tries again everything at which a request stands still. */
export const retry: Command = {
  usage: 'KEY [--reason TEXT]',
  about: 'Has a request that stands still try again; the audit log tells it.',
  run: async (args, terminal) => {
    const given = read(args, 1, ['reason'])
    if (!given) return called(terminal, 'retry', retry)
    return withDesk(terminal, async (desk) => {
      const standing = await incidentsOf(desk.db, given.key)
      if (standing.length === 0) {
        terminal.err(`${given.key} does not stand still.`)
        return 1
      }
      for (const { id, element } of standing) {
        const reason = given.reason ?? 'retry'
        const code = tell(
          terminal,
          await retryIncident(desk, null, { key: given.key, incident: id, reason, once: desk.newId() }),
          `${given.key} was tried again at ${element}.`,
        )
        if (code !== 0) return code
      }
      return 0
    })
  },
}

/** Takes a request to another step. */
export const move: Command = {
  usage: 'KEY --from ELEMENT --to ELEMENT --reason TEXT',
  about: 'Takes a request from one step to another, past what the drawing allows; the audit log tells it.',
  run: async (args, terminal) => {
    const given = read(args, 1, ['from', 'to', 'reason'])
    const { from, to, reason } = given ?? {}
    if (!given || from === undefined || to === undefined || reason === undefined) return called(terminal, 'move', move)
    return withDesk(terminal, async (desk) => {
      // An activity done several times has a token for it before those of its rounds: that one can be moved.
      const token = (await instanceOf(desk.db, given.key))?.tokens.find((one) => one.element === from)
      if (!token) {
        terminal.err(`${given.key} does not stand at ${from}.`)
        return 1
      }
      return tell(
        terminal,
        await moveToken(desk, null, { key: given.key, token: token.id, to, reason, once: desk.newId() }),
        `${given.key} was moved from ${from} to ${to}.`,
      )
    })
  },
}

/** Closes a request that can't go on. */
export const cancel: Command = {
  usage: 'KEY --reason TEXT',
  about: 'Closes a request; its requester reads the reason, and the audit log tells it.',
  run: async (args, terminal) => {
    const given = read(args, 1, ['reason'])
    const { reason } = given ?? {}
    if (!given || reason === undefined) return called(terminal, 'cancel', cancel)
    return withDesk(terminal, async (desk: Desk) =>
      tell(
        terminal,
        await cancelRequest(desk, null, { key: given.key, reason, once: desk.newId() }),
        `${given.key} is closed.`,
      ),
    )
  },
}

export function tell({ out, err }: Terminal, outcome: Outcome<object>, done: string): number {
  if (outcome.ok) out(done)
  else err(outcome.problems[0]?.text.en ?? REFUSALS[outcome.code] ?? `It could not be done: ${outcome.code}.`)
  return outcome.ok ? 0 : 1
}

const REFUSALS: Readonly<Partial<Record<RefusalCode, string>>> = {
  'not-found': 'There is no such request.',
  'already-done': 'The process of this request has ended already.',
  'cannot-move': 'The process can’t be moved to that step.',
  stale: 'The request has moved on in the meantime; look again.',
}

const OPTIONS = {
  service: { type: 'string' },
  json: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  reason: { type: 'string' },
} as const

/** @param keys how many keys of requests it takes. @returns null when it was called wrongly */
function read(args: readonly string[], keys: 0 | 1, options: readonly (keyof typeof OPTIONS)[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    })
    const known: readonly string[] = options
    if (Object.keys(values).some((name) => !known.includes(name))) return null
    return positionals.length === keys ? { key: (positionals[0] ?? '').toUpperCase(), ...values } : null
  } catch {
    return null
  }
}

export function called({ err }: Terminal, words: string, { usage }: Command): number {
  err(`Called as: mizban ${words} ${usage}`)
  return 2
}
