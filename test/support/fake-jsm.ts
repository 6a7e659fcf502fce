import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

// A desk that answers in the shapes of the customer API of Jira Service Management, with the data that such desks have
// after years. Everybody in it is invented.

export interface FakeUser {
  readonly name?: string
  readonly displayName?: string
  readonly emailAddress?: string
}

export interface FakeComment {
  readonly body: string
  readonly public: boolean
  readonly author: FakeUser | null
  readonly at: number
  readonly files?: readonly FakeFile[]
}

export interface FakeFile {
  readonly id: number
  readonly name: string
  readonly bytes: Uint8Array
  /** What the desk says its size is, when that is not so. */
  readonly size?: number
  readonly gone?: true
}

export interface FakeIssue {
  readonly id: number
  readonly key: string
  readonly type: number
  readonly at: number
  readonly reporter: FakeUser | null
  readonly fields: Readonly<Record<string, unknown>>
  /** The oldest first: name, category, time. */
  readonly statuses: readonly (readonly [string, string, number])[]
  readonly comments?: readonly FakeComment[]
  readonly files?: readonly FakeFile[]
  readonly participants?: readonly FakeUser[]
  /** Only the search of the platform knows it. */
  readonly hidden?: true
}

export interface FakeDesk {
  readonly issues: readonly FakeIssue[]
  readonly types: readonly {
    readonly id: number
    readonly name: string
    readonly fields: readonly Readonly<Record<string, unknown>>[]
  }[]
}

export interface FakeJsm {
  readonly url: string
  /** Paths that were asked for, in their order. */
  readonly asked: string[]
  /** What happens instead of an answer: called first for every request; true when it has answered. */
  trouble: (request: IncomingMessage, response: ServerResponse, count: number) => boolean
  readonly close: () => Promise<void>
}

export const TOKEN = 'token-of-the-import'
const PAGE = 50

