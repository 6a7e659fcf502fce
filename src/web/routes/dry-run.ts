import { Hono } from 'hono'
import { takeDryStep, type DryStep } from '../../commands/dry-run.js'
import type { Desk } from '../../commands/desk.js'
import { dryRun } from '../../desk/drawing/dry-run.js'
import { rawForm, type RawFields } from '../../desk/form/raw.js'
import type { Refusal } from '../../desk/refusal.js'
import { readService } from '../../desk/service.js'
import { fieldsOf } from '../../desk/task-form.js'
import { dryRunOf } from '../../store/dry-runs.js'
import { expertsOf, expertView } from '../../store/people.js'
import { serviceDraft } from '../../store/service-drafts.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { dryRunPage } from '../pages/drawing/dry-run.js'
import { notFound } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'
import { draftName } from './draft.js'

const STEPS = ['start', 'complete', 'job', 'timer', 'message', 'signal', 'called', 'back', 'again'] as const

/** The dry run of a draft, step by step. */
export function dryRunRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.draftDryRun(':id'), async (c) => (await show(c, desk, {}, 0, null)) ?? notFound(c))

  app.post(paths.draftDryRun(':id'), async (c) => {
    const posted = await readPosted(c)
    const step: DryStep = {
      service: param(c, 'id'),
      do: STEPS.find((one) => one === posted.text('do')) ?? 'again',
      at: Number(posted.text('at')) || 0,
      outcome: posted.text('outcome'),
      raw: rawForm(posted.fields),
    }
    const result = await takeDryStep(desk, c.var.person, step)
    if (result.ok) return goOn(c, paths.draftDryRun(step.service))
    return (await show(c, desk, posted.fields, step.at, result)) ?? notFound(c)
  })

  return app
}

async function show(c: DeskContext, desk: Desk, typed: RawFields, typedAt: number, refused: Refusal | null) {
  const draft = await serviceDraft(desk.db, param(c, 'id'))
  if (!draft) return null
  const [{ service }, saved] = await Promise.all([
    readService(draft.files),
    dryRunOf(desk.db, c.var.person, draft.service),
  ])
  const run = service ? dryRun(service, saved?.moves ?? [], saved?.startedAt ?? desk.now()) : null
  // Colleagues are asked for only where a form wants one; several branches seldom do at once.
  const wanting = (run?.tasks ?? []).filter(
    (task) => task.form && fieldsOf(task.form.form).some((field) => field.kind === 'person'),
  )
  const offices = [...new Set(wanting.flatMap((task) => (task.office ? [task.office] : [])))]
  const experts = (await Promise.all(offices.map((office) => expertsOf(desk.db, office, desk.now())))).flat()
  return c.html(
    dryRunPage({
      visit: c.var.visit,
      university: desk.university,
      id: draft.service,
      name: draftName(draft),
      service,
      run,
      people: experts.map(expertView),
      typed,
      typedAt,
      problems: refused?.problems ?? [],
    }),
    refused ? STATUS[refused.code] : 200,
  )
}
