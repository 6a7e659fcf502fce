import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Desk } from '../commands/desk.js'
import { apiRoutes } from './api.js'
import type { OpenApi } from './openapi.js'
import { jsmRoutes } from './jsm/app.js'
import type { ApiEnv } from './token.js'

/** The version of what programs rely on; whatever breaks them is another first number. */
const API_VERSION = '1.0.0'

/**
 * The OpenAPI 3.1 document of an app: made of the very schemas that check what comes in and stand behind what goes out.
 * @param server where its paths begin, such as `https://desk.example/api/v1`
 */
export function documentOf(
  app: OpenAPIHono<ApiEnv>,
  { title, description, server }: { readonly title: string; readonly description: string; readonly server: string },
): OpenApi {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title,
      description,
      version: API_VERSION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: server }],
  })
  // What is served is JSON; read as such it has the one shape that everything else here works with.
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => withNull(value))
}

/**
 * A named schema or null. The library writes it as something that must be both, which nothing is.
 * (asteasolutions/zod-to-openapi writes `allOf` with `type: [object, null]`, as OpenAPI 3.0 had `nullable`.)
 */
function withNull(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('allOf' in value) || !Array.isArray(value.allOf)) return value
  const [named, { type, ...rest }] = value.allOf
  return Array.isArray(type) && type.includes('null') ? { anyOf: [named, { type: 'null' }], ...rest } : value
}

/** The document of the native API. */
export const nativeDocument = (desk: Desk, server: string): OpenApi =>
  documentOf(apiRoutes(desk), {
    title: 'Mizban API',
    description:
      'What the desk does, for programs: with an access token, in the name of its person. Errors are problems of RFC 9457.',
    server,
  })

/** The document of the customer API of Jira Service Management, as far as the desk speaks it. */
export const jsmDocument = (desk: Desk, server: string): OpenApi =>
  documentOf(jsmRoutes(desk), {
    title: 'Mizban: Jira Service Management dialect',
    description: 'For programs that were written for that desk. What is what: docs/api/jsm.md.',
    server,
  })
