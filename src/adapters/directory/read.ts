import type { Client, Entry, Filter, SearchOptions } from 'ldapts'

/** Entries of a page; below the 1,000 at which Active Directory cuts a search off (MaxPageSize). */
const PAGE = 500

/** Everything a search finds, page by page: Active Directory gives at most 1,000 entries to who does not ask in pages. */
export async function searchAll(
  client: Pick<Client, 'searchPaginated'>,
  base: string,
  options: SearchOptions & { filter: Filter },
): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const page of client.searchPaginated(base, { ...options, paged: { pageSize: PAGE } }))
    for (const entry of page.searchEntries) entries.push(entry)
  return entries
}

/**
 * All values of an attribute. Active Directory cuts long ones (MaxValRange, 1,500) and answers with a range in the
 * name, `memberOf;range=0-1499`; the rest is asked for until the range ends with a star.
 */
export async function allValues(
  client: Pick<Client, 'search'>,
  entry: Entry,
  attribute: string,
): Promise<readonly string[]> {
  const values = [...texts(valueOf(entry, attribute))]
  for (let part = rangeOf(entry, attribute); part;) {
    values.push(...part.values)
    if (part.end === null) break
    part = await nextRange(client, entry.dn, attribute, `${part.end + 1}-*`)
  }
  return values
}

/** One part of an attribute, such as `member` from `0-99`. @returns null when there is no such part */
export async function nextRange(
  client: Pick<Client, 'search'>,
  dn: string,
  attribute: string,
  range: string,
): Promise<Range | null> {
  const { searchEntries } = await client.search(dn, { scope: 'base', attributes: [`${attribute};range=${range}`] })
  const [entry] = searchEntries
  return entry ? rangeOf(entry, attribute) : null
}

interface Range {
  readonly values: readonly string[]
  /** Index of its last value; null when there are no more. */
  readonly end: number | null
}

function rangeOf(entry: Entry, attribute: string): Range | null {
  for (const [name, value] of Object.entries(entry)) {
    const found = /^([^;]+);range=(\d+)-(\d+|\*)$/i.exec(name)
    const values = texts(value)
    if (!found || found[1]?.toLowerCase() !== attribute.toLowerCase() || values.length === 0) continue
    return { values, end: found[3] === '*' ? null : Number(found[3]) }
  }
  return null
}

/** Servers write the names of attributes as their schema does, whatever was asked for. */
function valueOf(entry: Entry, attribute: string): Entry[string] | undefined {
  const exact = entry[attribute]
  if (exact !== undefined) return exact
  const name = Object.keys(entry).find((one) => one.toLowerCase() === attribute.toLowerCase())
  return name === undefined ? undefined : entry[name]
}

const listOf = (value: Entry[string] | undefined): readonly (Buffer | string)[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

const texts = (value: Entry[string] | undefined): readonly string[] => listOf(value).map((one) => one.toString())

/** The first value of an attribute, empty when it has none. */
export const text = (entry: Entry, attribute: string): string => texts(valueOf(entry, attribute))[0] ?? ''

export const bytes = (entry: Entry, attribute: string): readonly Buffer[] =>
  listOf(valueOf(entry, attribute)).flatMap((one) => (Buffer.isBuffer(one) ? [one] : []))
