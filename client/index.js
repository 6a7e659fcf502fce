import createClient from 'openapi-fetch'

/** See index.d.ts. */
export function mizban({ url, token, language = 'en', fetch: send = globalThis.fetch }) {
  const client = createClient({
    baseUrl: `${url.replace(/\/$/, '')}/api/v1`,
    fetch: send,
    headers: { authorization: `Bearer ${token}`, 'accept-language': language },
  })
  client.use({
    onRequest({ request }) {
      if (request.method === 'POST' && !request.headers.has('idempotency-key'))
        request.headers.set('idempotency-key', crypto.randomUUID())
      return request
    },
  })
  return client
}

/** See index.d.ts. */
export async function* pages(read) {
  for (let after; ;) {
    const { data, error } = await read(after)
    if (error) throw new MizbanError(error)
    yield* data.items
    if (data.next === null) return
    after = data.next
  }
}

/** See index.d.ts. */
export class MizbanError extends Error {
  constructor(problem) {
    super(`${problem.code}: ${problem.title}`)
    this.name = 'MizbanError'
    this.problem = problem
  }
}
