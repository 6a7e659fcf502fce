import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientOf, type Client } from '../../test/support/client.js'
import { askRequester } from '../commands/ask-requester.js'
import { granted, openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { pdfFile } from '../../test/support/uploads.js'
import { tidy } from '../jobs/tidy.js'

let t: TestDesk
let key: string
let task: number
let sara: Client
let phone: Client
let clerk: Client
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  await walk(t, 'sara', key, 'education_review')
  task = (await openTask(t, await t.person('sara'), key)).id
})
afterAll(() => t.close())
beforeEach(async () => {
  await t.desk.db.deleteFrom('draft').execute()
  sara = await clientOf(t, 'sara')
  phone = await clientOf(t, 'sara')
  clerk = await clientOf(t, 'sadeghi')
})

let onces = 0
const newOnce = () => `10000000-0000-4000-8000-${String((onces += 1)).padStart(12, '0')}`

/** What the island sends while somebody types. */
async function type(
  who: Client,
  place: string,
  fields: Readonly<Record<string, string>>,
  page: { readonly once?: string; readonly seen?: number } = {},
): Promise<{ status: number; once?: string; seen?: number; said?: string; elsewhere?: string }> {
  const answer = await who.post('/drafts', {
    place,
    once: page.once ?? newOnce(),
    seen: String(page.seen ?? 0),
    changed: Object.keys(fields),
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`typed.${name}`, value])),
  })
  return { status: answer.status, ...(answer.status === 200 ? JSON.parse(answer.html) : {}) }
}
const written = (html: string, id: string): string | undefined =>
  new RegExp(`<textarea[^>]*id="${id}"[^>]*>([^<]*)</textarea>`).exec(html)?.[1]?.trim()
const onceOf = (html: string, place: string): string | undefined =>
  new RegExp(`data-draft="${place}".*?name="once" value="([^"]*)"`, 's').exec(html)?.[1]

describe('what was typed is found again', () => {
  test.each([
    ['a message of the requester', () => sara, () => `request:${key}`, 'body', () => `/requests/${key}`, 'c-body'],
    ['a note of an office', () => clerk, () => `task:${task}:comment`, 'body', () => `/tasks/${task}`, 'w-body'],
    [
      'a question to the requester',
      () => clerk,
      () => `task:${task}:ask`,
      'message',
      () => `/tasks/${task}`,
      'ask-message',
    ],
  ])('%s', async (_, who, place, field, page, id) => {
    const { status, said } = await type(who(), place(), { [field]: 'متن نیمه‌کاره' })
    expect(status).toBe(200)
    expect(said).toMatch(/^ذخیره شد [۰-۹]{2}:[۰-۹]{2}$/)
    const shown = (await who().get(page())).html
    expect(written(shown, id)).toBe('متن نیمه‌کاره')
    expect(shown).toContain(said)
  })

  test('after signing out, on another device', async () => {
    await type(sara, `request:${key}`, { body: 'از رایانه' })
    await sara.post('/sessions/end', {})
    expect(written((await phone.get(`/requests/${key}`)).html, 'c-body')).toBe('از رایانه')
  })

  test('a form of a service, field by field, with its ticks', async () => {
    const place = 'service:student-clearance'
    const first = await type(phone, place, { reason: 'graduation', card: 'lost', address: 'خیابان آزمون' })
    await type(phone, place, { address: 'خیابان دیگر' }, { seen: first.seen ?? 0 })
    const { html } = await sara.get('/services/student-clearance')
    expect(html).toContain('خیابان دیگر')
    // What the directory knew is still filled in.
    expect(html).toMatch(/name="mobile" value="[۰-۹ ]+"/)
    expect(html).toMatch(/name="card" id="card-lost" value="lost" checked/)
  })

  test('a form that was refused is the draft, without any script', async () => {
    const page = await clerk.get(`/tasks/${task}`)
    const refused = await clerk.submit(page, `/tasks/${task}/asks`, { amount: 'هزار', message: 'مبلغ را بپردازید.' })
    expect(refused.status).toBe(422)
    const later = await (await clientOf(t, 'sadeghi')).get(`/tasks/${task}`)
    expect(written(later.html, 'ask-message')).toBe('مبلغ را بپردازید.')
    expect(later.html).toContain('value="هزار"')
  })
})

