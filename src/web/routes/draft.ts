import { Hono } from 'hono'
import { discardServiceDraft, saveServiceDraft } from '../../commands/change-service.js'
import type { Desk } from '../../commands/desk.js'
import { publishService } from '../../commands/publish-service.js'
import { checkService } from '../../desk/drawing/check.js'
import { compareServices } from '../../desk/drawing/compare.js'
import { drawingsOf, newTaskForm, partsOf, runningOn, type DrawingFile } from '../../desk/drawing/draft.js'
import { laidOut } from '../../desk/drawing/layout.js'
import { runnableElements } from '../../desk/drawing/runnable.js'
import { fieldsIn } from '../../desk/form/form.js'
import type { Refusal } from '../../desk/refusal.js'
import { readCard, readService } from '../../desk/service.js'
import type { Text } from '../../desk/text.js'
import { serviceDraft, type ServiceDraft } from '../../store/service-drafts.js'
import { newestVersions } from '../../store/services.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { comparePage } from '../pages/drawing/compare.js'
import { draftPage } from '../pages/drawing/draft.js'
import { checkFrame, drawingQuery, processPage } from '../pages/drawing/process.js'
import { notFound, refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

/** A service under change: overview, process editor, check, publishing. */
export function draftRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const draftOf = (c: DeskContext) => serviceDraft(desk.db, param(c, 'id'))

  app.get(paths.serviceChange(':id'), async (c) => {
    const draft = await draftOf(c)
    return draft ? c.html(await overview(c, desk, draft)) : notFound(c)
  })

  app.get(paths.draftComparison(':id'), async (c) => {
    const draft = await draftOf(c)
    if (!draft) return notFound(c)
    const published = (await newestVersions(desk.db)).find((one) => one.service === draft.service)
    const { service } = await readService(draft.files)
    const before = published && (await desk.catalog.version(published.id))
    return c.html(
      comparePage({
        visit: c.var.visit,
        university: desk.university,
        id: draft.service,
        name: draftName(draft),
        version: published?.number ?? null,
        changes: before && service ? compareServices(before, service) : null,
      }),
    )
  })

  app.get(paths.draftProcess(':id'), async (c) => {
    const draft = await draftOf(c)
    const drawing = draft && drawingAsked(c, draft)
    return drawing ? c.html(await editor(c, desk, draft, drawing, false)) : notFound(c)
  })

  app.post(paths.draftProcess(':id'), async (c) => {
    const draft = await draftOf(c)
    const drawing = draft && drawingAsked(c, draft)
    if (!drawing) return notFound(c)
    const posted = await readPosted(c)
    const xml = await laidOut((await posted.files['drawing']?.[0]?.text()) ?? '')
    if (xml === null) return c.html(await editor(c, desk, draft, drawing, true), 422)
    const result = await saveServiceDraft(desk, c.var.person, {
      service: draft.service,
      revision: Number(posted.text('revision')),
      changes: { [drawing.file]: xml },
    })
    return result.ok
      ? goOn(c, paths.draftProcess(draft.service, drawingQuery(drawing)), 'drawingTaken')
      : refusal(c, result)
  })

  app.get(paths.draftDrawing(':id'), async (c) => {
    const draft = await draftOf(c)
    const drawing = draft && drawingAsked(c, draft)
    if (!drawing) return c.notFound()
    const xml = draft.files[drawing.file] ?? ''
    return c.body((await laidOut(xml)) ?? xml, 200, { 'content-type': 'application/xml; charset=utf-8' })
  })

  app.get(paths.draftCheck(':id'), async (c) => {
    const draft = await draftOf(c)
    const drawing = draft && drawingAsked(c, draft)
    if (!drawing) return c.notFound()
    const { findings } = await checkService(runningOn(draft.files, drawing.file), desk.university)
    return c.html(checkFrame({ visit: c.var.visit, id: draft.service, drawing, findings }))
  })

  /** What the editor saves by itself: a form of files, answered in JSON; 409 when somebody else has saved meanwhile. */
  app.post(paths.draftFiles(':id'), async (c) => {
    const posted = await readPosted(c)
    const sent = Object.entries(posted.files).flatMap(([name, [file]]) =>
      file && name.startsWith('file.') ? [{ path: name.slice('file.'.length), file }] : [],
    )
    if (sent.length === 0) return c.json({ code: 'incomplete' }, 422)
    const texts = await Promise.all(sent.map(async ({ path, file }) => [path, await file.text()] as const))
    const result = await saveServiceDraft(desk, c.var.person, {
      service: param(c, 'id'),
      revision: Number(posted.text('revision')),
      anyway: posted.text('anyway') === 'yes',
      changes: Object.fromEntries(texts),
    })
    return result.ok ? c.json({ revision: result.revision }) : c.json({ code: result.code }, STATUS[result.code])
  })

  app.post(paths.draftForms(':id'), async (c) => {
    const draft = await draftOf(c)
    if (!draft) return notFound(c)
    const id = (await readPosted(c)).text('form').trim()
    const card = readCard(draft.files)
    const folder = 'about' in card ? card.about.tasks : 'tasks/'
    const file = `${folder}${id}.json`
    if (!/^[a-z][a-z0-9-]*$/.test(id)) return goOn(c, paths.serviceChange(draft.service))
    if (!(file in draft.files)) {
      const { service, revision } = draft
      const result = await saveServiceDraft(desk, c.var.person, {
        service,
        revision,
        changes: { [file]: newTaskForm(id) },
      })
      if (!result.ok) return refusal(c, result)
    }
    return goOn(c, paths.draftTaskForm(draft.service, id))
  })

  app.post(paths.draftPublication(':id'), async (c) => {
    const draft = await draftOf(c)
    if (!draft) return notFound(c)
    const posted = await readPosted(c)
    const input = {
      service: draft.service,
      once: posted.text('once'),
      revision: Number(posted.text('revision')),
      note: posted.text('note'),
    }
    const result = await publishService(desk, c.var.person, input)
    if (result.ok) return goOn(c, paths.adminService(draft.service), 'servicePublished')
    return c.html(await overview(c, desk, draft, input.note, result), STATUS[result.code])
  })

  app.post(paths.draftDiscarding(':id'), async (c) => {
    const id = param(c, 'id')
    const result = await discardServiceDraft(desk, c.var.person, id)
    if (!result.ok) return refusal(c, result)
    const known = (await newestVersions(desk.db)).some((one) => one.service === id)
    return goOn(c, known ? paths.adminService(id) : paths.adminServices(), 'serviceDiscarded')
  })

  return app
}

