import { Hono } from 'hono'
import { addComment } from '../../commands/add-comment.js'
import { askRequester } from '../../commands/ask-requester.js'
import { assignTask } from '../../commands/assign-task.js'
import { completeTask } from '../../commands/complete-task.js'
import type { Desk } from '../../commands/desk.js'
import { exportList } from '../../commands/export-list.js'
import { sendBack } from '../../commands/send-back.js'
import { BOXES, placeName, type Box } from '../../desk/draft.js'
import { rawForm, type RawFields } from '../../desk/form/raw.js'
import type { Refusal } from '../../desk/refusal.js'
import { isStaff, worksIn, type Person } from '../../desk/person.js'
import { fieldsOf } from '../../desk/task-form.js'
import { foldDigits, joinList } from '../../persian/index.js'
import { keepPresence, leavePresence, presentAt } from '../../store/presence.js'
import { requestById } from '../../store/requests.js'
import { taskPage as loadTask } from '../../store/task-page.js'
import { taskFor } from '../../store/tasks.js'
import { nextTask } from '../../store/work-list.js'
import { workPage as loadWork } from '../../store/work-page.js'
import { STATUS } from '../answer.js'
import { changesOf, draftBoxes, keepWhole } from '../draft-box.js'
import { csvAnswer } from '../csv-answer.js'
import { goOn, signedIn } from '../middleware.js'
import { notFound, refusal } from '../pages/message.js'
import { taskPage } from '../pages/task.js'
import type { TaskAction } from '../pages/task-page.js'
import { WORK_STATES, workPage } from '../pages/work.js'
import { paths } from '../paths.js'
import { readPosted, type Posted } from '../posted.js'
import { ATTACHMENT, keepUploads } from '../uploads.js'
import { seen } from '../seen.js'
import { workCsv } from '../work-csv.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'
import { wayBack } from './assignments.js'

const PAGE = 50
/** How long somebody counts as present after their page last said so; it says so every ten seconds. */
const PRESENT_MS = 20_000
const VIEWS = ['unassigned', 'mine', 'all'] as const
const ID = ':id{[0-9]+}'

/** What of their lists somebody asks for, by the filters of the page. */
const filterOf = (person: Person, get: (name: string) => string) =>
  ({
    office: worksIn(person, get('office')) ? get('office') : null,
    view: VIEWS.find((one) => one === get('view')) ?? 'all',
    state: WORK_STATES.find((one) => one === get('state')) ?? '',
    query: get('q').slice(0, 100),
  }) as const

