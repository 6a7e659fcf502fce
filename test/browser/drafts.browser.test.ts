import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../support/browser.js'
import { openClearance, openTask, walk } from '../support/clearance.js'

let stage: Stage
let key: string
let task: number
beforeAll(async () => {
  stage = await openStage()
  key = await openClearance(stage.test, 'sara')
  await walk(stage.test, 'sara', key, 'education_review')
  task = (await openTask(stage.test, await stage.test.person('sara'), key)).id
})
afterAll(() => stage.close())

test('a browser dies while somebody types; the text is there on another device, and is sent once', async () => {
  const laptop = await stage.visit('sara')
  await laptop.page.goto(`/requests/${key}`)
  await laptop.page.locator('#c-body').pressSequentially('سلام، دربارهٔ کارت')
  const height = () => laptop.page.evaluate(() => document.documentElement.scrollHeight)
  const before = await height()
  await laptop.page.waitForFunction(() =>
    /ذخیره شد/.test(document.querySelector('#write .draft-saved')?.textContent ?? ''),
  )
  expect(await height()).toBe(before)
  laptop.quiet()
  // Chromium kills the page where it stands: nothing of it runs any more.
  await laptop.page.goto('chrome://crash').catch(() => {})

  const phone = await stage.visit('sara', { width: 390 })
  await phone.page.goto(`/requests/${key}`)
  expect(await phone.page.inputValue('#c-body')).toBe('سلام، دربارهٔ کارت')
  await phone.page.locator('#c-body').press('End')
  await phone.page.locator('#c-body').pressSequentially(' پرسشی دارم')
  await phone.page.click('#write .btn')
  await phone.page.waitForSelector('.said')
  expect(await phone.page.locator('.msg').allInnerTexts()).toHaveLength(1)
  expect(await phone.page.locator('.msg').innerText()).toContain('سلام، دربارهٔ کارت پرسشی دارم')
  expect(await phone.page.inputValue('#c-body')).toBe('')
  // Nothing that was under way brings the draft back.
  await phone.page.waitForTimeout(1_500)
  await phone.page.reload()
  expect(await phone.page.inputValue('#c-body')).toBe('')
  phone.quiet()
  await phone.leave()
  await laptop.leave()
})

test('leaving at once loses nothing', async () => {
  const clerk = await stage.visit('sadeghi')
  await clerk.page.goto(`/tasks/${task}`)
  await clerk.page.fill('#w-body', 'یادداشت نیمه‌کاره')
  await clerk.page.goto('/work')
  await clerk.page.goto(`/tasks/${task}`)
  expect(await clerk.page.inputValue('#w-body')).toBe('یادداشت نیمه‌کاره')
  await clerk.page.fill('#w-body', 'یادداشت نیمه‌کاره، با دنباله')
  await clerk.page.click('nav.nav a[href="/work"]')
  await clerk.page.waitForSelector('.tabs')
  await clerk.page.goto(`/tasks/${task}`)
  expect(await clerk.page.inputValue('#w-body')).toBe('یادداشت نیمه‌کاره، با دنباله')
  clerk.quiet()
  await clerk.leave()
})

test('discarded, and taken back', async () => {
  const clerk = await stage.visit('sadeghi')
  await clerk.page.goto(`/tasks/${task}`)
  const box = clerk.page.locator('form', { has: clerk.page.locator('#w-body') })
  await clerk.page.fill('#w-body', 'دورانداختنی')
  await box.locator('.draft-discard').click()
  await clerk.page.waitForSelector('.said .undo')
  expect(await clerk.page.inputValue('#w-body')).toBe('')
  await clerk.page.click('.said .undo button')
  await clerk.page.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('#w-body')?.value === 'دورانداختنی',
  )
  clerk.quiet()
  await clerk.leave()
})

test('two devices write in one draft: both stay, and it is said', async () => {
  const [laptop, phone] = [await stage.visit('niloofar'), await stage.visit('niloofar', { width: 390 })]
  await laptop.page.goto('/services/student-clearance')
  await phone.page.goto('/services/student-clearance')
  await laptop.page.selectOption('#reason', 'transfer')
  await laptop.page.waitForFunction(() => document.querySelector('.draft-saved')?.textContent !== '')
  await phone.page.fill('#address', 'از گوشی')
  await phone.page.locator('#address').blur()
  await phone.page.waitForFunction(() =>
    document.querySelector('.draft-said')?.textContent?.includes('در دستگاه دیگری تغییر کرد'),
  )
  await phone.page.click('.draft-said a')
  await phone.page.waitForFunction(() => document.querySelector<HTMLSelectElement>('#reason')?.value === 'transfer')
  expect(await phone.page.inputValue('#address')).toBe('از گوشی')
  laptop.quiet()
  phone.quiet()
  await laptop.leave()
  await phone.leave()
})

test('the session ends while somebody writes: the text stays in the page and is sent after signing in again', async () => {
  const sara = await stage.visit('sara')
  await sara.page.goto(`/requests/${key}`)
  await stage.test.desk.db.deleteFrom('session').execute()
  await sara.page.fill('#c-body', 'پس از پایان نشست')
  await sara.page.click('#write .btn')
  await sara.page.waitForFunction(() =>
    document.querySelector('.draft-said')?.textContent?.includes('نشست شما تمام شده است'),
  )
  expect(await sara.page.inputValue('#c-body')).toBe('پس از پایان نشست')
  await sara.context.request.post('/sessions', { form: { demo: 'sara' }, headers: { origin: stage.url } })
  await sara.page.click('#write .btn')
  await sara.page.waitForSelector('.said')
  expect(await sara.page.locator('.msg').last().innerText()).toContain('پس از پایان نشست')
  sara.quiet()
  await sara.leave()
})

test('the desk can not be reached: it is said quietly, and kept when it can be reached again', async () => {
  const sara = await stage.visit('sara')
  await sara.page.goto(`/requests/${key}`)
  await sara.context.setOffline(true)
  await sara.page.fill('#c-body', 'بی‌ارتباط')
  await sara.page.locator('#c-body').blur()
  await sara.page.waitForFunction(() => document.querySelector('.draft-said')?.textContent?.includes('هنوز ذخیره نشده'))
  await sara.context.setOffline(false)
  await sara.page.waitForFunction(() => /ذخیره شد/.test(document.querySelector('.draft-saved')?.textContent ?? ''))
  await sara.page.waitForFunction(() => document.querySelector('#write .draft-said')?.textContent === '')
  await sara.leave()
})
