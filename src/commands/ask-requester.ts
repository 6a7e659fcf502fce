import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { planOfAsk } from '../desk/reminders.js'
import { fieldsOf } from '../desk/task-form.js'
import { mayAct } from '../desk/task.js'
import { visibleFields } from '../desk/visibility.js'
import { expiryDays } from '../desk/withdrawal.js'
import { statusWord } from '../desk/progress.js'
import { cleanText } from '../persian/index.js'
import { calendarsNow } from '../store/calendars.js'
import { insertAsk } from '../store/history.js'
import { recordEvents } from '../store/requests.js'
import { setWaiting } from '../store/tasks.js'
import { acting, type Desk } from './desk.js'
import { loadOpenTask, type TaskAt } from './load-task.js'

export interface Asking extends TaskAt {
  readonly once: string
  readonly message: string
  readonly fields: readonly string[]
  readonly wantsFiles: boolean
  /** In rial. */
  readonly amount: number | null
  readonly paymentId: string | null
}

/** Asks the requester for something; the task stays with the office that asked and waits for the answer. */
export function askRequester(
  desk: Desk,
  person: Person,
  input: Asking,
): Promise<Outcome<{ key: string; office: string }>> {
  return acting(desk, person, `ask:${input.once}`, async (tx) => {
    const loaded = await loadOpenTask(tx, person, input, mayAct)
    if (!loaded.ok) return loaded
    const { task, request, right } = loaded
    if (task.state === 'asked') return refused('already-done')
    // To its requester the request is over; what is left of it is for offices.
    if (request.closedAt !== null) return refused('too-late')
    const service = await desk.catalog.version(request.versionId)
    if (!service.taskForms.get(task.form ?? '')?.ask) return refused('not-allowed')
    const message = cleanText(input.message, { multiline: true })
    if (message === '')
      return refused('incomplete', {}, [
        {
          key: 'message',
          code: 'required',
          text: { fa: 'بنویسید از درخواست‌کننده چه می‌خواهید.', en: 'Write what you ask of the requester.' },
        },
      ])
    const visible = visibleFields(service.requestForm, { as: 'staff', offices: [task.office] })
    const fields = fieldsOf(service.requestForm)
      .map((field) => field.key)
      .filter((key) => input.fields.includes(key) && visible.has(key))

    const at = desk.now()
    const calendar = (await calendarsNow(tx, desk.university)).of(task.office)
    await insertAsk(tx, {
      request: request.id,
      task: task.id,
      office: task.office,
      by: person.id,
      stead: right.for,
      message,
      amount: input.amount,
      paymentId: input.paymentId,
      fields,
      wantsFiles: input.wantsFiles,
      at,
      remindAt: planOfAsk(desk.university.reminders, calendar, {
        askedAt: at,
        expires: expiryDays(service, request),
        warnedAt: null,
      })[0]?.at,
    })
    await setWaiting(tx, task.id, 'asked')
    await recordEvents(tx, request, at, [{ kind: 'asked', by: person.id, for: right.for, office: task.office }], {
      status: 'waiting',
      statusWord: statusWord(service, 'waiting', []),
    })
    return { ok: true, key: request.key, office: task.office }
  })
}
