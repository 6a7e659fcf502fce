import { sql, type KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrokenDesk, type BrokenDesk } from '../../test/support/broken.js'
import { clientOf, type Client } from '../../test/support/client.js'
import { granted } from '../../test/support/clearance.js'
import { moveToken } from '../commands/move-token.js'
import { loadState } from '../store/instances.js'
import { paths } from './paths.js'

let t: BrokenDesk
let admin: Client
let english: Client
beforeAll(async () => {
  t = await openBrokenDesk()
  admin = await clientOf(t, 'admin')
  english = await clientOf(t, 'admin', 'en')
})
afterAll(() => t.close())

/** What a page says, without its marks. */
const said = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
const auditKinds = async () =>
  (await t.desk.db.selectFrom('audit').select('kind').orderBy('id').execute())
    .map((one) => one.kind)
    .filter((kind) => /incident|variables|token-moved|cancelled/.test(kind))

/** Takes a fresh request to the gateway no flow of which holds. */
async function stuck(): Promise<{ readonly key: string; readonly incident: number }> {
  const key = await t.open('choice')
  const { id } = await t.at(key)
  const token = (await loadState(t.desk.db, id))?.tokens[0]?.id ?? -1
  granted(await moveToken(t.desk, null, { key, token, to: 'which', reason: 'آزمون', once: '' }))
  const [incident = -1] = (await t.at(key)).incidents
  return { key, incident }
}

test('nothing stands still: the list says so; what runs is counted by service and version', async () => {
  expect(said((await admin.get(paths.adminIncidents())).html)).toContain('هیچ درخواستی نایستاده است.')
  await t.open('choice')
  await t.open('choice')
  const { html } = await admin.get(paths.adminProcesses())
  expect(html).toContain(`href="${paths.adminProcess('choice', 1)}"`)
  expect(html).toMatch(/data-l="در جریان">۲</)
  const page = await admin.get(paths.adminProcess('choice', 1))
  expect(page.html).toContain('data-counts=')
  expect(said(page.html)).toMatch(/نگاه ۲ /)
  expect(page.html).toContain('data-url="/admin/processes/choice/1/map.bpmn"')
  expect((await admin.get(paths.adminProcessMap('choice', 1))).html).toContain('<bpmn:definitions')
  for (const path of [paths.adminProcess('choice', 2), paths.adminProcess('none', 1), paths.adminInstance('CHO-1-1')])
    expect((await admin.get(path)).status).toBe(404)
})

test('how long a step takes is the median of its finished tasks, in words beside its target', async () => {
  await sql`update task set state = 'completed', outcome = 'answered', closed_at = opened_at, spent = (array[1000, 2500, 9000])[id]
    where id <= 2`.execute(t.desk.db)
  const page = said((await admin.get(paths.adminProcess('choice', 1))).html)
  expect(page).toContain('۱٫۸ روز کاری، از ۲ کار')
  expect(page).toMatch(/تندتر از نیمی از مهلت|در مهلت|بیش از مهلت/)
  expect((await admin.get(paths.adminProcess('choice', 1))).html).toMatch(/data-marks="[^"]*(quick|steady|slow)/)
  expect(said((await english.get(paths.adminProcess('choice', 1))).html)).toContain('1.8 working days, of 2 tasks')
})

