import { Hono } from 'hono'
import { jsmDocument, nativeDocument } from '../../api/document.js'
import type { Desk } from '../../commands/desk.js'
import { referenceOf } from '../api-reference.js'
import { apiReferencePage } from '../pages/api-reference.js'
import { paths } from '../paths.js'
import type { DeskEnv } from '../visit.js'

const SHORTLY = { 'cache-control': 'public, max-age=300' }

/** What the API and the dialect take and answer, for anyone: as documents for programs, made at the first asking. */
export function apiDocumentRoutes(desk: Desk): Hono {
  const app = new Hono()
  const made = once(() => nativeDocument(desk, server(desk)))
  const dialect = once(() => jsmDocument(desk, `${desk.baseUrl}/rest`))
  app.get(paths.apiDocument(), (c) => c.json(made(), 200, SHORTLY))
  app.get(paths.jsmDocument(), (c) => c.json(dialect(), 200, SHORTLY))
  return app
}

/** The same as a page. */
export function apiReferenceRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const made = once(() => referenceOf(nativeDocument(desk, server(desk)), server(desk)))
  app.get(paths.apiReference(), (c) => c.html(apiReferencePage({ visit: c.var.visit, reference: made() })))
  return app
}

const server = (desk: Desk): string => `${desk.baseUrl}${paths.api()}`

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
