import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientOf, type Client, type Page } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { emptyZip, join, jpegBytes, pdfBytes, pdfFile, pngBytes } from '../../test/support/uploads.js'
import { keepUpload, MAX_WAITING } from '../commands/keep-upload.js'
import type { ScanAnswer } from '../commands/desk.js'
import { scanWaiting } from '../jobs/scans.js'
import { tidy } from '../jobs/tidy.js'
import { memoryFiles } from '../adapters/files/memory.js'

let t: TestDesk
const kept = new Set<string>()
beforeAll(async () => {
  const plain = await openTestDesk()
  const files = memoryFiles()
  const put = async (bytes: Uint8Array) => {
    const sha256 = await files.put(bytes)
    kept.add(sha256)
    return sha256
  }
  const remove = async (sha256: string) => {
    kept.delete(sha256)
    await files.remove(sha256)
  }
  t = { ...plain, desk: { ...plain.desk, files: { get: files.get, put, remove } } }
})
afterAll(() => t.close())
/** Each test begins without files, drafts and receipts. */
beforeEach(async () => {
  for (const table of ['file', 'draft', 'receipt'] as const) await t.desk.db.deleteFrom(table).execute()
  kept.clear()
})

const FORM = '/services/it-question'
const send = async (client: Client, fields: Readonly<Record<string, string | File | readonly File[]>>): Promise<Page> =>
  client.submit(await client.get(FORM), `${FORM}/requests`, fields)
const asked = { subject: 'موضوع', question: 'پرسش' }
const rows = () => t.desk.db.selectFrom('file').selectAll().orderBy('uploaded_at').orderBy('id').execute()

describe('what is sent is looked at by its content', () => {
  test.each([
    ['SVG called a picture', new File(['<svg onload=alert(1)/>'], 'a.png', { type: 'image/png' }), 'پذیرفته می‌شود'],
    [
      'HTML called a document',
      new File(['<html><script>1</script>'], 'a.pdf', { type: 'application/pdf' }),
      'پذیرفته می‌شود',
    ],
    [
      'a document with an archive behind it',
      new File([join(pdfBytes(), emptyZip())], 'a.pdf'),
      'بایگانی فشرده‌ای پنهان',
    ],
    ['a document that did not arrive whole', new File([pdfBytes().slice(0, 30)], 'a.pdf'), 'کامل نرسیده'],
    [
      'a picture too large to draw',
      new File([jpegBytes({ width: 60_000, height: 60_000 })], 'a.jpg'),
      'ابعاد این تصویر',
    ],
    ['a file of 11 MB', new File([pdfBytes(' '.repeat(11 * 1024 * 1024))], 'a.pdf'), 'بیش از ۱۰ مگابایت'],
    ['an empty file', new File([], 'a.pdf'), 'این فایل خالی است'],
  ])('%s: refused with its sentence beside the field, and nothing is kept', async (_, file, sentence) => {
    const page = await send(await clientOf(t, 'noor'), { ...asked, picture: file })
    expect(page.status).toBe(422)
    expect(page.html).toMatch(new RegExp(`id="picture-e"[\\s\\S]*?${sentence}`))
    expect([kept.size, (await rows()).length]).toEqual([0, 0])
    const english = await send(await clientOf(t, 'noor', 'en'), { ...asked, picture: file })
    expect(/id="picture-e"[\s\S]*?<\/p>/.exec(english.html)?.[0].replace(/“.*?”/, '')).not.toMatch(/[\u0600-\u06ff]/)
  })

  test('its name is clean, and ends as what it is', async () => {
    const noor = await clientOf(t, 'noor')
    const name = 'رسید\u202efdp.\u0007سند\u200cها.hta'
    const { to } = await send(noor, { ...asked, picture: new File([pdfBytes()], name) })
    expect((await rows()).map((one) => [one.name, one.type])).toEqual([
      ['رسیدfdp.سند\u200cها.hta.pdf', 'application/pdf'],
    ])
    const { html } = await noor.get(to)
    const file = await noor.get(/href="(\/files\/[^"]+)"/.exec(html)?.[1] ?? '')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[%\w.-]+\.hta\.pdf$/)
    expect(file.headers.get('content-type')).toBe('application/pdf')
  })

  test('a picture with a page inside is only ever a picture, shown without rights', async () => {
    const noor = await clientOf(t, 'noor')
    const { to } = await send(noor, { ...asked, picture: new File([pngBytes()], 'a.html.png') })
    const file = await noor.get(/href="(\/files\/[^"]+)"/.exec((await noor.get(to)).html)?.[1] ?? '')
    expect(
      ['content-type', 'x-content-type-options', 'cross-origin-resource-policy'].map((name) => file.headers.get(name)),
    ).toEqual(['image/png', 'nosniff', 'same-origin'])
    expect(file.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  })
})

