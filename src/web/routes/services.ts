import { Hono } from 'hono'
import { beginService, openServiceDraft } from '../../commands/change-service.js'
import type { Desk } from '../../commands/desk.js'
import type { Problem } from '../../desk/form/form.js'
import { CARD, readCard } from '../../desk/service.js'
import type { Text } from '../../desk/text.js'
import { cleanText } from '../../persian/index.js'
import { serviceDraft, serviceDrafts } from '../../store/service-drafts.js'
import { publishedVersions, versionFiles, type ListedVersion } from '../../store/services.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { notFound, refusal } from '../pages/message.js'
import { servicePage } from '../pages/drawing/service.js'
import { servicesPage, type ListedService } from '../pages/drawing/services.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { words } from '../text/index.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

/** The services as administrators see them: the list, one with its versions, and the beginning of a draft. */
export function servicesRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminServices(), async (c) => c.html(await list(c, desk, {}, [])))

  app.post(paths.adminServices(), async (c) => {
    const posted = await readPosted(c)
    const typed = Object.fromEntries(
      ['id', 'prefix', 'group', 'name.fa', 'name.en', 'summary.fa', 'summary.en'].map((name) => [
        name,
        cleanText(posted.text(name)).slice(0, 300),
      ]),
    )
    const problems = faultsOf(typed)
    const text = (name: string): Text => ({ fa: typed[`${name}.fa`] ?? '', en: typed[`${name}.en`] ?? '' })
    const { id = '', prefix = '', group = '' } = typed
    const result =
      problems.length > 0
        ? null
        : await beginService(desk, c.var.person, {
            id,
            prefix,
            group,
            icon: 'file-text',
            name: text('name'),
            summary: text('summary'),
          })
    if (result?.ok) return goOn(c, paths.serviceChange(id), 'draftOpened')
    return c.html(
      await list(c, desk, typed, [...problems, ...(result?.problems ?? [])]),
      result ? STATUS[result.code] : 422,
    )
  })

  app.get(paths.adminService(':id'), async (c) => {
    const versions = await versionsOf(desk, param(c, 'id'))
    const [newest] = versions
    if (!newest) return notFound(c)
    const [service, draft] = await Promise.all([desk.catalog.version(newest.id), serviceDraft(desk.db, param(c, 'id'))])
    return c.html(servicePage({ visit: c.var.visit, service, versions, hasDraft: draft !== null }))
  })

  app.get(paths.adminServiceMap(':id', ':version'), async (c) => {
    const version = (await versionsOf(desk, param(c, 'id'))).find((one) => String(one.number) === param(c, 'version'))
    if (!version) return c.notFound()
    return c.body((await desk.catalog.version(version.id)).drawing, 200, {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'private, max-age=300',
    })
  })

  app.post(paths.serviceChange(':id'), async (c) => {
    const result = await openServiceDraft(desk, c.var.person, param(c, 'id'))
    return result.ok ? goOn(c, paths.serviceChange(param(c, 'id')), 'draftOpened') : refusal(c, result)
  })

  return app
}

const versionsOf = async (desk: Desk, service: string): Promise<readonly ListedVersion[]> =>
  (await publishedVersions(desk.db)).filter((one) => one.service === service)

function faultsOf(typed: Readonly<Record<string, string>>): readonly Problem[] {
  const { fa, en } = { fa: words('fa').drawing, en: words('en').drawing }
  const problem = (key: string, code: 'required' | 'idFault' | 'prefixFault'): Problem => ({
    key,
    code,
    text: { fa: fa[code], en: en[code] },
  })
  return [
    ...['name.fa', 'name.en', 'summary.fa', 'summary.en']
      .filter((name) => !typed[name])
      .map((name) => problem(name, 'required')),
    ...(/^[a-z][a-z0-9-]*$/.test(typed['id'] ?? '') ? [] : [problem('id', 'idFault')]),
    ...(/^[A-Z]{2,5}$/.test(typed['prefix'] ?? '') ? [] : [problem('prefix', 'prefixFault')]),
  ]
}

async function list(c: DeskContext, desk: Desk, typed: Readonly<Record<string, string>>, problems: readonly Problem[]) {
  const [versions, drafts] = await Promise.all([publishedVersions(desk.db), serviceDrafts(desk.db)])
  const ids = [...new Set([...versions, ...drafts].map((one) => one.service))].sort()
  const offered = new Map(desk.catalog.offered().map((one) => [one.service.id, one]))
  const services = await Promise.all(
    ids.map(async (id): Promise<ListedService> => {
      const own = versions.filter((one) => one.service === id)
      const draft = drafts.find((one) => one.service === id)
      return {
        id,
        name: offered.get(id)?.service.name ?? (await nameOf(desk, id, own[0]?.id ?? null)),
        offered: offered.has(id),
        version: own[0] ?? null,
        open: own.reduce((sum, one) => sum + one.open, 0),
        draft: draft ?? null,
      }
    }),
  )
  return servicesPage({ visit: c.var.visit, university: desk.university, services, typed, problems })
}

/** The name of a service that is not offered; there are few, so each is read on its own. */
async function nameOf(desk: Desk, id: string, version: number | null): Promise<Text> {
  const files =
    version === null ? (await serviceDraft(desk.db, id))?.files : ((await versionFiles(desk.db, version)) ?? undefined)
  const card = readCard(files ?? { [CARD]: '' })
  return 'about' in card ? card.about.name : { fa: id, en: id }
}
