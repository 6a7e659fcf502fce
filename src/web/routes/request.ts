import { Hono } from 'hono'
import { addComment } from '../../commands/add-comment.js'
import { giveFeedback } from '../../commands/feedback.js'
import { addParticipants, removeParticipants } from '../../commands/participants.js'
import { answerAsk } from '../../commands/answer-ask.js'
import type { Desk } from '../../commands/desk.js'
import { withdrawRequest } from '../../commands/withdraw-request.js'
import { placeName, type DraftPlace } from '../../desk/draft.js'
import { rawForm, rawOf, type RawFields } from '../../desk/form/raw.js'
import type { Problem } from '../../desk/form/form.js'
import { fieldsOf } from '../../desk/task-form.js'
import { isRequesterSide, visibleFields } from '../../desk/visibility.js'
import { accountId } from '../../desk/person.js'
import { keyOfAlias } from '../../store/imported.js'
import { ownRequests } from '../../store/own-requests.js'
import { feedbackOf, participantsOf } from '../../store/participants.js'
import { requestPage as loadPage } from '../../store/request-page.js'
import { requestFor, requestOfAsk, seenAnswers } from '../../store/requests.js'
import { STATUS } from '../answer.js'
import { draftBoxes, keepWhole } from '../draft-box.js'
import { goOn, signedIn } from '../middleware.js'
import { notFound, refusal } from '../pages/message.js'
import { requestPage } from '../pages/request.js'
import type { RequestPage } from '../pages/request-page.js'
import { requestsPage, STATUSES } from '../pages/requests.js'
import { paths } from '../paths.js'
import { seen } from '../seen.js'
import { readPosted } from '../posted.js'
import { requestRows } from '../request-rows.js'
import { ATTACHMENT, keepUploads } from '../uploads.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

const PAGE = 20

/** A person's requests, the page of one, and what its requester may do there. */
export function requestRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.requests(), signedIn, async (c) => {
    const { visit, person } = c.var
    const status = STATUSES.find((one) => one === c.req.query('status')) ?? ''
    const filter = { service: c.req.query('service') ?? '', status, q: (c.req.query('q') ?? '').slice(0, 100) }
    const { items, next } = await ownRequests(desk.db, person, {
      service: filter.service,
      status,
      query: filter.q,
      after: c.req.query('after') ?? null,
      limit: PAGE,
    })
    const services = desk.catalog.offered().map(({ service }) => ({ id: service.id, name: service.name }))
    return c.html(requestsPage({ visit, filter, services, rows: await requestRows(desk, items), next }))
  })

  app.get(paths.request(':key'), signedIn, (c) => show(c, desk, param(c, 'key'), null))

  app.get(paths.requestMap(':key'), signedIn, async (c) => {
    const request = await requestFor(desk.db, c.var.person, param(c, 'key'), { lock: false })
    if (!request) return c.notFound()
    const { drawing } = await desk.catalog.version(request.versionId)
    // Not kept by the browser: its address names a request of whoever used it.
    return c.body(drawing, 200, { 'content-type': 'application/xml; charset=utf-8' })
  })

  app.post(paths.requestComments(':key'), signedIn, async (c) => {
    const posted = await readPosted(c)
    const { fields, problems } = await keepUploads(desk, c.var.person, posted, [ATTACHMENT])
    const key = param(c, 'key')
    if (problems.length > 0) return show(c, desk, key, { place: { at: 'request', key }, problems, fields })
    const files = rawForm(fields)
      .uploads(ATTACHMENT.key)
      .map((one) => one.id)
    const result = await addComment(desk, c.var.person, {
      key,
      once: posted.text('once') || desk.newId(),
      body: posted.text('body'),
      internal: false,
      office: null,
      files,
    })
    if (result.ok)
      return goOn(c, paths.request(key), 'commented', {
        what: 'comment',
        id: result.comment,
        place: placeName({ at: 'request', key }),
      })
    if (result.code === 'incomplete')
      return show(c, desk, key, { place: { at: 'request', key }, problems: result.problems, fields })
    return refusal(c, result)
  })

  app.post(paths.participants(':key'), signedIn, async (c) => {
    const posted = await readPosted(c)
    const key = param(c, 'key')
    const name = posted.text('person').trim()
    const result = await addParticipants(desk, c.var.person, {
      key,
      once: posted.text('once') || desk.newId(),
      people: name === '' ? [] : [name],
    })
    if (result.ok) return goOn(c, `${paths.request(key)}#pa`, 'shown')
    if (result.code !== 'incomplete') return refusal(c, result)
    return show(c, desk, key, { form: 'participant', problems: result.problems, typed: name })
  })

  app.post(paths.participantRemoval(':key'), signedIn, async (c) => {
    const posted = await readPosted(c)
    const key = param(c, 'key')
    const person = posted.text('person')
    const result = await removeParticipants(desk, c.var.person, {
      key,
      once: posted.text('once') || desk.newId(),
      people: [person],
    })
    if (!result.ok) return refusal(c, result)
    return goOn(c, person === accountId(c.var.person.id) ? paths.requests() : `${paths.request(key)}#pa`, 'hidden')
  })

  app.post(paths.feedback(':key'), signedIn, async (c) => {
    const posted = await readPosted(c)
    const key = param(c, 'key')
    const result = await giveFeedback(desk, c.var.person, {
      key,
      once: posted.text('once') || desk.newId(),
      rating: Number(posted.text('rating')),
      comment: posted.text('comment'),
    })
    if (result.ok) return goOn(c, paths.request(key), 'rated')
    if (result.code !== 'incomplete') return refusal(c, result)
    return show(c, desk, key, { place: { at: 'rating', key }, problems: result.problems, fields: posted.fields })
  })

  app.post(paths.withdrawal(':key'), signedIn, async (c) => {
    const posted = await readPosted(c)
    const result = await withdrawRequest(desk, c.var.person, {
      key: param(c, 'key'),
      once: posted.text('once') || desk.newId(),
    })
    return result.ok ? goOn(c, paths.request(result.key), 'withdrawn') : refusal(c, result)
  })

  app.post(paths.askAnswer(':id{[0-9]+}'), signedIn, async (c) => {
    const id = Number(param(c, 'id'))
    const request = await requestOfAsk(desk.db, c.var.person, id, { lock: false })
    if (request?.standing.as !== 'requester') return notFound(c)
    const service = await desk.catalog.version(request.versionId)
    const posted = await readPosted(c)
    const uploads = fieldsOf(service.requestForm).filter((field) => field.kind === 'upload')
    const { fields, problems } = await keepUploads(
      desk,
      c.var.person,
      posted,
      [...uploads, ATTACHMENT],
      uploads.flatMap((field) =>
        rawForm(rawOf(service.requestForm, seenAnswers(request, service.requestForm))).uploads(field.key),
      ),
    )
    const raw = rawForm(fields)
    const again = (found: readonly Problem[]) =>
      show(c, desk, request.key, { place: { at: 'ask', ask: id }, problems: found, fields })
    if (problems.length > 0) return again(problems)
    const result = await answerAsk(desk, c.var.person, {
      ask: id,
      once: posted.text('once') || desk.newId(),
      message: posted.text('message'),
      raw,
      files: raw.uploads(ATTACHMENT.key).map((one) => one.id),
    })
    if (result.ok) return goOn(c, paths.request(result.key), 'answered')
    return result.code === 'incomplete' ? again(result.problems) : refusal(c, result)
  })

  return app
}