describe('how much', () => {
  test('twenty files at a time', async () => {
    const noor = await clientOf(t, 'noor')
    const files = Array.from({ length: 25 }, (_, at) => pdfFile(`${at}.pdf`, String(at)))
    const page = await send(noor, { ...asked, picture: files })
    expect(page.status).toBe(422)
    expect(page.html).toContain('حداکثر ۲۰ فایل')
    expect(await rows()).toHaveLength(20)
  })

  test('fifty that wait for a form, however they are sent', async () => {
    const noor = await clientOf(t, 'noor')
    const post = (from: number) =>
      noor.post(`${FORM}/draft`, {
        save: 'x',
        picture: Array.from({ length: 20 }, (_, at) => pdfFile(`${from + at}.pdf`, String(from + at))),
      })
    await Promise.all([post(0), post(20), post(40)])
    expect(await rows()).toHaveLength(MAX_WAITING.files)
    const page = await noor.post(`${FORM}/draft`, { save: 'x', picture: pdfFile('one.pdf', 'one') })
    expect([page.status, page.html.includes('فایل‌های فرستاده‌نشدهٔ شما زیاد است')]).toEqual([422, true])
    // Somebody else is not held up.
    expect((await send(await clientOf(t, 'zahra'), { ...asked, picture: pdfFile() })).status).toBe(303)
  })

  test('the same file again in the same form is the same file', async () => {
    const noor = await clientOf(t, 'noor')
    const first = await send(noor, { subject: '', picture: [pdfFile(), pdfFile()] })
    expect(first.status).toBe(422)
    const again = await noor.submit(first, `${FORM}/requests`, { subject: '', picture: pdfFile() })
    expect(again.html.match(/name="picture\.files"/g)).toHaveLength(1)
    expect(await rows()).toHaveLength(1)
  })

  test('a form with a kept file, sent twice, is one request with its file', async () => {
    const noor = await clientOf(t, 'noor')
    const page = await send(noor, { subject: '', picture: pdfFile() })
    const [one, two] = [
      await noor.submit(page, `${FORM}/requests`, asked),
      await noor.submit(page, `${FORM}/requests`, asked),
    ]
    expect([one.status, two.status, two.to]).toEqual([303, 303, one.to])
    const file = (await rows())[0]
    expect(await rows()).toHaveLength(1)
    expect((await noor.get(one.to)).html).toContain(`/files/${file?.id}`)
  })
})

describe('what nobody needs goes', () => {
  test('taken out of a form: the file goes with its bytes, unless another has the same', async () => {
    const [noor, zahra] = [await clientOf(t, 'noor'), await clientOf(t, 'zahra')]
    for (const one of [noor, zahra]) await one.post(`${FORM}/draft`, { save: 'x', picture: pdfFile() })
    const remove = async (client: Client) => {
      const { html } = await client.get(FORM)
      await client.post(`${FORM}/draft`, { remove: /name="remove" value="([^"]+)"/.exec(html)?.[1] ?? '' })
    }
    await remove(noor)
    expect([(await rows()).length, kept.size]).toEqual([1, 1])
    await remove(zahra)
    expect([(await rows()).length, kept.size]).toEqual([0, 0])
  })

  test('somebody else’s file is not taken away, nor one that a request has', async () => {
    const [noor, zahra] = [await clientOf(t, 'noor'), await clientOf(t, 'zahra')]
    await send(noor, { ...asked, picture: pdfFile() })
    await noor.post(`${FORM}/draft`, { save: 'x', picture: pdfFile('other.pdf', 'other') })
    for (const one of await rows()) await zahra.post(`${FORM}/draft`, { remove: one.id })
    await noor.post(`${FORM}/draft`, { remove: (await rows()).find((one) => one.request_id !== null)?.id ?? '' })
    expect([(await rows()).length, kept.size]).toEqual([2, 2])
  })

  test('tidying: after two days what nothing names, after ninety a draft with its file; what a request has stays', async () => {
    const noor = await clientOf(t, 'noor')
    await send(noor, { ...asked, picture: pdfFile('taken.pdf', 'taken') })
    await noor.post(`${FORM}/draft`, { save: 'x', picture: pdfFile('draft.pdf', 'draft') })
    // Kept, and then the desk stopped before anything named it.
    await keepUpload(t.desk, await t.person('noor'), {
      name: 'loose.pdf',
      bytes: pdfBytes('loose'),
      purpose: 'comment',
    })
    const names = async () => (await rows()).map((one) => one.name).toSorted()
    await tidy(t.desk, false)
    expect(await names()).toEqual(['draft.pdf', 'loose.pdf', 'taken.pdf'])
    t.pass(3 * 86_400_000)
    await tidy(t.desk, false)
    expect(await names()).toEqual(['draft.pdf', 'taken.pdf'])
    expect(kept.size).toBe(2)
    t.pass(90 * 86_400_000)
    await tidy(t.desk, false)
    expect(await names()).toEqual(['taken.pdf'])
    expect(kept.size).toBe(1)
  })
})

