import { setTimeout } from 'node:timers/promises'
import {
  AndFilter,
  EqualityFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  ResultCodeError,
  type Client,
  type Entry,
  type Filter,
} from 'ldapts'
import type { Directory, DirectoryAnswer } from '../../commands/desk.js'
import type { DirectoryEntry, Said } from '../../desk/directory.js'
import { attributesOf, readAccount, type DirectoryMapping } from '../../desk/directory-mapping.js'
import { cleanText, foldDigits } from '../../persian/index.js'
import { connected, LISTING, SIGN_IN, type DirectorySettings, type Limits } from './connection.js'
import { controllers } from './failover.js'
import { groupsOf, groupTree } from './groups.js'
import { adTime, GUID, guidText, ldapDate, unitsOf } from './identifiers.js'
import { allValues, bytes, searchAll, text } from './read.js'
import { refusalOf } from './sub-codes.js'

/**
 * Active Directory over LDAPS or StartTLS: people by user name, UPN, e-mail or DOMAIN\user, keyed on objectGUID.
 * Rights are not told here; `withRules` of src/commands/grants.ts makes them of groups.
 * @param now epoch milliseconds
 * @param report hears, once per trouble, why no controller answered; never of people
 */
export function activeDirectory(
  settings: DirectorySettings,
  mapping: DirectoryMapping,
  now: () => number,
  report: (message: string) => void,
): Directory {
  const domain = controllers(settings.urls, now)
  const root = domainRoot(settings.base)
  const reading = { settings, mapping, root, now }
  /** @returns null when no controller answered, or when one refused the desk itself */
  const ask = async <T>({ connect, operation }: Limits, run: (client: Client) => Promise<T>): Promise<T | null> => {
    try {
      const answer = await domain.ask((url, patience) =>
        connected(url, settings, { connect: connect * patience, operation: operation * patience }, run),
      )
      if (answer === null) report('directory: no controller answered')
      return answer
    } catch (error) {
      report(
        `directory: refused the desk itself, ${error instanceof ResultCodeError ? `LDAP code ${error.code}` : 'for no known reason'}`,
      )
      return null
    }
  }
  return {
    check: async (username, password) => {
      // By RFC 4513 a server may take a name with an empty password as an anonymous bind, and call it a success.
      if (password === '') return WRONG
      const from = now()
      const answer = await ask(SIGN_IN, (client) => signIn(client, reading, username, password))
      if (answer?.kind === 'refused' && answer.why === 'wrong-credentials')
        await setTimeout(Math.max(0, from + REFUSAL_MS - now()))
      return answer ?? { kind: 'down' }
    },
    listing: { everyone: () => ask(LISTING, (client) => everyone(client, reading)), ids: GUID },
  }
}

/** A wrong name or password is answered no sooner: a controller takes longer for names that exist, for it counts. */
const REFUSAL_MS = 150

interface Reading {
  readonly settings: DirectorySettings
  readonly mapping: DirectoryMapping
  /** Where groups are looked for; they may lie outside of the search base of people. */
  readonly root: string
  readonly now: () => number
}

const WRONG: DirectoryAnswer = { kind: 'refused', why: 'wrong-credentials' }

/** `DC=uni,DC=test` of any name in the domain. */
const domainRoot = (base: string): string => /(DC=[^,]+,?)+$/i.exec(base.replace(/\s*,\s*/g, ','))?.[0] ?? base

async function signIn(client: Client, reading: Reading, username: string, password: string): Promise<DirectoryAnswer> {
  const { settings, root } = reading
  await client.bind(settings.bindDn, settings.password)
  const entry = await findAccount(client, reading, username)
  // An unknown name costs a bind as well, so that it takes as long as a wrong password.
  const dn = entry?.dn ?? `CN=${crypto.randomUUID()},${settings.base}`
  try {
    await client.bind(dn, password)
  } catch (error) {
    const why = refusalOf(error)
    if (entry && why !== null) return { kind: 'refused', why }
    if (!entry && error instanceof ResultCodeError) return WRONG
    throw error
  }
  if (!entry) return WRONG
  await client.bind(settings.bindDn, settings.password)
  const said = accountOf(reading, entry, await groupsOf(client, root, entry.dn))
  return { kind: 'found', person: { ...said, directoryId: idOf(entry), memberships: [], administrator: false } }
}

