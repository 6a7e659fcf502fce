import type { Definition } from '../engine/index.js'
import { elementsInOrder } from '../engine/index.js'
import { stepOf, type Service } from './service.js'
import type { Text } from './text.js'
import type { RequestStatus } from './views.js'

interface OpenWork {
  readonly element: string
  readonly asked: boolean
}

/**
 * The status of a request after a step of its process.
 * A request counts as done for its requester once only steps «for information» are left.
 * @param open open tasks; `busy` while the desk itself still has something to do
 */
export function statusAfter(
  service: Service,
  ended: 'done' | 'refused' | 'withdrawn' | null,
  open: readonly OpenWork[],
  busy: boolean,
): RequestStatus {
  if (ended) return ended
  const waited = open.filter((task) => !stepOf(service, task.element)?.forInformation)
  if (waited.length === 0 && !busy) return 'done'
  return waited.some((task) => task.asked) ? 'waiting' : 'open'
}

const WORDS: Readonly<Record<Exclude<RequestStatus, 'open'>, Text>> = {
  waiting: { fa: 'نیازمند اقدام شما', en: 'Needs your action' },
  done: { fa: 'انجام شد', en: 'Done' },
  refused: { fa: 'رد شد', en: 'Refused' },
  withdrawn: { fa: 'پس گرفته شد', en: 'Withdrawn' },
}

const IN_REVIEW: Text = { fa: 'در حال بررسی', en: 'In review' }

/** The status word its requester reads: that of the first open step, from the drawing, unless something is asked of them. */
export function statusWord(service: Service, status: RequestStatus, open: readonly OpenWork[]): Text {
  if (status !== 'open') return WORDS[status]
  const first = open.find((task) => !stepOf(service, task.element)?.forInformation)
  return (first && stepOf(service, first.element)?.status) ?? IN_REVIEW
}

/** How a process ended, from the end event it reached: the drawing says `result` = done or refused. */
export function resultOf(definition: Definition, entered: readonly string[]): 'done' | 'refused' {
  const refusing = elementsInOrder(definition).filter((one) => one.properties['result'] === 'refused')
  return refusing.some((one) => entered.includes(one.id)) ? 'refused' : 'done'
}

/** Whether its requester and its offices still write to each other: also when it is done, not when it was refused or withdrawn. */
export const takesMessages = (request: { readonly closedAt: number | null; readonly status: RequestStatus }): boolean =>
  request.closedAt === null || request.status === 'done'
