import { Hono } from 'hono'
import { saveServiceDraft } from '../../commands/change-service.js'
import type { Desk } from '../../commands/desk.js'
import { partsOf } from '../../desk/drawing/draft.js'
import { changeForm, typedAt, type FormAction } from '../../desk/drawing/form-action.js'
import { readFormFile, writeFormFile } from '../../desk/drawing/form-edit.js'
import { readForm, type Problem } from '../../desk/form/form.js'
import { readCard } from '../../desk/service.js'
import type { Text } from '../../desk/text.js'
import { cleanText } from '../../persian/index.js'
import { serviceDraft, type ServiceDraft } from '../../store/service-drafts.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { formEditorPage } from '../pages/drawing/form-editor.js'
import { notFound, refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

/** The form editor: the request form and the forms of tasks, field by field. */
export function formEditorRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  for (const [path, find] of [
    [paths.draftRequestForm(':id'), requestForm],
    [paths.draftTaskForm(':id', ':form'), taskForm],
  ] as const) {
    app.get(path, async (c) => {
      const draft = await serviceDraft(desk.db, param(c, 'id'))
      const place = draft && find(c, draft)
      if (!draft || !place) return notFound(c)
      const open = c.req.query('open') ?? ''
      return c.html(page(c, desk, draft, place, { open, typed: null, problems: [], stale: false }))
    })

    app.post(path, async (c) => {
      const draft = await serviceDraft(desk.db, param(c, 'id'))
      const place = draft && find(c, draft)
      const file = place && readFormFile(draft?.files[place.file] ?? '')
      if (!draft || !place || !file) return notFound(c)
      const posted = await readPosted(c)
      const action: FormAction = {
        do: (['up', 'down', 'remove'] as const).find((one) => one === posted.text('do')) ?? 'save',
        at: posted.text('at'),
        typed: Object.fromEntries(
          Object.entries(posted.fields).map(([name, values]) => [
            name,
            name === 'fields' ? values.join(',') : cleanText(values[0] ?? '', { multiline: true }),
          ]),
        ),
      }
      const changed = changeForm(file, action)
      const open = action.at === 'desk' ? '' : action.at
      const again = (problems: readonly Problem[], stale: boolean) =>
        page(c, desk, draft, place, { open, typed: action.typed, problems, stale })
      if ('problems' in changed) return c.html(again(changed.problems, false), 422)
      const result = await saveServiceDraft(desk, c.var.person, {
        service: draft.service,
        revision: Number(posted.text('revision')),
        changes: { [place.file]: writeFormFile(changed.file) },
      })
      if (result.ok) return goOn(c, place.here, 'draft')
      // Their form is shown, with what was typed here: to save again is to choose.
      return result.code === 'stale' ? c.html(again([], true), STATUS.stale) : refusal(c, result)
    })
  }
  return app
}

interface Place {
  readonly file: string
  readonly here: string
  readonly isTask: boolean
  readonly name: Text
}

function requestForm(_: DeskContext, draft: ServiceDraft): Place | null {
  const card = readCard(draft.files)
  const name = 'about' in card ? card.about.name : { fa: draft.service, en: draft.service }
  return {
    file: partsOf(draft.files).form,
    here: paths.draftRequestForm(draft.service),
    isTask: false,
    name,
  }
}

function taskForm(c: DeskContext, draft: ServiceDraft): Place | null {
  const form = param(c, 'form')
  const file = partsOf(draft.files).taskForms.find((one) => one.endsWith(`/${form}.json`))
  return file
    ? { file, here: paths.draftTaskForm(draft.service, form), isTask: true, name: { fa: form, en: form } }
    : null
}

interface Shown {
  readonly open: string
  readonly typed: FormAction['typed'] | null
  readonly problems: readonly Problem[]
  readonly stale: boolean
}

function page(c: DeskContext, desk: Desk, draft: ServiceDraft, place: Place, shown: Shown) {
  const text = draft.files[place.file] ?? ''
  const file = readFormFile(text)
  return formEditorPage({
    visit: c.var.visit,
    university: desk.university,
    id: draft.service,
    name: place.name,
    here: place.here,
    file,
    isTask: place.isTask,
    revision: draft.revision,
    open: shown.open,
    typed: shown.typed ?? (file ? typedAt(file, shown.open) : {}),
    problems: shown.problems,
    stale: shown.stale,
    form: file ? readForm(file).form : null,
  })
}
