import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readXml } from '../../src/engine/read.js'
import { openStage, type Stage, type Visitor } from '../support/browser.js'

let stage: Stage
let admin: Visitor
beforeAll(async () => {
  stage = await openStage()
  admin = await stage.visit('admin', { width: 1440 })
})
afterAll(() => stage.close())

const ID = 'equipment'
const at = (path = '') => `/admin/services/${ID}/draft${path}`

/** Opens the editor and waits until it can be drawn in. */
async function openEditor(page: Page): Promise<void> {
  await page.goto(at('/process'))
  await page.waitForSelector('process-editor[data-state="ready"]')
}

const saved = (page: Page) => page.waitForSelector('process-editor[data-saved="saved"]')

/** Presses what stands around the selected element. */
async function press(page: Page, action: string): Promise<void> {
  await page.click(`.djs-context-pad.open [data-action="${action}"]`)
}

/** Appends an element after the selected one and names it, as bpmn-js asks for at once. @returns its id */
async function append(page: Page, action: string, name: string): Promise<string> {
  const before = await shapes(page)
  await press(page, action)
  await nameIt(page, name)
  const added = (await shapes(page)).find((id) => !before.includes(id))
  if (!added) throw new Error(`${action} added nothing`)
  return added
}

async function nameIt(page: Page, name: string): Promise<void> {
  const box = page.locator('.djs-direct-editing-content')
  if (name === '') return
  await box.waitFor()
  await page.keyboard.insertText(name)
  await page.keyboard.press('Enter')
  await box.waitFor({ state: 'detached' })
}

const shapes = (page: Page): Promise<readonly string[]> =>
  page
    .locator('.djs-shape')
    .evaluateAll((list) =>
      list.map((one) => one.getAttribute('data-element-id') ?? '').filter((id) => !id.endsWith('_label')),
    )

async function select(page: Page, id: string): Promise<void> {
  // A second press on what is selected already closes what stands around it.
  const selected = page.locator(`.djs-shape.selected[data-element-id="${id}"]`)
  for (let tries = 0; tries < 20 && (await selected.count()) === 0; tries++) {
    await page.locator(`.djs-shape[data-element-id="${id}"] > .djs-hit`).first().click({ force: true })
    await page.waitForTimeout(150)
  }
}

