import {
  freeId,
  freePrefix,
  likeService,
  sayOnCard,
  withdrawnService,
  type CardWords,
} from '../desk/drawing/card-words.js'
import { checkService } from '../desk/drawing/check.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { ServiceFiles } from '../desk/service.js'
import type { Lang } from '../desk/text.js'
import { recordAudit } from '../store/audit.js'
import { lockServiceDraft, serviceDrafts } from '../store/service-drafts.js'
import { holdVersions, newestVersions, publishVersion, versionFiles } from '../store/services.js'
import type { Tx } from '../store/visible.js'
import { acting, type Desk } from './desk.js'

/** What programs of administrators do with services: offer one like another, say it otherwise, offer it no more. */

type Published = Outcome<{ service: string }>

/** Offers a service with the form and the process of another, under a name of its own. */
export function offerLike(
  desk: Desk,
  person: Person,
  { once, like, words }: { readonly once: string; readonly like: string; readonly words: CardWords },
): Promise<Published> {
  return offering(desk, person, `offer-like:${once}`, async (tx) => {
    const files = await newestFiles(tx, like)
    const source = desk.catalog.offered().find(({ service }) => service.id === like)?.service
    if (!files || !source) return refused('not-found')
    // Whatever begins it by time or message would begin both.
    if (Object.keys(source.starts).length > 0)
      return refused('incomplete', {}, [
        {
          key: 'issueTypeId',
          code: 'starts',
          text: {
            fa: 'این خدمت خودبه‌خود هم آغاز می‌شود و از آن رونوشت ساخته نمی‌شود.',
            en: 'This service also begins by itself, so nothing is made like it.',
          },
        },
      ])
    const [newest, drafts] = [await newestVersions(tx), await serviceDrafts(tx)]
    const id = freeId(like, new Set([...newest, ...drafts].map((one) => one.service)))
    const prefix = freePrefix(source.prefix, new Set(desk.catalog.offered().map(({ service }) => service.prefix)))
    const next = prefix === undefined ? null : likeService(files, { id, prefix, words })
    return next ? publish(desk, tx, { person, service: id, files: next }) : refused('incomplete')
  })
}

/** Says what a service is called and what it is for, in one language. */
export function sayOfService(
  desk: Desk,
  person: Person,
  input: { readonly once: string; readonly service: string; readonly words: CardWords; readonly lang: Lang },
): Promise<Published> {
  const { once, service, words, lang } = input
  return offering(desk, person, `say-of:${once}`, (tx) =>
    change(desk, tx, { person, service, change: (files) => sayOnCard(files, words, [lang]) }),
  )
}

/** Offers a service no more; requests that run go on. */
export function withdrawService(
  desk: Desk,
  person: Person,
  { once, service }: { readonly once: string; readonly service: string },
): Promise<Published> {
  return offering(desk, person, `withdraw-service:${once}`, (tx) =>
    change(desk, tx, { person, service, change: withdrawnService }),
  )
}

async function offering(
  desk: Desk,
  person: Person,
  token: string,
  act: (tx: Tx) => Promise<Published>,
): Promise<Published> {
  const outcome = await acting<{ service: string }>(desk, person, token, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    await holdVersions(tx)
    return act(tx)
  })
  if (outcome.ok) await desk.catalog.refresh()
  return outcome
}

/** A draft that somebody has open would undo the change when it is published, so it comes first. */
async function change(
  desk: Desk,
  tx: Tx,
  input: {
    readonly person: Person
    readonly service: string
    readonly change: (files: ServiceFiles) => ServiceFiles | null
  },
): Promise<Published> {
  const { person, service } = input
  if (await lockServiceDraft(tx, service)) return refused('stale')
  const files = await newestFiles(tx, service)
  if (!files) return refused('not-found')
  const next = input.change(files)
  return next ? publish(desk, tx, { person, service, files: next }) : refused('incomplete')
}

async function publish(
  desk: Desk,
  tx: Tx,
  { person, service, files }: { readonly person: Person; readonly service: string; readonly files: ServiceFiles },
): Promise<Published> {
  const checked = await checkService(files, desk.university, desk.catalog.offered())
  if (!checked.service) return refused('incomplete')
  const at = desk.now()
  const version = await publishVersion(tx, { service, files, at, origin: 'command', by: person.id, note: null })
  // The same words again are no new version.
  if (version)
    await recordAudit(tx, at, { kind: 'service-published', by: person.id, data: { service, version: version.number } })
  return { ok: true, service }
}

async function newestFiles(tx: Tx, service: string): Promise<ServiceFiles | null> {
  const newest = (await newestVersions(tx)).find((one) => one.service === service)
  return newest ? versionFiles(tx, newest.id) : null
}