describe('a virus scanner: three outcomes', () => {
  let answer: ScanAnswer
  beforeEach(() => {
    answer = { kind: 'clean' }
    t = { ...t, desk: { ...t.desk, scanner: { scan: async () => answer } } }
  })
  afterEach(() => {
    t = { ...t, desk: { ...t.desk, scanner: null } }
  })
  const audits = async () =>
    (await t.desk.db.selectFrom('audit').selectAll().where('kind', '=', 'file-refused').execute()).map(
      (one) => one.data,
    )

  test('clean: as ever', async () => {
    const noor = await clientOf(t, 'noor')
    const { to } = await send(noor, { ...asked, picture: pdfFile() })
    const { html } = await noor.get(to)
    expect(html).not.toContain('در حال بررسی ویروس')
    expect((await noor.get(/href="(\/files\/[^"]+)"/.exec(html)?.[1] ?? '')).status).toBe(200)
    expect((await rows())[0]?.scan).toBe('clean')
  })

  test('found: refused with a sentence, told to the audit log without its name, and not kept', async () => {
    answer = { kind: 'found', name: 'Test-Signature' }
    const page = await send(await clientOf(t, 'noor'), { ...asked, picture: pdfFile() })
    expect([page.status, page.html.includes('ویروس پیدا شد')]).toEqual([422, true])
    expect([kept.size, (await rows()).length]).toEqual([0, 0])
    const line = (await audits()).at(-1)
    expect(line).toMatchObject({ found: 'Test-Signature', type: 'application/pdf' })
    expect(JSON.stringify(line)).not.toContain('رسید')
  })

  test('could not be scanned: the form goes on, nobody opens the file, and it is tried again, ever later', async () => {
    answer = { kind: 'not-scanned', why: 'down' }
    const noor = await clientOf(t, 'noor')
    const draft = await send(noor, { subject: '', picture: pdfFile() })
    expect(draft.html).toContain('در حال بررسی ویروس')
    expect((await noor.get(FORM)).html).toContain('در حال بررسی ویروس')
    const { to } = await noor.submit(draft, `${FORM}/requests`, asked)
    const id = (await rows())[0]?.id
    const shown = await noor.get(to)
    expect(shown.html).toContain('در حال بررسی ویروس')
    expect(shown.html).not.toContain(`/files/${id}`)
    const [row] = await rows()
    const office = await clientOf(t, 'darvishi')
    for (const reader of [noor, office]) {
      const refused = await reader.get(`/files/${id}`)
      expect([refused.status, refused.html.includes('بررسی ویروس این فایل هنوز تمام نشده')]).toEqual([409, true])
      expect(refused.html).not.toContain('%PDF')
    }
    expect(row?.request_id).not.toBeNull()
    const gaps: number[] = []
    for (let tries = 0; tries < 9; tries += 1) {
      const due = (await rows())[0]?.scan_at?.getTime() ?? 0
      gaps.push((due - t.desk.now()) / 60_000)
      expect(await scanWaiting(t.desk)).toEqual({ scanned: 0, answered: null })
      t.pass(due - t.desk.now())
      expect(await scanWaiting(t.desk)).toEqual({ scanned: 0, answered: false })
    }
    expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    answer = { kind: 'clean' }
    t.pass(3_600_000)
    expect(await scanWaiting(t.desk)).toEqual({ scanned: 1, answered: true })
    expect((await (await clientOf(t, 'noor')).get(`/files/${id}`)).status).toBe(200)
  })

  test('found later: the bytes go everywhere, each request tells so, the list shows it, and a draft asks for another', async () => {
    answer = { kind: 'not-scanned', why: 'slow' }
    const before = (await audits()).length
    const [noor, zahra] = [await clientOf(t, 'noor'), await clientOf(t, 'zahra')]
    const one = await send(noor, { ...asked, picture: [pdfFile('a.pdf'), pdfFile('b.pdf')] })
    const two = await send(zahra, { ...asked, picture: pdfFile('c.pdf') })
    await zahra.post(`${FORM}/draft`, { save: 'x', picture: pdfFile('d.pdf') })
    answer = { kind: 'found', name: 'Test-Signature' }
    t.pass(60_000)
    await scanWaiting(t.desk)
    expect((await rows()).map((file) => file.scan)).toEqual(['found', 'found', 'found', 'found'])
    expect(kept.size).toBe(0)
    for (const [client, page] of [
      [noor, one],
      [zahra, two],
    ] as const) {
      const { html } = await client.get(page.to)
      expect(html).toContain('ویروس پیدا شد و آن فایل پاک شد')
      expect(html).toContain('ویروس داشت و پاک شد')
    }
    expect((await noor.get(`/files/${(await rows())[0]?.id}`)).status).toBe(410)
    expect((await audits()).length - before).toBe(4)
    const draft = await zahra.submit(await zahra.get(FORM), `${FORM}/requests`, asked)
    expect([draft.status, draft.html.includes('ویروس پیدا شد')]).toEqual([422, true])
    expect((await rows()).filter((file) => file.request_id === null)).toHaveLength(1)
  })

  test('without a scanner files that wait go on waiting', async () => {
    answer = { kind: 'not-scanned', why: 'down' }
    await send(await clientOf(t, 'noor'), { ...asked, picture: pdfFile() })
    t.pass(86_400_000)
    expect(await scanWaiting({ ...t.desk, scanner: null })).toEqual({ scanned: 0, answered: null })
    expect((await rows())[0]?.scan).toBe('waiting')
  })
})