/** Fills in the part of the properties panel that is the desk's own. */
async function set(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[id="bio-properties-panel-mizban-${name}"]`)
    if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption(value)
    else {
      await field.fill(value)
      await field.blur()
    }
  }
}

/** Joins the selected element to another. */
async function connectTo(page: Page, id: string): Promise<void> {
  const before = await page.locator('.djs-connection').count()
  await press(page, 'connect')
  await page.locator(`.djs-shape[data-element-id="${id}"] > .djs-hit`).first().hover({ force: true })
  await page.locator(`.djs-shape[data-element-id="${id}"] > .djs-hit`).first().click({ force: true })
  await page.waitForFunction((count) => document.querySelectorAll('.djs-connection').length > count, before)
}

async function drawing(page: Page): Promise<string> {
  const answer = await page.request.get(at('/process.bpmn'))
  return answer.text()
}

/** What other tools open: standard namespaces and those of Camunda 8, read and written again without a warning. */
async function expectPortable(xml: string): Promise<void> {
  const namespaces = [...xml.matchAll(/xmlns(?::\w+)?="([^"]+)"/g)].map((found) => found[1] ?? '')
  for (const one of namespaces)
    expect(one).toMatch(
      /^http:\/\/(www\.omg\.org\/spec\/(BPMN|DD)\/|www\.w3\.org\/2001\/XMLSchema-instance|camunda\.org\/schema\/(zeebe|modeler)\/1\.0)/,
    )
  expect((await readXml(xml)).problems).toEqual([])
  expect(xml).toContain('zeebe:assignmentDefinition')
}

/** Opens the published service for change. */
async function openDraft(page: Page): Promise<void> {
  await page.goto(`/admin/services/${ID}`)
  await page.click(`form[action="${at()}"] .btn.go`)
  await page.waitForSelector('.parts')
}

async function publish(page: Page, note: string): Promise<void> {
  await page.goto(at())
  await page.fill('#n-note', note)
  await page.click('form[action$="/publication"] .btn.go')
  await page.waitForSelector('.said')
}

let fork = ''
let first = ''
let deliver = ''

test('a process is drawn from nothing: two offices side by side and a timer, with forms', async () => {
  const { page } = admin
  await page.goto('/admin/services')
  await page.click('details.fold summary')
  for (const [name, value] of [
    ['name-fa', 'درخواست تجهیزات'],
    ['name-en', 'Equipment'],
    ['summary-fa', 'رایانه و میز'],
    ['summary-en', 'Computers and desks'],
    ['id', ID],
    ['prefix', 'EQP'],
  ])
    await page.fill(`#n-${name}`, value ?? '')
  await page.click('form[action="/admin/services"] .btn.go')
  await page.waitForSelector('.parts')

  for (const form of ['it-check', 'welfare-check']) {
    await page.goto(at())
    await page.fill('#nf', form)
    await page.click('form[action$="/forms"] .btn')
    await page.waitForSelector('#oc')
  }
  await page.goto(`${at('/request-form')}?open=new`)
  await page.selectOption('#n-kind', 'choice')
  await page.fill('#n-label', 'چه می‌خواهید؟')
  await page.fill('#n-key', 'what')
  await page.fill('#n-options', 'computer = رایانه = Computer\ndesk = میز = Desk')
  await page.click('#add-new .btn.go')
  await page.waitForSelector('.said')

  await openEditor(page)
  await select(page, 'start')
  fork = await append(page, 'append.parallel', '')
  await select(page, fork)
  first = await append(page, 'append.user-task', 'فناوری اطلاعات')
  await set(page, { office: 'it', form: 'it-check', 'status.fa': 'نزد فناوری', target_days: '2' })
  const join = await append(page, 'append.parallel', '')
  // The second office comes from the palette, and is joined by hand.
  const box = await page.locator(`.djs-shape[data-element-id="${first}"]`).boundingBox()
  const before = await shapes(page)
  await page.click('.djs-palette [data-action="create.user-task"]')
  await page.mouse.move((box?.x ?? 0) + 50, (box?.y ?? 0) + 180, { steps: 5 })
  await page.mouse.down()
  await page.mouse.up()
  await nameIt(page, 'رفاه')
  const second = (await shapes(page)).find((id) => !before.includes(id)) ?? ''
  await set(page, { office: 'welfare', form: 'welfare-check' })
  await connectTo(page, join)
  await select(page, fork)
  await connectTo(page, second)
  await select(page, join)
  await append(page, 'append.timer', 'تا تحویل')
  const timer = page.locator('[data-group-id="group-timer"] .bio-properties-panel-group-header').first()
  await timer.click()
  await page.selectOption('#bio-properties-panel-timerEventDefinitionType', 'timeDuration')
  await page.locator('[name="timerEventDefinitionValue"]').fill('PT10M')
  await page.locator('[name="timerEventDefinitionValue"]').blur()
  await append(page, 'append.end', 'تحویل شد')
  await saved(page)
  // Nothing but Persian on the page, and nothing that stops publishing.
  expect(await page.locator('.djs-palette [data-action="create.user-task"]').getAttribute('aria-label')).toBe(
    'کار یک واحد',
  )
  await page.waitForSelector('#check .notice.ok')
  await expectPortable(await drawing(page))
  admin.quiet()
})

test('a mistake is listed and leads to its element; the dry run walks the draft and touches nothing', async () => {
  const { page } = admin
  await openEditor(page)
  await select(page, first)
  await set(page, { form: '' })
  await saved(page)
  await page.waitForSelector('#check .findings .error')
  await page.click(`#check a[data-element="${first}"]`)
  await page.waitForSelector(`.djs-shape.selected[data-element-id="${first}"]`)
  await set(page, { form: 'it-check' })
  await saved(page)
  await page.waitForSelector('#check .notice.ok')

  await page.goto(at('/dry-run'))
  await page.click('button[value="start"]')
  for (const left of [2, 1]) {
    await page.waitForFunction((count) => document.querySelectorAll('button[value="complete"]').length === count, left)
    await page.locator('button[value="complete"]').first().click()
  }
  await page.waitForSelector('button[value="timer"]')
  await page.waitForSelector('process-map.drawn .is-now')
  await page.click('button[value="timer"]')
  await page.waitForSelector('.notice.ok')
  const { rows } = await stage.test.connection.pool.query('select count(*)::int as n from request')
  expect(rows[0].n).toBe(0)
  admin.quiet()
})

/** Completes the open task of an office through its work list. */
async function work(who: string): Promise<void> {
  const clerk = await stage.visit(who)
  await clerk.page.goto('/work')
  await clerk.page.locator('.tbl .c-who a').first().click()
  await clerk.page.waitForSelector('#oc')
  await clerk.page.check('input[name="outcome"][value="done"]')
  await clerk.page.click('form[data-ctrl-enter] .btn.go')
  await clerk.page.waitForSelector('.said')
  clerk.quiet()
  await clerk.leave()
}

async function ask(): Promise<{ readonly student: Visitor; readonly path: string }> {
  const student = await stage.visit('sara')
  await student.page.goto(`/services/${ID}`)
  await student.page.fill('textarea[name="description"]', 'یک رایانه')
  await student.page.selectOption('#what', 'computer')
  await student.page.click('.bar .btn.go')
  await student.page.waitForSelector('.says')
  return { student, path: new URL(student.page.url()).pathname }
}