describe('what an office decides, and what is asked of the requester', () => {
  test('outcome and fields of a task', async () => {
    await type(clerk, `task:${task}:completion`, { outcome: 'complete', card_confirmed: 'lost' })
    const { html } = await (await clientOf(t, 'sadeghi')).get(`/tasks/${task}`)
    expect(html).toMatch(/name="outcome" [^>]*value="complete" checked/)
    expect(html).toMatch(/name="card_confirmed" [^>]*value="lost" checked/)
  })

  test('the answer to an ask, and nobody else’s', async () => {
    granted(
      await askRequester(t.desk, await t.person('sadeghi'), {
        task,
        once: t.desk.newId(),
        message: 'کارت را آوردید؟',
        fields: [],
        wantsFiles: false,
        amount: null,
        paymentId: null,
      }),
    )
    const { id } = await t.desk.db.selectFrom('ask').select('id').executeTakeFirstOrThrow()
    expect((await type(sara, `ask:${id}`, { message: 'فردا می‌آورم' })).status).toBe(200)
    expect((await phone.get(`/requests/${key}`)).html).toMatch(/>فردا می‌آورم</)
    for (const who of [clerk, await clientOf(t, 'alireza')])
      expect((await type(who, `ask:${id}`, { message: 'x' })).status).toBe(404)
    const sent = await phone.submit(await phone.get(`/requests/${key}`), `/asks/${id}/answer`, { message: 'آوردم' })
    expect(sent.status).toBe(303)
    expect(await t.desk.db.selectFrom('draft').select('place').where('place', '=', `ask:${id}`).execute()).toEqual([])
  })
})

describe('a rating', () => {
  let ended: string
  beforeAll(async () => {
    ended = await openClearance(t, 'alireza')
    await walk(t, 'alireza', ended, null)
  })

  test('is found on another device, mark and words; refused it stays; sent it is a draft no more', async () => {
    const [laptop, tablet] = [await clientOf(t, 'alireza'), await clientOf(t, 'alireza')]
    const action = `/requests/${ended}/feedback`
    await type(laptop, `rating:${ended}`, { comment: 'زود انجام شد' })
    const refused = await laptop.submit(await laptop.get(`/requests/${ended}`), action, { comment: 'خوب بود' })
    expect([refused.status, written(refused.html, 'ra-comment')]).toEqual([422, 'خوب بود'])
    await type(laptop, `rating:${ended}`, { rating: '4' })
    const page = await tablet.get(`/requests/${ended}`)
    expect(written(page.html, 'ra-comment')).toBe('خوب بود')
    expect(page.html).toMatch(/name="rating" value="4" checked/)
    expect((await tablet.submit(page, action, { rating: '4', comment: 'خوب بود' })).status).toBe(303)
    expect(await t.desk.db.selectFrom('draft').select('place').execute()).toEqual([])
    expect((await tablet.get(`/requests/${ended}`)).html).toContain('خوب بود')
  })

  test('is its requester’s alone', async () => {
    for (const who of [sara, clerk, await clientOf(t, 'admin')])
      expect((await type(who, `rating:${ended}`, { comment: 'x' })).status).toBe(404)
  })
})

describe('a file without a text', () => {
  test.each([
    ['of the requester', () => sara, () => `/requests/${key}`, () => `/requests/${key}/comments`],
    ['of an office', () => clerk, () => `/tasks/${task}`, () => `/tasks/${task}/comments`],
  ])('%s is refused and stays in the box, on another device too, until it is sent', async (_, who, at, action) => {
    const name = `${at().replaceAll('/', '-')}.pdf`
    const refused = await who().submit(await who().get(at()), action(), { body: ' ', files: [pdfFile(name)] })
    expect(refused.status).toBe(422)
    const kept = new RegExp(`<input type="checkbox" name="files\\.files" value="[^"]*${name}[^"]*" checked`)
    expect(refused.html).toMatch(kept)
    const later = await who().get(at())
    expect(later.html).toMatch(kept)
    const files = () =>
      t.desk.db
        .selectFrom('file')
        .select('purpose')
        .where('name', '=', name)
        .where('request_id', 'is not', null)
        .execute()
    expect(await files()).toEqual([])
    expect((await who().submit(later, action(), { body: 'با فایل' })).status).toBe(303)
    expect(await files()).toHaveLength(1)
    expect((await who().get(at())).html).not.toMatch(kept)
  })

  test('goes without the file whose tick was taken away', async () => {
    const page = await sara.get(`/requests/${key}`)
    const refused = await sara.submit(page, `/requests/${key}/comments`, { body: '', files: [pdfFile('not.pdf')] })
    await sara.submit(refused, `/requests/${key}/comments`, { body: 'بی‌فایل', 'files.files': [] })
    const file = await t.desk.db
      .selectFrom('file')
      .select('request_id')
      .where('name', '=', 'not.pdf')
      .executeTakeFirst()
    expect(file).toEqual({ request_id: null })
  })
})

