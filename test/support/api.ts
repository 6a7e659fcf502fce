import { apiRoutes } from '../../src/api/api.js'
import type { Desk } from '../../src/commands/desk.js'
import { appOf, describedRoutes, holdAnswer, readAnswer, type ApiAnswer, type DescribedRoute } from './hold-answer.js'

export type { ApiAnswer } from './hold-answer.js'

/** Sends a request to the native API and holds the answer against what the OpenAPI document says of it. */
export async function callApi(desk: Desk, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  const request = new Request(`http://desk.test/api/v1${path}`, init)
  const answer = await readAnswer(await appOf(desk).fetch(request.clone()))
  holdAnswer(routesOf(desk), request, answer)
  return answer
}

const known = new WeakMap<Desk, readonly DescribedRoute[]>()

function routesOf(desk: Desk): readonly DescribedRoute[] {
  const routes = known.get(desk) ?? describedRoutes(apiRoutes(desk), '/api/v1')
  known.set(desk, routes)
  return routes
}
