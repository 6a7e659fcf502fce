import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, type Client } from '../../test/support/client.js'
import { granted, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { formatTime } from '../persian/index.js'
import { noticeRules } from '../store/calendars.js'
import { addClosure } from './add-closure.js'
import { recountDue } from './recount-due.js'

let t: TestDesk
let admin: Client
/** Signs in anew: sessions end after some hours of the desk's clock. */
const signIn = async () => {
  admin = await clientOf(t, 'admin')
}
let key: string
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'education_review')
  await signIn()
})
afterAll(() => t.close())

const due = async () => {
  const { dueAt } = await openTask(t, await t.person('sara'), key)
  return dueAt === null ? '' : formatTime(dueAt, 'en', 'both')
}
const snow = { date: '۱۴۰۵/۰۹/۰۷', reason: 'برف سنگین', office: '', from: '', until: '' }

test('an administrator sees first what a closure changes, and then closes; due times move at once', async () => {
  // Tuesday 10:00, two working days: Saturday 10:00.
  expect(await due()).toBe('28 Nov 2026, 10:00')
  const preview = await admin.get(`/admin/calendar?${new URLSearchParams(snow).toString()}`)
  expect(preview.status).toBe(200)
  expect(preview.html).toContain('مهلت ۱ کار باز دیرتر می‌شود')
  expect(preview.html).toContain('آموزش دانشکده پرستاری و مامایی: ۱ کار')
  expect(await due()).toBe('28 Nov 2026, 10:00')
  const added = await admin.submit(preview, '/admin/calendar/closures')
  expect([added.status, added.to]).toEqual([303, '/admin/calendar?year=1405'])
  expect(await due()).toBe('29 Nov 2026, 10:00')
  // Pressed twice it is one closure; sent anew it is refused as done.
  expect((await admin.submit(preview, '/admin/calendar/closures')).status).toBe(303)
  expect((await admin.post('/admin/calendar/closures', { ...snow, once: 'again' })).status).toBe(409)
  expect((await admin.get('/admin/calendar?year=1405')).html).toContain('برف سنگین')
})

test('hours of another office move nothing here; those of this one do', async () => {
  const person = await t.person('admin')
  const close = (office: string, once: string) =>
    addClosure(t.desk, person, { date: '1405/09/08', from: '08:00', until: '10:30', office, reason: 'قطع برق', once })
  granted(await close('nutrition', 'a'))
  granted(await close('education:medicine', 'b'))
  expect(await due()).toBe('29 Nov 2026, 10:00')
  granted(await close('education', 'c'))
  expect(await due()).toBe('29 Nov 2026, 10:30')
})

test('taken back, due times move back, but nothing becomes late by it', async () => {
  // Saturday noon: with the snow the task is due on Sunday, without it it would have been due this morning.
  t.pass(Date.parse('2026-11-28T08:30:00Z') - t.desk.now())
  await signIn()
  const page = await admin.get('/admin/calendar?year=1405')
  const removal = /action="(\/admin\/calendar\/closures\/1\/removal)"/.exec(page.html)?.[1] ?? ''
  expect((await admin.submit(page, removal)).status).toBe(303)
  expect(await due()).toBe('28 Nov 2026, 12:00')
  expect((await admin.post(removal, { once: 'other' })).status).toBe(409)
})

test('what is wrong is said by field, and kept', async () => {
  const wrong = await admin.get('/admin/calendar?date=1405/13/40&from=10:00&until=09:00&reason=')
  expect(wrong.status).toBe(422)
  for (const text of ['1405/13/40', 'تاریخ را مانند', 'ساعت را مانند', 'دلیل تعطیلی را بنویسید'])
    expect(wrong.html.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))).toContain(
      text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)),
    )
  const posted = await admin.post('/admin/calendar/closures', { ...snow, office: 'nowhere', once: 'x' })
  expect(posted.status).toBe(422)
})

test('a day on which offices are closed anyway is said to change nothing', async () => {
  const friday = await admin.get(`/admin/calendar?${new URLSearchParams({ ...snow, date: '1405/09/13' }).toString()}`)
  expect(friday.html).toContain('خودشان بسته‌اند')
})

test('nobody else sees or changes calendars and targets', async () => {
  const clerk = await clientOf(t, 'naderi')
  for (const path of ['/admin/calendar', '/admin/targets']) expect((await clerk.get(path)).status).toBe(404)
  for (const path of [
    '/admin/calendar/closures',
    '/admin/calendar/closures/1/removal',
    '/admin/targets/student-clearance/numbering',
  ])
    expect((await clerk.post(path, { ...snow, days: '4', once: 'c' })).status).toBe(404)
  const refused = await addClosure(t.desk, await t.person('naderi'), { ...snow, once: 'd' })
  expect(refused).toMatchObject({ ok: false, code: 'not-allowed' })
})

test('the log has each closure with who made it', async () => {
  const { id } = await t.person('admin')
  const lines = await t.desk.db
    .selectFrom('audit')
    .select(['kind', 'by_id'])
    .where('kind', 'like', 'closure-%')
    .orderBy('id')
    .execute()
  expect(lines).toEqual([
    ...Array.from({ length: 4 }, () => ({ kind: 'closure-added', by_id: id })),
    { kind: 'closure-removed', by_id: id },
  ])
})

test('the page of targets sets one, says what is wrong, and gives it back', async () => {
  const page = await admin.get('/admin/targets')
  const form = '/admin/targets/student-clearance/numbering'
  expect((await admin.submit(page, form, { days: '7' })).to).toBe('/admin/targets#student-clearance')
  expect((await admin.get('/admin/targets')).html).toContain('value="۷"')
  const wrong = await admin.post(form, { days: 'هفت', once: 'w' })
  expect([wrong.status, wrong.html.includes('عددی از ۱ تا ۹۰')]).toEqual([422, true])
  expect((await admin.post('/admin/targets/student-clearance/nothing', { days: '3', once: 'v' })).status).toBe(404)
})

test('another calendar file gives open tasks their due times anew at the next start, once', async () => {
  expect(await noticeRules(t.desk.db, t.desk.university)).toBe(true)
  expect(await noticeRules(t.desk.db, t.desk.university)).toBe(false)
  while ((await recountDue(t.desk)) > 0);
  const { calendar } = t.desk.university
  const [first, ...rest] = calendar.calendars
  if (!first) throw new Error('no calendar')
  // The office now opens at ten, and closes on the 8th.
  const later = first.weeks.map((week) => ({
    ...week,
    hours: Object.fromEntries(Object.keys(week.hours).map((day) => [day, [[10 * 3_600_000, 15 * 3_600_000] as const]])),
  }))
  const university = {
    ...t.desk.university,
    calendar: { ...calendar, calendars: [{ ...first, weeks: later }, ...rest] },
  }
  expect(await noticeRules(t.desk.db, university)).toBe(true)
  expect(await recountDue({ ...t.desk, university })).toBeGreaterThan(0)
  expect(await recountDue({ ...t.desk, university })).toBe(0)
})
