import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import type { CommentView, FileView, RequestView } from '../../desk/views.js'
import type { NamedPerson } from '../../store/named-people.js'
import type { ApiEnv } from '../token.js'
import { dateOf, dateShape } from './date.js'
import { langOf } from './errors.js'
import { htmlOf } from './fields.js'
import { linksOf } from './links.js'
import { insidePage, pageOf } from './page.js'
import { officeUser, user, userShape, type User } from './users.js'

export const attachmentShape = z
  .object({
    filename: z.string(),
    author: userShape,
    created: dateShape,
    size: z.int(),
    mimeType: z.string(),
    _links: z.object({ self: z.url(), jiraRest: z.url(), content: z.url(), thumbnail: z.url() }),
  })
  .openapi('JsmAttachment')

export const commentShape = z
  .object({
    id: z.string(),
    body: z.string(),
    public: z.boolean(),
    author: userShape,
    created: dateShape,
    renderedBody: z.object({ html: z.string() }).optional(),
    attachments: pageOf(attachmentShape).optional(),
    _expands: z.array(z.string()),
    _links: z.object({ self: z.url() }),
  })
  .openapi('JsmComment')

/** Something that was said: a message, a note, what an office asked, and what was answered. */
export interface Said {
  readonly id: string
  readonly body: string
  readonly public: boolean
  /** Null: somebody of an office that keeps to itself who works there. */
  readonly by: number | null
  readonly office: string | null
  readonly at: number
  readonly files: readonly FileView[]
}

const KINDS = { comment: 0, ask: 1, answer: 2 } as const

/** One row of numbers for three tables: the last digit says of which. */
export const saidId = (kind: keyof typeof KINDS, id: number): string => String(id * 10 + KINDS[kind])

/** A message or a note. */
export const saidAs = (one: CommentView): Said => ({
  id: saidId('comment', one.id),
  body: one.body,
  public: !one.internal,
  by: one.byId,
  office: one.from,
  at: one.at,
  files: one.files,
})

/** What was said about a request, oldest first, as far as this reader may read it. */
export const saidIn = (view: RequestView, requester: number): readonly Said[] =>
  [
    ...view.comments.map(saidAs),
    ...view.asks.flatMap((one) => [
      {
        id: saidId('ask', one.id),
        body: one.message,
        public: true,
        by: one.byId,
        office: one.from,
        at: one.askedAt,
        files: [],
      },
      ...(one.answeredAt === null
        ? []
        : [
            {
              id: saidId('answer', one.id),
              body: one.answer ?? '',
              public: true,
              by: requester,
              office: null,
              at: one.answeredAt,
              files: one.files,
            },
          ]),
    ]),
  ].toSorted((a, b) => a.at - b.at || Number(a.id) - Number(b.id))

/** Whose names are needed to show these. */
export const authorsOf = (said: readonly Said[], files: readonly FileView[] = []): readonly number[] =>
  [
    ...said.map((one) => one.by),
    ...said.flatMap((one) => one.files).map((file) => file.byId),
    ...files.map((one) => one.byId),
  ].filter((one) => one !== null)

export interface Shown {
  readonly desk: Desk
  readonly key: string
  readonly people: ReadonlyMap<number, NamedPerson>
}

export function author(c: Context<ApiEnv>, { desk, people }: Shown, by: number | null, office: string | null): User {
  const person = by === null ? undefined : people.get(by)
  return person ? user(c, person, showsEmail(c, person.id)) : officeUser(c, desk.university, office ?? 'unknown')
}

/** People who work in an office see addresses, others their own. */
export const showsEmail = (c: Context<ApiEnv>, person: number): boolean =>
  c.var.caller.person.memberships.length > 0 || c.var.caller.person.id === person

export function attachment(c: Context<ApiEnv>, shown: Shown, file: FileView): z.infer<typeof attachmentShape> {
  const { base } = linksOf(c)
  const self = `${base}/rest/servicedeskapi/request/${shown.key}/attachment/${file.id}`
  return {
    filename: file.name,
    author: author(c, shown, file.byId, file.from),
    created: dateOf(file.at, langOf(c)),
    size: file.size,
    mimeType: file.type,
    _links: { self, jiraRest: self, content: self, thumbnail: `${self}/thumbnail` },
  }
}

export function comment(
  c: Context<ApiEnv>,
  shown: Shown,
  said: Said,
  expand: readonly string[],
): z.infer<typeof commentShape> {
  const path = `/rest/servicedeskapi/request/${shown.key}/comment/${said.id}`
  const parts = ['attachment', 'renderedBody']
  return {
    id: said.id,
    body: said.body,
    public: said.public,
    author: author(c, shown, said.by, said.office),
    created: dateOf(said.at, langOf(c)),
    ...(expand.includes('renderedBody') ? { renderedBody: { html: htmlOf(said.body) } } : {}),
    ...(expand.includes('attachment')
      ? {
          attachments: insidePage(
            c,
            said.files.map((file) => attachment(c, shown, file)),
            `${path}/attachment`,
          ),
        }
      : {}),
    _expands: parts.filter((one) => !expand.includes(one)),
    _links: { self: `${linksOf(c).base}${path}` },
  }
}
