import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage, type Visitor } from '../support/browser.js'

const DRAFT = '/admin/services/student-clearance/draft'

let stage: Stage
let admin: Visitor
beforeAll(async () => {
  stage = await openStage()
  admin = await stage.visit('admin', { theme: 'dark' })
  await admin.page.request.post(DRAFT, { headers: { origin: stage.url } })
})
afterAll(() => stage.close())

const focused = (): Promise<string | null> =>
  admin.page.evaluate(() => document.activeElement?.getAttribute('data-action') ?? null)
const shapes = (): Promise<number> => admin.page.locator('.djs-shape').count()
const flowsTo = async (target: string): Promise<number> => {
  const answer = await admin.page.request.get(`${DRAFT}/process.bpmn`)
  return (await answer.text()).split(`targetRef="${target}"`).length - 1
}

test('without a pointer: what follows is drawn, named, connected, and undone from anywhere', async () => {
  const { page } = admin
  await page.goto(`${DRAFT}/process?element=dormitory`)
  await page.waitForSelector('.djs-context-pad.open')
  const [before, flows] = [await shapes(), await flowsTo('loan_fund')]
  await page.focus('.canvas svg')
  await page.keyboard.press('Enter')
  expect(await focused()).toBe('append.user-task')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.djs-direct-editing-content')
  await page.keyboard.insertText('بایگانی')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.djs-direct-editing-content', { state: 'detached' })
  expect(await shapes()).toBe(before + 1)

  await page.keyboard.press('Enter')
  for (let tabs = 0; tabs < 12 && (await focused()) !== 'connect'; tabs += 1) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.djs-popup-search input:focus')
  await page.keyboard.insertText('صندوق')
  await page.keyboard.press('End')
  await page.waitForFunction(() => document.querySelectorAll('.djs-popup-body .entry').length === 1)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.djs-popup', { state: 'detached' })
  await page.waitForSelector('process-editor[data-saved="saved"]')
  expect(await flowsTo('loan_fund')).toBe(flows + 1)

  // The flow, the name, the task; a Persian keyboard has another letter on the key.
  await page.focus('[data-do="fit"]')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await shapes()).toBe(before + 1)
  await page.evaluate(() => {
    const key = { key: 'ظ', code: 'KeyZ', ctrlKey: true, bubbles: true }
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', key))
  })
  expect(await shapes()).toBe(before)
  admin.quiet()
})

test('a pool says whether its process runs, so that a called one can be drawn beside the first', async () => {
  const { page } = admin
  await page.goto(`${DRAFT}/process?element=pool`)
  await page.waitForSelector('.djs-context-pad.open')
  await page.locator('[data-group-id="group-general"] .bio-properties-panel-group-header').click()
  expect(await page.isChecked('#bio-properties-panel-isExecutable')).toBe(true)
  expect(await page.locator('.props').innerText()).not.toMatch(/[a-z]{3}/i)
  admin.quiet()
})