test('nobody else sees it: not the office, not the requester, not an administrator', async () => {
  await type(clerk, `task:${task}:comment`, { body: 'هنوز گفته نشده' })
  await type(sara, `request:${key}`, { body: 'هنوز نفرستاده' })
  for (const who of ['sadeghi', 'bahari', 'naderi', 'admin'])
    expect((await (await clientOf(t, who)).get(`/requests/${key}`)).html).not.toContain('هنوز نفرستاده')
  for (const who of ['bahari', 'naderi'])
    expect((await (await clientOf(t, who)).get(`/tasks/${task}`)).html).not.toContain('هنوز گفته نشده')
  expect((await sara.get(`/requests/${key}`)).html).not.toContain('هنوز گفته نشده')
})

describe('two devices', () => {
  const place = 'service:student-clearance'

  test('other fields: both stay, and each is told', async () => {
    const here = await type(sara, place, { reason: 'graduation' })
    const there = await type(phone, place, { address: 'از گوشی' }, { seen: 0 })
    expect(there.elsewhere).toBe('در دستگاه دیگری تغییر کرد.')
    expect(there.once).toBe(here.once)
    expect((await type(sara, place, { reason: 'transfer' }, { seen: here.seen ?? 0 })).elsewhere).toBeDefined()
    const row = await t.desk.db
      .selectFrom('draft')
      .select('fields')
      .where('place', '=', place)
      .executeTakeFirstOrThrow()
    expect(row.fields).toEqual({ reason: ['transfer'], address: ['از گوشی'] })
  })

  test('the same field: the last one stays; who typed last is told, too', async () => {
    const here = await type(sara, place, { address: 'یک' })
    const there = await type(phone, place, { address: 'دو' }, { seen: 0 })
    expect(there.elsewhere).toBeDefined()
    expect((await type(sara, place, { address: 'سه' }, { seen: there.seen ?? 0 })).elsewhere).toBeUndefined()
    expect(here.seen).toBe(1)
    expect((await phone.get('/services/student-clearance')).html).toContain('سه')
  })

  test('at the same moment: both stay', async () => {
    await Promise.all([type(sara, place, { reason: 'transfer' }), type(phone, place, { address: 'هم‌زمان' })])
    const row = await t.desk.db
      .selectFrom('draft')
      .select('fields')
      .where('place', '=', place)
      .executeTakeFirstOrThrow()
    expect(row.fields).toEqual({ reason: ['transfer'], address: ['هم‌زمان'] })
  })

  test('sent from both: one message', async () => {
    await type(sara, `request:${key}`, { body: 'فقط یک بار' })
    const [one, two] = [await sara.get(`/requests/${key}`), await phone.get(`/requests/${key}`)]
    expect(onceOf(one.html, `request:${key}`)).toBe(onceOf(two.html, `request:${key}`))
    for (const [who, page] of [
      [sara, one],
      [phone, two],
    ] as const)
      expect((await who.submit(page, `/requests/${key}/comments`, { body: 'فقط یک بار' })).status).toBe(303)
    expect((await sara.get(`/requests/${key}`)).html.match(/فقط یک بار/g)).toHaveLength(1)
  })

  test('another text from the window that stayed open is another message', async () => {
    await type(sara, `request:${key}`, { body: 'نخست' })
    const [one, two] = [await sara.get(`/requests/${key}`), await phone.get(`/requests/${key}`)]
    await sara.submit(one, `/requests/${key}/comments`, { body: 'نخست' })
    await phone.submit(two, `/requests/${key}/comments`, { body: 'و سپس این' })
    const { html } = await sara.get(`/requests/${key}`)
    expect(html).toContain('نخست')
    expect(html).toContain('و سپس این')
  })
})

describe('what was sent', () => {
  test('is no draft any more', async () => {
    await type(sara, `request:${key}`, { body: 'رفت' })
    await sara.submit(await sara.get(`/requests/${key}`), `/requests/${key}/comments`, { body: 'رفت' })
    expect(await t.desk.db.selectFrom('draft').selectAll().execute()).toEqual([])
    expect(written((await sara.get(`/requests/${key}`)).html, 'c-body')).toBe('')
  })

  test('who types on gets a new token, so that nothing is taken for a repeat', async () => {
    const once = newOnce()
    await type(sara, `request:${key}`, { body: 'همان' }, { once })
    await sara.post(`/requests/${key}/comments`, { body: 'همان', once })
    const next = await type(phone, `request:${key}`, { body: 'تازه' }, { once })
    expect(next.once).not.toBe(once)
  })
})

