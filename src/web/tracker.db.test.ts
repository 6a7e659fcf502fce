import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeHall, writeVisits } from '../../test/support/branching-service.js'
import { openTask, tasksOfRequest } from '../../test/support/clearance.js'
import { clientOf, type Client } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'

let folder: string
let t: TestDesk
let noor: Client
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mizban-tracker-'))
  await writeHall(folder)
  await writeVisits(folder)
  t = await openTestDesk({ services: folder })
  noor = await clientOf(t, 'noor')
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

const DOES: Readonly<Record<string, string>> = { hall: 'tehrani', power: 'tehrani', key: 'tehrani', money: 'mohammadi' }

/** Opens a request from its page. @returns its key, and how a step of it is done from the page of its task */
async function opened(subject: string, service = 'hall') {
  const page = await noor.submit(await noor.get(`/services/${service}`), `/services/${service}/requests`, {
    subject,
    question: 'برای جشن',
  })
  expect(page.status).toBe(303)
  const key = page.to.split('/')[2] ?? ''
  const owner = await t.person('noor')
  return {
    key,
    done: async (element: string, answer = 'بله') => {
      const task = await openTask(t, owner, key, element)
      const expert = await clientOf(t, DOES[element] ?? 'darvishi')
      const form = await expert.get(`/tasks/${task.id}`)
      const sent = await expert.submit(form, `/tasks/${task.id}/completion`, { outcome: 'answered', answer })
      expect(sent.status).toBe(303)
      await t.settle()
    },
    open: async () =>
      (await tasksOfRequest(t, owner, key)).filter((one) => one.closedAt === null).map((one) => one.element),
  }
}

/** The text of the tracker, a line an element; nesting is shown by spaces. */
async function trackerOf(key: string, client: Client = noor): Promise<readonly string[]> {
  const { html } = await client.get(`/requests/${key}`)
  const from = html.indexOf('<ol class="track">')
  const inside = html.slice(from, html.indexOf('</aside>', from))
  let depth = -1
  const lines: string[] = []
  for (const [, tag, text] of inside.matchAll(/<(\/?ol|li|svg|small|p|span class="(?:name|dot)")[^>]*>|([^<>]+)/g)) {
    if (tag === 'ol') depth += 1
    if (tag === '/ol') depth -= 1
    if (tag === 'li') lines.push('  '.repeat(depth))
    if (text !== undefined && lines.length > 0) lines.push(`${lines.pop() ?? ''}${text.replace(/\s+/g, ' ')}`)
  }
  return lines
}

test('through a loop, offices side by side, several opinions and a sub-process the page says where it is', async () => {
  const one = await opened('جشن')
  await one.done('check', 'دوباره')
  expect((await trackerOf(one.key)).find((line) => line.includes('بررسی درخواست'))).toContain('دور ۲')
  await one.done('check')

  const { html } = await noor.get(`/requests/${one.key}`)
  expect(html).toContain('مرحله‌های ۲ و ۴ از ۹')
  const parallel = await trackerOf(one.key)
  const place = (name: string) => parallel.findIndex((line) => line.includes(name))
  expect(parallel[place('هم‌زمان')]).toMatch(/^\S/)
  expect(parallel[place('نوبت سالن')]).toMatch(/^ {4}\S/)
  expect(place('برق و صدا')).toBeGreaterThan(place('نوبت سالن'))
  expect(parallel[place('برق و صدا')]).toContain('مرحلهٔ بعد')
  expect(parallel[place('پیگیری دیرکرد')]).toContain('فقط اگر «دیرکرد» پیش بیاید')

  await one.done('hall')
  await one.done('money')
  await one.done('power')
  await one.done('opinion')
  expect(await one.open()).toEqual(['opinion', 'opinion'])
  const opinions = await noor.get(`/requests/${one.key}`)
  expect((await trackerOf(one.key)).find((line) => line.includes('نظر اعضا'))).toContain('۱ از ۳ انجام شد')
  expect(opinions.html).toContain('&quot;opinion&quot;:&quot;۱ از ۳ انجام شد&quot;')
  await one.done('opinion')
  await one.done('opinion')

  await one.done('key')
  const inside = await trackerOf(one.key)
  expect(inside.find((line) => line.includes('دادن کلید'))).toMatch(/^ {2}\S.*انجام شد/)
  expect(
    (await trackerOf(one.key, await clientOf(t, 'noor', 'en'))).some((line) => line.includes('Handing over')),
  ).toBe(true)
  t.pass(8 * 86_400_000)
  await t.settle()
  // A week later one signs in anew.
  noor = await clientOf(t, 'noor')
  const late = await trackerOf(one.key)
  expect(late.find((line) => line.includes('پس گرفتن کلید'))).toContain('لغو شد، چون «دیرکرد» پیش آمد')
  expect(late.find((line) => line.includes('جمع‌بندی'))).toContain('لازم نبود')
  await one.done('pursue')
  const ended = await noor.get(`/requests/${one.key}`)
  expect(ended.html).toContain('انجام شد')
  expect(ended.html).not.toContain('aria-current="step"')
})

test('a process that is called twice is told twice, and a day that is waited for says until when', async () => {
  const one = await opened('بازدید', 'visits')
  const lines = async () => (await trackerOf(one.key)).map((line) => line.trim())
  const at = async (name: string) => (await lines()).filter((line) => line.includes(name))
  expect(await at('دیدن محل')).toHaveLength(2)
  await one.done('see')
  const [first = '', second = ''] = await at('دیدن محل')
  expect(first).toContain('انجام شد')
  expect(second).not.toContain('انجام شد')
  const wait = async () => (await at('یک روز فاصله')).join()
  expect(await wait()).toMatch(/در انتظار زمان، تا \S+ \S+ \S+$/)
  t.pass(600_000)
  // Of the last day the hour is told too.
  expect(await wait()).toMatch(/در انتظار زمان، تا .*، ساعت/)
  const waiting = await noor.get(`/requests/${one.key}`)
  expect(waiting.html).toMatch(/&quot;wait&quot;:&quot;در انتظار زمان، تا /)
  expect((await noor.get('/requests')).html).toContain('مرحلهٔ ۱ از ۲')

  t.pass(86_400_000)
  await t.settle()
  noor = await clientOf(t, 'noor')
  const again = await at('دیدن محل')
  expect(again[0]).toContain('انجام شد')
  expect(again[1]).toContain('اکنون')
  expect((await noor.get('/requests')).html).toContain('مرحلهٔ ۲ از ۲')
  await one.done('see')
  expect((await at('دیدن محل')).every((line) => line.includes('انجام شد'))).toBe(true)
})
