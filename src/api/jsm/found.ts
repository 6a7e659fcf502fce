import type { Context } from 'hono'
import type { Desk } from '../../commands/desk.js'
import type { Service } from '../../desk/service.js'
import type { RequestView } from '../../desk/views.js'
import { requestPage } from '../../store/request-page.js'
import { listRequests, type ListedRequest, type RequestFilter } from '../../store/request-list.js'
import type { ApiEnv } from '../token.js'
import { langOf } from './errors.js'
import { numberOf } from './ids.js'

export const EVERYTHING: RequestFilter = {
  who: { mine: false, shown: false, all: true, approver: null },
  open: null,
  service: null,
  query: '',
  only: null,
  skip: 0,
  limit: 1,
}

/** The request with this id or key, when the caller may see it. */
export async function findRequest(c: Context<ApiEnv>, desk: Desk, idOrKey: string): Promise<ListedRequest | null> {
  const only = /^\d{1,15}$/.test(idOrKey) ? { id: Number(idOrKey) } : { key: idOrKey.toUpperCase() }
  const [found] = await listRequests(desk.db, c.var.caller.person, { ...EVERYTHING, only })
  return found ?? null
}

/** What the page of the request shows the caller. */
export const viewOf = (c: Context<ApiEnv>, desk: Desk, { request }: ListedRequest): Promise<RequestView> =>
  requestPage(desk.db, { university: desk.university, version: desk.catalog.version }, request, {
    person: c.var.caller.person,
    lang: langOf(c),
    now: desk.now(),
  })

/** The service with this number, or with this name for people who type it. */
export const findService = (desk: Desk, id: string): Service | undefined =>
  desk.catalog.offered().find(({ service }) => numberOf('service', service.id) === id || service.id === id)?.service
