import type { Next } from 'hono'
import type { Desk } from '../commands/desk.js'
import { refusalTeller } from '../commands/tell-refusal.js'
import { SAFE } from './same-origin.js'
import type { DeskContext } from './visit.js'

/**
 * Tells the audit log when somebody who is signed in asked for a change that is not theirs to make. Reading what is not
 * theirs answers 404, which the desk itself can't tell from a mistyped address, and reading writes nothing.
 */
export function tellRefused(desk: Desk) {
  const tell = refusalTeller(desk)
  return async (c: DeskContext, next: Next): Promise<void> => {
    await next()
    const { person } = c.var.visit
    if (c.res.status !== 403 || SAFE.has(c.req.method) || !person) return
    // The first part of the path names the kind of thing; what follows may be anything that somebody typed.
    await tell(person, c.var.visitor.address, `${c.req.method} /${c.req.path.split('/', 2)[1] ?? ''}`)
  }
}