describe('thrown away', () => {
  test('and taken back', async () => {
    await type(sara, 'service:student-clearance', { address: 'نشانی دراز' })
    const gone = await sara.post('/drafts/removal', { place: 'service:student-clearance' })
    const page = await sara.get(gone.to)
    expect(page.html).not.toContain('نشانی دراز')
    expect(page.html).toContain('پیش‌نویس پاک شد.')
    const back = await sara.submit(page, '/drafts/restoration')
    expect((await sara.get(back.to)).html).toContain('نشانی دراز')
  })

  test('what was typed since stays', async () => {
    await type(sara, 'service:student-clearance', { address: 'پیش', reason: 'transfer' })
    await sara.post('/drafts/removal', { place: 'service:student-clearance' })
    await type(sara, 'service:student-clearance', { address: 'پس' })
    await sara.post('/drafts/restoration', { place: 'service:student-clearance' })
    const row = await t.desk.db.selectFrom('draft').select('fields').executeTakeFirstOrThrow()
    expect(row.fields).toEqual({ address: ['پس'], reason: ['transfer'] })
  })

  test('is forgotten after a day, and a draft nobody went on with after ninety', async () => {
    const rows = () => t.desk.db.selectFrom('draft').select(['fields', 'discarded']).execute()
    await type(sara, `request:${key}`, { body: 'مانده' })
    await type(clerk, `task:${task}:comment`, { body: 'دورانداخته' })
    await clerk.post('/drafts/removal', { place: `task:${task}:comment` })
    t.pass(23 * 3_600_000)
    await tidy(t.desk, false)
    expect(await rows()).toHaveLength(2)
    t.pass(2 * 3_600_000)
    await tidy(t.desk, false)
    expect(await rows()).toEqual([{ fields: { body: ['مانده'] }, discarded: null }])
    t.pass(91 * 86_400_000)
    await tidy(t.desk, false)
    expect(await rows()).toEqual([])
  })
})

describe('a new version of the form', () => {
  test('keeps what is still asked, and says what is not', async () => {
    const offered = t.desk.catalog.offered().find((one) => one.service.id === 'student-clearance')
    if (!offered) throw new Error('no clearance')
    await type(sara, 'service:student-clearance', { address: 'خیابان ماندگار', reason: 'transfer' })
    const older = { ...offered.service }
    const { sections } = older.requestForm
    const field = sections.flatMap((one) => one.fields).find((one) => one.key === 'address')
    if (!field) throw new Error('no address')
    const extra = { ...field, key: 'room', label: { fa: 'شماره اتاق', en: 'Room' } }
    const before = {
      ...older,
      requestForm: { ...older.requestForm, sections: [...sections, { key: 'x', label: null, fields: [extra] }] },
    }
    const typed = { address: ['خیابان ماندگار'], room: ['۱۲'] }
    await t.desk.db
      .updateTable('draft')
      .set({ fields: JSON.stringify(typed), version: offered.versionId })
      .execute()
    const old = offered.versionId
    const desk = {
      ...t.desk,
      catalog: {
        ...t.desk.catalog,
        offered: () => [{ ...offered, versionId: old + 1000 }],
        version: (id: number) => (id === old ? Promise.resolve(before) : t.desk.catalog.version(id)),
      },
    }
    const { html } = await (await clientOf({ ...t, desk }, 'sara')).get('/services/student-clearance')
    expect(html).toContain('خیابان ماندگار')
    expect(html).toContain('دیگر پرسیده نمی‌شود: شماره اتاق.')
  })
})

describe('refused', () => {
  test.each([
    ['a place that is none', 'password:1'],
    ['a box that is none', 'task:1:secret'],
    ['a task of others', 'task:999999:comment'],
    ['a service that is none', 'service:nothing'],
  ])('%s', async (_, place) => expect((await type(sara, place, { body: 'x' })).status).toBe(404))

  test('from another site', async () => {
    const answer = await sara.post('/drafts', { place: `request:${key}` }, { origin: 'https://evil.test' })
    expect(answer.status).toBe(403)
  })

  test('machinery of the form is not kept', async () => {
    await type(sara, `request:${key}`, { body: 'x', once: 'y', save: '1' })
    const row = await t.desk.db.selectFrom('draft').select('fields').executeTakeFirstOrThrow()
    expect(row.fields).toEqual({ body: ['x'] })
  })
})
