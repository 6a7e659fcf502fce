import { serve, type ServerType } from '@hono/node-server'
import { makeToken } from '../../src/commands/access-token.js'
import { scopesFor, type Scope } from '../../src/desk/token.js'
import { webApp } from '../../src/web/app.js'
import { granted } from './clearance.js'
import { openTestDesk, type TestDesk } from './desk.js'
import { VISITOR } from './sign-in.js'

/** A desk that listens on loopback under the address that it gives in its links. */
export interface ListeningDesk extends TestDesk {
  readonly url: string
}

export async function openListeningDesk(hostname: string): Promise<ListeningDesk> {
  const plain = await openTestDesk()
  let url = ''
  const desk = {
    ...plain.desk,
    get baseUrl() {
      return url
    },
  }
  const app = webApp(desk, { demo: null, embedded: plain.connection.embedded })
  let server: ServerType | undefined
  const port = await new Promise<number>((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname }, (info) => resolve(info.port))
  })
  url = `http://${hostname}:${port}`
  return {
    ...plain,
    desk,
    url,
    close: async () => {
      if (server && 'closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server?.close(resolve))
      await plain.close()
    },
  }
}

/** A new access token of somebody. */
export async function tokenOf(
  { desk, person }: TestDesk,
  username: string,
  scopes?: readonly Scope[],
): Promise<string> {
  const owner = await person(username)
  const asked = { once: desk.newId(), name: 'test', scopes: scopes ?? scopesFor(owner), days: 7 }
  return granted(await makeToken(desk, owner, VISITOR, asked)).token ?? ''
}
