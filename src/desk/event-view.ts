import { officeKind } from './person.js'
import type { Service } from './service.js'
import { fieldsOf } from './task-form.js'
import { officeName, type University } from './university.js'
import type { EventView, PersonName } from './views.js'
import {
  isRequesterSide,
  mayReadNote,
  mayReadReturn,
  mayReadWords,
  showsStaff,
  visibleFields,
  type Standing,
} from './visibility.js'

/** A line of history as it is stored. */
export interface StoredEvent {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly byId: number | null
  readonly by: PersonName | null
  readonly office: string | null
  readonly internal: boolean
  readonly data: EventView['data']
}

export interface EventContext {
  readonly university: University
  readonly service: Service
  readonly view: Standing
  /** Who reads. */
  readonly reader: number
  /** The office that refused the request, when it was refused. */
  readonly refusedBy: string | null
}

/** The history that this reader may see; of each line, only the words that are for them. */
export function eventViews(context: EventContext, events: readonly StoredEvent[]): readonly EventView[] {
  const { university, view, reader } = context
  return events
    .filter((one) => !one.internal || mayReadInternal(context, one))
    .map((one) => ({
      seq: one.seq,
      at: one.at,
      kind: one.kind,
      by: one.office === null || showsStaff(university, view, one.office) ? one.by : null,
      mine: one.byId === reader,
      office: one.office === null ? null : officeName(university, one.office),
      data: Object.fromEntries(Object.entries(one.data).filter(([name]) => mayReadDatum(context, one, name))),
    }))
}

/** An internal line of no office tells that the process is stuck: that is for administrators. */
const mayReadInternal = ({ university, view }: EventContext, event: StoredEvent): boolean =>
  event.office === null ? view.as === 'administrator' : mayReadNote(university, view, event.office)

/** Names and outcomes are for everybody who sees the request; what people wrote is for whom they wrote it to. */
function mayReadDatum(context: EventContext, { kind, office, data }: StoredEvent, name: string): boolean {
  const { university, view } = context
  if (kind === 'reported-wrong' && name === 'note') return mayReadCorrection(context)
  if (kind === 'assigned' && name === 'assignee') return office === null || showsStaff(university, view, office)
  if (name !== 'reason') return true
  if (kind === 'sent-back') {
    const to = data['to_office']
    return mayReadReturn(university, view, office ?? '', typeof to === 'string' ? to : null)
  }
  if (kind === 'refused' || kind === 'cancelled') return mayReadRefusal(university, view, context.refusedBy)
  return true
}

/** Why a request was refused is written for its requester; other offices read it as they read messages. */
export const mayReadRefusal = (university: University, view: Standing, by: string | null): boolean =>
  isRequesterSide(view) || (by !== null && mayReadWords(university, view, by))

/** What is wrong in the data of the directory is read where the service says, and where all of that data is seen. */
function mayReadCorrection({ service, view }: EventContext): boolean {
  if (view.as !== 'staff') return true
  if (view.offices.some((office) => service.corrections_seen_by.includes(officeKind(office)))) return true
  const allowed = visibleFields(service.requestForm, view)
  return fieldsOf(service.requestForm).every((field) => field.from === null || allowed.has(field.key))
}
