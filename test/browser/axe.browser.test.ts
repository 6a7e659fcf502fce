import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, openClearance, openTask, walk } from '../support/clearance.js'
import { openStage, type Stage, type Visitor } from '../support/browser.js'
import { pdfBytes } from '../support/uploads.js'
import { failServiceJob } from '../../src/commands/fail-service-job.js'
import { giveMembership } from '../../src/commands/give-membership.js'
import { moveToken } from '../../src/commands/move-token.js'
import { nameSubstitute } from '../../src/commands/name-substitute.js'
import { openReading } from '../../src/commands/open-reading.js'
import { askRequester } from '../../src/commands/ask-requester.js'
import { openServiceDraft } from '../../src/commands/change-service.js'
import { addComment } from '../../src/commands/add-comment.js'
import { addWebhook, tryWebhook } from '../../src/commands/webhooks.js'
import { receiveDemoMail } from '../../src/catalog/demo-mail.js'
import { incidentsOf, instanceOf } from '../../src/store/incidents.js'

const DAY = 86_400_000
/** A hundred pages; in milliseconds. */
const LONG = 900_000

let stage: Stage
let visits: readonly (readonly [page: string, who: string | null, path: string, act?: (page: Page) => Promise<void>])[]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

beforeAll(async () => {
  stage = await openStage()
  const { test: t } = stage
  const [key, done] = [await openClearance(t, 'sara'), await openClearance(t, 'alireza')]
  await walk(t, 'alireza', done, null)
  await walk(t, 'sara', key, 'nutrition')
  const task = await openTask(t, await t.person('sara'), key)
  const clerk = await t.person('khosravi')
  granted(
    await addComment(t.desk, clerk, {
      key,
      once: 'n',
      body: 'یادداشت',
      internal: true,
      office: 'nutrition',
      files: [],
    }),
  )
  granted(
    await addComment(t.desk, clerk, { key, once: 'm', body: 'پیام', internal: false, office: 'nutrition', files: [] }),
  )
  granted(
    await askRequester(t.desk, clerk, {
      task: task.id,
      once: 'a',
      message: 'رسید را بفرستید.',
      fields: ['mobile'],
      wantsFiles: true,
      amount: 5000,
      paymentId: '99',
    }),
  )
  const fresh = await openClearance(t, 'peyman')
  const referral = await openTask(t, await t.person('peyman'), fresh)
  const ended = await t.desk.db
    .selectFrom('task')
    .select('id')
    .where('element', '=', 'education_referral')
    .where('closed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  const { code } = await t.desk.db.selectFrom('document').select('code').executeTakeFirstOrThrow()
  const boss = await t.person('admin')
  const helper = { once: 'h', person: clerk.id, office: 'it', role: 'expert', until: t.desk.now() + 9 * DAY }
  granted(await giveMembership(t.desk, boss, helper))
  granted(await openReading(t.desk, boss, { key, reason: 'بررسی شکایت', once: 'r' }))
  granted(
    await nameSubstitute(t.desk, clerk, {
      once: 's',
      absent: clerk.id,
      substitute: (await t.person('fallahi')).id,
      office: null,
      from: t.desk.now() + DAY,
      until: t.desk.now() + 3 * DAY,
    }),
  )
  const at = { name: 'آمار', url: 'https://stats.example.org/hook', kinds: ['opened', 'finished'], once: 'w' }
  const hook = granted(await addWebhook(t.desk, boss, at))
  granted(await tryWebhook(t.desk, boss, { id: hook.id, once: 'w' }))
  // One that stands still: its form can't be drawn.
  const still = await openClearance(t, 'mina')
  const repair = { key: still, reason: 'آزمون', once: '' }
  const standing = await instanceOf(t.desk.db, still)
  // No job is put in line, which the browser's server would do at once.
  const idle = { ...t.desk, later: { ...t.desk.later, run: async () => {} } }
  granted(await moveToken(idle, null, { ...repair, token: standing?.tokens[0]?.id ?? -1, to: 'issue' }))
  const token = (await instanceOf(t.desk.db, still))?.tokens[0]?.id ?? -1
  const failed = { request: standing?.id ?? -1, token, type: 'issue-document', tries: 1 }
  expect(await failServiceJob(t.desk, failed, 'the form could not be drawn')).toBe(true)
  const [incident] = await incidentsOf(t.desk.db, still)
  const incidentPath = `/admin/incidents/${still}/${incident?.id ?? 0}`
  await receiveDemoMail(t.desk, key)
  const press = (selector: string, then: string) => async (page: Page) => {
    await page.click(selector)
    await page.waitForSelector(then)
  }
  let times = 0
  const admin = await t.person('admin')
  granted(await openServiceDraft(t.desk, admin, 'student-clearance'))
  const draft = '/admin/services/student-clearance/draft'
  const drawn = async (page: Page) => {
    await page.waitForSelector('.djs-context-pad.open')
  }
  const walkOn = async (page: Page) => {
    const start = page.locator('button[value="start"]')
    if ((await start.count()) > 0) await start.click()
    await page.waitForSelector('button[value="complete"]')
  }
  const newService = async (page: Page) => {
    await page.click('details.fold summary')
    await press('form[action="/admin/services"] .btn.go', '.wrong')(page)
  }
  visits = [
    ['sign-in', null, '/sign-in'],
    [
      'sign-in, refused',
      null,
      '/sign-in',
      async (page) => {
        await page.fill('#u', `nobody${(times += 1)}`)
        await page.fill('#p', 'حخخ')
        await page.click('.card .btn.go')
        await page.waitForSelector('.errors')
      },
    ],
    ['sign-in by code', null, '/sign-in/code'],
    [
      'code',
      null,
      '/sign-in/code',
      async (page) => {
        t.pass(60_000)
        await page.fill('#nc', '9990000018')
        await page.click('.card .btn.go')
        await page.fill('#code', '0')
        await page.click('.card .btn.go')
        await page.waitForSelector('.errors')
      },
    ],
    ['demo outbox', null, '/demo/outbox'],
    ['account', 'sara', '/account'],
    ['notices', 'sara', '/notices'],
    ['notices, none unread', 'niloofar', '/notices?unread=yes'],
    ['how one is told', 'fallahi', '/account/notices'],
    [
      'account, token',
      'sara',
      '/account',
      async (page) => {
        await page.locator('#tk ~ details summary').click()
        await page.fill('#tn', 'آزمون')
        await page.check('input[value="tasks:read"]')
        await page.click('form[action="/account/tokens"] .btn.go')
        await page.waitForSelector('code.secret')
      },
    ],
    ['home', 'sara', '/'],
    ['search', 'sara', '/services?q=js,di'],
    ['nothing found', 'sara', '/services?q=zzz'],
    ['form, prefilled', 'niloofar', '/services/student-clearance'],
    ['form, empty', 'zahra', '/services/student-clearance'],
    ['form, refused', 'zahra', '/services/student-clearance', press('.bar .btn.go', '.errors')],
    ['see also', 'sara', '/services/sms-panel-top-up'],
    ['requests', 'sara', '/requests'],
    ['no requests', 'niloofar', '/requests'],
    ['request, asked', 'sara', `/requests/${key}`],
    ['request, done', 'alireza', `/requests/${done}`],
    [
      'request, a file without a text',
      'sara',
      `/requests/${key}`,
      async (page) => {
        const buffer = Buffer.from(pdfBytes())
        await page.setInputFiles('#c-files', { name: 'a.pdf', mimeType: 'application/pdf', buffer })
        await press('#write .btn:not(.bare)', '#write .files')(page)
      },
    ],
    [
      'request, nobody to show it to',
      'sara',
      `/requests/${key}`,
      async (page) => {
        await page.click('#pa summary')
        await press('#pa .btn:not(.bare)', '#pa .errors')(page)
      },
    ],
    ['request, no rating chosen', 'alireza', `/requests/${done}`, press('#rate .btn', '#rate .errors')],
    [
      'task, ended while somebody wrote',
      'naderi',
      `/tasks/${ended.id}`,
      async (page) => {
        const draft = { place: `task:${ended.id}:ask`, once: randomUUID(), changed: 'message', 'typed.message': 'متن' }
        await page.request.post('/drafts', { form: draft, headers: { origin: stage.url } })
        await page.reload()
        await page.waitForSelector('#us')
      },
    ],
    ['request, by an office', 'khosravi', `/requests/${key}`],
    ['work list', 'naderi', '/work'],
    ['no work', 'azizi', '/work'],
    ['task, asked', 'khosravi', `/tasks/${task.id}`],
    ['task, referral', 'naderi', `/tasks/${referral.id}`],
    ['task, refused', 'naderi', `/tasks/${referral.id}`, press('form[data-ctrl-enter] .btn.go', '.errors')],
    ['administration', 'admin', '/admin'],
    ['calendar', 'admin', '/admin/calendar'],
    ['calendar, provisional', 'admin', '/admin/calendar?year=1406'],
    ['closure, wrong', 'admin', '/admin/calendar?date=1405/13/40&from=12:00&until=10:00'],
    [
      'closure, previewed',
      'admin',
      `/admin/calendar?${new URLSearchParams({ date: '1405/09/08', reason: 'برف' }).toString()}`,
    ],
    ['targets', 'admin', '/admin/targets'],
    ['people', 'admin', '/admin/people'],
    ['data', 'admin', '/admin/data'],
    ['data, nothing chosen', 'admin', '/admin/data', press('form[action="/admin/data"] .btn.go', '.wrong')],
    ['people, none found', 'admin', '/admin/people?q=zzz'],
    ['a person', 'admin', `/admin/people/${clerk.id}`],
    [
      'a person, refused',
      'admin',
      `/admin/people/${clerk.id}`,
      async (page) => {
        await page.click('.action > summary')
        await press('.action .btn.go', '.errors')(page)
      },
    ],
    ['groups', 'admin', '/admin/groups'],
    ['sync', 'admin', '/admin/sync'],
    ['substitutes', 'admin', '/admin/substitutes'],
    ['readings', 'admin', '/admin/readings'],
    ['readings, refused', 'admin', '/admin/readings', press('.card .btn.go', '.errors')],
    ['processes', 'admin', '/admin/processes'],
    ['a process', 'admin', '/admin/processes/student-clearance/1?at=issue'],
    ['an instance', 'admin', `/admin/instances/${key}`],
    [
      'move, refused',
      'admin',
      `/admin/instances/${key}`,
      async (page) => {
        await page.click('.c-set .btn')
        await page.waitForURL(/move/)
        await press('.card .btn.go', '.errors')(page)
      },
    ],
    ['cancellation', 'admin', `/admin/instances/${key}/cancellation`],
    ['incidents', 'admin', '/admin/incidents'],
    ['incoming mail', 'admin', '/admin/mail'],
    ['mail dealt with', 'admin', '/admin/mail?show=dealt'],
    ['a held mail', 'admin', '/admin/mail/2'],
    ['an incident, locked', 'admin', incidentPath],
    [
      'an incident, refused',
      'admin',
      incidentPath,
      async (page) => {
        await page.goto(`/admin/readings?key=${still}`)
        await page.fill('textarea[name="reason"]', 'بررسی مانع')
        await page.click('.card .btn.go')
        await page.waitForURL(/requests/)
        await page.goto(incidentPath)
        await page.locator('textarea.json').first().fill('{')
        await press('section[aria-labelledby="iv"] .btn', '.errors')(page)
      },
    ],
    ['messages sent', 'admin', '/admin/outbox'],
    ['messages sent, none', 'admin', '/admin/outbox?person=nobody'],
    ['texts of messages', 'admin', '/admin/templates'],
    ['a text of a message', 'admin', '/admin/templates/en/asked'],
    ['audit log', 'admin', '/admin/audit'],
    ['audit log, refused', 'admin', '/admin/audit?person=nobody&from=x&until=1405/13/01'],
    ['my substitute', 'khosravi', '/account/substitute'],
    ['my substitute, refused', 'khosravi', '/account/substitute', press('.panel .btn.go', '.errors')],
    ['my substitute, none needed', 'sara', '/account/substitute'],
    ['services', 'admin', '/admin/services'],
    ['a new service, refused', 'admin', '/admin/services', newService],
    ['a service', 'admin', '/admin/services/student-clearance'],
    ['a draft', 'admin', `${draft}`],
    ['a draft, refused', 'admin', `${draft}`, press('form[action$="/publication"] .btn.go', '.wrong')],
    ['the card', 'admin', `${draft}/card`],
    ['the request form', 'admin', `${draft}/request-form?open=1.0`],
    ['a task form', 'admin', `${draft}/forms/nutrition?open=outcome.0`],
    ['the process editor', 'admin', `${draft}/process?element=dormitory`, drawn],
    ['a field, refused', 'admin', `${draft}/request-form?open=new`, press('#add-new .btn.go', '.wrong')],
    ['a dry run', 'admin', `${draft}/dry-run`],
    ['a dry run under way', 'admin', `${draft}/dry-run`, walkOn],
    ['a comparison', 'admin', `${draft}/comparison`],
    ['a plan', 'admin', '/admin/services/student-clearance/move'],
    ['webhooks', 'admin', '/admin/webhooks'],
    ['a webhook', 'admin', `/admin/webhooks/${hook.id}`],
    ['verify', null, `/verify/${code}`],
    ['api', null, '/api'],
    ['verify, unknown', null, '/verify/0000-0000-0000-0000'],
    ['not found', 'sara', '/nowhere'],
  ]
})
afterAll(() => stage.close())

interface Found {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What axe finds wrong on a page, and how much it found right. `rules`: only these; all when there are none. */
const lookAt = (page: Page, rules: readonly string[]) =>
  page.evaluate((only): Promise<{ violations: Found[]; passes: number }> => {
    const run: { run: (options: object) => Promise<{ violations: Found[]; passes: unknown[] }> } = Reflect.get(
      globalThis,
      'axe',
    )
    // Frames hold mail without scripts and without an origin: axe can't speak to what is inside them.
    return run
      .run(only.length > 0 ? { runOnly: only, iframes: false } : { iframes: false })
      .then((result) => ({ violations: result.violations, passes: result.passes.length }))
  }, rules)

test.each(['fa', 'en'] as const)(
  'no page violates a rule of axe, in the light and in the dark: %s',
  async (lang) => {
    const found: string[] = []
    let looked = 0
    // Somebody signs in once and walks through all their pages.
    const visitors = new Map<string | null, Visitor>()
    for (const [name, who, path, act] of visits) {
      const visitor = visitors.get(who) ?? (await stage.visit(who, { lang }))
      visitors.set(who, visitor)
      const { page } = visitor
      // Colours do not go over slowly from light to dark.
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await page.goto(path)
      await act?.(page)
      // What is folded is looked at too.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
      if ((await page.locator('process-map').count()) > 0) {
        await page.locator('process-map').first().scrollIntoViewIfNeeded()
        await page.waitForSelector('process-map.drawn')
      }
      await page.waitForTimeout(150)
      await page.evaluate(axe)
      // The dark differs in colours alone: of one document, only they are looked at twice.
      for (const [theme, rules] of [
        ['light', []],
        ['dark', ['color-contrast']],
      ] as const) {
        await page.evaluate((one) => document.documentElement.setAttribute('data-theme', one), theme)
        const { violations, passes } = await lookAt(page, rules)
        looked += passes
        found.push(
          ...violations.map(
            (one) =>
              `${name}, ${theme}: ${one.id}: ${one.nodes
                .map((node) => `${node.html.slice(0, 120)} ${node.failureSummary?.slice(0, 160) ?? ''}`)
                .slice(0, 2)
                .join(' | ')}`,
          ),
        )
      }
      visitor.quiet()
    }
    for (const visitor of visitors.values()) await visitor.leave()
    expect(found).toEqual([])
    expect(looked).toBeGreaterThan(visits.length * 10)
  },
  LONG,
)
