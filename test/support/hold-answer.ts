import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import { z } from 'zod'
import type { ApiEnv } from '../../src/api/token.js'
import type { Desk } from '../../src/commands/desk.js'
import { webApp } from '../../src/web/app.js'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly text: string
}

export interface DescribedRoute {
  readonly method: string
  readonly at: RegExp
  readonly config: RouteConfig
}

const apps = new WeakMap<Desk, ReturnType<typeof webApp>>()

/** One app for each desk: to describe a hundred routes takes longer than to call one. */
export function appOf(desk: Desk): ReturnType<typeof webApp> {
  const app = apps.get(desk) ?? webApp(desk, { demo: null, embedded: true })
  apps.set(desk, app)
  return app
}

/** The routes that an app describes. `base` is where it is mounted. */
export const describedRoutes = (app: OpenAPIHono<ApiEnv>, base: string): readonly DescribedRoute[] =>
  app.openAPIRegistry.definitions
    .filter((one) => one.type === 'route')
    .map(({ route }) => ({
      method: route.method.toUpperCase(),
      at: new RegExp(`^${base}${route.path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
      config: route,
    }))

/** An answer as it came: JSON where it is JSON, else null with the text. */
export async function readAnswer(response: Response): Promise<ApiAnswer> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : null, text }
}

/**
 * Holds an answer against what the OpenAPI document says of it: a status, a type or a shape that is not there, or a
 * property that the document does not name, is an error.
 */
export function holdAnswer(routes: readonly DescribedRoute[], request: Request, answer: ApiAnswer): void {
  const path = new URL(request.url).pathname
  const road = `${request.method} ${path}: ${answer.status}`
  const found = routes.filter((one) => one.method === request.method && one.at.test(path))
  // Of `/organization/{id}` and `/organization/cleanup` the one that names more of the path answers.
  const route = found.toSorted((a, b) => countOf(a) - countOf(b))[0]
  const declared = route?.config.responses[answer.status] ?? route?.config.responses['default']
  if (!declared) {
    if (answer.status < 400) throw new Error(`${road} is not in the document`)
    return
  }
  const content = 'content' in declared ? declared.content : undefined
  if (!content) {
    if (answer.text !== '') throw new Error(`${road} has a body that the document does not name`)
    return
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const media = content[type] ?? content['*/*']
  const schema = media && 'schema' in media ? media.schema : undefined
  if (!media) throw new Error(`${road} with ${type} is not in the document`)
  if (!(schema instanceof z.ZodType) || !/json/.test(type)) return
  const read = schema.safeParse(answer.body)
  if (!read.success) throw new Error(`${road} ${z.prettifyError(read.error)}`)
  if (JSON.stringify(sorted(read.data)) !== JSON.stringify(sorted(answer.body)))
    throw new Error(`${road} has more than the document says`)
}

const countOf = (route: DescribedRoute): number => (route.config.path.match(/\{/g) ?? []).length

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
