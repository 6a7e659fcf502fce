import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import type { RequestView } from '../../desk/views.js'
import { requestPage } from '../../store/request-page.js'
import { requestFor } from '../../store/requests.js'
import { langOf } from '../problem.js'
import type { ApiEnv } from '../token.js'

/** A request as its page shows it to the caller, or null when they may not see it. */
export async function requestView(c: Context<ApiEnv>, desk: Desk, key: string): Promise<RequestView | null> {
  const { person } = c.var.caller
  const found = await requestFor(desk.db, person, key, { lock: false })
  return (
    found &&
    requestPage(desk.db, { university: desk.university, version: desk.catalog.version }, found, {
      person,
      lang: langOf(c),
      now: desk.now(),
    })
  )
}