/** The name of a draft, as far as its card can be read. */
export function draftName({ service, files }: Pick<ServiceDraft, 'service' | 'files'>): Text {
  const card = readCard(files)
  return 'about' in card ? card.about.name : { fa: service, en: service }
}

export const formId = (file: string): string => file.replace(/^.*\//, '').replace(/\.json$/, '')

/** The drawing a page is about: the one that runs, unless another of the service is named. */
function drawingAsked(c: DeskContext, { files }: ServiceDraft): DrawingFile | undefined {
  const asked = c.req.query('file')
  return drawingsOf(files).find((one) => (asked === undefined ? one.runs : one.file === asked))
}

async function overview(c: DeskContext, desk: Desk, draft: ServiceDraft, note = '', refused: Refusal | null = null) {
  const [{ service, findings }, newest] = await Promise.all([
    checkService(draft.files, desk.university),
    newestVersions(desk.db),
  ])
  const published = newest.find((one) => one.service === draft.service)
  const parts = partsOf(draft.files)
  const used = new Set(service?.steps.map((step) => step.form) ?? [])
  return draftPage({
    visit: c.var.visit,
    id: draft.service,
    name: draftName(draft),
    revision: draft.revision,
    base: draft.base?.number ?? null,
    newer: published && published.number > (draft.base?.number ?? 0) ? published.number : null,
    savedAt: draft.savedAt,
    savedBy: draft.savedBy,
    drawings: drawingsOf(draft.files),
    fields: service ? fieldsIn(service.requestForm).length : null,
    tasks: service ? service.steps.length : null,
    taskForms: parts.taskForms.map((file) => ({
      id: formId(file),
      used: service === null || used.has(formId(file)),
    })),
    findings,
    once: desk.newId(),
    note,
    problems: refused?.problems ?? [],
    stale: refused?.code === 'stale',
  })
}

async function editor(c: DeskContext, desk: Desk, draft: ServiceDraft, drawing: DrawingFile, uploadFault: boolean) {
  const [{ service, findings }, runnable] = await Promise.all([
    checkService(runningOn(draft.files, drawing.file), desk.university),
    runnableElements(),
  ])
  return processPage({
    visit: c.var.visit,
    university: desk.university,
    id: draft.service,
    name: draftName(draft),
    drawing,
    revision: draft.revision,
    forms: partsOf(draft.files).taskForms.map(formId),
    runnable,
    service,
    findings,
    uploadFault,
  })
}
