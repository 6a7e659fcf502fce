import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complete, openClearance, openTask, walk } from '../support/clearance.js'
import { openStage, type Stage } from '../support/browser.js'

let stage: Stage
let key: string
beforeAll(async () => {
  stage = await openStage()
  key = await openClearance(stage.test, 'sara')
})
afterAll(() => stage.close())

const owner = () => stage.test.person('sara')
const says = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.querySelector('main')?.textContent?.includes(wanted), text)
/** The stream stands: what changes from now on is told. */
const connected = (page: Page) => page.waitForResponse((one) => one.url().includes('/live?'))

test('a request page follows, while its reader writes, and the work list of the office too', async () => {
  const sara = await stage.visit('sara')
  const naderi = await stage.visit('naderi')
  await Promise.all([connected(sara.page), sara.page.goto(`/requests/${key}`)])
  await sara.page.locator('#write textarea').pressSequentially('هنوز می‌نویسم')
  await sara.page.locator('.rest details.fold summary').last().click()
  await sara.page.locator('#c-body').focus()
  await sara.page.evaluate(() => window.scrollTo(0, 120))
  const state = () =>
    sara.page.evaluate(() => ({
      focus: document.activeElement?.id,
      caret: document.querySelector<HTMLTextAreaElement>('#c-body')?.selectionStart,
      open: document.querySelectorAll('.rest details[open]').length,
      scroll: Math.round(window.scrollY),
    }))
  const before = await state()
  await Promise.all([connected(naderi.page), naderi.page.goto('/work')])
  expect(await naderi.page.locator('tbody tr').count()).toBe(1)

  const began = performance.now()
  await complete(stage.test, 'naderi', await openTask(stage.test, await owner(), key), 'referred')
  const committed = performance.now()
  await says(sara.page, 'به پایان رساند: ارجاع به کارشناس')
  console.log(
    `commit to morphed page: ${Math.round(performance.now() - committed)} ms (the act itself ${Math.round(committed - began)} ms)`,
  )
  expect(await sara.page.inputValue('#c-body')).toBe('هنوز می‌نویسم')
  expect(await state()).toEqual(before)
  expect(await sara.page.locator('#told').textContent()).not.toBe('')
  sara.quiet()
  naderi.quiet()
  await sara.leave()
  await naderi.leave()
})

test('one stream for all tabs of a browser; another tab takes over', async () => {
  const sadeghi = await stage.visit('sadeghi')
  const streams: string[] = []
  sadeghi.context.on('request', (one) => one.url().includes('/live?') && streams.push(one.url()))
  await sadeghi.page.goto('/work')
  const second = await sadeghi.context.newPage()
  await second.goto('/work')
  const third = await sadeghi.context.newPage()
  await third.goto('/requests')
  await third.waitForTimeout(500)
  expect(streams).toHaveLength(1)
  await sadeghi.page.close()
  await second.waitForTimeout(1_000)
  expect(streams).toHaveLength(2)
  await second.bringToFront()
  const before = await second.locator('tbody tr').count()
  const other = await openClearance(stage.test, 'alireza')
  await complete(
    stage.test,
    'naderi',
    await openTask(stage.test, await stage.test.person('alireza'), other),
    'referred',
  )
  await second.waitForFunction((count) => document.querySelectorAll('tbody tr').length > count, before)
  await sadeghi.leave()
})

test('a colleague at the same task is seen, and what they do meanwhile is told', async () => {
  const task = await openTask(stage.test, await owner(), key)
  const [sadeghi, naderi] = [await stage.visit('sadeghi'), await stage.visit('naderi')]
  await sadeghi.page.goto(`/tasks/${task.id}`)
  await naderi.page.goto(`/tasks/${task.id}`)
  await naderi.page.waitForFunction(() => /صادقی.*می‌بیند/.test(document.querySelector('#presence')?.textContent ?? ''))
  await sadeghi.page.waitForFunction(() => document.querySelector('#presence')?.textContent !== '')
  await sadeghi.page.fill('#w-body', 'می‌نویسم')
  await naderi.page.waitForFunction(
    () => /صادقی.*می‌نویسد/.test(document.querySelector('#presence')?.textContent ?? ''),
    undefined,
    { timeout: 25_000 },
  )

  // Somebody else finishes it while this page is being filled in.
  await naderi.page.check('input[name="outcome"][value="complete"]')
  await complete(stage.test, 'sadeghi', task, 'complete', { card_confirmed: ['returned'] })
  await naderi.page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('این کار را با نتیجهٔ'))
  sadeghi.quiet()
  naderi.quiet()
  await sadeghi.leave()
  await naderi.leave()
})

test('who signs out hears no more', async () => {
  const sara = await stage.visit('sara')
  const answer = await sara.context.request.fetch('/requests')
  expect(answer.status()).toBe(200)
  const ended = sara.page.waitForEvent('requestfinished', (one) => one.url().includes('/live?'))
  await Promise.all([connected(sara.page), sara.page.goto('/requests')])
  await stage.test.desk.db.deleteFrom('session').execute()
  await ended
  await sara.leave()
})

test('a page that slept is fresh when it is looked at', async () => {
  const sara = await stage.visit('sara')
  await Promise.all([connected(sara.page), sara.page.goto(`/requests/${key}`)])
  await sara.context.setOffline(true)
  await sara.page.waitForSelector('.offline')
  const says = () => sara.page.locator('main [data-say]').first().textContent()
  const before = await says()
  await walk(stage.test, 'sara', key, 'numbering')
  await sara.context.request.post('/sessions', { form: { demo: 'sara' }, headers: { origin: stage.url } })
  await sara.context.setOffline(false)
  await sara.page.waitForFunction((text) => document.querySelector('main [data-say]')?.textContent !== text, before)
  expect(await sara.page.locator('.offline').count()).toBe(0)
  await sara.leave()
})

test('the line that says that there is no connection goes with it, though nothing has changed', async () => {
  const sara = await stage.visit('sara')
  await Promise.all([connected(sara.page), sara.page.goto('/requests')])
  await sara.context.setOffline(true)
  await sara.page.waitForSelector('.offline')
  await sara.context.setOffline(false)
  await sara.page.waitForFunction(() => document.querySelector('.offline') === null)
  const stranger = await stage.visit(null)
  await stranger.page.goto('/sign-in')
  await stranger.context.setOffline(true)
  await stranger.page.waitForTimeout(100)
  expect(await stranger.page.locator('.offline').count()).toBe(0)
  await stranger.leave()
  await sara.leave()
})

test('who has looked at many tasks still follows the one that is open', async () => {
  const sara = await stage.visit('sara')
  const asked: string[] = []
  sara.page.on('request', (one) => {
    if (one.url().includes('/live?')) asked.push(new URL(one.url()).searchParams.get('topics') ?? '')
  })
  await Promise.all([connected(sara.page), sara.page.goto(`/requests/${key}`)])
  const own = await sara.page.evaluate(() => document.body.dataset['live'] ?? '')
  for (let id = 1_000; id < 1_030; id += 1)
    await Promise.all([
      connected(sara.page),
      sara.page.evaluate((topic) => {
        document.body.dataset['live'] = topic
        document.dispatchEvent(new Event('turbo:load'))
      }, `person:1 request:${id}`),
    ])
  await Promise.all([
    connected(sara.page),
    sara.page.evaluate((topics) => {
      document.body.dataset['live'] = topics
      document.dispatchEvent(new Event('turbo:load'))
    }, own),
  ])
  expect(asked.at(-1)).toBe(/request:\d+/.exec(own)?.[0])
  await sara.leave()
})
