import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { mayAct } from '../desk/task.js'
import { cleanText } from '../persian/index.js'
import { keepOutcomes, tasksOf } from '../store/tasks.js'
import { advance } from './advance.js'
import { acting, type Desk } from './desk.js'
import { loadOpenTask, type TaskAt } from './load-task.js'

export interface SendingBack extends TaskAt {
  readonly once: string
  /** The element of an earlier step. */
  readonly to: string
  readonly reason: string
  /** Whether what other offices decided in between still stands. */
  readonly keep: boolean
}

/** Sends a request back to an earlier office, with a reason. The drawing stays as it is: a token is moved. */
export function sendBack(
  desk: Desk,
  person: Person,
  input: SendingBack,
): Promise<Outcome<{ key: string; office: string }>> {
  return acting(desk, person, `send-back:${input.once}`, async (tx) => {
    const loaded = await loadOpenTask(tx, person, input, mayAct)
    if (!loaded.ok) return loaded
    const { task, request, right } = loaded
    const service = await desk.catalog.version(request.versionId)
    if (!service.taskForms.get(task.form ?? '')?.sendBack) return refused('not-allowed')
    const reason = cleanText(input.reason, { multiline: true })
    if (reason === '')
      return refused('incomplete', {}, [
        { key: 'reason', code: 'required', text: { fa: 'دلیل بازگشت را بنویسید.', en: 'Write why you send it back.' } },
      ])
    const done = (await tasksOf(tx, request)).filter((one) => one.state === 'completed')
    const target = done.findLast((one) => one.element === input.to)
    if (!target) return refused('cannot-send-back')

    const at = desk.now()
    const latest = new Map(done.map((one) => [one.element, one]))
    const between = [...latest.values()].filter((one) => one.id > target.id && one.element !== target.element)
    await keepOutcomes(tx, request.id, input.keep ? between.map((one) => one.id) : [])
    const went = await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'move-token', token: task.token, to: input.to },
      events: [
        {
          kind: 'sent-back',
          by: person.id,
          for: right.for,
          office: task.office,
          data: { to: { ...target.name }, to_office: target.office, reason, keep: input.keep },
        },
      ],
      returned: { from: task.office, by: person.id, for: right.for, reason },
    })
    return went ? { ok: true, key: request.key, office: task.office } : refused('cannot-send-back')
  })
}
