import { z } from '@hono/zod-openapi'
import { answer } from '../operation.js'
import { fails } from './errors.js'
import { isDesk } from './ids.js'
import { flag, segment, text } from './inputs.js'
import { operation, operations } from './operation.js'
import { pageFrom, pageOf, paging } from './page.js'

const articleShape = z
  .object({
    title: z.string(),
    excerpt: z.string(),
    source: z.object({ type: z.string() }),
    content: z.object({ iframeSrc: z.string() }),
  })
  .openapi('JsmArticle')

const search = z.object({ ...paging, query: text(500).min(1), highlight: flag(false) })

/** What the other desk has and this one has not: empty pages where nothing is true, 501 where something is asked for. */
export function stubRoutes() {
  const app = operations()

  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/knowledgebase/article',
      operationId: 'jsmArticles',
      summary: 'There is no knowledge base: an empty page',
      tags: ['knowledge base'],
      request: { query: search },
      responses: { 200: answer(pageOf(articleShape), 'an empty page') },
    }),
    (c) => c.json(pageFrom(c, c.req.valid('query'), []), 200),
  )
  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/servicedesk/{serviceDeskId}/knowledgebase/article',
      operationId: 'jsmDeskArticles',
      summary: 'There is no knowledge base: an empty page',
      tags: ['knowledge base'],
      request: { params: z.object({ serviceDeskId: segment }), query: search },
      responses: { 200: answer(pageOf(articleShape), 'an empty page') },
    }),
    (c) =>
      isDesk(c.req.valid('param').serviceDeskId)
        ? c.json(pageFrom(c, c.req.valid('query'), []), 200)
        : fails(c, 404, 'not-found'),
  )
  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/knowledgebase/article/view/{pageId}',
      operationId: 'jsmViewArticle',
      summary: 'There is no knowledge base',
      tags: ['knowledge base'],
      request: { params: z.object({ pageId: segment }) },
      responses: {},
    }),
    (c) => fails(c, 404, 'not-found'),
  )

  for (const kind of ['assets', 'insight'] as const)
    app.openapi(
      operation(null, {
        method: 'get',
        path: `/servicedeskapi/${kind}/workspace`,
        operationId: `jsm${kind === 'assets' ? 'Assets' : 'Insight'}`,
        summary: 'There are no assets: an empty page',
        tags: ['assets'],
        request: { query: z.object(paging) },
        responses: {
          200: answer(pageOf(z.object({ workspaceId: z.string() }).openapi('JsmWorkspace')), 'an empty page'),
        },
      }),
      (c) => c.json(pageFrom(c, c.req.valid('query'), []), 200),
    )

  for (const [method, path, operationId] of NOT_HERE)
    app.openapi(
      operation('tasks:write', {
        method,
        path,
        operationId,
        summary: 'Not here: queues are the work lists of offices',
        tags: ['queues'],
        request: { params: paramsOf(path) },
        responses: {},
      }),
      (c) => fails(c, 501, 'not-here'),
    )
  return app
}

const NOT_HERE = [
  ['post', '/servicedeskapi/servicedesk/{serviceDeskId}/queue', 'jsmCreateQueue'],
  ['post', '/servicedeskapi/servicedesk/{serviceDeskId}/queue/reorder', 'jsmReorderQueues'],
  ['post', '/servicedeskapi/servicedesk/{serviceDeskId}/queue/{queueId}', 'jsmChangeQueue'],
  ['delete', '/servicedeskapi/servicedesk/{serviceDeskId}/queue/{queueId}', 'jsmRemoveQueue'],
  ['get', '/servicedeskapi/admin/queues/{projectKey}', 'jsmQueueSettings'],
  ['get', '/servicedeskapi/queues/{projectKey}', 'jsmProjectQueues'],
  ['put', '/servicedeskapi/admin/queues/include-count', 'jsmIncludeCount'],
  ['put', '/servicedeskapi/admin/queues/include-count/{projectKey}', 'jsmIncludeCountOf'],
  ['put', '/servicedeskapi/admin/queues/cache-count', 'jsmCacheCount'],
  ['put', '/servicedeskapi/admin/queues/cache-count/{projectKey}', 'jsmCacheCountOf'],
] as const

const paramsOf = (path: string) =>
  z.object(Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', segment])))
