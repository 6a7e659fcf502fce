import { z } from '@hono/zod-openapi'
import { stepOf, type Service } from '../../desk/service.js'
import type { Lang, Text } from '../../desk/text.js'
import type { RequestStatus, RequestView } from '../../desk/views.js'
import { statusWord } from '../../desk/progress.js'
import type { TaskRecord } from '../../store/tasks.js'
import type { SeenRequest } from '../../store/requests.js'
import { dateOf, dateShape } from './date.js'
import { SUBMITTED } from './words.js'

export const statusShape = z
  .object({
    status: z.string(),
    statusCategory: z.enum(['UNDEFINED', 'NEW', 'INDETERMINATE', 'DONE']),
    statusDate: dateShape,
  })
  .openapi('JsmStatus')

type Status = z.infer<typeof statusShape>

const CATEGORY: Readonly<Record<RequestStatus, Status['statusCategory']>> = {
  open: 'INDETERMINATE',
  waiting: 'INDETERMINATE',
  done: 'DONE',
  refused: 'DONE',
  withdrawn: 'DONE',
}

/** The word that its requester reads, and since when. */
export const currentStatus = (
  request: { readonly status: RequestStatus; readonly statusWord: Text },
  since: number,
  lang: Lang,
): Status => ({
  status: request.statusWord[lang],
  statusCategory: CATEGORY[request.status],
  statusDate: dateOf(since, lang),
})

/**
 * The words it had, the current one first: that of each step as it opened, that it waited for its requester, and how it
 * ended. What an office keeps to itself is not among them.
 */
export function statuses(
  request: SeenRequest,
  view: RequestView,
  tasks: readonly TaskRecord[],
  service: Service,
  since: number,
  lang: Lang,
): Status[] {
  const waiting = statusWord(service, 'waiting', [])
  const told = [
    { word: SUBMITTED, category: 'NEW' as const, at: request.openedAt },
    ...tasks.flatMap((task) => {
      const step = stepOf(service, task.element)
      return step && !step.forInformation && task.automatic === null
        ? [{ word: step.status, category: 'INDETERMINATE' as const, at: task.openedAt }]
        : []
    }),
    ...view.asks.flatMap((ask) => [{ word: waiting, category: 'INDETERMINATE' as const, at: ask.askedAt }]),
  ]
    .toSorted((a, b) => a.at - b.at)
    .toReversed()
  const now = currentStatus(request, since, lang)
  const before = told
    .map(({ word, category, at }) => ({ status: word[lang], statusCategory: category, statusDate: dateOf(at, lang) }))
    .filter((one, index, all) => one.status !== all[index + 1]?.status)
  return before[0]?.status === now.status ? [now, ...before.slice(1)] : [now, ...before]
}