/** The work lists of offices, the page of a task, and everything an office does with it. */
export function workRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.work(), signedIn, async (c) => {
    const { visit, person } = c.var
    if (!isStaff(person)) return goOn(c, paths.home())
    const query = {
      ...filterOf(person, (name) => c.req.query(name) ?? ''),
      after: c.req.query('after') ?? null,
      limit: PAGE,
      now: visit.now,
    } as const
    const serviceName = (id: string) =>
      desk.catalog.offered().find((one) => one.service.id === id)?.service.name ?? { fa: id, en: id }
    const work = await loadWork(desk.db, { university: desk.university, serviceName }, person, query)
    return c.html(workPage({ visit, work, newToken: desk.newId }))
  })

  app.post(paths.workExport(), signedIn, async (c) => {
    const { person, visit } = c.var
    if (!isStaff(person)) return goOn(c, paths.home())
    const filter = filterOf(person, (await readPosted(c)).text)
    await exportList(desk, person, 'work')
    return csvAnswer(c, 'work', workCsv(desk, person, filter, visit.lang))
  })

  app.get(paths.task(ID), signedIn, (c) => show(c, desk, Number(param(c, 'id')), null))

  // Who else is here, told to colleagues who may see the task. Asked for by the page itself, every few seconds.
  app.post(paths.presence(ID), signedIn, async (c) => {
    const { person, visit } = c.var
    const task = await taskFor(desk.db, person, Number(param(c, 'id')))
    if (!task) return c.json({}, 404)
    const posted = await readPosted(c)
    const at = desk.now()
    if (posted.text('leaves') !== '') await leavePresence(desk.db, task, person)
    else
      await keepPresence(desk.db, task, person, { writing: posted.text('writing') !== '', at, until: at + PRESENT_MS })
    const others = await presentAt(desk.db, task, person, at)
    const names = (writing: boolean) =>
      others.filter((one) => one.writing === writing).map((one) => `\u2068${one.name[visit.lang]}\u2069`)
    const [writing, looking] = [names(true), names(false)]
    const said = [
      ...(writing.length > 0 ? [visit.t.live.writing(joinList(writing, visit.lang), writing.length)] : []),
      ...(looking.length > 0 ? [visit.t.live.looking(joinList(looking, visit.lang), looking.length)] : []),
    ]
    return c.json({ said: said.join(visit.lang === 'fa' ? '؛ ' : '; ') })
  })

  app.post(paths.taskCompletion(ID), signedIn, async (c) => {
    const id = Number(param(c, 'id'))
    const posted = await readPosted(c)
    const task = await formOfTask(desk, c.var.person, id)
    if (!task) return notFound(c)
    const slots = task.taskForm ? fieldsOf(task.taskForm.form).filter((field) => field.kind === 'upload') : []
    const { fields, problems } = await keepUploads(desk, c.var.person, posted, slots)
    if (problems.length > 0) return show(c, desk, id, { action: 'completion', problems, fields, sentence: null })
    const result = await completeTask(desk, c.var.person, {
      task: id,
      once: posted.text('once') || desk.newId(),
      outcome: posted.text('outcome'),
      raw: rawForm(fields),
    })
    if (result.ok) {
      const next = posted.text('then') === 'next' ? await nextTask(desk.db, c.var.person, result.office) : null
      return goOn(c, next === null ? paths.work({ office: result.office }) : paths.task(next), 'completed')
    }
    return again(c, desk, id, 'completion', result, fields)
  })

  app.post(paths.taskAssignment(ID), signedIn, async (c) => {
    const id = Number(param(c, 'id'))
    const posted = await readPosted(c)
    const typed = posted.text('to')
    if (typed === '') return goOn(c, paths.task(id))
    const to = typed === 'me' ? 'me' : typed === 'office' ? null : Number(typed)
    const before = await taskFor(desk.db, c.var.person, id)
    const result = await assignTask(desk, c.var.person, { task: id, once: posted.text('once') || desk.newId(), to })
    if (result.ok) {
      const notice = to === 'me' ? 'taken' : to === null ? 'released' : 'assigned'
      const given = before && (await wayBack(desk, c.var.person, before))
      return goOn(c, paths.task(id), notice, given ? { what: 'assignment', given: [given] } : undefined)
    }
    return again(c, desk, id, 'assignment', result, posted.fields)
  })

  app.post(paths.taskAsks(ID), signedIn, async (c) => {
    const id = Number(param(c, 'id'))
    const posted = await readPosted(c)
    const amount = amountIn(posted)
    if (amount === 'wrong') {
      const text = { fa: 'مبلغ را با رقم بنویسید، به ریال.', en: 'Write the amount in digits, in rial.' }
      return show(c, desk, id, {
        action: 'ask',
        problems: [{ key: 'amount', code: 'number', text }],
        fields: posted.fields,
        sentence: null,
      })
    }
    const result = await askRequester(desk, c.var.person, {
      task: id,
      once: posted.text('once') || desk.newId(),
      message: posted.text('message'),
      fields: posted.all('field'),
      wantsFiles: posted.text('wants_files') === 'yes',
      amount,
      paymentId: foldDigits(posted.text('payment_id')).trim().slice(0, 40) || null,
    })
    if (result.ok) return goOn(c, paths.task(id), 'asked')
    return again(c, desk, id, 'ask', result, posted.fields)
  })

  app.post(paths.taskReturn(ID), signedIn, async (c) => {
    const id = Number(param(c, 'id'))
    const posted = await readPosted(c)
    const result = await sendBack(desk, c.var.person, {
      task: id,
      once: posted.text('once') || desk.newId(),
      to: posted.text('to'),
      reason: posted.text('reason'),
      keep: posted.text('keep') === 'yes',
    })
    if (result.ok) return goOn(c, paths.work({ office: result.office }), 'returned')
    return again(c, desk, id, 'return', result, posted.fields)
  })

  app.post(paths.taskComments(ID), signedIn, async (c) => {
    const id = Number(param(c, 'id'))
    const { person } = c.var
    const task = await formOfTask(desk, person, id)
    if (!task) return notFound(c)
    const posted = await readPosted(c)
    const { fields, problems } = await keepUploads(desk, person, posted, [ATTACHMENT])
    if (problems.length > 0) return show(c, desk, id, { action: 'comment', problems, fields, sentence: null })
    const internal = posted.text('audience') !== 'requester'
    const files = rawForm(fields)
      .uploads(ATTACHMENT.key)
      .map((one) => one.id)
    const result = await addComment(desk, person, {
      key: task.key,
      once: posted.text('once') || desk.newId(),
      body: posted.text('body'),
      internal,
      office: task.office,
      files,
    })
    const place = placeName({ at: 'task', task: id, box: 'comment' })
    if (result.ok)
      return goOn(c, paths.task(id), internal ? 'noted' : 'commented', { what: 'comment', id: result.comment, place })
    return again(c, desk, id, 'comment', result, fields)
  })

  return app
}

