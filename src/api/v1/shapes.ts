import { z } from '@hono/zod-openapi'
import type { DocumentView, FileView, RequestRow, RequestView, WorkRow } from '../../desk/views.js'

/** What programs read: finished data of the pages, with times as ISO 8601 and texts in both languages. */

export const text = z.object({ fa: z.string(), en: z.string() }).openapi('Text')
export const time = z.iso.datetime()

export const iso = (at: number): string => new Date(at).toISOString()
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))

export const fileShape = z
  .object({ id: z.string(), name: z.string(), size: z.int(), type: z.string(), at: time })
  .openapi('File')

export const file = ({ id, name, size, type, at }: Omit<FileView, 'by' | 'scan'>): z.infer<typeof fileShape> => ({
  id,
  name,
  size,
  type,
  at: iso(at),
})

export const requestRowShape = z
  .object({
    key: z.string(),
    service: z.string(),
    service_name: text,
    status: z.string(),
    status_word: text,
    offices: z.array(text).openapi({ description: 'where it is now' }),
    opened_at: time,
    closed_at: time.nullable(),
  })
  .openapi('RequestRow')

export const requestRow = (row: RequestRow): z.infer<typeof requestRowShape> => ({
  key: row.key,
  service: row.serviceId,
  service_name: row.service,
  status: row.status,
  status_word: row.statusWord,
  offices: [...row.offices],
  opened_at: iso(row.openedAt),
  closed_at: isoOrNull(row.closedAt),
})

export const documentShape = z
  .object({ code: z.string(), title: text, number: z.string().nullable(), issued_at: time })
  .openapi('Document')

export const requestShape = z
  .object({
    key: z.string(),
    service: z.string(),
    service_name: text,
    status: z.string(),
    status_word: text,
    places: z.array(z.object({ office: text, since: time })),
    opened_at: time,
    closed_at: time.nullable(),
    number: z.object({ text: z.string(), at: time }).nullable().openapi({ description: 'its official number' }),
    refusal: z.string().nullable(),
    steps: z.array(
      z.object({
        element: z.string(),
        name: text,
        office: text.nullable(),
        state: z.string(),
        at: time.nullable(),
        outcome: text.nullable(),
      }),
    ),
    facts: z
      .array(z.object({ key: z.string(), label: text, value: z.string(), files: z.array(fileShape) }))
      .openapi({ description: 'what was filled in, as far as the caller may see it' }),
    comments: z.array(
      z.object({
        id: z.int(),
        by: text.nullable(),
        office: text.nullable(),
        internal: z.boolean(),
        body: z.string(),
        at: time,
        files: z.array(fileShape),
      }),
    ),
    asks: z.array(
      z.object({
        id: z.int(),
        office: text,
        message: z.string(),
        fields: z.array(z.string()).openapi({ description: 'the fields that are to be filled in anew' }),
        wants_files: z.boolean(),
        amount: z.int().nullable().openapi({ description: 'to be paid, in rial' }),
        payment_id: z.string().nullable(),
        asked_at: time,
        answered_at: time.nullable(),
      }),
    ),
    documents: z.array(documentShape),
    may_withdraw: z.boolean(),
  })
  .openapi('Request')

export const request = (view: RequestView): z.infer<typeof requestShape> => ({
  key: view.key,
  service: view.serviceId,
  service_name: view.service,
  status: view.status,
  status_word: view.statusWord,
  places: view.places.map(({ office, since }) => ({ office, since: iso(since) })),
  opened_at: iso(view.openedAt),
  closed_at: isoOrNull(view.closedAt),
  number: view.number ? { text: view.number.text, at: iso(view.number.at) } : null,
  refusal: view.refusal,
  steps: view.tracker.map((step) => ({
    element: step.element,
    name: step.name,
    office: step.office,
    state: step.state,
    at: isoOrNull(step.at),
    outcome: step.outcome,
  })),
  facts: view.facts.map(({ key, label, value, files }) => ({ key, label, value, files: files.map(file) })),
  comments: view.comments.map((one) => ({
    id: one.id,
    by: one.by?.name ?? null,
    office: one.office,
    internal: one.internal,
    body: one.body,
    at: iso(one.at),
    files: one.files.map(file),
  })),
  asks: view.asks.map((one) => ({
    id: one.id,
    office: one.office,
    message: one.message,
    fields: [...one.fields],
    wants_files: one.wantsFiles,
    amount: one.amount,
    payment_id: one.paymentId,
    asked_at: iso(one.askedAt),
    answered_at: isoOrNull(one.answeredAt),
  })),
  documents: view.documents.map(document),
  may_withdraw: view.mayWithdraw,
})

export const document = (one: DocumentView): z.infer<typeof documentShape> => ({
  code: one.code,
  title: one.title,
  number: one.number,
  issued_at: iso(one.issuedAt),
})

export const taskRowShape = z
  .object({
    id: z.int(),
    request: z.string(),
    requester: text,
    service_name: text,
    step: text,
    office: z.string(),
    office_name: text,
    state: z.enum(['new', 'taken', 'asked', 'answered', 'returned']),
    opened_at: time,
    due_at: time.nullable(),
    assignee: text.nullable(),
    mine: z.boolean(),
  })
  .openapi('TaskRow')

export const taskRow = (row: WorkRow): z.infer<typeof taskRowShape> => ({
  id: row.task,
  request: row.key,
  requester: row.requester,
  service_name: row.service,
  step: row.step,
  office: row.office,
  office_name: row.officeName,
  state: row.state,
  opened_at: iso(row.openedAt),
  due_at: isoOrNull(row.time?.due ?? null),
  assignee: row.assignee?.name ?? null,
  mine: row.mine,
})
