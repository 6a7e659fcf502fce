import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage, type Visitor } from '../support/browser.js'
import { pdfBytes } from '../support/uploads.js'
import { complete, openClearance, openTask, walk } from '../support/clearance.js'

let stage: Stage
let folder: string
let printed: { readonly file: string; readonly code: string } | null = null
beforeAll(async () => {
  stage = await openStage()
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-browser-'))
})
afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

const RECEIPT = { name: 'رسید پرداخت.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfBytes()) }
const heading = (page: Page) => page.locator('h1').innerText()

/** Opens the first task of the work list and waits for its page. */
async function openFirstTask(page: Page, key: string): Promise<void> {
  await page.goto('/work')
  await page.locator('tr', { hasText: key }).locator('.c-who a').click()
  await page.waitForSelector('#oc')
}

async function finish(page: Page): Promise<void> {
  await page.click('form[data-ctrl-enter] .btn.go')
  await page.waitForSelector('.said')
}

/** A student fills in what the directory does not know, and creates the request. @returns its key */
async function createClearance(page: Page): Promise<string> {
  await page.goto('/')
  await page.fill('#q', 'تسويه')
  await page.press('#q', 'Enter')
  await page.click('.rows a.over')
  await page.waitForSelector('form[data-keep]')
  await page.selectOption('#reason', 'graduation')
  await page.check('input[name="card"][value="returned"]')
  await page.click('.bar .btn.go')
  await page.waitForSelector('.says')
  return (await page.locator('.where + .meta bdi').first().innerText()).trim()
}

interface Deed {
  readonly who: string
  readonly act: (page: Page) => Promise<void>
}

const choose =
  (outcome: string, more: (page: Page) => Promise<unknown> = async () => {}) =>
  async (page: Page) => {
    await page.check(`input[name="outcome"][value="${outcome}"]`)
    await more(page)
  }

const deeds = (dormitory: 'yes' | 'no'): readonly Deed[] => [
  { who: 'naderi', act: choose('referred', (page) => page.selectOption('#o-education_expert', { index: 1 })) },
  { who: 'sadeghi', act: choose('complete', (page) => page.check('input[name="card_confirmed"][value="returned"]')) },
  { who: 'moradi', act: choose('referred', (page) => page.selectOption('#o-affairs_expert', { index: 1 })) },
  { who: 'kazemi', act: choose('clear') },
  { who: 'pourahmadi', act: choose('approved') },
  { who: 'zafari', act: choose('numbered') },
  { who: 'shakeri', act: choose('clear') },
  { who: 'khosravi', act: choose('clear', (page) => page.fill('#o-balance', '۰')) },
  {
    who: 'tehrani',
    act: choose('clear', async (page) => {
      await page.check(`input[name="has_dormitory"][value="${dormitory}"]`)
      if (dormitory === 'no') return expect(await page.isVisible('#o-dormitory_name')).toBe(false)
      await page.fill('#o-dormitory_name', 'خوابگاه نمونه')
      await page.check('input[name="room"][value="vacated"]')
    }),
  },
  ...(dormitory === 'yes' ? [{ who: 'darvishi', act: choose('clear') }] : []),
  { who: 'mohammadi', act: choose('clear', (page) => page.fill('#o-balance', '0')) },
  { who: 'rafat', act: choose('issued', (page) => page.check('input[name="fund"][value="no-debt"]')) },
]

/** Every office in turn finds the request in its list and completes its step. */
async function walkOffices(key: string, list: readonly Deed[]): Promise<void> {
  for (const { who, act } of list) {
    const clerk = await stage.visit(who)
    await openFirstTask(clerk.page, key)
    await act(clerk.page)
    await finish(clerk.page)
    clerk.quiet()
    await clerk.leave()
  }
}

test('a student without a dormitory place: from the form to the printed, verified clearance', async () => {
  const student = await stage.visit('sara')
  const key = await createClearance(student.page)
  expect(await student.page.locator('.says').innerText()).toContain(
    'درخواست شما اکنون در آموزش دانشکده پرستاری و مامایی است',
  )
  await walkOffices(key, deeds('no'))
  await student.page.goto(`/requests/${key}`)
  expect(await student.page.locator('.where .st').innerText()).toBe('انجام شد')
  const it = student.page.locator('.track li').nth(9)
  expect(await it.getAttribute('class')).toBe('k')
  expect(await it.innerText()).toContain('دارای خوابگاه')

  const download = student.page.waitForEvent('download')
  await student.page.click('.ready .btn.go')
  const file = path.join(folder, 'clearance.pdf')
  await (await download).saveAs(file)
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
  const code = await student.page.locator('.ready bdi').innerText()
  printed = { file, code }

  // The map: drawn, with the steps marked, and labels that keep their direction.
  await student.page.locator('process-map').scrollIntoViewIfNeeded()
  await student.page.waitForSelector('process-map.drawn')
  expect(await student.page.locator('process-map .is-done').count()).toBeGreaterThan(8)
  expect(await student.page.locator('process-map .is-skipped').count()).toBe(1)
  student.quiet()

  const anyone = await stage.visit(null)
  await anyone.page.goto('/verify')
  await anyone.page.fill('#vc', code.toLowerCase().replaceAll('-', ' '))
  await anyone.page.click('form .btn.go')
  await anyone.page.waitForSelector('.verdict')
  expect(await anyone.page.locator('.verdict').innerText()).toContain('این سند معتبر است')
  expect(await anyone.page.locator('main').innerText()).not.toContain('رستمی')
  anyone.quiet()

  // The faculty's notice closes on acknowledgement.
  await walkOffices(key, [{ who: 'karimpour', act: choose('acknowledged') }])
})

/** What is printed: the number, the code, and a QR code that leads to /verify. */
const tools = ['/usr/bin/pdftotext', '/usr/bin/zbarimg'].every((tool) => existsSync(tool))
test.skipIf(!tools)('the printed form has its codes in text and QR (wants poppler-utils and zbar-tools)', () => {
  if (!printed) throw new Error('nothing was printed')
  const { file, code } = printed
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).normalize('NFKC')
  expect(text).toContain(code)
  expect(text).toContain('CLR-1405-')
  execFileSync('pdftoppm', ['-r', '120', '-png', '-singlefile', file, path.join(folder, 'page')])
  const qr = execFileSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', path.join(folder, 'page.png')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  expect(qr.trim()).toBe(`${stage.url}/verify/${code}`)
})

