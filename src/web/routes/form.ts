import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { openRequest } from '../../commands/open-request.js'
import { removeUploads } from '../../commands/remove-uploads.js'
import type { Problem } from '../../desk/form/form.js'
import { lockedValues, prefillValues } from '../../desk/form/locked.js'
import { rawForm, rawOf, type RawFields } from '../../desk/form/raw.js'
import type { DirectoryFacts, Person } from '../../desk/person.js'
import { expectedFromStart } from '../../desk/request-time.js'
import type { Refusal } from '../../desk/refusal.js'
import type { Service } from '../../desk/service.js'
import { fieldsOf } from '../../desk/task-form.js'
import { cleanText } from '../../persian/index.js'
import { openDraft } from '../../store/drafts.js'
import { paceOf } from '../../store/pace.js'
import { factsOf } from '../../store/people.js'
import { STATUS } from '../answer.js'
import { boxOf, changesOf, isUuid, keepWhole, type DraftBox } from '../draft-box.js'
import { goOn, signedIn } from '../middleware.js'
import { formPage, type FormPage } from '../pages/form.js'
import { notFound } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { serviceGroups } from '../service-cards.js'
import { freshFiles, keepUploads } from '../uploads.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

/** The form of a service, its draft, and the opening of a request. */
export function formRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const offered = (id: string) => desk.catalog.offered().find((one) => one.service.id === id)

  app.get(paths.service(':id'), signedIn, async (c) => {
    const found = offered(param(c, 'id'))
    if (!found) return notFound(c)
    const { service, versionId } = found
    const place = placeOf(service)
    const draft = await openDraft(desk.db, c.var.person, place, { newId: desk.newId, at: desk.now() })
    const box = boxOf(place, draft, desk.newId, versionId)
    const facts = await factsOf(desk.db, c.var.person)
    const fields = {
      ...rawOf(service.requestForm, prefillValues(service.requestForm, facts?.values ?? {})),
      ...(await freshFiles(desk, c.var.person, draft.fields)),
    }
    return c.html(
      await form(c, desk, service, facts, {
        box: {
          ...box,
          fields,
          changes: await changesOf(
            desk,
            box,
            { version: versionId, form: service.requestForm },
            (one) => one.requestForm,
          ),
        },
        problems: [],
        refused: null,
      }),
    )
  })

  app.post(paths.serviceRequests(':id'), signedIn, async (c) => {
    const found = offered(param(c, 'id'))
    if (!found) return notFound(c)
    const { service } = found
    const { fields, problems, once } = await filledIn(c, desk, c.var.person, service)
    const correction = cleanText(fields['correction']?.[0] ?? '', { multiline: true })
    const result =
      problems.length > 0
        ? null
        : await openRequest(desk, c.var.person, {
            service: service.id,
            once,
            raw: rawForm(fields),
            correction: correction === '' ? null : correction,
          })
    if (result?.ok) return goOn(c, paths.request(result.key), 'created')
    if (result?.code === 'not-found') return notFound(c)
    // What was typed, files included, is kept as the draft: closing the window loses nothing either.
    const box = await kept(desk, c.var.person, found, { once, fields })
    const status = result ? STATUS[result.code] : 422
    return c.html(
      await form(c, desk, service, await factsOf(desk.db, c.var.person), {
        box,
        problems: [...problems, ...(result?.problems ?? [])],
        refused: result,
      }),
      status,
    )
  })

  app.post(paths.serviceDraft(':id'), signedIn, async (c) => {
    const found = offered(param(c, 'id'))
    if (!found) return notFound(c)
    const { service } = found
    const { fields, problems, once, posted } = await filledIn(c, desk, c.var.person, service)
    const removed = posted.text('remove')
    const left = removed === '' ? fields : withoutFile(fields, removed)
    if (isUuid(removed)) await removeUploads(desk, c.var.person, [removed])
    const box = await kept(desk, c.var.person, found, { once, fields: left })
    if (problems.length > 0)
      return c.html(
        await form(c, desk, service, await factsOf(desk.db, c.var.person), {
          box,
          problems,
          refused: null,
        }),
        422,
      )
    const refresh = posted.text('refresh')
    const to = paths.service(service.id)
    return goOn(c, /^[\w-]+$/.test(refresh) ? `${to}#${refresh}` : to, posted.text('save') === '' ? undefined : 'draft')
  })

  return app
}

async function filledIn(c: DeskContext, desk: Desk, person: Person, service: Service) {
  const posted = await readPosted(c)
  const slots = fieldsOf(service.requestForm).filter((field) => field.kind === 'upload')
  const { fields, problems } = await keepUploads(desk, person, posted, slots)
  const { once: [sent] = [], save: _save, refresh: _refresh, remove: _remove, ...typed } = fields
  const once = sent && sent.length <= 64 ? sent : desk.newId()
  return { posted, fields: typed, problems, once }
}

const placeOf = (service: Service) => ({ at: 'service', service: service.id }) as const

/** The form as it was sent, now the draft. */
async function kept(
  desk: Desk,
  person: Person,
  { service, versionId }: { readonly service: Service; readonly versionId: number },
  sent: { readonly once: string; readonly fields: RawFields },
): Promise<DraftBox> {
  const place = placeOf(service)
  const { once, revision } = await keepWhole(desk, person, place, { ...sent, version: versionId })
  const draft = { once, revision, fields: sent.fields, version: versionId, savedAt: desk.now() }
  return boxOf(place, draft, desk.newId, versionId)
}

const withoutFile = (fields: RawFields, id: string): RawFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [
      name,
      name.endsWith('.files') ? values.filter((one) => !one.includes(`"${id}"`)) : values,
    ]),
  )

interface Filled {
  readonly box: DraftBox
  readonly problems: readonly Problem[]
  readonly refused: Refusal | null
}

async function form(c: DeskContext, desk: Desk, service: Service, facts: DirectoryFacts | null, filled: Filled) {
  const { visit } = c.var
  const locked = lockedValues(service.requestForm, facts?.values ?? {})
  const cards = serviceGroups(desk.catalog, desk.university).flatMap((group) => group.services)
  // The cascade of faculties reads what stands above it, locked or typed.
  const raw = rawForm({ ...filled.box.fields, ...rawOf(service.requestForm, locked) })
  const page: FormPage = {
    visit,
    service,
    form: {
      visit,
      raw,
      problems: filled.problems,
      faculties: desk.university.faculties,
      places: desk.university.places,
      people: [],
      refresh: paths.serviceDraft(service.id),
      prefix: '',
    },
    locked,
    facts,
    box: filled.box,
    expected: expectedFromStart(
      desk.university,
      service,
      visit.person?.faculty ?? null,
      await paceOf(desk.db, service.id),
    ),
    seeAlso: service.see_also.flatMap((one) =>
      cards.filter((card) => card.id === one.service).map((card) => ({ card, text: one.text[visit.lang] })),
    ),
    refusal: filled.refused && filled.refused.code !== 'incomplete' ? refusalOf(visit.t, filled.refused) : null,
  }
  return formPage(page)
}

function refusalOf(t: DeskContext['var']['visit']['t'], { code, detail }: Refusal): FormPage['refusal'] {
  if (code !== 'already-open') return { text: t.refusals[code], link: null }
  return {
    text: t.form.alreadyOpen,
    link: detail['key'] ? { href: paths.request(detail['key']), text: t.form.seeOpen } : null,
  }
}
