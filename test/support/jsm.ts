import { jsmRoutes } from '../../src/api/jsm/app.js'
import type { Desk } from '../../src/commands/desk.js'
import { appOf, describedRoutes, holdAnswer, readAnswer, type ApiAnswer, type DescribedRoute } from './hold-answer.js'

/** Sends a request to the JSM dialect and holds the answer against what its document says. `path` follows `/rest`. */
export async function callJsm(desk: Desk, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  const request = new Request(`http://desk.test/rest${path}`, init)
  return heldJsm(desk, request, await appOf(desk).fetch(request.clone()))
}

/** The same for an answer that came another way, such as over a socket. */
export async function heldJsm(desk: Desk, request: Request, response: Response): Promise<ApiAnswer> {
  const answer = await readAnswer(response)
  holdAnswer(jsmDescribed(desk), request, answer)
  holdHabits(request, answer)
  return answer
}

/** What no schema says: the exact type, and that every error carries the words that clients look for. */
function holdHabits(request: Request, answer: ApiAnswer): void {
  const type = answer.headers.get('content-type') ?? ''
  const road = `${request.method} ${new URL(request.url).pathname}: ${answer.status}`
  if (/json/.test(type) && type !== 'application/json;charset=UTF-8') throw new Error(`${road} has the type ${type}`)
  // The value of a property is what a program kept there, null too.
  if (answer.text.includes(':null') && !road.includes('/property/'))
    throw new Error(`${road} has a null, which clients refuse`)
  if (answer.status >= 400 && !(answer.body as { errorMessage?: string } | null)?.errorMessage)
    throw new Error(`${road} has no errorMessage`)
  if (answer.status === 401 && !answer.headers.get('www-authenticate')) throw new Error(`${road} has no challenge`)
}

const known = new WeakMap<Desk, readonly DescribedRoute[]>()

export function jsmDescribed(desk: Desk): readonly DescribedRoute[] {
  const routes = known.get(desk) ?? describedRoutes(jsmRoutes(desk), '/rest')
  known.set(desk, routes)
  return routes
}
