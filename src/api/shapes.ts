import type { FileView, RequestRow, RequestView, WorkRow } from '../desk/views.js'

/** What programs read: finished data of the pages, with times as ISO 8601 and texts in both languages. */

const iso = (at: number): string => new Date(at).toISOString()
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))

const file = ({ id, name, size, type, at }: FileView) => ({ id, name, size, type, at: iso(at) })

export const requestRow = (row: RequestRow) => ({
  key: row.key,
  service: row.serviceId,
  service_name: row.service,
  status: row.status,
  status_word: row.statusWord,
  offices: row.offices,
  opened_at: iso(row.openedAt),
  closed_at: isoOrNull(row.closedAt),
})

export const request = (view: RequestView) => ({
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
    asked_at: iso(one.askedAt),
    answered_at: isoOrNull(one.answeredAt),
  })),
  documents: view.documents.map((one) => ({
    code: one.code,
    title: one.title,
    number: one.number,
    issued_at: iso(one.issuedAt),
  })),
})

export const task = (row: WorkRow) => ({
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
