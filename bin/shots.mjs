// npm run shots -- URL FOLDER [name …]: pictures of the pages of a running demo desk, in every variant, for looking at them.
// npm run shots -- URL docs/screenshots --docs: the few that the documentation shows.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumPath } from './chromium.mjs'
import { PAGES } from './shot-pages.mjs'

const given = process.argv.slice(2).filter((one) => one !== '--docs')
const docs = process.argv.includes('--docs')
const [url = 'http://127.0.0.1:3000', folder = 'dist/shots', ...only] = given
const VARIANTS = {
  'fa-m': ['fa', 'light', 390],
  'fa-d': ['fa', 'light', 1280],
  'en-d': ['en', 'light', 1280],
  'fa-dk': ['fa', 'dark', 1280],
  'fa-s': ['fa', 'light', 360],
}
const DOCS = [
  'home-fa-d',
  'form-fa-m',
  'request-fa-d',
  'request-en-d',
  'request-fa-m',
  'work-head-fa-d',
  'task-fa-d',
  'verify-fa-m',
  'request-dormitory-fa-d',
  'process-editor-fa-d',
  'compare-fa-d',
  'admin-process-fa-d',
  'move-fa-d',
  'notices-fa-m',
  'admin-template-fa-d',
]
/** For pictures of pages as long as that of the API (milliseconds). */
const LONG = 120_000
mkdirSync(folder, { recursive: true })

const browser = await chromium.launch({
  ...(chromiumPath ? { executablePath: chromiumPath } : {}),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
})
for (const [name, person, find, act] of PAGES) {
  if (only.length > 0 && !only.includes(name)) continue
  for (const [suffix, [lang, theme, width]] of Object.entries(VARIANTS)) {
    if (docs && !DOCS.includes(`${name}-${suffix}`)) continue
    const context = await browser.newContext({ viewport: { width, height: 900 }, baseURL: url })
    await context.addCookies([
      { name: 'mizban_lang', value: lang, url },
      { name: 'mizban_theme', value: theme, url },
    ])
    const page = await context.newPage()
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/404|422/.test(message.text()) &&
        console.log(`${name} ${suffix}: ${message.text()}`),
    )
    page.on('pageerror', (error) => console.log(`${name} ${suffix}: ${error.message}`))
    if (person) await context.request.post('/sessions', { form: { demo: person }, headers: { origin: url } })
    await page.goto(await find(page))
    await act?.(page)
    await page.evaluate(() => globalThis.scrollTo(0, document.body.scrollHeight))
    await page.waitForTimeout(
      (name.startsWith('request') && name !== 'requests') || name.startsWith('admin-process') ? 1500 : 150,
    )
    await page.evaluate(() => globalThis.scrollTo(0, 0))
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (wide > 0) console.log(`${name} ${suffix}: ${wide} px too wide`)
    await page.screenshot({ path: path.join(folder, `${name}-${suffix}.png`), fullPage: true, timeout: LONG })
    // The picture of the README: a request on its map.
    if (docs && name === 'request-dormitory')
      await page.locator('section[aria-labelledby="mp"]').screenshot({ path: path.join(folder, 'map.png') })
    await context.close()
  }
}
await browser.close()