test('published, it is offered at once; a request runs through both offices and the timer to its end', async () => {
  await publish(admin.page, 'نخستین نسخه')
  const { student, path } = await ask()
  await work('darvishi')
  await work('rafat')
  stage.test.pass(12 * 60_000)
  await stage.test.settle()
  await student.page.goto(path)
  expect(await student.page.locator('.where .st').innerText()).toBe('انجام شد')
  student.quiet()
  await student.leave()
})

test('changed, compared and published again; the request under way goes over and on', async () => {
  const { page } = admin
  const { student, path } = await ask()
  await openDraft(page)
  await openEditor(page)
  await select(page, first)
  await set(page, { 'status.fa': 'نزد واحد فناوری' })
  const added = await append(page, 'append.user-task', 'تحویل به انبار')
  deliver = added
  await set(page, { office: 'dormitory', form: 'welfare-check' })
  await saved(page)

  await page.goto(at('/comparison'))
  await page.waitForFunction(() => document.querySelectorAll('process-map.drawn').length === 2)
  expect(await page.locator(`process-map .is-added[data-element-id="${added}"]`).count()).toBe(1)
  expect(await page.locator(`process-map .is-changed[data-element-id="${first}"]`).count()).toBe(2)
  expect(await page.locator('.changes').innerText()).toContain('نزد واحد فناوری')
  await expectPortable(await drawing(page))
  await publish(page, 'انبار هم ببیند')

  await page.goto(`/admin/services/${ID}/move`)
  expect(await page.locator('.notice.ok').innerText()).toContain('۱ درخواست می‌رود')
  await page.fill('#n-note', 'روند تازه')
  await page.click('form .card .btn.go')
  await page.waitForSelector('progress')
  await page.waitForFunction(() => document.querySelector('[role="status"] b')?.textContent === 'انجام شد')
  await student.page.goto(path)
  expect(await student.page.locator('main').innerText()).toContain('نزد واحد فناوری')
  await work('darvishi')
  await work('rafat')
  await work('tehrani')
  stage.test.pass(12 * 60_000)
  await stage.test.settle()
  await student.page.goto(path)
  expect(await student.page.locator('.where .st').innerText()).toBe('انجام شد')
  expect(await student.page.locator('main').innerText()).toContain('به نسخهٔ تازهٔ فرایند برد: روند تازه')
  student.quiet()
  admin.quiet()
})

/** Follows a link of the page by its words. */
async function follow(page: Page, words: string): Promise<void> {
  await page.locator('main').getByRole('link', { name: words, exact: true }).first().click()
}

let stuckAt = ''

test('broken by a condition that nothing decides: the request stands still, and its requester is told', async () => {
  const { page } = admin
  await openDraft(page)
  await openEditor(page)
  await select(page, deliver)
  const gateway = await append(page, 'append.exclusive', '')
  await page.locator('[data-group-id="group-general"] .bio-properties-panel-group-header').click()
  await page.fill('#bio-properties-panel-name', 'فوری است؟')
  await page.locator('#bio-properties-panel-name').blur()
  await append(page, 'append.end', 'تحویل فوری')
  await saved(page)
  const flow = new RegExp(`<bpmn:sequenceFlow id="([^"]+)" sourceRef="${gateway}"`).exec(await drawing(page))?.[1] ?? ''
  await page.goto(`${at('/process')}?element=${flow}`)
  await page.locator('[data-group-id="group-condition"] .bio-properties-panel-group-header').click()
  const condition = page.locator('[data-entry-id="conditionExpression"] .cm-content')
  // A sentence that FEEL can't read is marked where it is written; one that it can is not.
  const marked = '.cm-lintRange-error, .cm-lintPoint-error'
  await condition.pressSequentially('urgent and')
  await page.waitForSelector(marked, { state: 'attached' })
  for (let left = ' and'.length; left > 0; left -= 1) await condition.press('Backspace')
  await page.waitForSelector(marked, { state: 'detached' })
  await condition.blur()
  await saved(page)
  await page.waitForSelector('#check .notice.ok')
  await publish(page, 'فوری‌ها جدا شوند')

  const { student, path } = await ask()
  for (const who of ['darvishi', 'rafat', 'tehrani']) await work(who)
  stage.test.pass(12 * 60_000)
  await stage.test.settle()
  await student.page.goto(path)
  expect(await student.page.locator('main').innerText()).toContain('مشکلی پیش آمده؛ مدیر سامانه آن را می‌بیند')
  stuckAt = path
  student.quiet()
  await student.leave()
  admin.quiet()
})