export async function openFakeJsm(desk: FakeDesk): Promise<FakeJsm> {
  const asked: string[] = []
  const byId = new Map(
    desk.issues.flatMap((issue) => [[String(issue.id), issue] as const, [issue.key, issue] as const]),
  )
  const shown = desk.issues.filter((one) => !one.hidden).toReversed()
  const state = { trouble: ((_request, _response, _count) => false) as FakeJsm['trouble'] }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    asked.push(url.pathname + url.search)
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' })
      response.end(JSON.stringify(body))
    }
    const none = () => send(404, { errorMessage: 'none', i18nErrorMessage: { i18nKey: 'sd', parameters: [] } })
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return send(401, { errorMessage: 'who?' })
    if (state.trouble(request, response, asked.length)) return
    const path = url.pathname.replace(/^\/jira/, '')
    // Behind a proxy the desk believes to be elsewhere: its links are absolute and name another host.
    const page = <T>(values: readonly T[], shown: (value: T) => unknown = (value) => value) => {
      const start = Number(url.searchParams.get('start') ?? 0)
      const limit = Math.min(Number(url.searchParams.get('limit') ?? PAGE), PAGE)
      const own = values.slice(start, start + limit)
      const last = start + own.length >= values.length
      const link = (at: number) => {
        const to = new URL(`http://jsm.internal:8080${url.pathname}${url.search}`)
        to.searchParams.set('start', String(at))
        return to.toString()
      }
      return {
        _expands: [],
        size: own.length,
        start,
        limit,
        isLastPage: last,
        _links: {
          self: link(start),
          base: 'http://jsm.internal:8080/jira',
          context: '/jira',
          ...(last ? {} : { next: link(start + own.length) }),
        },
        values: own.map((one) => shown(one)),
      }
    }
    const about = { id: '7', projectId: '10001', projectKey: 'HELP', projectName: 'میز خدمت' }
    const api = '/rest/servicedeskapi'
    if (path === `${api}/servicedesk`) return send(200, page([about]))
    if (path === `${api}/servicedesk/7/requesttype`)
      return send(200, page(desk.types.map(({ id, name }) => ({ id: String(id), name, serviceDeskId: '7' }))))
    const type = new RegExp(`^${api}/servicedesk/7/requesttype/(\\d+)/field$`).exec(path)?.[1]
    if (type) return send(200, { requestTypeFields: desk.types.find((one) => String(one.id) === type)?.fields ?? [] })
    if (path === `${api}/servicedesk/7/queue`) return send(403, { errorMessage: 'agents only' })
    if (path === '/rest/api/2/search') {
      const start = Number(url.searchParams.get('startAt') ?? 0)
      const issues = desk.issues.slice(start, start + 100).map((one) => ({ id: String(one.id), key: one.key }))
      return send(200, { startAt: start, total: desk.issues.length, issues })
    }
    if (path === `${api}/request`)
      // Latest activity first.
      return send(
        200,
        page(shown, (one) => requestOf(one, [])),
      )
    const [, id = '', part] = new RegExp(`^${api}/request/([^/]+)(?:/(\\w+))?$`).exec(path) ?? []
    const issue = byId.get(decodeURIComponent(id))
    if (issue && part === undefined) {
      const expand = (url.searchParams.get('expand') ?? '').split(',')
      return send(200, {
        ...requestOf(issue, expand),
        ...(expand.includes('status') ? { status: page(statusesOf(issue)) } : {}),
        ...(expand.includes('participant') ? { participants: page((issue.participants ?? []).map(userOf)) } : {}),
        ...(expand.includes('attachment') ? { attachments: page(allFiles(issue).map(fileOf)) } : {}),
      })
    }
    if (issue && part === 'status') return send(200, page(statusesOf(issue)))
    if (issue && part === 'comment')
      return send(200, page((issue.comments ?? []).map((one, n) => commentOf(one, n, page))))
    const file = /^\/secure\/attachment\/(\d+)\//.exec(path)?.[1]
    const found = desk.issues.flatMap(allFiles).find((one) => String(one.id) === file)
    if (!found || found.gone) return none()
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    response.end(found.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/jira`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

const dateOf = (at: number) => ({
  iso8601: new Date(at).toISOString().replace('.000Z', '+0000'),
  jira: new Date(at).toISOString().replace('Z', '+0000'),
  friendly: 'some day',
  epochMillis: at,
})

const userOf = (user: FakeUser | null) => (user === null ? null : { ...user, active: true, timeZone: 'Asia/Tehran' })

const statusesOf = (issue: FakeIssue) =>
  issue.statuses
    .map(([status, statusCategory, at]) => ({ status, statusCategory, statusDate: dateOf(at) }))
    .toReversed()

const allFiles = (issue: FakeIssue): readonly FakeFile[] => [
  ...(issue.files ?? []),
  ...(issue.comments ?? []).flatMap((one) => one.files ?? []),
]

const fileOf = (file: FakeFile) => ({
  filename: file.name,
  author: { name: 'sara', displayName: 'سارا رستمی' },
  created: dateOf(Date.parse('2024-02-01T08:00:00Z')),
  size: file.size ?? file.bytes.length,
  mimeType: 'application/octet-stream',
  _links: {
    self: `http://jsm.internal:8080/jira/rest/api/2/attachment/${file.id}`,
    content: `http://jsm.internal:8080/jira/secure/attachment/${file.id}/${encodeURIComponent(file.name)}`,
  },
})

const commentOf = (one: FakeComment, n: number, page: (values: readonly unknown[]) => object) => ({
  id: String(n + 1),
  body: one.body,
  public: one.public,
  ...(one.author ? { author: userOf(one.author) } : {}),
  created: dateOf(one.at),
  attachments: page((one.files ?? []).map(fileOf)),
})

const requestOf = (issue: FakeIssue, expanded: readonly string[]) => ({
  _expands: ['serviceDesk', 'requestType', 'participant', 'status'].filter((one) => !expanded.includes(one)),
  issueId: String(issue.id),
  issueKey: issue.key,
  requestTypeId: String(issue.type),
  serviceDeskId: '7',
  createdDate: dateOf(issue.at),
  ...(issue.reporter ? { reporter: userOf(issue.reporter) } : {}),
  requestFieldValues: Object.entries(issue.fields).map(([fieldId, value]) => ({ fieldId, label: fieldId, value })),
  currentStatus: statusesOf(issue)[0],
})
