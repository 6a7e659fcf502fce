import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { refused } from '../../desk/refusal.js'
import { mayOpen } from '../../desk/upload/scan.js'
import { documentFor } from '../../store/documents.js'
import { fileFor } from '../../store/files.js'
import { readAsset } from '../assets.js'
import { download } from '../download.js'
import { signedIn } from '../middleware.js'
import { refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { param, type DeskEnv } from '../visit.js'

const YEAR = 'public, max-age=31536000, immutable'

/** Bytes: built files, uploads, documents, and the lists that forms choose from. */
export function fileRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.file(':id{[0-9a-f-]{36}}'), signedIn, async (c) => {
    const file = await fileFor(desk.db, sources(desk), c.var.person, param(c, 'id'))
    if (!file) return c.notFound()
    if (!mayOpen(file.scan)) return refusal(c, refused(file.scan === 'found' ? 'file-infected' : 'file-waits'))
    const bytes = await desk.files.get(file.sha256)
    return bytes ? c.body(new Uint8Array(bytes), 200, download(file.type, file.name)) : c.notFound()
  })

  app.get('/documents/:name{[0-9A-Z-]+\\.pdf}', signedIn, async (c) => {
    const name = param(c, 'name')
    const document = await documentFor(desk.db, sources(desk), c.var.person, name.slice(0, -'.pdf'.length))
    const bytes = document && (await desk.files.get(document.sha256))
    return document && bytes
      ? c.body(new Uint8Array(bytes), 200, download('application/pdf', `${document.title.fa} ${document.key}.pdf`))
      : c.notFound()
  })

  app.get('/lists/:list{(places|faculties)-(fa|en)\\.json}', signedIn, (c) => {
    const list = param(c, 'list')
    const tree = list.startsWith('places') ? places(desk) : faculties(desk, list.endsWith('-en.json') ? 'en' : 'fa')
    // The same for everybody and nobody's secret; signing out clears it all the same.
    return c.json(tree, 200, { 'cache-control': 'private, max-age=3600' })
  })

  return app
}

const sources = (desk: Desk) => ({ university: desk.university, version: desk.catalog.version })

/** Built files; they need no session and never change under their name. */
export function assetRoutes(): Hono {
  const app = new Hono()
  app.get(paths.asset(':name'), async (c) => {
    const asset = await readAsset(c.req.param('name') ?? '')
    return asset
      ? c.body(asset.bytes, 200, { 'content-type': asset.type, 'cache-control': YEAR })
      : c.text('not found', 404)
  })
  app.get(paths.icon(), (c) =>
    c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  )
  return app
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#21489a" stroke-width="2" stroke-linecap="round"><path d="M5 19v-7a7 7 0 0 1 14 0v7"/><path d="M2 19h20"/><path d="M9.5 19v-6a2.5 2.5 0 0 1 5 0v6"/></svg>'

/** A tree of choices: value, label, and what follows. */
interface Branch {
  readonly value: string
  readonly label: string
  readonly next?: readonly Branch[]
}

const places = ({ university }: Desk): readonly Branch[] =>
  university.places.map(({ province, cities }) => ({
    value: province,
    label: province,
    next: cities.map((city) => ({ value: city, label: city })),
  }))

function faculties({ university }: Desk, lang: 'fa' | 'en'): readonly Branch[] {
  const { faculties: all, levels, fields } = university.faculties
  return all.map((faculty) => ({
    value: faculty.id,
    label: faculty.name[lang],
    next: levels
      .filter((level) => level.id in faculty.levels)
      .map((level) => ({
        value: level.id,
        label: level.name[lang],
        next: fields
          .filter((field) => faculty.levels[level.id]?.includes(field.id))
          .map((field) => ({ value: field.id, label: field.name[lang] })),
      })),
  }))
}
