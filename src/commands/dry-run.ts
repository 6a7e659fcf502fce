import { checkAnswers } from '../desk/form/check.js'
import type { RawForm } from '../desk/form/raw.js'
import { dryForm, dryRun, MOST_DRY_MOVES, type DryMove } from '../desk/drawing/dry-run.js'
import { isJsonObject, type Json, type JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome, type Refusal } from '../desk/refusal.js'
import { readService, type Service } from '../desk/service.js'
import { fieldsOf, formOfOutcome } from '../desk/task-form.js'
import { dryRunOf, saveDryRun } from '../store/dry-runs.js'
import { expertsOf } from '../store/people.js'
import { serviceDraft } from '../store/service-drafts.js'
import { transaction, type Desk } from './desk.js'
import { formContext } from './form-context.js'

/** What somebody does in a dry run: a decision of an office, time, the desk's own part, a step back, from the start. */
export interface DryStep {
  readonly service: string
  readonly do: 'start' | 'complete' | 'job' | 'timer' | 'message' | 'signal' | 'called' | 'back' | 'again'
  /** The token, the timer or who listens. */
  readonly at: number
  readonly outcome: string
  readonly raw: RawForm
}

/** Goes one step in a dry run. It touches no request, writes no history and tells nobody. */
export async function takeDryStep(desk: Desk, person: Person, input: DryStep): Promise<Outcome<object>> {
  if (!person.administrator) return refused('not-allowed')
  const draft = await serviceDraft(desk.db, input.service)
  if (!draft) return refused('not-found')
  const before = (await dryRunOf(desk.db, person, input.service)) ?? { moves: [], startedAt: desk.now() }
  const save = (moves: readonly DryMove[], startedAt = before.startedAt) =>
    transaction(desk, async (tx): Promise<Outcome<object>> => {
      await saveDryRun(tx, person, input.service, { moves, startedAt })
      return { ok: true }
    })
  if (input.do === 'again') return save([], desk.now())
  if (input.do === 'back') return save(before.moves.slice(0, -1))
  const { service } = await readService(draft.files)
  if (!service) return refused('incomplete')
  // What the drawing, changed since, no longer allows is left behind.
  const run = dryRun(service, before.moves, before.startedAt)
  const kept = before.moves.slice(0, before.moves.length - run.dropped)
  if (kept.length >= MOST_DRY_MOVES) return refused('too-late')
  const move = await moveOf(desk, service, run.tasks, input)
  return 'ok' in move ? move : save([...kept, move])
}

async function moveOf(
  desk: Desk,
  service: Service,
  tasks: ReturnType<typeof dryRun>['tasks'],
  input: DryStep,
): Promise<DryMove | Refusal> {
  if (input.do === 'job') return { do: 'job', token: input.at }
  if (input.do === 'timer') return { do: 'timer', timer: input.at }
  if (input.do === 'message' || input.do === 'signal' || input.do === 'called') {
    const variables = variablesIn(input.raw.get('variables'))
    if (!variables) return refused('incomplete', {}, [NOT_VARIABLES])
    return input.do === 'called'
      ? { do: 'called', token: input.at, variables }
      : { do: input.do, listener: input.at, variables }
  }
  if (input.do === 'start') {
    const form = dryForm(service.requestForm)
    const { answers, problems } = checkAnswers(form, input.raw, formContext(desk, form, null))
    return problems.length > 0 ? refused('incomplete', {}, problems) : { do: 'start', answers }
  }
  const task = tasks.find((one) => one.token === input.at)
  const outcome = task?.form?.outcomes.find((one) => one.id === input.outcome)
  if (!task?.form || !outcome)
    return refused('incomplete', {}, [
      {
        key: 'outcome',
        code: 'required',
        text: { fa: 'یکی از نتیجه‌ها را انتخاب کنید.', en: 'Choose one of the outcomes.' },
      },
    ])
  const form = dryForm(formOfOutcome(task.form, outcome))
  const wantsPerson = fieldsOf(form).some((field) => field.kind === 'person')
  const people = wantsPerson && task.office ? await expertsOf(desk.db, task.office, desk.now()) : []
  const context = formContext(
    desk,
    form,
    null,
    people.map((one) => one.person),
  )
  const { answers, problems } = checkAnswers(form, input.raw, context)
  return problems.length > 0
    ? refused('incomplete', {}, problems)
    : { do: 'complete', token: task.token, outcome: outcome.id, answers }
}

const NOT_VARIABLES = {
  key: 'variables',
  code: 'not-json',
  text: {
    fa: 'متغیرها را مانند \u2066{"sum": 7}\u2069 بنویسید، یا خالی بگذارید.',
    en: 'Write variables like {"sum": 7}, or leave this empty.',
  },
}

/** Variables as they are typed: a JSON object, or nothing. Null when it is neither. */
function variablesIn(typed: string): JsonObject | null {
  if (typed.trim() === '') return {}
  try {
    const value: Json = JSON.parse(typed)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}