const askPlace = (ask: number) => ({ at: 'ask', ask }) as const

/** What the desk said no to: a form whose text is a draft, or the name of somebody. */
type Refused =
  | { readonly place: DraftPlace; readonly problems: readonly Problem[]; readonly fields: RawFields }
  | { readonly form: 'participant'; readonly problems: readonly Problem[]; readonly typed: string }

async function show(c: DeskContext, desk: Desk, key: string, refused: Refused | null) {
  const { visit, person } = c.var
  const request = await requestFor(desk.db, person, key, { lock: false })
  if (!request) {
    const here = await keyOfAlias(desk.db, person, key)
    return here === null ? notFound(c) : c.redirect(paths.request(here), 302)
  }
  await seen(c, desk, request.key)
  const service = await desk.catalog.version(request.versionId)
  const view = await loadPage(desk.db, { university: desk.university, version: desk.catalog.version }, request, {
    person,
    lang: visit.lang,
    now: visit.now,
  })
  const allowed = visibleFields(service.requestForm, request.standing)
  const draft = refused && 'place' in refused ? refused : null
  if (draft) await keepWhole(desk, person, draft.place, { once: draft.fields['once']?.[0] ?? '', fields: draft.fields })
  const comment = { at: 'request', key: request.key } as const
  const rating = { at: 'rating', key: request.key } as const
  const places = view.asks.flatMap((ask) => (ask.answeredAt === null ? [ask.id] : [])).map(askPlace)
  const boxes = await draftBoxes(desk, person, [comment, rating, ...places])
  const answers = rawOf(service.requestForm, seenAnswers(request, service.requestForm))
  const page: RequestPage = {
    visit,
    id: request.id,
    request: view,
    mine: request.standing.as === 'requester',
    participants:
      isRequesterSide(request.standing) && request.participants.length > 0
        ? await participantsOf(desk.db, request)
        : [],
    shownBy: request.standing.as === 'participant' ? request.requesterName : null,
    feedback:
      request.closedAt === null || request.standing.as === 'participant' ? null : await feedbackOf(desk.db, request),
    askFields: (ask) =>
      fieldsOf(service.requestForm).filter((field) => ask.fields.includes(field.key) && allowed.has(field.key)),
    form: (ask) => ({
      visit,
      raw: rawForm({ ...answers, ...boxes(askPlace(ask.id)).fields }),
      problems: draft?.place.at === 'ask' && draft.place.ask === ask.id ? draft.problems : [],
      faculties: desk.university.faculties,
      places: desk.university.places,
      people: [],
      refresh: null,
      prefix: `a${ask.id}-`,
    }),
    newToken: desk.newId,
    box: (place) => boxes(place === 'comment' ? comment : place === 'rating' ? rating : askPlace(place.id)),
    refused: refused && {
      form: 'form' in refused ? refused.form : placeName(refused.place),
      problems: refused.problems,
      typed: 'typed' in refused ? refused.typed : '',
    },
  }
  return c.html(requestPage(page), refused ? STATUS.incomplete : 200)
}
