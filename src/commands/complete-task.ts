import { checkAnswers } from '../desk/form/check.js'
import type { Answers } from '../desk/form/form.js'
import type { RawForm } from '../desk/form/raw.js'
import type { JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { stepOf, type Step } from '../desk/service.js'
import { fieldsOf, formOfOutcome } from '../desk/task-form.js'
import { doersOf, mayComplete, type Doer } from '../desk/task.js'
import { uploadsIn } from '../desk/uploads.js'
import { bindFiles } from '../store/files.js'
import { withdrawAsks, type NewEvent } from '../store/history.js'
import { expertsOf } from '../store/people.js'
import { issueNumber, recordOutsideNumber } from '../store/registers.js'
import type { SeenRequest } from '../store/requests.js'
import { completeTaskRow, tasksOf, type SeenTask } from '../store/tasks.js'
import type { Tx } from '../store/visible.js'
import { advance, variablesOf } from './advance.js'
import { acting, type Desk } from './desk.js'
import { formContext } from './form-context.js'
import { loadOpenTask, type TaskAt } from './load-task.js'

export interface Completion extends TaskAt {
  readonly once: string
  readonly outcome: string
  readonly raw: RawForm
}

/** Completes a task with one of its outcomes; the process goes on in the same transaction. */
export function completeTask(
  desk: Desk,
  person: Person,
  input: Completion,
): Promise<Outcome<{ key: string; office: string }>> {
  return acting(desk, person, `complete:${input.once}`, async (tx) => {
    const loaded = await loadOpenTask(tx, person, input, async (may, at, seen) =>
      mayComplete(may, at, await otherEyes(tx, seen, stepOf(await desk.catalog.version(seen.versionId), at.element))),
    )
    if (!loaded.ok) return loaded
    const { task, request, right } = loaded
    const service = await desk.catalog.version(request.versionId)
    const step = stepOf(service, task.element)
    const taskForm = service.taskForms.get(task.form ?? '')
    const outcome = taskForm?.outcomes.find((one) => one.id === input.outcome)
    if (!taskForm || !outcome)
      return refused('incomplete', {}, [
        {
          key: 'outcome',
          code: 'required',
          text: { fa: 'یکی از نتیجه‌ها را انتخاب کنید.', en: 'Choose one of the outcomes.' },
        },
      ])
    const form = formOfOutcome(taskForm, outcome)
    const asksForPerson = fieldsOf(form).some((field) => field.kind === 'person')
    const at = desk.now()
    const experts = asksForPerson ? await expertsOf(tx, task.office, at) : []
    const checked = checkAnswers(
      form,
      input.raw,
      formContext(
        desk,
        form,
        null,
        experts.map((one) => one.person),
      ),
    )
    if (checked.problems.length > 0) return refused('incomplete', {}, checked.problems)

    const numbering = step?.register
      ? await register(tx, desk, person, { task, step, answers: checked.answers, at })
      : null
    if (numbering && !numbering.ok) return numbering
    const answers: Answers = numbering ? { ...checked.answers, number: numbering.number } : checked.answers
    await completeTaskRow(tx, task.id, { person: person.id, stead: right.for, at, outcome: outcome.id, answers })
    await bindFiles(tx, person.id, request.id, uploadsIn(answers), { purpose: `task:${task.id}`, office: task.office })
    if (task.state === 'asked') await withdrawAsks(tx, task.id)
    const who = { by: person.id, for: right.for, office: task.office }
    const reason = outcome.tone === 'stop' && typeof answers['reason'] === 'string' ? answers['reason'] : null
    const went = await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'task-completed', token: task.token, variables: variablesOf(outcome.id, answers) },
      events: told(who, { name: { ...task.name }, outcome: { ...outcome.label } }, numbering?.number ?? null),
      change: {
        ...(numbering ? { number: numbering.number, numberedAt: at } : {}),
        ...(reason ? { refusal: reason } : {}),
      },
    })
    return went ? { ok: true, key: request.key, office: task.office } : refused('stale')
  })
}

async function register(
  tx: Tx,
  desk: Desk,
  person: Person,
  input: { task: SeenTask; step: Step; answers: Answers; at: number },
): Promise<Outcome<{ number: string }>> {
  const found = desk.university.registers.find((one) => one.id === input.step.register)
  if (!found)
    throw new Error(`the drawing names the register ${input.step.register}, which university/registers.yaml has not`)
  const entry = { office: input.task.office, request: input.task.request, by: person.id, at: input.at }
  const outside = input.answers['number_mode'] === 'outside' ? input.answers['outside_number'] : null
  if (typeof outside !== 'string') return { ok: true, number: await issueNumber(tx, found, entry) }
  if (await recordOutsideNumber(tx, found, entry, outside)) return { ok: true, number: outside }
  return refused('number-taken', {}, [
    {
      key: 'outside_number',
      code: 'taken',
      text: { fa: 'این شماره پیش از این در دفتر ثبت شده است.', en: 'The register has this number already.' },
    },
  ])
}

/** Who did the steps that this one must not share a person with; most steps ask for nobody. */
const otherEyes = async (tx: Tx, request: SeenRequest, step: Step | undefined): Promise<readonly Doer[]> =>
  step && step.fourEyes.length > 0 ? doersOf(await tasksOf(tx, request), step.fourEyes) : []

function told(who: Omit<NewEvent, 'kind'>, data: JsonObject, number: string | null): readonly NewEvent[] {
  const completed: NewEvent = { kind: 'completed', ...who, data }
  return number === null ? [completed] : [completed, { kind: 'numbered', ...who, data: { number } }]
}