test('a student with a dormitory place: the IT office takes part', async () => {
  const student = await stage.visit('alireza')
  const key = await createClearance(student.page)
  await walkOffices(key, deeds('yes'))
  await student.page.goto(`/requests/${key}`)
  expect(await student.page.locator('.track li').nth(9).getAttribute('class')).toBe('d')
  expect(await student.page.locator('.ready .btn.go').isVisible()).toBe(true)
  student.quiet()
})

test('incomplete: asked, answered with a file and a correction, and it goes on with whoever asked', async () => {
  const { test: desk } = stage
  const key = await openClearance(desk, 'peyman')
  await walk(desk, 'peyman', key, 'education_review')
  const clerk = await stage.visit('sadeghi')
  await openFirstTask(clerk.page, key)
  await clerk.page.locator('summary', { hasText: 'درخواست اقدام' }).click()
  await clerk.page.click('form[action$="/asks"] .btn')
  await clerk.page.waitForSelector('form[action$="/asks"] .errors')
  await clerk.page.fill('#ask-message', 'رسید هزینهٔ کارت را بفرستید و شمارهٔ همراه را اصلاح کنید.')
  await clerk.page.fill('#ask-amount', '۵۰۰٬۰۰۰')
  await clerk.page.check('input[name="wants_files"]')
  await clerk.page.locator('summary', { hasText: 'کدام بخش‌ها' }).click()
  await clerk.page.check('input[name="field"][value="mobile"]')
  await clerk.page.click('form[action$="/asks"] .btn')
  await clerk.page.waitForSelector('.said')

  const student = await stage.visit('peyman')
  expect(await student.page.locator('.you').innerText()).toContain('پاسخ به آموزش دانشکده')
  await student.page.click('.you a.over')
  await student.page.waitForSelector('.you form')
  expect(await student.page.locator('.you').innerText()).toContain('۵۰۰٬۰۰۰ ریال')
  await student.page.fill('.you input[name="mobile"]', '۰۹۱')
  await student.page.click('.you .btn.go')
  await student.page.waitForSelector('.you .errors')
  expect(await student.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('mobile')
  await student.page.fill('.you input[name="mobile"]', '۰۹۹۹ ۰۰۰ ۰۰۵۵')
  await student.page.setInputFiles('.you input[type="file"]', RECEIPT)
  await student.page.fill('.you textarea[name="message"]', 'فرستادم.')
  await student.page.click('.you .btn.go')
  await student.page.waitForSelector('.said')
  expect(await student.page.locator('.you').count()).toBe(0)

  await clerk.page.goto('/work?view=mine')
  const row = clerk.page.locator('tr', { hasText: key })
  expect(await row.innerText()).toContain('پاسخ رسید')
  await row.locator('.c-who a').click()
  await clerk.page.waitForSelector('#an')
  expect(await clerk.page.locator('section[aria-labelledby="an"]').innerText()).toContain('۰۹۹۹ ۰۰۰ ۰۰۵۵')
  await choose('complete', (page) => page.check('input[name="card_confirmed"][value="returned"]'))(clerk.page)
  await finish(clerk.page)
  student.quiet()
  clerk.quiet()
})

test('the vice-dean refuses, and the student reads why', async () => {
  const { test: desk } = stage
  const key = await openClearance(desk, 'niloofar')
  await walk(desk, 'niloofar', key, 'vice_dean')
  const vice = await stage.visit('pourahmadi')
  await openFirstTask(vice.page, key)
  await vice.page.check('input[name="outcome"][value="refused"]')
  await vice.page.click('form[data-ctrl-enter] .btn.go')
  await vice.page.waitForSelector('.err')
  await vice.page.fill('#o-reason', 'تعهد خدمت هنوز پایان نیافته است.')
  await finish(vice.page)
  const student = await stage.visit('niloofar')
  await student.page.goto(`/requests/${key}`)
  expect(await student.page.locator('.where .st').innerText()).toBe('رد شد')
  expect(await student.page.locator('main').innerText()).toContain('تعهد خدمت هنوز پایان نیافته است.')
  vice.quiet()
  student.quiet()
})

test('an office sends it back with a reason; what the others confirmed stands', async () => {
  const { test: desk } = stage
  const key = await openClearance(desk, 'noor', { 'issue_place.other': ['نجف، عراق'] })
  await walk(desk, 'noor', key, 'disciplinary')
  const council = await stage.visit('shakeri')
  await openFirstTask(council.page, key)
  await council.page.locator('summary', { hasText: 'بازگشت به مرحلهٔ پیشین' }).click()
  await council.page.selectOption('#back-to', 'affairs_review')
  await council.page.fill('#back-reason', 'برگ تسویهٔ فرهنگی پیوست نیست.')
  await council.page.click('form[action$="/return"] .btn')
  await council.page.waitForSelector('.said')
  const affairs = await stage.visit('kazemi')
  await openFirstTask(affairs.page, key)
  expect(await affairs.page.locator('.returned').innerText()).toContain('برگ تسویهٔ فرهنگی پیوست نیست.')
  await choose('clear')(affairs.page)
  await finish(affairs.page)
  await council.page.goto('/work')
  expect(await council.page.locator('tr', { hasText: key }).count()).toBe(1)
  council.quiet()
  affairs.quiet()
})

test('pressed twenty times and opened in two windows, it is one request', async () => {
  const student = await stage.visit('mina')
  const { page } = student
  const second = await student.context.newPage()
  for (const one of [page, second]) await one.goto('/services/student-clearance')
  for (const one of [page, second]) await one.check('input[name="card"][value="returned"]')
  await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('.bar .btn.go')
    for (let press = 0; press < 20; press++) button?.click()
  })
  await page.waitForSelector('.says')
  await second.click('.bar .btn.go')
  await second.waitForSelector('.says')
  expect(await heading(second)).toBe(await heading(page))
  await page.goto('/requests')
  expect(await page.locator('.rows > li').count()).toBe(1)
  student.quiet()
})

