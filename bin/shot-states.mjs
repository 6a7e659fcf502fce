// What pages say while somebody writes, while others are there, and after the end; for bin/shots.mjs.
import { randomUUID } from 'node:crypto'

const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n'

export const STATES = [
  ['draft-saved', 'sara', ownRequest, (page) => type(page, '#c-body', 'سلام، دربارهٔ رسید پرسشی دارم')],
  [
    'draft-discarded',
    'sara',
    ownRequest,
    async (page) => {
      await type(page, '#c-body', 'دیگر لازم نیست')
      await page.click('#write .draft-discard')
      await page.waitForSelector('.said .undo')
    },
  ],
  [
    'draft-conflict',
    'sara',
    ownRequest,
    async (page) => {
      await post(page, '/drafts', {
        place: await page.getAttribute('#write', 'data-draft'),
        once: randomUUID(),
        changed: 'body',
        'typed.body': 'از گوشی',
      })
      await page.fill('#c-body', 'از رایانه')
      await page.waitForSelector('#write .draft-said a')
    },
  ],
  [
    'draft-unsaved',
    'sara',
    ownRequest,
    async (page) => {
      await page.context().setOffline(true)
      await page.fill('#c-body', 'بی‌ارتباط')
      await page.locator('#c-body').blur()
      await page.waitForFunction(() => document.querySelector('#write .draft-said')?.textContent !== '')
      await page.waitForSelector('.offline')
    },
  ],
  [
    'draft-files',
    'sara',
    ownRequest,
    async (page) => {
      await page.fill('#c-body', '')
      await page.setInputFiles('#c-files', { name: 'رسید.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PDF) })
      await page.click('#write .btn:not(.bare)')
      await page.waitForSelector('#write .files')
    },
  ],
  [
    'message-sent',
    'sara',
    ownRequest,
    async (page) => {
      await type(page, '#c-body', 'رسید را فرستادم')
      await page.click('#write .btn:not(.bare)')
      await page.waitForSelector('.said .undo')
    },
  ],
  [
    'participants',
    'sara',
    ownRequest,
    async (page) => {
      await page.click('#pa > summary')
      await page.fill('#pa-people', 'niloofar')
      await page.click('#pa .btn:not(.bare)')
      await page.waitForSelector('.said')
      if (!(await page.isVisible('#pa-people'))) await page.click('#pa > summary')
      await page.fill('#pa-people', 'nobody')
      await page.click('#pa form:last-child .btn')
      await page.waitForSelector('#pa .errors')
    },
  ],
  ['rating', 'taha', ownRequest],
  [
    'rating-refused',
    'taha',
    ownRequest,
    async (page) => {
      await page.fill('#ra-comment', 'زود انجام شد')
      await page.click('#rate .btn')
      await page.waitForSelector('#rate .errors')
    },
  ],
  [
    'presence',
    'rahmani',
    firstTask,
    async (page) => {
      const other = await page
        .context()
        .browser()
        .newContext({ baseURL: new URL(page.url()).origin })
      await post({ request: other.request, url: () => page.url() }, '/sessions', { demo: 'fallahi' })
      await post({ request: other.request, url: () => page.url() }, `${new URL(page.url()).pathname}/presence`, {
        writing: 'yes',
      })
      await other.close()
      await page.waitForFunction(() => document.querySelector('#presence')?.textContent !== '')
    },
  ],
  [
    'released',
    'rahmani',
    firstTask,
    async (page) => {
      await page.locator('.assignment button[value="office"], .assignment button[value="me"]').last().click()
      await page.waitForSelector('.said')
    },
  ],
  [
    'task-ended',
    'rahmani',
    endedTask,
    async (page) => {
      const place = `task:${page.url().split('/').at(-1)}:ask`
      const typed = { place, once: randomUUID(), changed: 'message', 'typed.message': 'لطفاً رسید پرداخت را بفرستید.' }
      await post(page, '/drafts', typed)
      await page.reload()
    },
  ],
]

const post = (page, to, form) => page.request.post(to, { form, headers: { origin: new URL(page.url()).origin } })

async function type(page, box, text) {
  await page.fill(box, text)
  await page.locator(box).blur()
  await page.waitForFunction(() => document.querySelector('#write .draft-saved')?.textContent !== '')
}

async function ownRequest(page) {
  await page.goto('/requests')
  return page.getAttribute('.rows a.over', 'href')
}
async function firstTask(page) {
  await page.goto('/work')
  return page.getAttribute('.tbl .c-who a', 'href')
}
/** One of the first tasks that the reader may see and that is done. */
async function endedTask(page) {
  for (let id = 1; id < 200; id++) {
    const answer = await page.request.get(`/tasks/${id}`)
    if (answer.ok() && !(await answer.text()).includes('data-presence')) return `/tasks/${id}`
  }
  throw new Error('no task has ended')
}