/** The little of a task that its forms need to be read: not the page, which reads everything. */
async function formOfTask(desk: Desk, person: Person, id: number) {
  const task = await taskFor(desk.db, person, id)
  const request = task && (await requestById(desk.db, person, task.request, { lock: false }))
  if (!task || request?.standing.as !== 'staff') return null
  const { taskForms } = await desk.catalog.version(request.versionId)
  return { key: request.key, office: task.office, taskForm: taskForms.get(task.form ?? '') ?? null }
}

const sources = (desk: Desk) => ({ university: desk.university, version: desk.catalog.version })

function amountIn(posted: Posted): number | null | 'wrong' {
  const digits = foldDigits(posted.text('amount')).replace(/[٬,\s]/g, '')
  if (digits === '') return null
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 'wrong'
}

interface Refused {
  readonly action: TaskAction
  readonly problems: Refusal['problems']
  readonly fields: RawFields
  readonly sentence: string | null
}

/** The page again with what was typed, where the refusal can be mended there; else its sentence alone. */
function again(c: DeskContext, desk: Desk, id: number, action: TaskAction, refused: Refusal, fields: RawFields) {
  // Somebody was quicker: the page says who, and keeps what was typed.
  if (refused.code === 'already-done' && action !== 'assignment')
    return show(c, desk, id, { action, problems: [], fields, sentence: null }, STATUS['already-done'])
  const mendable = refused.problems.length > 0 || refused.code === 'no-expert'
  if (!mendable) return refusal(c, refused)
  return show(c, desk, id, {
    action,
    problems: refused.problems,
    fields,
    sentence: c.var.visit.t.refusals[refused.code],
  })
}

async function show(
  c: DeskContext,
  desk: Desk,
  id: number,
  refused: Refused | null,
  status: 200 | 409 | 422 = refused ? STATUS.incomplete : 200,
) {
  const { visit, person } = c.var
  const data = await loadTask(desk.db, sources(desk), person, id, { lang: visit.lang, now: visit.now })
  if (!data) return notFound(c)
  const place = (box: Box) => ({ at: 'task', task: id, box }) as const
  const { versionId: version, taskForm } = data
  // What was refused is the draft now, so that closing the window loses nothing.
  if (refused && refused.action !== 'assignment')
    await keepWhole(desk, person, place(refused.action), {
      once: refused.fields['once']?.[0] ?? '',
      fields: refused.fields,
      version,
    })
  const boxes = await draftBoxes(desk, person, BOXES.map(place), version)
  const completion = boxes(place('completion'))
  const changes =
    taskForm &&
    (await changesOf(
      desk,
      completion,
      { version, form: taskForm.form },
      (one) => one.taskForms.get(taskForm.form.id)?.form ?? null,
    ))
  await seen(c, desk, data.view.request.key)
  const page = taskPage({
    visit,
    task: data.view,
    request: data.request,
    taskForm,
    form: {
      visit,
      raw: rawForm(completion.fields),
      problems: refused?.action === 'completion' ? refused.problems : [],
      faculties: desk.university.faculties,
      places: desk.university.places,
      people: data.view.experts,
      refresh: null,
      prefix: 'o-',
    },
    newToken: desk.newId,
    box: (name) => (name === 'completion' ? { ...completion, changes } : boxes(place(name))),
    refused,
  })
  return c.html(page, status)
}
