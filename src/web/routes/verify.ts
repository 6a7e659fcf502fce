import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import type { Text } from '../../desk/text.js'
import { facultyName } from '../../desk/university.js'
import type { VerifyView } from '../../desk/views.js'
import { documentByCode } from '../../store/documents.js'
import { goOn } from '../middleware.js'
import { verifyPage } from '../pages/verify.js'
import { paths } from '../paths.js'
import { param, type DeskEnv } from '../visit.js'

/** Verification of documents, for anyone, without signing in. */
export function verifyRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.verifyAny(), (c) => {
    const typed = readCode(c.req.query('code') ?? '')
    return typed === ''
      ? c.html(verifyPage({ visit: c.var.visit, code: '', result: null }))
      : goOn(c, paths.verify(typed))
  })

  app.get(paths.verify(':code'), async (c) => {
    const code = readCode(param(c, 'code'))
    const result = await find(desk, code)
    return c.html(verifyPage({ visit: c.var.visit, code, result }), result.found ? 200 : 404)
  })

  return app
}

/** A code as people type it: any case, with or without hyphens; letters that Crockford's base 32 reads as digits. */
export function readCode(typed: string): string {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .slice(0, 16)
  return (letters.match(/.{1,4}/g) ?? []).join('-')
}

async function find(desk: Desk, code: string): Promise<VerifyView> {
  const found = await documentByCode(desk.db, code)
  if (!found) return { found: false }
  return {
    found: true,
    valid: found.voidedAt === null,
    title: found.title,
    initials: initials(found.name),
    faculty: facultyName(desk.university, found.faculty),
    number: found.number,
    issuedAt: found.issuedAt,
    requestKey: found.key,
  }
}

/** «س. ر.»: enough to compare with the paper, too little to learn a name. */
const initials = (name: Text): Text => {
  const short = (text: string) =>
    text
      .split(/\s+/)
      .map((word) => `${[...word][0] ?? ''}.`)
      .join(' ')
  return { fa: short(name.fa), en: short(name.en) }
}