test('an incident is seen, its variables only with a reason; corrected and tried again, the request goes on', async () => {
  const { key, incident } = await stuck()
  const list = await admin.get(paths.adminIncidents())
  expect(list.html).toContain(`href="${paths.adminIncident(key, incident)}"`)
  expect(said(list.html)).toContain('شرط هیچ‌یک از راه‌ها برقرار نیست')
  expect(said((await english.get(paths.adminIncidents())).html)).toContain('The condition of no way out holds')

  const locked = await admin.get(paths.adminIncident(key, incident))
  expect(locked.html).not.toContain('چاپگر محرمانه')
  const ask = paths.adminReadings({ key, incident: String(incident) })
  expect(locked.html).toContain(`href="${ask.replace('&', '&amp;')}"`)
  expect(locked.html).not.toContain('name="v.request"')
  const forced = await admin.post(paths.adminIncidentVariables(key, incident), {
    scope: '1',
    revision: '0',
    reason: 'x',
    name: 'urgent',
    value: 'true',
  })
  expect(forced.status).toBe(403)

  const without = await admin.submit(await admin.get(ask), paths.adminReadings(), { key, reason: '' })
  expect(without.status).toBe(422)
  // Whoever came from an incident goes back to it.
  const opened = await admin.submit(without, paths.adminReadings(), { key, reason: 'بررسی' })
  expect(opened).toMatchObject({ status: 303, to: paths.adminIncident(key, incident) })
  expect((await admin.get(paths.request(key))).html).toContain(`href="${paths.adminInstance(key)}"`)
  const open = await admin.get(paths.adminIncident(key, incident))
  expect(open.html).toContain('چاپگر محرمانه')
  const set = (fields: Readonly<Record<string, string>>) =>
    admin.submit(open, paths.adminIncidentVariables(key, incident), fields)
  const wrong = await set({ name: 'urgent', value: 'true', 'v.request': '{', reason: '' })
  expect([wrong.status, said(wrong.html).includes('دلیل را بنویسید')]).toEqual([422, true])
  const bad = await set({ 'v.request': '{"subject":', reason: 'درست شود' })
  expect([bad.status, said(bad.html).includes('JSON درستی نیست')]).toEqual([422, true])
  expect(bad.html).toContain('{&quot;subject&quot;:')
  for (const _ of [1, 2]) expect((await set({ name: 'urgent', value: 'true', reason: 'نبود' })).status).toBe(303)

  const again = await admin.get(paths.adminIncident(key, incident))
  const retry = (reason: string) => admin.submit(again, paths.adminIncidentRetry(key, incident), { reason })
  expect((await retry('')).status).toBe(422)
  for (const _ of [1, 2]) expect(await retry('درست شد')).toMatchObject({ status: 303, to: paths.adminInstance(key) })
  expect(await t.at(key)).toMatchObject({ tokens: ['yes:task'], incidents: [] })
  expect(await auditKinds()).toEqual(['token-moved', 'variables-set', 'incident-retried'])
  expect(await admin.get(paths.adminIncident(key, incident))).toMatchObject({
    status: 303,
    to: paths.adminInstance(key),
  })
  const log = said((await admin.get(paths.adminAudit({ kind: 'processes' }))).html)
  expect(log).toContain(`متغیرهای درخواست ${key} را عوض کرد (urgent): نبود.`)
  expect(log).toContain(`کسی در خط فرمان درخواست ${key} را از look به which برد`)
})

test('a job fails until no tries are left; moved past it after a page that says what will happen', async () => {
  const key = await t.open('fail')
  await t.settle()
  const [incident = -1] = (await t.at(key)).incidents
  expect(said((await admin.get(paths.adminIncident(key, incident))).html)).toContain('کار خودکار انجام نشد')
  const retried = await admin.post(paths.adminIncidentRetry(key, incident), { reason: 'یک بار دیگر' })
  expect(retried.status).toBe(303)
  await t.settle()
  const [second = -1] = (await t.at(key)).incidents
  expect(second).not.toBe(incident)
  expect(said((await admin.get(paths.adminIncident(key, second))).html)).toContain('۲ بار')

  const page = await admin.get(paths.adminInstance(key))
  expect(page.html).toContain(`href="${paths.adminIncident(key, second)}"`)
  const token = Number(/name="token" value="(\d+)"/.exec(page.html)?.[1])
  const confirm = await admin.get(paths.adminMove(key, { token, to: 'check' }))
  expect(said(confirm.html)).toContain('فرایند در «بررسی» ادامه می‌یابد')
  expect((await admin.get(paths.adminMove(key, { token, to: 'start' }))).status).toBe(409)
  const move = (reason: string) => admin.submit(confirm, paths.adminMove(key), { reason })
  const empty = await move('')
  expect([empty.status, said(empty.html).includes('دلیل را بنویسید')]).toEqual([422, true])
  for (const _ of [1, 2]) expect(await move('دستی شد')).toMatchObject({ status: 303, to: paths.adminInstance(key) })
  expect(await t.at(key)).toMatchObject({ tokens: ['check:task'], incidents: [] })
  const noor = await clientOf(t, 'noor')
  const own = said((await noor.get(paths.request(key))).html)
  expect(own).toContain('مدیر سامانه درخواست را از «کار» به «بررسی» برد')
  expect(own).not.toContain('دستی شد')
})

