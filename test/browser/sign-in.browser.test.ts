import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../support/browser.js'
import { openClearance, walk } from '../support/clearance.js'
import { closeAccount } from '../support/sign-in.js'

let stage: Stage
let key: string
beforeAll(async () => {
  stage = await openStage()
  key = await openClearance(stage.test, 'sara')
  await walk(stage.test, 'sara', key, null)
})
afterAll(() => stage.close())

/** The sign-in page, and nothing of who was here; only the address that it would go on to is still in the history. */
const isSignIn = async (page: Page) => {
  await page.waitForSelector('input[name="password"]')
  return !/CLR-1405|درخواست‌های من/.test(await page.locator('body').innerText())
}

test.each([true, false])(
  'on a shared computer, signed out: Back shows the sign-in page (scripts: %s)',
  async (scripts) => {
    const student = await stage.visit('sara', { scripts })
    const { page } = student
    await page.goto('/requests')
    await page.click('.rows a.over')
    await page.waitForSelector('.says')
    await page.goto('/account')
    await page.goto(`/requests/${key}`)
    const second = await student.context.newPage()
    await second.goto(`/requests/${key}`)
    if (scripts) {
      // Turbo remembers pages it left; Back would show them from memory.
      await second.click('nav.nav a[href="/requests"]')
      await second.waitForURL('**/requests')
    } else await second.goto('/requests')
    await page.click('.menu summary')
    await page.click('form[action="/sessions/end"] button')
    await page.waitForSelector('input[name="password"]')
    expect(await page.locator('.said').innerText()).toContain('خارج شدید')
    for (let turn = 0; turn < 4; turn++) {
      await page.goBack()
      expect(await isSignIn(page), `back ${turn + 1}`).toBe(true)
    }
    // The other window hears of it by itself; without scripts it asks when somebody goes on.
    if (!scripts) await second.reload()
    expect(await isSignIn(second)).toBe(true)
    await second.goBack()
    expect(await isSignIn(second)).toBe(true)
    await student.leave()
  },
)

test('a graduate on a phone: national code, code by SMS, the finished request and its document, and out', async () => {
  await closeAccount(stage.test, 'sara')
  const graduate = await stage.visit(null, { width: 390 })
  const { page } = graduate
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'حسابتان بسته شده است؟' }).click()
  await page.waitForSelector('#nc')
  await page.fill('#nc', '۹۹۹۰۰۰۰۰۱۹')
  await page.click('form[action="/sign-in/code"] button')
  await page.waitForSelector('.errors')
  await page.fill('#nc', '۹۹۹۰۰۰۰۰۱۸')
  await page.click('form[action="/sign-in/code"] button')
  await page.waitForSelector('#code')
  const [outbox] = await Promise.all([
    graduate.context.waitForEvent('page'),
    page.getByRole('link', { name: 'پیامک‌های نمایشی را ببینید' }).click(),
  ])
  await outbox.waitForSelector('.bubble')
  const code = /کد ورود: (\d{6})/.exec(await outbox.locator('.bubble').first().innerText())?.[1] ?? ''
  await outbox.close()
  await page.fill('#code', '000000')
  await page.click('form[action="/sign-in/code/entry"] button')
  await page.waitForSelector('.errors')
  await page.fill('#code', code)
  await page.click('form[action="/sign-in/code/entry"] button')
  await page.waitForSelector('.rows a.over')
  expect(await page.locator('main').innerText()).toContain('با کد پیامکی وارد شده‌اید')
  expect(await page.locator('nav.nav a').allInnerTexts()).toEqual(['درخواست‌های من'])
  await page.click('.rows a.over')
  await page.waitForSelector('.ready')
  const download = page.waitForEvent('download')
  await page.click('.ready .btn.go')
  expect((await download).suggestedFilename()).toContain(key)
  await page.click('.menu summary')
  await page.click('form[action="/sessions/end"] button')
  await page.waitForSelector('input[name="password"]')
  await page.goBack()
  expect(await isSignIn(page)).toBe(true)
  graduate.quiet()
  await graduate.leave()
})

test('my account: a number verified, a token made, used by a program, and revoked', async () => {
  const student = await stage.visit('mina', { width: 360 })
  const { page } = student
  await page.click('.menu summary')
  await page.click('.menu a[href="/account"]')
  await page.waitForSelector('#ss')
  await page.locator('summary', { hasText: 'تغییر شماره' }).click()
  await page.fill('#mobile', '۰۹۹۹ ۰۰۰ ۰۰۶۶')
  await page.click('form[action="/account/mobile"] button')
  await page.waitForSelector('#code')
  const outbox = await student.context.newPage()
  await outbox.goto('/demo/outbox')
  const code = /#(\d{6})/.exec(await outbox.locator('.bubble').first().innerText())?.[1] ?? ''
  await outbox.close()
  await page.fill('#code', code)
  await page.click('form[action="/account/mobile/code"] button')
  await page.waitForSelector('.said')
  expect(await page.locator('section[aria-labelledby="mb"]').innerText()).toContain('۰۹۹۹ ۰۰۰ ۰۰۶۶')

  await page.locator('summary', { hasText: 'ساختن کلید تازه' }).click()
  await page.fill('#tn', 'گزارش')
  await page.check('input[name="scope"][value="requests:read"]')
  await page.click('form[action="/account/tokens"] .btn.go')
  const token = (await page.locator('code.secret').innerText()).trim()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide).toBe(0)
  const ask = async () =>
    (await fetch(`${stage.url}/api/v1/requests`, { headers: { authorization: `Bearer ${token}` } })).status
  expect(await ask()).toBe(200)
  await page.goto('/account')
  expect(await page.content()).not.toContain(token)
  await page.locator('section[aria-labelledby="tk"] .rows button').click()
  await page.waitForSelector('.said')
  expect(await ask()).toBe(401)
  student.quiet()
  await student.leave()
})

test('at 360 pixels nothing of the new pages is cut off', async () => {
  const visitor = await stage.visit(null, { width: 360 })
  const { page } = visitor
  for (const path of ['/sign-in', '/sign-in/code', '/demo/outbox']) {
    await page.goto(path)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide, path).toBe(0)
  }
  visitor.quiet()
  await visitor.leave()
})
