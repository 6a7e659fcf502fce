import { patchAnswers } from '../desk/form/check.js'
import type { Answers } from '../desk/form/form.js'
import { rawForm, type RawForm } from '../desk/form/raw.js'
import { showAnswer } from '../desk/form/show.js'
import { statusAfter, statusWord } from '../desk/progress.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { fieldsOf } from '../desk/task-form.js'
import type { Service } from '../desk/service.js'
import type { Change } from '../desk/task.js'
import { uploadsIn } from '../desk/uploads.js'
import { cleanText } from '../persian/index.js'
import { bindFiles } from '../store/files.js'
import { answerAsk as saveAnswer, asksOf } from '../store/history.js'
import { recordEvents, requestOfAsk, seenAnswers } from '../store/requests.js'
import { openTasksOf, setWaiting } from '../store/tasks.js'
import { resumeClock } from './clock.js'
import { acting, type Desk } from './desk.js'
import { formContext } from './form-context.js'

export interface AskAnswer {
  readonly ask: number
  readonly once: string
  readonly message: string
  /** Null: it was answered without a form, as by mail; fields that the ask is about can't be filled then. */
  readonly raw: RawForm | null
  /** Uploads that are not of a field. */
  readonly files: readonly string[]
}

/** The requester answers; the task goes on with the office and the person that asked. Every round is kept. */
export function answerAsk(desk: Desk, person: Person, input: AskAnswer): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `answer:${input.once}`, async (tx) => {
    const request = await requestOfAsk(tx, person, input.ask, { lock: true })
    if (request?.standing.as !== 'requester') return refused('not-found')
    const ask = (await asksOf(tx, request)).find((one) => one.id === input.ask)
    if (!ask || ask.withdrawn || ask.answeredAt !== null) return refused('already-done')
    if (input.raw === null && ask.fields.length > 0) return refused('incomplete')
    const service = await desk.catalog.version(request.versionId)
    const before = seenAnswers(request, service.requestForm)
    const { answers, problems } = patchAnswers(
      service.requestForm,
      before,
      ask.fields,
      input.raw ?? rawForm({}),
      formContext(desk, service.requestForm, null),
    )
    const message = cleanText(input.message, { multiline: true })
    const missing =
      ask.wantsFiles && input.files.length === 0
        ? [
            {
              key: 'files',
              code: 'required',
              text: { fa: 'فایل خواسته‌شده را پیوست کنید.', en: 'Attach the file that was asked for.' },
            },
          ]
        : []
    const empty =
      ask.fields.length === 0 && !ask.wantsFiles && message === ''
        ? [{ key: 'message', code: 'required', text: { fa: 'پاسخ خود را بنویسید.', en: 'Write your answer.' } }]
        : []
    if (problems.length + missing.length + empty.length > 0)
      return refused('incomplete', {}, [...problems, ...missing, ...empty])

    const at = desk.now()
    await saveAnswer(tx, ask.id, {
      message,
      changes: changesIn(service, ask.fields, before, answers, desk),
      at,
    })
    await bindFiles(tx, person.id, request.id, uploadsIn(answers))
    await bindFiles(tx, person.id, request.id, input.files, { purpose: `ask:${ask.id}`, office: ask.office })
    await setWaiting(tx, ask.task, 'answered')
    await resumeClock(tx, desk, ask.task, ask.askedAt, at)
    const open = await openTasksOf(tx, request.id)
    const status = statusAfter(service, null, open, false)
    await recordEvents(tx, request, at, [{ kind: 'answered', by: person.id, office: ask.office }], {
      status,
      statusWord: statusWord(service, status, open),
      answers,
    })
    return { ok: true, key: request.key }
  })
}

function changesIn(
  service: Service,
  keys: readonly string[],
  before: Answers,
  after: Answers,
  desk: Desk,
): readonly Change[] {
  const show = (key: string, answers: Answers) => {
    const field = fieldsOf(service.requestForm).find((one) => one.key === key)
    return field ? showAnswer(field, answers[key] ?? null, 'fa', { faculties: desk.university.faculties }).text : ''
  }
  return keys
    .map((field) => ({ field, before: show(field, before), after: show(field, after) }))
    .filter((one) => one.before !== one.after)
}
