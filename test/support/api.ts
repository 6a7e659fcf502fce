import type { RouteConfig } from '@hono/zod-openapi'
import { z } from 'zod'
import { apiRoutes } from '../../src/api/api.js'
import type { Desk } from '../../src/commands/desk.js'
import { webApp } from '../../src/web/app.js'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly text: string
}

/**
 * Sends a request to the native API and holds the answer against what the OpenAPI document says of it: a status or a
 * shape that is not there, or a property that the document does not name, is an error.
 */
export async function callApi(desk: Desk, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  const request = new Request(`http://desk.test/api/v1${path}`, init)
  const response = await webApp(desk, { demo: null, embedded: true }).fetch(request)
  const text = await response.text()
  const answer = {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : JSON.parse(text),
    text,
  }
  holdAgainst(desk, request, answer)
  return answer
}

function holdAgainst(desk: Desk, request: Request, answer: ApiAnswer): void {
  const path = new URL(request.url).pathname.replace(/^\/api\/v1/, '')
  const route = routesOf(desk).find((one) => one.method === request.method.toLowerCase() && one.at.test(path))
  const declared = route?.config.responses[answer.status] ?? route?.config.responses['default']
  if (!declared) {
    if (answer.status < 400) throw new Error(`${request.method} ${path} is not in the document`)
    return
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const media = 'content' in declared ? declared.content?.[type] : undefined
  const schema = media && 'schema' in media ? media.schema : undefined
  if (!(schema instanceof z.ZodType))
    throw new Error(`${request.method} ${path}: ${answer.status} with ${type} is not in the document`)
  const read = schema.safeParse(answer.body)
  if (!read.success) throw new Error(`${request.method} ${path}: ${answer.status} ${z.prettifyError(read.error)}`)
  if (JSON.stringify(sorted(read.data)) !== JSON.stringify(sorted(answer.body)))
    throw new Error(`${request.method} ${path}: ${answer.status} has more than the document says`)
}

const known = new WeakMap<
  Desk,
  readonly { readonly method: string; readonly at: RegExp; readonly config: RouteConfig }[]
>()

function routesOf(desk: Desk) {
  const found = known.get(desk)
  if (found) return found
  const routes = apiRoutes(desk)
    .openAPIRegistry.definitions.filter((one) => one.type === 'route')
    .map(({ route }) => ({
      method: route.method,
      at: new RegExp(`^${route.path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
      config: route,
    }))
  known.set(desk, routes)
  return routes
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        )
      : value
