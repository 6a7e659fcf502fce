import { z } from '@hono/zod-openapi'
import type { Desk } from '../../commands/desk.js'
import { AUDIT_GROUPS, kindsOf } from '../../desk/audit.js'
import { auditPage, auditPersonByUsername } from '../../store/audit-page.js'
import { auditSentence } from '../../web/audit-sentence.js'
import { after, pageOf, words } from '../inputs.js'
import { answer, operation, operations } from '../operation.js'
import { langOf } from '../problem.js'
import { iso, text, time } from './shapes.js'

const PAGE = 50

const who = z.object({ id: z.int(), username: z.string(), name: text }).nullable()

const lineShape = z
  .object({
    number: z.int(),
    at: time,
    kind: z.string(),
    by: who,
    in_stead_of: who,
    person: who.openapi({ description: 'whom it concerns' }),
    request: z.string().nullable(),
    address: z.string().nullable(),
    sentence: z.string().openapi({ description: 'the line told, in the language of the caller' }),
    data: z.record(z.string(), z.unknown()),
    hash: z.string().openapi({ description: 'over this line and the hash of the one before' }),
  })
  .openapi('AuditLine')

/** The audit log, for programs that watch it. */
export function auditRoutes(desk: Desk) {
  const app = operations()
  app.openapi(
    operation('audit:read', {
      method: 'get',
      path: '/audit',
      operationId: 'listAudit',
      summary: 'Lines of the audit log, the latest first',
      tags: ['audit'],
      request: {
        query: z.object({
          group: z.enum(AUDIT_GROUPS).optional(),
          username: words.optional().openapi({ description: 'lines by, about or in the stead of this person' }),
          from: time.optional(),
          until: time.optional(),
          after,
        }),
      },
      responses: { 200: answer(pageOf(lineShape), 'a page of lines') },
    }),
    async (c) => {
      const { group, username, from, until, after: before = '' } = c.req.valid('query')
      const person = username === undefined ? null : await auditPersonByUsername(desk.db, username)
      if (username !== undefined && !person) return c.json({ items: [], next: null }, 200)
      const { items, next } = await auditPage(desk.db, {
        kinds: group ? kindsOf(group) : [],
        person: person?.id ?? null,
        from: from === undefined ? null : Date.parse(from),
        until: until === undefined ? null : Date.parse(until),
        before: /^\d{1,15}~\d{1,15}$/.test(before) ? before : null,
        limit: PAGE,
      })
      const lines = items.map((line) => ({
        number: line.id,
        at: iso(line.at),
        kind: line.kind,
        by: line.by,
        in_stead_of: line.for,
        person: line.person,
        request: line.request,
        address: line.address,
        sentence: auditSentence(desk.university, line, langOf(c)),
        data: { ...line.data },
        hash: line.hash,
      }))
      return c.json({ items: lines, next }, 200)
    },
  )
  return app
}
