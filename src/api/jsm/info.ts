import { z } from '@hono/zod-openapi'
import { answer } from '../operation.js'
import { dateOf, dateShape } from './date.js'
import { langOf } from './errors.js'
import { linksOf } from './links.js'
import { operation, operations } from './operation.js'

/** The release of Jira Service Management whose customer API this speaks, and that of its platform. */
export const SPOKEN = { version: '5.12.0', platform: '9.12.0', built: Date.UTC(2023, 10, 28) } as const

const infoShape = z
  .object({
    version: z.string(),
    platformVersion: z.string(),
    buildDate: dateShape,
    buildChangeSet: z.string(),
    isLicensedForUse: z.boolean(),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmInfo')

export function infoRoutes() {
  const app = operations()
  app.openapi(
    operation(null, {
      method: 'get',
      path: '/servicedeskapi/info',
      operationId: 'jsmInfo',
      summary: 'The release whose dialect this is; needs no login',
      tags: ['info'],
      responses: { 200: answer(infoShape, 'the release') },
    }),
    (c) =>
      c.json(
        {
          version: SPOKEN.version,
          platformVersion: SPOKEN.platform,
          buildDate: dateOf(SPOKEN.built, langOf(c)),
          buildChangeSet: 'mizban',
          isLicensedForUse: true,
          _links: { self: `${linksOf(c).base}/rest/servicedeskapi/info` },
        },
        200,
      ),
  )
  return app
}