test('without JavaScript: form, file, comment, approval', async () => {
  const { test: desk } = stage
  const student = await stage.visit('zahra', { scripts: false, width: 390 })
  const { page } = student
  await page.goto('/services/student-clearance')
  await page.fill('#student_no', '402777666')
  await page.fill('#national_id', '9990000077')
  await page.fill('#first_name', 'زهرا')
  await page.check('input[name="shenasname_no.same"]')
  await page.fill('#birth_date', '۱۳۸۱/۲/۳۱')
  await page.selectOption('#issue_place', 'تهران')
  await page.locator('button[name="refresh"]').first().click()
  await page.selectOption('#issue_place-city', 'تهران')
  await page.check('input[name="marital_status"][value="single"]')
  await page.check('input[name="sex"][value="female"]')
  await page.selectOption('#faculty', 'nursing')
  await page.locator('button[name="refresh"][value="level"]').click()
  await page.selectOption('#level', 'bs')
  await page.locator('button[name="refresh"][value="field"]').click()
  await page.selectOption('#field', 'nursing')
  await page.selectOption('#course_type', 'day')
  await page.fill('#mobile', '09990000077')
  await page.fill('#address', 'شهر نمونه، خیابان آزمون')
  await page.check('input[name="card"][value="returned"]')
  await page.setInputFiles('#undertaking_copy', RECEIPT)
  await page.click('.bar .btn.go')
  await page.waitForSelector('.says')
  const key = (await page.locator('.where + .meta bdi').first().innerText()).trim()
  expect(await page.locator('.files').first().innerText()).toContain('رسید پرداخت.pdf')
  await page.fill('#c-body', 'سلام، درخواست من رسید؟')
  await page.setInputFiles('#c-files', RECEIPT)
  await page.click('#write .btn')
  await page.waitForSelector('.said')
  expect(await page.locator('.talk').innerText()).toContain('سلام، درخواست من رسید؟')

  await walk(desk, 'zahra', key, 'vice_dean')
  const vice = await stage.visit('pourahmadi', { scripts: false })
  await openFirstTask(vice.page, key)
  await vice.page.check('input[name="outcome"][value="approved"]')
  await finish(vice.page)
  // Hours have passed at the offices, so the student's session has ended.
  await student.leave()
  const later = await stage.visit('zahra', { scripts: false })
  await later.page.goto(`/requests/${key}`)
  expect(await later.page.locator('.says').innerText()).toContain('دبیرخانه')
  await later.leave()
})