test('a request is closed after a page that says what will happen; its requester reads why', async () => {
  const key = await t.open('fail')
  const confirm = await admin.get(paths.adminCancellation(key))
  expect(said(confirm.html)).toContain('وضعیت آن «رد شد» خواهد بود')
  const close = (reason: string) => admin.submit(confirm, paths.adminCancellation(key), { reason })
  expect((await close(' ')).status).toBe(422)
  for (const _ of [1, 2]) expect((await close('این خدمت برچیده شد.')).status).toBe(303)
  expect((await admin.get(paths.adminCancellation(key))).status).toBe(409)
  expect(said((await admin.get(paths.adminInstance(key))).html)).toContain('پایان یافته است')
  const noor = await clientOf(t, 'noor', 'en')
  const own = said((await noor.get(paths.request(key))).html)
  expect(own).toContain('An administrator closed this request: این خدمت برچیده شد.')
  expect(own).toMatch(/This request was refused/)
  const log = said((await english.get(paths.adminAudit({ kind: 'processes' }))).html)
  expect(log).toContain(`closed the request ${key}: این خدمت برچیده شد.`)
})

test('requests at an element come in pages, without anything that is in them', async () => {
  for (let opened = 0; opened < 55; opened += 1) await t.open('choice', `محرمانه ${opened}`)
  const page = await admin.get(paths.adminProcess('choice', 1, { at: 'look' }))
  const keys = (html: string) => [...html.matchAll(/href="\/admin\/instances\/([A-Z0-9-]+)"/g)].map((found) => found[1])
  expect(keys(page.html)).toHaveLength(50)
  expect(page.html).not.toContain('محرمانه')
  const next = /href="(\/admin\/processes\/choice\/1\?at=look&amp;after=[^"#]+)/.exec(page.html)?.[1] ?? ''
  const rest = keys((await admin.get(next.replace('&amp;', '&'))).html)
  expect(rest.length).toBeGreaterThanOrEqual(5)
  expect(new Set([...keys(page.html), ...rest]).size).toBe(50 + rest.length)
}, 120_000)

test('a page asks the database as often for many as for few', async () => {
  const count = { n: 0 }
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count.n += 1
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const db = t.desk.db.withPlugin(plugin)
  const counted = await clientOf({ ...t, desk: { ...t.desk, db } }, 'admin')
  const queries = async (path: string) => {
    await counted.get(path)
    count.n = 0
    expect((await counted.get(path)).status).toBe(200)
    return count.n
  }
  const few = await queries(paths.adminIncidents())
  for (let made = 0; made < 8; made += 1) await stuck()
  const { key, incident } = await stuck()
  const seen = {
    processes: await queries(paths.adminProcesses()),
    process: await queries(paths.adminProcess('choice', 1, { at: 'which' })),
    instance: await queries(paths.adminInstance(key)),
    incidents: await queries(paths.adminIncidents()),
    incident: await queries(paths.adminIncident(key, incident)),
  }
  expect(seen.incidents).toBe(few)
  expect(seen).toEqual({ processes: 3, process: 7, instance: 4, incidents: 3, incident: 4 })
}, 60_000)