test('the incident is seen, read with a reason, its variable corrected and tried again; the request ends', async () => {
  const { page } = admin
  await page.goto('/admin')
  await page.locator('nav').getByRole('link', { name: 'مانع‌ها' }).first().click()
  await page.waitForURL(/\/admin\/incidents/)
  await follow(page, stuckAt.split('/').at(-1) ?? '')
  await page.waitForSelector('h1:has-text("فوری است؟")')
  expect(await page.locator('main').innerText()).toContain('شرط هیچ‌یک از راه‌ها برقرار نیست')
  await follow(page, 'خواندن با دلیل')
  await page.waitForURL(/readings/)
  await page.fill('textarea[name="reason"]', 'فرم چیزی از فوریت نمی‌پرسد')
  await page.click('main .btn.go')
  await page.waitForURL(/incidents/)
  const variables = page.locator('form[action$="/variables"]').last()
  await variables.locator('input[name="name"]').fill('urgent')
  await variables.locator('input[name="value"]').fill('true')
  await variables.locator('textarea[name="reason"]').fill('درخواست فوری بود')
  await variables.locator('button').last().click()
  await page.waitForSelector('.said:has-text("متغیرها ذخیره شدند")')
  const retry = page.locator('form[action$="/retry"]')
  await retry.locator('textarea[name="reason"]').fill('متغیر نوشته شد')
  await retry.locator('.btn.go').click()
  await page.waitForURL(/instances/)
  expect(await page.locator('main').innerText()).toContain('پایان یافته است')

  const student = await stage.visit('sara')
  await student.page.goto(stuckAt)
  expect(await student.page.locator('.where .st').innerText()).toBe('انجام شد')
  student.quiet()
  await student.leave()
  await page.goto('/admin/incidents')
  expect(await page.locator('main').innerText()).toContain('هیچ درخواستی نایستاده است')
  admin.quiet()
})

test('two administrators: who saves later is told, and chooses', async () => {
  const { page } = admin
  await openDraft(page)
  await openEditor(page)
  const other = await admin.context.newPage()
  await openEditor(other)
  await select(other, first)
  await set(other, { target_days: '9' })
  await saved(other)
  await select(page, first)
  await set(page, { target_days: '4' })
  await page.waitForSelector('.conflict:not([hidden])')
  expect(await drawing(page)).toContain('name="target_days" value="9"')
  await page.click('[data-keep="mine"]')
  await saved(page)
  expect(await drawing(page)).toContain('name="target_days" value="4"')
  await other.close()
})

/** What other tools and newer ones write, and we know nothing of. */
const FOREIGN = [
  'acme:owner="finance"',
  '<acme:risk level="high"><acme:note>دو امضا</acme:note></acme:risk>',
  '<zeebe:executionListener eventType="start" retries="2" type="notify" />',
  '<camunda:property name="legacy" value="yes" />',
  'modeler:executionPlatformVersion="8.9.0"',
  'bioc:fill="#ffe0b2"',
]

test('a file of another tool keeps what we know nothing of', async () => {
  const { page } = admin
  await openEditor(page)
  const ours = await drawing(page)
  const foreign = ours
    .replace(
      '<bpmn:definitions ',
      '<bpmn:definitions xmlns:acme="http://acme.test/bpmn" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" ',
    )
    .replace(/modeler:executionPlatformVersion="[^"]*"/, FOREIGN[4] ?? '')
    .replace(`<bpmn:userTask id="${first}"`, `$& ${FOREIGN[0]}`)
    .replace(
      new RegExp(`(<bpmn:userTask id="${first}".*?<bpmn:extensionElements>)`, 's'),
      `$1${FOREIGN[1]}<zeebe:unheardOf level="1" /><zeebe:executionListeners>${FOREIGN[2]}</zeebe:executionListeners><camunda:properties>${FOREIGN[3]}</camunda:properties>`,
    )
    .replace(`bpmnElement="${first}"`, `$& ${FOREIGN[5]}`)
  for (const one of FOREIGN) expect(foreign).toContain(one)
  await page
    .locator('details.fold', { has: page.locator('#up') })
    .locator('summary')
    .click()
  await page.setInputFiles('#up', { name: 'theirs.bpmn', mimeType: 'application/xml', buffer: Buffer.from(foreign) })
  await page.locator('form[enctype="multipart/form-data"] .btn').click()
  await page.waitForSelector('.said')
  await page.waitForSelector('process-editor[data-state="ready"]')
  expect(await page.locator('.lost bdi').innerText()).toBe('zeebe:unheardOf')
  await select(page, first)
  await set(page, { target_days: '6' })
  await saved(page)
  const kept = (await drawing(page)).replaceAll(/>\s+</g, '><')
  expect(kept).toContain('name="target_days" value="6"')
  for (const one of FOREIGN) expect(kept).toContain(one)
  expect(kept).not.toContain('unheardOf')
  admin.quiet()
})
