import { parseArgs } from 'node:util'
import type { Desk } from '../commands/desk.js'
import { setVariables } from '../commands/set-variables.js'
import { scopesOf } from '../desk/variables.js'
import { incidentsOf, instanceOf } from '../store/incidents.js'
import { loadState } from '../store/instances.js'
import { called, tell } from './operate.js'
import type { Command, Terminal } from './main.js'
import { withDesk } from './with-desk.js'

/** Corrects what the process of a request that stands still knows. */
export const variables: Command = {
  usage: 'KEY --set NAME=JSON [--set NAME=JSON …] [--at ELEMENT] --reason TEXT',
  about: 'Corrects variables of a request that stands still; the audit log tells their names. Then retry.',
  run: async (args, terminal) => {
    const given = read(args)
    return given ? withDesk(terminal, (desk) => set(desk, given, terminal)) : called(terminal, 'variables', variables)
  },
}

interface Setting {
  readonly key: string
  readonly typed: Readonly<Record<string, string>>
  readonly element: string | null
  readonly reason: string
}

/** @returns null when it was called wrongly */
function read(args: readonly string[]): Setting | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { set: { type: 'string', multiple: true }, at: { type: 'string' }, reason: { type: 'string' } },
      allowPositionals: true,
    })
    const [key, ...more] = positionals
    const pairs = (values.set ?? []).map((one) => /^([^=]+)=(.*)$/s.exec(one))
    if (key === undefined || more.length > 0 || pairs.length === 0 || values.reason === undefined) return null
    const typed: Record<string, string> = {}
    for (const pair of pairs) {
      if (!pair) return null
      typed[pair[1] ?? ''] = pair[2] ?? ''
    }
    return { key: key.toUpperCase(), typed, element: values.at ?? null, reason: values.reason }
  } catch {
    return null
  }
}

/** Each variable is set where its name is known nearest to what stands still; a new one, in the process. */
async function set(desk: Desk, { key, typed, element, reason }: Setting, terminal: Terminal): Promise<number> {
  const incident = (await incidentsOf(desk.db, key)).find((one) => element === null || one.element === element)
  const instance = await instanceOf(desk.db, key)
  const state = instance && (await loadState(desk.db, instance.id))
  const standing = state?.incidents.find((one) => one.id === incident?.id)
  if (!instance || !state || !standing) {
    terminal.err(`${key} does not stand still${element === null ? '' : ` at ${element}`}.`)
    return 1
  }
  const scopes = scopesOf(state, standing.token)
  const perScope = Map.groupBy(
    Object.keys(typed),
    (name) => (scopes.find((one) => Object.hasOwn(one.variables, name)) ?? scopes.at(-1))?.id ?? -1,
  )
  let { revision } = instance
  for (const [scope, names] of perScope) {
    const some = Object.fromEntries(names.map((name) => [name, typed[name] ?? '']))
    const change = { key, reason, once: desk.newId(), incident: standing.id, scope, revision, typed: some }
    const code = tell(terminal, await setVariables(desk, null, change), `${key}: ${names.join(', ')} set.`)
    if (code !== 0) return code
    revision = (await instanceOf(desk.db, key))?.revision ?? revision
  }
  return 0
}
