import { AndFilter, EqualityFilter, ExtensibleFilter, OrFilter, type Client } from 'ldapts'
import { allValues, bytes, searchAll, text } from './read.js'

/** Groups that give rights on machines, not lists of mail addresses: the bit SECURITY_ENABLED of groupType. */
const SECURITY_GROUPS = new AndFilter({
  filters: [
    new EqualityFilter({ attribute: 'objectCategory', value: 'group' }),
    new ExtensibleFilter({ matchType: 'groupType', rule: '1.2.840.113556.1.4.803', value: '2147483648' }),
  ],
})

/** How many SIDs are looked up at once. */
const SIDS = 100

/**
 * The names of all groups somebody is in, nested ones and the primary one too. `tokenGroups` is computed by the
 * controller from an index and takes milliseconds, the matching rule "in chain" a hundred times as long.
 */
export async function groupsOf(client: Client, root: string, dn: string): Promise<readonly string[]> {
  const { searchEntries } = await client.search(dn, {
    scope: 'base',
    attributes: ['tokenGroups'],
    explicitBufferAttributes: ['tokenGroups'],
  })
  const [entry] = searchEntries
  const sids = entry ? bytes(entry, 'tokenGroups') : []
  const names: string[] = []
  for (let from = 0; from < sids.length; from += SIDS) {
    const filters = sids.slice(from, from + SIDS).map((value) => new EqualityFilter({ attribute: 'objectSid', value }))
    const filter = new AndFilter({ filters: [SECURITY_GROUPS, new OrFilter({ filters })] })
    const groups = await searchAll(client, root, { filter, attributes: ['sAMAccountName'] })
    names.push(...groups.map((one) => text(one, 'sAMAccountName')))
  }
  return names
}

/** Every group of the domain, read once, for telling the groups of many people. */
export interface GroupTree {
  /** The names of all groups of an account. @param direct distinguished names of its groups @param primary its primaryGroupID */
  readonly namesFor: (direct: readonly string[], primary: string) => readonly string[]
}

/** Reads groups and what they are in themselves. Their members, who can be many, are not read. */
export async function groupTree(client: Client, root: string): Promise<GroupTree> {
  const entries = await searchAll(client, root, {
    filter: SECURITY_GROUPS,
    attributes: ['sAMAccountName', 'memberOf', 'objectSid'],
    explicitBufferAttributes: ['objectSid'],
  })
  const groups = new Map<string, { readonly name: string; readonly parents: readonly string[] }>()
  const byRid = new Map<string, string>()
  for (const entry of entries) {
    const parents = await allValues(client, entry, 'memberOf')
    groups.set(entry.dn.toLowerCase(), { name: text(entry, 'sAMAccountName'), parents })
    const [sid] = bytes(entry, 'objectSid')
    // The last four bytes of a SID name the account within its domain; builtin groups have two parts fewer.
    if (sid && sid.length === 28) byRid.set(String(sid.readUInt32LE(24)), entry.dn)
  }
  return { namesFor: (direct, primary) => closure(groups, [...direct, byRid.get(primary) ?? '']) }
}

/** Groups may be in each other in a circle; each is entered once. */
function closure(
  groups: ReadonlyMap<string, { readonly name: string; readonly parents: readonly string[] }>,
  direct: readonly string[],
): readonly string[] {
  const names = new Map<string, string>()
  const open = direct.map((dn) => dn.toLowerCase())
  for (let dn = open.pop(); dn !== undefined; dn = open.pop()) {
    const group = groups.get(dn)
    if (!group || names.has(dn)) continue
    names.set(dn, group.name)
    open.push(...group.parents.map((one) => one.toLowerCase()))
  }
  return [...names.values()]
}
