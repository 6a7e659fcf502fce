import type { NoticeKind } from '../desk/notice.js'
import { dueOfPlan, planOfAsk } from '../desk/reminders.js'
import { expiryDays } from '../desk/withdrawal.js'
import { formatTime } from '../persian/index.js'
import { calendarsNow } from '../store/calendars.js'
import { askToRemind, recordReminders, setAskReminder } from '../store/reminders.js'
import { recordEvents, wholeRequestForJob } from '../store/requests.js'
import { advance } from './advance.js'
import { transaction, type Desk } from './desk.js'
import { giveNotices } from './give-notices.js'

/**
 * Reminds a requester of what an office asked; where the service says so, warns and then withdraws the request.
 * Reminders that came late are one.
 * @returns false when there was nothing to do: the answer came, or somebody was quicker
 */
export function remindAsk(desk: Desk, due: { readonly request: number; readonly ask: number }): Promise<boolean> {
  return transaction(desk, async (tx) => {
    const request = await wholeRequestForJob(tx, due.request)
    const at = desk.now()
    const ask = request && (await askToRemind(tx, due.ask, at))
    if (!request || !ask) return false
    const service = await desk.catalog.version(request.versionId)
    const calendar = (await calendarsNow(tx, desk.university)).of(ask.office)
    const expires = expiryDays(service, request)
    const planAt = (warnedAt: number | null) =>
      planOfAsk(desk.university.reminders, calendar, { askedAt: ask.askedAt, expires, warnedAt })
    const { due: steps } = dueOfPlan(planAt(ask.warnedAt), ask.done, at)
    const acted = await recordReminders(
      tx,
      { task: ask.task, ask: ask.id, from: ask.askedAt, at },
      steps.map((one) => one.rule),
    )
    const last = steps.at(-1)
    const plan = planAt(last?.kind === 'warn' ? at : ask.warnedAt)
    const { next } = dueOfPlan(plan, new Set([...ask.done, ...acted.keys()]), at)
    await setAskReminder(tx, ask.id, next)
    if (!last) return true
    const kind = KINDS[last.kind]
    const end = last.kind === 'warn' && next !== null ? { date: dateOf(next) } : {}
    await giveNotices(tx, desk, [
      {
        person: request.requester,
        kind,
        request: request.id,
        reminder: acted.get(last.rule) ?? null,
        data: { office: ask.office, ...end },
        at,
      },
    ])
    const event = { kind, by: null, office: ask.office, data: end }
    if (last.kind === 'expire')
      return advance(tx, desk, {
        service,
        request,
        at,
        happening: { kind: 'cancel', reason: 'ask-expired' },
        events: [event],
      })
    await recordEvents(tx, request, at, [event])
    return true
  })
}

const KINDS = { remind: 'ask-reminded', warn: 'ask-warned', expire: 'ask-expired' } as const satisfies Record<
  string,
  NoticeKind
>

const dateOf = (at: number) => ({ fa: formatTime(at, 'fa', 'date'), en: formatTime(at, 'en', 'date') })
