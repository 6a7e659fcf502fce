import type { z } from 'zod'
import type { ImportSource, ListedIssue } from '../../commands/import-desk.js'
import type {
  ForeignComment,
  ForeignFile,
  ForeignIssue,
  ForeignOption,
  ForeignPerson,
  ForeignType,
} from '../../desk/importing/foreign.js'
import { JsmFault, type JsmClient } from './client.js'
import * as shapes from './shapes.js'

const API = '/rest/servicedeskapi'

/** A desk of Jira Service Management, or any that speaks its customer API, as a source of requests. */
export function jsmSource(client: JsmClient): ImportSource {
  return {
    types: async (project) => {
      const types: ForeignType[] = []
      for (const desk of await whole(client, `${API}/servicedesk`, shapes.serviceDesk)) {
        if (project !== null && desk.projectKey.toUpperCase() !== project.toUpperCase()) continue
        const about = { id: desk.id, key: desk.projectKey, name: desk.projectName }
        for (const type of await whole(client, `${API}/servicedesk/${desk.id}/requesttype`, shapes.requestType))
          types.push({ desk: about, id: type.id, name: type.name, fields: await fieldsOf(client, desk.id, type.id) })
      }
      return types
    },
    issues: async (desk) => {
      const found = new Map<string, ListedIssue>()
      const listing = `${API}/request?requestOwnership=ALL_REQUESTS&requestStatus=ALL_REQUESTS&serviceDeskId=${desk.id}`
      for await (const page of client.all(listing, shapes.listed))
        for (const one of page)
          found.set(one.issueId, {
            id: one.issueId,
            type: one.requestTypeId,
            status: one.currentStatus ? statusOf(one.currentStatus) : null,
          })
      // The list knows what the account takes part in; queues know what is open, the search what is there at all.
      for (const id of [...(await queuedIn(client, desk.id)), ...(await searched(client, desk.key))])
        if (!found.has(id)) found.set(id, { id, type: null, status: null })
      return [...found.values()].toSorted((a, b) => Number(a.id) - Number(b.id))
    },
    issue: async (id) => {
      try {
        return await issueOf(client, id)
      } catch (error) {
        // One that can't be read is told of; nothing else can be read either when nobody answers or the token has ended.
        if (error instanceof JsmFault && error.why !== 'unreachable' && error.why !== 'unsigned')
          return { fault: error.message }
        throw error
      }
    },
    file: ({ url }, limit) => client.bytes(url, limit),
  }
}

async function whole<T>(client: JsmClient, path: string, item: z.ZodType<T>): Promise<readonly T[]> {
  const items: T[] = []
  for await (const page of client.all(path, item)) items.push(...page)
  return items
}

async function fieldsOf(client: JsmClient, desk: string, type: string): Promise<ForeignType['fields']> {
  const list = await client.get(`${API}/servicedesk/${desk}/requesttype/${type}/field`, shapes.fieldList)
  return (list?.requestTypeFields ?? []).map((field) => ({
    id: field.fieldId,
    name: field.name,
    required: field.required,
    type: field.jiraSchema.items ? `${field.jiraSchema.type} of ${field.jiraSchema.items}` : field.jiraSchema.type,
    options: field.validValues.map(optionOf),
  }))
}

const optionOf = ({ value, label, children }: shapes.Option): ForeignOption => ({
  value,
  label,
  children: children.map(optionOf),
})

async function queuedIn(client: JsmClient, desk: string): Promise<readonly string[]> {
  const ids: string[] = []
  for (const { id } of await allowed(() => whole(client, `${API}/servicedesk/${desk}/queue`, shapes.queue)))
    for (const issue of await whole(client, `${API}/servicedesk/${desk}/queue/${id}/issue`, shapes.queued))
      ids.push(issue.id)
  return ids
}

const SEARCHED = 100

async function searched(client: JsmClient, project: string): Promise<readonly string[]> {
  return allowed(async () => {
    const ids: string[] = []
    const query = new URLSearchParams({ jql: `project = "${project}" order by id`, fields: 'key' }).toString()
    for (;;) {
      const path = `/rest/api/2/search?${query}&startAt=${ids.length}&maxResults=${SEARCHED}`
      const page = await client.get(path, shapes.found)
      if (!page || page.issues.length === 0) return ids
      ids.push(...page.issues.map((one) => one.id))
      if (ids.length >= (page.total ?? 0)) return ids
    }
  })
}

/** What an account may not ask for, it does without: the list of requests is what counts. */
async function allowed<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof JsmFault && error.why === 'refused') return []
    throw error
  }
}

async function issueOf(client: JsmClient, id: string): Promise<ForeignIssue | null> {
  const at = `${API}/request/${encodeURIComponent(id)}`
  const read = await client.get(`${at}?expand=participant,status,attachment`, shapes.request)
  if (!read) return null
  const comments = await whole(client, `${at}/comment?public=true&internal=true&expand=attachment`, shapes.comment)
  const [statuses, attachments, participants] = await Promise.all([
    rest(client, read.status, `${at}/status`, shapes.status),
    rest(client, read.attachments, `${at}/attachment`, shapes.attachment),
    rest(client, read.participants, `${at}/participant`, shapes.user),
  ])
  const past = (statuses.length > 0 ? statuses : read.currentStatus ? [read.currentStatus] : [])
    .map((one) => ({ ...statusOf(one), at: one.statusDate }))
    .toReversed()
  const files = new Map([...attachments, ...comments.flatMap((one) => one.attachments?.values ?? [])].map(fileOf))
  return {
    id: read.issueId,
    key: read.issueKey,
    type: read.requestTypeId,
    summary: read.summary,
    openedAt: read.createdDate,
    by: personOf(read.reporter),
    fields: read.requestFieldValues.map((one) => ({ id: one.fieldId, name: one.label, value: one.value ?? null })),
    // The API tells the newest first; those of one moment stay in their order.
    statuses: past.toSorted((a, b) => a.at - b.at),
    comments: comments
      .map((one): ForeignComment => ({
        id: one.id,
        body: one.body,
        public: one.public,
        by: personOf(one.author),
        at: one.created,
        files: (one.attachments?.values ?? []).map((file) => fileOf(file)[0]),
      }))
      .toSorted((a, b) => a.at - b.at),
    files: [...files.values()],
    participants: participants.map(personOf),
  }
}

interface Page<T> {
  readonly values: readonly T[]
  readonly isLastPage?: boolean | undefined
}

/** The first page that came along when it is all there is, else the whole list from its own address. */
const rest = <T>(client: JsmClient, first: Page<T> | undefined, path: string, item: z.ZodType<T>) =>
  first && first.isLastPage !== false ? first.values : whole(client, path, item)

const statusOf = (one: z.infer<typeof shapes.status>) => ({ name: one.status, closed: one.statusCategory === 'DONE' })

/** Files have no id but the end of their address. */
function fileOf(one: z.infer<typeof shapes.attachment>): readonly [string, ForeignFile] {
  const { _links: links } = one
  const url = links.content ?? links.self ?? ''
  const id = (links.self ?? url).replace(/\/+$/, '').split('/').at(-1) || one.filename
  return [id, { id, name: one.filename, size: one.size, by: personOf(one.author), at: one.created, url }]
}

const personOf = (one: z.infer<typeof shapes.user>): ForeignPerson => ({
  username: one?.name || one?.accountId || null,
  name: one?.displayName || one?.name || '',
  email: one?.emailAddress || null,
})
