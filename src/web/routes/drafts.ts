import { Hono } from 'hono'
import { transaction, type Desk } from '../../commands/desk.js'
import { takeBackComment } from '../../commands/take-back-comment.js'
import { draftFields, placeName, readPlace, type DraftPlace } from '../../desk/draft.js'
import type { Person } from '../../desk/person.js'
import { discardDraft, restoreDraft, saveDraft } from '../../store/drafts.js'
import { requestFor, requestOfAsk } from '../../store/requests.js'
import { taskFor } from '../../store/tasks.js'
import { isUuid } from '../draft-box.js'
import { goOn, signedIn } from '../middleware.js'
import { notFound, refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted, type Posted } from '../posted.js'
import { param, type DeskEnv } from '../visit.js'

/** How many fields one saving may bring, and how long a name is: forms of the desk have fewer. */
const MOST_FIELDS = 200

/** Drafts of every form and every box: kept while somebody types, thrown away, taken back. */
export function draftSavingRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.post(paths.drafts(), signedIn, async (c) => {
    const { person, visit } = c.var
    const posted = await readPosted(c)
    const found = await placeFor(desk, person, posted.text('place'))
    const once = posted.text('once')
    if (!found || !isUuid(once)) return c.json({}, 404)
    const at = desk.now()
    const version = Number(posted.text('version'))
    const typed = {
      once,
      fields: typedIn(posted),
      whole: false,
      seen: Number(posted.text('seen')) || 0,
      version: version > 0 ? version : null,
      at,
    }
    const saved = await transaction(desk, (tx) => saveDraft(tx, person, found.place, typed, desk.newId))
    const { drafts } = visit.t
    return c.json({
      said: drafts.saved(at, visit.now),
      once: saved.once,
      seen: saved.revision,
      ...(saved.elsewhere.length > 0 ? { elsewhere: drafts.elsewhere, show: drafts.show } : {}),
    })
  })

  app.post(paths.draftRemoval(), signedIn, async (c) => {
    const found = await placeFor(desk, c.var.person, (await readPosted(c)).text('place'))
    if (!found) return notFound(c)
    await discardDraft(desk.db, c.var.person, found.place, desk.newId(), desk.now())
    return goOn(c, found.path, 'discarded', { what: 'draft', place: placeName(found.place) })
  })

  app.post(paths.draftRestoration(), signedIn, async (c) => {
    const found = await placeFor(desk, c.var.person, (await readPosted(c)).text('place'))
    if (!found) return notFound(c)
    await restoreDraft(desk.db, c.var.person, found.place, desk.now())
    return goOn(c, found.path, 'draftRestored')
  })

  app.post(paths.commentRemoval(':id{[0-9]{1,15}}'), signedIn, async (c) => {
    const found = await placeFor(desk, c.var.person, (await readPosted(c)).text('place'))
    if (!found || (found.place.at !== 'request' && found.place.at !== 'task')) return notFound(c)
    const { place, path } = found
    const result = await takeBackComment(desk, c.var.person, { comment: Number(param(c, 'id')), place })
    return result.ok ? goOn(c, path, 'takenBack') : refusal(c, result)
  })

  return app
}

/** A place where this person may write, and its page. */
async function placeFor(
  desk: Desk,
  person: Person,
  name: string,
): Promise<{ readonly place: DraftPlace; readonly path: string } | null> {
  const place = readPlace(name)
  if (!place) return null
  if (place.at === 'service') {
    const offered = person.reach === 'whole' && desk.catalog.offered().some((one) => one.service.id === place.service)
    return offered ? { place, path: paths.service(place.service) } : null
  }
  if (place.at === 'task')
    return (await taskFor(desk.db, person, place.task)) ? { place, path: paths.task(place.task) } : null
  const request =
    place.at === 'ask'
      ? await requestOfAsk(desk.db, person, place.ask, { lock: false })
      : await requestFor(desk.db, person, place.key, { lock: false })
  if (!request || (place.at !== 'request' && request.standing.as !== 'requester')) return null
  return request.standing.as === 'administrator' ? null : { place, path: paths.request(request.key) }
}

/** `changed` names what was typed; a field named there that is not sent was emptied. */
const typedIn = (posted: Posted) =>
  draftFields(
    Object.fromEntries(
      posted
        .all('changed')
        .slice(0, MOST_FIELDS)
        .map((name): [string, readonly string[]] => [name, posted.all(`typed.${name}`)]),
    ),
  )
