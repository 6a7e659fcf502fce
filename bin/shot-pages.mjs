// The pages that bin/shots.mjs takes pictures of.

import { STATES } from './shot-states.mjs'

/** What a browser says of a page of the desk that sends something. */
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' }

/** Each is a name, who looks, how its address is found, and what is done there before the picture is taken. */
export const PAGES = [
  ['sign-in', null, async () => '/sign-in'],
  [
    'sign-in-refused',
    null,
    async () => '/sign-in',
    (page) => send(page, { '#u': `nobody${Math.random()}`, '#p': 'حخخث' }, '.errors'),
  ],
  ['code', null, async () => '/sign-in/code'],
  ['code-refused', null, async () => '/sign-in/code', (page) => send(page, { '#nc': '123' }, '.errors')],
  [
    'code-entry',
    null,
    async () => '/sign-in/code',
    (page) => send(page, { '#nc': nationalCode() }, 'input[name="code"]'),
  ],
  ['outbox', null, async () => '/demo/outbox'],
  ['notices', 'sara', async () => '/notices'],
  ['notices-staff', 'fallahi', async () => '/notices'],
  ['account-notices', 'fallahi', async () => '/account/notices'],
  ['admin-outbox', 'admin', async () => '/admin/outbox'],
  ['admin-templates', 'admin', async () => '/admin/templates'],
  ['admin-template', 'admin', async () => '/admin/templates/fa/asked'],
  ['account', 'sara', async () => '/account'],
  [
    'account-token',
    'sara',
    async () => '/account',
    async (page) => {
      await page.click('section[aria-labelledby="tk"] summary')
      await page.check('input[value="requests:read"]')
      await send(page, { '#tn': 'گزارش هفتگی' }, 'code.secret')
      await page.click('section[aria-labelledby="tk"] summary')
    },
  ],
  ['home', 'sara', async () => '/'],
  ['search', 'sara', async () => '/services?q=js,di'],
  ['requests', 'sara', async () => '/requests'],
  ['requests-empty', 'niloofar', async () => '/requests'],
  ['form', 'niloofar', async () => '/services/student-clearance'],
  ['form-empty', 'zahra', async () => '/services/student-clearance'],
  [
    'form-errors',
    'zahra',
    async () => '/services/student-clearance',
    async (page) => {
      await page.click('.bar .btn.go')
      await page.waitForSelector('.errors')
    },
  ],
  ['see-also', 'niloofar', async () => '/services/sms-panel-top-up'],
  ['request', 'sara', firstRequest],
  ['request-done', 'taha', firstRequest],
  ['request-refused', 'kazem', async (page) => first(page, '/requests?service=student-clearance', '.rows a.over')],
  ['request-dormitory', 'alireza', firstRequest],
  ['work', 'khosravi', async () => '/work'],
  ['work-head', 'rahmani', async () => '/work'],
  ['task', 'rahmani', firstTask],
  ['task-asked', 'fallahi', firstTask],
  ['task-returned', 'moradi', firstTask],
  ['admin', 'admin', async () => '/admin'],
  ['calendar', 'admin', async () => '/admin/calendar'],
  ['calendar-errors', 'admin', async () => '/admin/calendar?date=1405/13/40&from=12:00&until=10:00'],
  [
    'closure-preview',
    'admin',
    async () => `/admin/calendar?${new URLSearchParams({ date: '1405/09/09', reason: 'آلودگی هوا' }).toString()}`,
  ],
  ['targets', 'admin', async () => '/admin/targets'],
  ['admin-people', 'admin', async () => '/admin/people'],
  ['admin-data', 'admin', async () => '/admin/data'],
  [
    'admin-data-faults',
    'admin',
    async () => '/admin/data',
    async (page) => {
      await page.selectOption('#dw', 'people')
      const text = '\ufeffنام کاربری,نام,کد ملی,دانشکده\nsara2,سارا,12345679,هیچ\n,,,\nسارا,,0012345679,\n'
      await page.setInputFiles('#df', { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
      await page.click('button[value="check"]')
      await page.waitForSelector('.errors')
    },
  ],
  ['admin-people-none', 'admin', async () => '/admin/people?q=zzz'],
  ['admin-person', 'admin', async (page) => first(page, '/admin/people?kind=by-hand', '.tbl .c-who a')],
  [
    'admin-person-errors',
    'admin',
    async (page) => first(page, '/admin/people?q=fallahi', '.tbl .c-who a'),
    async (page) => {
      await page.click('.action > summary')
      await page.fill('input[name="until"]', '1380/13/01')
      await page.click('.action .btn.go')
      await page.waitForSelector('.errors')
    },
  ],
  ['admin-substitutes', 'admin', async () => '/admin/substitutes'],
  ['admin-readings', 'admin', async () => '/admin/readings'],
  [
    'admin-readings-errors',
    'admin',
    async () => '/admin/readings',
    async (page) => {
      await page.fill('input[name="key"]', 'CLR-1400-999999')
      await page.fill('textarea[name="reason"]', 'بررسی شکایت')
      await page.click('.card .btn.go')
      await page.waitForSelector('.errors')
    },
  ],
  ['admin-processes', 'admin', async () => '/admin/processes'],
  ['admin-process', 'admin', async () => '/admin/processes/student-clearance/1'],
  ['admin-process-at', 'admin', async (page) => first(page, '/admin/processes/student-clearance/1', '.tbl .c-who a')],
  ['admin-instance', 'admin', firstInstance],
  ['admin-move', 'admin', firstInstance, (page) => Promise.all([page.waitForURL(/move/), page.click('.c-set .btn')])],
  [
    'admin-cancellation',
    'admin',
    async (page) => `${await firstInstance(page)}/cancellation`,
    async (page) => {
      await page.click('.card .btn.go')
      await page.waitForSelector('.errors')
    },
  ],
  ['admin-mail', 'admin', async () => '/admin/mail'],
  ['admin-mail-dealt', 'admin', async () => '/admin/mail?show=dealt'],
  ['admin-mail-one', 'admin', async (page) => first(page, '/admin/mail', '.tbl .c-who a')],
  ['admin-incidents', 'admin', async () => '/admin/incidents'],
  ['admin-incident', 'admin', async (page) => first(page, '/admin/incidents', '.tbl .c-who a')],
  [
    'admin-variables',
    'admin',
    async (page) => {
      const incident = await first(page, '/admin/incidents', '.tbl .c-who a')
      await page.goto(`/admin/readings?key=${incident.split('/').at(-2)}`)
      await page.fill('textarea[name="reason"]', 'بررسی مانع')
      await page.click('.card .btn.go')
      await page.waitForURL(/requests/)
      return incident
    },
    async (page) => {
      await page.locator('textarea.json').first().fill('{')
      await page.locator('section[aria-labelledby="iv"] .btn').last().click()
      await page.waitForSelector('.errors')
    },
  ],
  ['admin-audit', 'admin', async () => '/admin/audit'],
  ['admin-audit-errors', 'admin', async () => '/admin/audit?person=nobody&from=1405/09/05&until=1405/09/01'],
  ['substitute', 'fallahi', async () => '/account/substitute'],
  ['substitute-head', 'khosravi', async () => '/account/substitute?q=' + encodeURIComponent('ا')],
  [
    'substitute-errors',
    'sadeghi',
    async () => '/account/substitute',
    async (page) => {
      await page.click('.panel .btn.go')
      await page.waitForSelector('.errors')
    },
  ],
  ['substitute-none', 'sara', async () => '/account/substitute'],
  ['services', 'admin', async () => '/admin/services'],
  ['draft', 'admin', openDraft],
  [
    'process-editor',
    'admin',
    async (page) => `${await openDraft(page)}/process?element=dormitory`,
    (page) => page.waitForSelector('process-editor[data-state="ready"]'),
  ],
  ['form-editor', 'admin', async (page) => `${await openDraft(page)}/forms/nutrition?open=outcome.0`],
  ['dry-run', 'admin', async (page) => `${await openDraft(page)}/dry-run`],
  ['compare', 'admin', async (page) => `${await changeDraft(page)}/comparison`, drawn],
  ['move', 'admin', twoVersions],
  ['verify', 'taha', async (page) => first(page, await firstRequest(page), '.ready .meta a')],
  ['api', null, async () => '/api'],
  ['webhooks', 'admin', async () => '/admin/webhooks'],
  ['webhooks-errors', 'admin', async () => '/admin/webhooks', (page) => addWebhook(page, 'http://x', '.err')],
  [
    'webhook-made',
    'admin',
    async () => '/admin/webhooks',
    async (page) => {
      await addWebhook(page, 'https://203.0.113.7/mizban', 'code.secret')
    },
  ],
  ['webhook', 'admin', triedWebhook],
  ['verify-none', null, async () => '/verify/0000-0000-0000-0000'],
  ['not-found', 'sara', async () => '/requests/CLR-1400-999999'],
  ...STATES,
]

/** Fills in a form, sends it and waits for what follows. */
async function send(page, fields, then) {
  for (const [selector, value] of Object.entries(fields)) await page.fill(selector, value)
  await page
    .locator('form', { has: page.locator(Object.keys(fields)[0]) })
    .locator('button:not([name])')
    .last()
    .click()
  await page.waitForSelector(then)
}

async function addWebhook(page, address, then) {
  if (!(await page.isVisible('#wn'))) await page.click('.fold > summary')
  await page.check('input[value="opened"]')
  await send(page, { '#wn': 'آمار دانشگاه', '#wu': address }, then)
}

/** Needs the webhook that `webhook-made` adds. */
async function triedWebhook(page) {
  const at = await first(page, '/admin/webhooks', '.rows a.over')
  await page.request.post(`${at}/trial`, { headers: OWN_PAGE, form: { once: String(Math.random()) } })
  return at
}

/** A valid national code that nobody has; another one each time, because codes are sent once a minute. */
function nationalCode() {
  const digits = String(999_000_000 + Math.floor(Math.random() * 900_000))
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0) % 11
  return `${digits}${sum < 2 ? sum : 11 - sum}`
}

async function first(page, at, selector) {
  await page.goto(at)
  return (await page.getAttribute(selector, 'href')) ?? at
}
/** Opens the clearance for change, as an administrator. */
async function openDraft(page) {
  const draft = '/admin/services/student-clearance/draft'
  await page.request.post(draft, { headers: OWN_PAGE })
  return draft
}
/** Changes a step of the draft, adds one before it, and says how long the dormitory may take. */
async function changeDraft(page) {
  const draft = await openDraft(page)
  const xml = await (await page.request.get(`${draft}/process.bpmn`)).text()
  const changed = xml
    .replace('name="اداره تغذیه"', 'name="تغذیه و سلف"')
    .replace('candidateGroups="loan-fund"', 'candidateGroups="welfare"')
  const file = { name: 'drawing', mimeType: 'application/xml', buffer: Buffer.from(changed) }
  const multipart = { revision: '0', anyway: 'yes', 'file.process.bpmn': file }
  await page.request.post(`${draft}/files`, { multipart, headers: OWN_PAGE })
  return draft
}
/** Publishes the changed draft once, so that requests of the first version can be moved. */
async function twoVersions(page) {
  const move = '/admin/services/student-clearance/move'
  await page.goto(move)
  if ((await page.locator('form.filters').count()) > 0) return move
  await page.goto(await changeDraft(page))
  await page.fill('#n-note', 'تغذیه و سلف یکی شدند')
  await page.click('form[action$="/publication"] .btn.go')
  await page.waitForSelector('.said')
  return move
}
function drawn(page) {
  return page.waitForFunction(() => document.querySelectorAll('process-map.drawn').length === 2)
}
function firstRequest(page) {
  return first(page, '/requests', '.rows a.over')
}
async function firstInstance(page) {
  return first(page, await first(page, '/admin/processes/student-clearance/1', '.tbl .c-who a'), '#at .c-who a')
}
function firstTask(page) {
  return first(page, '/work', '.tbl .c-who a')
}