/** People and no machines, services or trusts. */
const PEOPLE: readonly Filter[] = [
  new EqualityFilter({ attribute: 'objectCategory', value: 'person' }),
  new EqualityFilter({ attribute: 'objectClass', value: 'user' }),
  new NotFilter({ filter: new PresenceFilter({ attribute: 'servicePrincipalName' }) }),
]

const ACCOUNT = [
  'objectGUID',
  'sAMAccountName',
  'userPrincipalName',
  'mail',
  'userAccountControl',
  'accountExpires',
  'whenChanged',
  'primaryGroupID',
  'cn',
]

const wanted = ({ mapping }: Reading) => ({
  attributes: [...new Set([...ACCOUNT, ...attributesOf(mapping)])],
  explicitBufferAttributes: ['objectGUID'],
})

/** The account that somebody names. Where a name is one person's user name and another's e-mail, the user name counts. */
async function findAccount(client: Client, reading: Reading, typed: string): Promise<Entry | null> {
  const name = foldDigits(cleanText(typed))
  if (name === '') return null
  const [, bare] = /^[^\\@]+\\(.+)$/.exec(name) ?? []
  const kinds = bare === undefined ? ['sAMAccountName', 'userPrincipalName', 'mail'] : ['sAMAccountName']
  const value = bare ?? name
  const filters = kinds.map((attribute) => new EqualityFilter({ attribute, value }))
  const entries = await searchAll(client, reading.settings.base, {
    filter: new AndFilter({ filters: [...PEOPLE, new OrFilter({ filters })] }),
    ...wanted(reading),
  })
  for (const kind of kinds) {
    const found = entries.filter((one) => text(one, kind).toLowerCase() === value.toLowerCase())
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null
  }
  return null
}

async function everyone(client: Client, reading: Reading): Promise<readonly DirectoryEntry[]> {
  const { settings, root, now } = reading
  await client.bind(settings.bindDn, settings.password)
  const tree = await groupTree(client, root)
  const { attributes, explicitBufferAttributes } = wanted(reading)
  const entries = await searchAll(client, settings.base, {
    filter: new AndFilter({ filters: [...PEOPLE] }),
    attributes: [...attributes, 'memberOf'],
    explicitBufferAttributes,
  })
  const people: DirectoryEntry[] = []
  for (const entry of entries) {
    const groups = tree.namesFor(await allValues(client, entry, 'memberOf'), text(entry, 'primaryGroupID'))
    people.push({ ...accountOf(reading, entry, groups), directoryId: idOf(entry), open: isOpen(entry, now()) })
  }
  return people
}

const idOf = (entry: Entry): string => {
  const [guid] = bytes(entry, 'objectGUID')
  if (!guid || guid.length !== 16) throw new Error('directory: an account has no objectGUID')
  return guidText(guid)
}

const DISABLED = 0x2

/** Neither disabled nor expired. A lock passes by itself and closes nothing. */
function isOpen(entry: Entry, at: number): boolean {
  const ends = adTime(text(entry, 'accountExpires'))
  return (Number(text(entry, 'userAccountControl')) & DISABLED) === 0 && (ends === null || ends > at)
}

function accountOf({ mapping }: Reading, entry: Entry, groups: readonly string[]): Said {
  const names = attributesOf(mapping)
  return readAccount(mapping, {
    username: text(entry, 'sAMAccountName'),
    texts: Object.fromEntries([...names, 'cn'].map((name) => [name, text(entry, name)])),
    units: unitsOf(entry.dn),
    changedOn: ldapDate(text(entry, 'whenChanged')),
    groups,
  })
}
