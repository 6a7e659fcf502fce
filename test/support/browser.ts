import { serve, type ServerType } from '@hono/node-server'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { chromiumPath } from '../../bin/chromium.mjs'
import { typstRenderer } from '../../src/adapters/typst/render.js'
import { demoSignIn, readDemoPeople } from '../../src/catalog/demo-people.js'
import type { Desk } from '../../src/commands/desk.js'
import { connectEmbedded } from '../../src/store/connect.js'
import { openLive } from '../../src/store/live.js'
import { migrate } from '../../src/store/migrate.js'
import { webApp } from '../../src/web/app.js'
import { deskOn, type TestDesk } from './desk.js'

/** A desk that a real browser uses: the embedded database, the real renderer of documents, a port of its own. */
export interface Stage {
  readonly test: TestDesk
  readonly url: string
  readonly visit: (username: string | null, options?: VisitOptions) => Promise<Visitor>
  readonly close: () => Promise<void>
}

interface VisitOptions {
  readonly lang?: 'fa' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly scripts?: boolean
}

/** Somebody at a browser. `quiet` fails when the console said anything. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  readonly quiet: () => void
  readonly leave: () => Promise<void>
}

export async function openStage(): Promise<Stage> {
  const connection = await connectEmbedded(null)
  await migrate(connection.pool)
  const plain = await deskOn(connection)
  const renderer = typstRenderer()
  const server = { url: '' }
  // The desk is asked for its address when it prints it, which is after the port is known.
  const desk: Desk = {
    ...plain.desk,
    renderer,
    newCode: code,
    get baseUrl() {
      return server.url
    },
  }
  const test: TestDesk = { ...plain, desk, settle: () => plain.settleWith(desk) }
  const live = await openLive(connection, (message) => console.error(message))
  const app = webApp(desk, { demo: demoSignIn(await readDemoPeople(desk.university)), embedded: true, live })
  // Jobs are done before the page that follows is shown, so that no test waits for a clock.
  const fetch = async (request: Request, env: object) => {
    const answer = await app.fetch(request, env)
    if (request.method === 'POST') await test.settle()
    return answer
  }
  const listening = await new Promise<ServerType>((resolve) => {
    const one = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      server.url = `http://127.0.0.1:${info.port}`
      resolve(one)
    })
  })
  const browser = await chromium.launch({
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  return {
    test,
    url: server.url,
    visit: (username, options = {}) => visit(browser, server.url, username, options),
    close: async () => {
      await browser.close()
      listening.close()
      if ('closeAllConnections' in listening) listening.closeAllConnections()
      await live.close()
      await renderer.close()
      await test.close()
    },
  }
}

let codes = 0
const code = (): string => `7K3M-9QPW-X2CD-${String((codes += 1)).padStart(4, '0')}`

async function visit(
  browser: Browser,
  url: string,
  username: string | null,
  { lang = 'fa', theme = 'light', width = 1280, scripts = true }: VisitOptions,
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 900 },
    javaScriptEnabled: scripts,
    acceptDownloads: true,
  })
  context.setDefaultTimeout(15_000)
  await context.addCookies([
    { name: 'mizban_lang', value: lang, url },
    { name: 'mizban_theme', value: theme, url },
  ])
  const page = await context.newPage()
  const said: string[] = []
  // A refused form, a page that is not there and a cleared browser are answers, which Chromium also writes to its console.
  page.on('console', (message) => {
    if (!/the server responded with a status of (4\d\d)|^Clear-Site-Data header/.test(message.text()))
      said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      said.push(`a request to another host: ${request.url()}`)
  })
  if (username) {
    await page.goto('/sign-in')
    await page
      .evaluate(() => {
        for (const group of document.querySelectorAll('details')) group.open = true
      })
      .catch(() => {})
    if (scripts) await page.click(`button[name="demo"][value="${username}"]`)
    else await context.request.post('/sessions', { form: { demo: username }, headers: { origin: url } })
    if (scripts) await page.waitForSelector('.menu .who')
  }
  return { page, context, quiet: () => expect(said).toEqual([]), leave: () => context.close() }
}