test('at 360 pixels nothing is cut off, and the form is filled in', async () => {
  const { test: desk } = stage
  const student: Visitor = await stage.visit('taha', { width: 360 })
  const key = await createClearance(student.page)
  const fits = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
  for (const at of ['/', '/requests', `/requests/${key}`, '/services/student-clearance', '/services?q=x', '/verify']) {
    await student.page.goto(at)
    expect(await fits(student.page), at).toBe(true)
  }
  student.quiet()
  const clerk = await stage.visit('rahmani', { width: 360 })
  await openFirstTask(clerk.page, key)
  expect(await fits(clerk.page)).toBe(true)
  const small = await clerk.page
    .locator('.btn:visible')
    .evaluateAll((buttons) =>
      buttons.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent),
    )
  expect(small).toEqual([])
  await clerk.page.goto('/work')
  expect(await fits(clerk.page)).toBe(true)
  clerk.quiet()
  await complete(desk, 'rahmani', await openTask(desk, await desk.person('taha'), key), 'referred', {
    education_expert: [String((await desk.person('taheri')).id)],
  })
})

test('by the keyboard alone, whatever layout it stands on: a clerk goes through the list and completes', async () => {
  const { test: desk } = stage
  const key = await openClearance(desk, 'jila')
  const clerk = await stage.visit('rahmani')
  const { page } = clerk
  await page.goto('/work')
  await page.waitForSelector('[data-rows]')
  // The key J of a keyboard that stands on Persian writes ت; its place is the same.
  await page.keyboard.press('KeyJ')
  expect(await page.evaluate(() => document.activeElement?.closest('tr')?.classList.contains('cur'))).toBe(true)
  await page.keyboard.press('Slash')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
  await page.keyboard.type(key)
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=CLR/)
  await page.keyboard.press('KeyJ')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#oc')
  await page.selectOption('#o-education_expert', { index: 1 })
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('.said')
  // The first button goes on to what is next, or to the list when nothing is.
  expect(page.url()).toMatch(/\/(tasks\/\d+|work\?office=.*)$/)
  clerk.quiet()
})

test('language and theme change at a press, and signed out nothing of the person is left on the screen', async () => {
  const student = await stage.visit('sara')
  const { page } = student
  const root = () =>
    page.evaluate(() => [
      document.documentElement.lang,
      document.documentElement.dir,
      document.documentElement.dataset['theme'] ?? 'system',
    ])
  await page.goto('/requests')
  await page.click('.menu summary')
  await page.click('button[name="lang"]')
  await page.waitForSelector('html[lang="en"]')
  expect(await root()).toEqual(['en', 'ltr', 'light'])
  expect(page.url()).toContain('/requests')
  await page.click('.menu summary')
  await page.click('button[name="theme"][value="dark"]')
  await page.waitForSelector('html[data-theme="dark"]')
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe('rgb(246, 245, 241)')
  await page.click('.menu summary')
  await page.click('form[action="/sessions/end"] button')
  await page.waitForSelector('input[name="password"]')
  await page.goBack()
  await page.waitForSelector('input[name="password"]')
  expect(await page.locator('body').innerText()).not.toContain('CLR-1405')
  student.quiet()
})
