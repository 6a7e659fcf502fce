import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, openClearance, openTask, pageOf, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { letter, replyTo, type LetterParts } from '../../test/support/letter.js'
import { pdfBytes } from '../../test/support/uploads.js'
import type { ReplyTarget } from '../desk/reply-address.js'
import { openDraft } from '../store/drafts.js'
import { tidy } from '../jobs/tidy.js'
import { askRequester } from './ask-requester.js'
import { decideMail } from './decide-mail.js'
import type { Desk, Mailbox } from './desk.js'
import { receiveMail } from './receive-mail.js'

let t: TestDesk
let mailbox: Mailbox
let key: string
let sara: number
beforeAll(async () => {
  t = await openTestDesk()
  if (!t.desk.mailbox) throw new Error('no mailbox')
  mailbox = t.desk.mailbox
  key = await openClearance(t, 'sara')
  sara = (await t.person('sara')).id
})
afterAll(() => t.close())

let uid = 0
const SARA = 'سارا رستمی <Sara@Sample.test>'

/** Puts a mail into the mailbox. @returns what became of it */
async function receive(parts: Partial<LetterParts> & { readonly to: string }, on: Mailbox = mailbox, place?: string) {
  const raw = await letter({ from: SARA, ...parts })
  return give(raw, on, place)
}

async function give(
  raw: Uint8Array,
  on: Mailbox = mailbox,
  place = `7/${(uid += 1)}`,
  whole = true,
  desk: Desk = t.desk,
) {
  await receiveMail(desk, on, { place, raw, whole })
  return rowAt(place)
}

const rowAt = (place: string) =>
  t.desk.db.selectFrom('incoming_mail').selectAll().where('place', '=', place).executeTakeFirst()

const to = (target: Partial<ReplyTarget> = {}) => replyTo(mailbox, { request: key, person: sara, ...target })
const comments = () => t.desk.db.selectFrom('comment').selectAll().orderBy('id').execute()
const lastComment = async () => (await comments()).at(-1)

test('a reply becomes a comment of its person, without the quote; what was cut is kept', async () => {
  const text = 'فیش را پیوست کردم.\n\nدر تاریخ ۲۴ نوامبر ۲۰۲۶، ۱۰:۰۲ میزبان نوشت:\n\n> فیش را بفرستید.'
  const file = { name: 'فیش واریزی ۱۴۰۵.pdf', bytes: pdfBytes() }
  const row = await receive({ to: to(), text, files: [file] })
  expect(row).toMatchObject({ state: 'taken', why: null, sender: 'sara@sample.test', person_id: sara, raw: null })
  expect(row?.cut).toContain('> فیش را بفرستید.')
  const comment = await lastComment()
  expect(comment).toMatchObject({
    id: row?.comment_id,
    by_id: sara,
    body: 'فیش را پیوست کردم.',
    internal: false,
    office: null,
  })
  const page = await pageOf(t, await t.person('sara'), key)
  expect(page?.comments.at(-1)?.files.map((one) => one.name)).toEqual(['فیش واریزی ۱۴۰۵.pdf'])
  expect(page?.events[0]).toMatchObject({ kind: 'commented' })
})

test('the same mail again, wherever it lies, and given by two at a time, is one comment', async () => {
  const raw = await letter({
    from: SARA,
    to: to(),
    text: 'یک بار',
    files: [{ name: 'a.pdf', bytes: pdfBytes('once') }],
  })
  const before = (await comments()).length
  await Promise.all([give(raw, mailbox, '7/700'), give(raw, mailbox, '7/700'), give(raw, mailbox, '7/701')])
  await give(raw, mailbox, '8/1')
  expect((await comments()).length).toBe(before + 1)
  // The process ended between the comment and the note of it: the mail still lies there and comes again.
  await t.desk.db.deleteFrom('incoming_mail').where('place', 'in', ['7/700', '7/701']).execute()
  const row = await give(raw, mailbox, '7/700')
  expect((await comments()).length).toBe(before + 1)
  expect(row).toMatchObject({ state: 'taken', comment_id: (await lastComment())?.id })
})

test('servers on the way add lines, and it is the same mail', async () => {
  const raw = await letter({ from: SARA, to: to(), text: 'دو بار رسیده' })
  const before = (await comments()).length
  await give(Buffer.concat([Buffer.from('Received: from a by b; Tue, 24 Nov 2026 10:00:00 +0330\r\n'), raw]))
  await give(Buffer.concat([Buffer.from('Received: from c by b; Tue, 24 Nov 2026 10:05:00 +0330\r\n'), raw]))
  expect((await comments()).length).toBe(before + 1)
})

test('two mails that say the same are two comments', async () => {
  const before = (await comments()).length
  await receive({ to: to(), text: 'ممنون' })
  await receive({ to: to(), text: 'ممنون' })
  expect((await comments()).length).toBe(before + 2)
})

test('nothing but files: their names are the comment; nothing at all is refused', async () => {
  await receive({ to: to(), text: '', files: [{ name: 'مدرک.pdf', bytes: pdfBytes('only') }] })
  expect(await lastComment()).toMatchObject({ body: 'مدرک.pdf' })
  expect(await receive({ to: to(), text: '> فقط نقل' })).toMatchObject({ state: 'refused', why: 'empty' })
  expect(await receive({ to: to(), text: '', files: [{ name: 'x.exe', bytes: Buffer.from('MZ') }] })).toMatchObject({
    state: 'refused',
    why: 'no-file',
  })
})

test('a file that is no document is left out, the words are kept', async () => {
  const files = [
    { name: 'بد.exe', bytes: Buffer.from('MZ\u0090') },
    { name: 'خوب.pdf', bytes: pdfBytes('good') },
  ]
  expect(await receive({ to: to(), text: 'دو فایل', files })).toMatchObject({ state: 'taken' })
  const page = await pageOf(t, await t.person('sara'), key)
  expect(page?.comments.at(-1)?.files.map((one) => one.name)).toEqual(['خوب.pdf'])
})

test('what is longer than a comment is kept beside it', async () => {
  const row = await receive({ to: to(), text: 'س'.repeat(10_500) })
  expect((await lastComment())?.body).toHaveLength(10_000)
  expect(row?.cut).toBe('س'.repeat(500))
})

test('somebody else answers from their own address: held; a yes makes it what it was meant to be', async () => {
  const before = (await comments()).length
  const held = await receive({ from: 'sara.at.home@elsewhere.test', to: to(), text: 'از خانه می‌نویسم' })
  expect(held).toMatchObject({ state: 'held', why: 'other-sender', person_id: sara, request_id: null })
  expect((await comments()).length).toBe(before)
  expect(await t.desk.files.get(held?.raw ?? '')).not.toBeNull()
  const id = held?.id ?? 0
  expect(await decideMail(t.desk, await t.person('mina'), id, 'pass')).toMatchObject({ code: 'not-allowed' })
  const admin = await t.person('admin')
  expect(granted(await decideMail(t.desk, admin, id, 'pass'))).toMatchObject({ request: key })
  expect(await lastComment()).toMatchObject({ by_id: sara, body: 'از خانه می‌نویسم' })
  expect(await t.desk.files.get(held?.raw ?? '')).toBeNull()
  expect(await decideMail(t.desk, admin, id, 'pass')).toMatchObject({ code: 'already-done' })
  expect(await decideMail(t.desk, admin, id, 'drop')).toMatchObject({ code: 'already-done' })
  expect((await comments()).length).toBe(before + 1)
  const line = await t.desk.db
    .selectFrom('audit')
    .selectAll()
    .where('kind', '=', 'mail-passed')
    .executeTakeFirstOrThrow()
  expect(line).toMatchObject({
    by_id: admin.id,
    person_id: sara,
    data: { sender: 'sara.at.home@elsewhere.test', why: 'other-sender' },
  })
})

test('thrown away: its bytes go, and the log tells it', async () => {
  const held = await receive({ from: 'spam@elsewhere.test', to: mailbox.address, text: 'برنده شدید!' })
  expect(held).toMatchObject({ state: 'held', why: 'unknown-sender' })
  const admin = await t.person('admin')
  // Nobody can say whose it is and what it is about: a yes means nothing.
  expect(await decideMail(t.desk, admin, held?.id ?? 0, 'pass')).toMatchObject({ code: 'not-allowed' })
  granted(await decideMail(t.desk, admin, held?.id ?? 0, 'drop'))
  expect(await t.desk.files.get(held?.raw ?? '')).toBeNull()
  expect(await t.desk.db.selectFrom('audit').select('data').where('kind', '=', 'mail-dropped').execute()).toMatchObject(
    [{ data: { sender: 'spam@elsewhere.test' } }],
  )
})

test.each([
  ['an address that was made by nobody', { to: 'desk+clr-1405-000001.1.aaaaaaaaaaaaa@uni.test' }, 'held', 'forged'],
  ['about nothing, of somebody who is known', { to: 'desk@uni.test' }, 'held', 'about-nothing'],
  ['about nothing, of nobody', { to: 'desk@uni.test', from: 'x@elsewhere.test' }, 'held', 'unknown-sender'],
  ['two senders', { to: 'desk@uni.test', from: 'sara@sample.test, mina@sample.test' }, 'held', 'unknown-sender'],
  ['an absence note', { to: 'desk@uni.test', headers: { 'Auto-Submitted': 'auto-replied' } }, 'ignored', 'auto-reply'],
  ['a list', { to: 'desk@uni.test', headers: { 'List-Id': '<all.uni.test>' } }, 'ignored', 'list'],
  ['the desk itself', { to: 'desk@uni.test', from: 'desk@uni.test' }, 'ignored', 'own'],
  ['a bounce', { to: 'desk@uni.test', from: 'MAILER-DAEMON@mx.test' }, 'ignored', 'bounce'],
])('%s', async (_, parts, state, why) => {
  const before = (await comments()).length
  expect(await receive(parts)).toMatchObject({ state, why, request_id: null })
  expect((await comments()).length).toBe(before)
})

test('an absence note to a signed address is left alone too', async () => {
  const row = await receive({ to: to(), headers: { 'X-Auto-Response-Suppress': 'All' } })
  expect(row).toMatchObject({ state: 'ignored', why: 'auto-reply' })
})

test('the own server says that it is not from there: held', async () => {
  const strict = { ...mailbox, authority: 'mx.uni.test' }
  const said = (result: string) => ({
    'Authentication-Results': `mx.uni.test; dmarc=${result} header.from=sample.test`,
  })
  expect(await receive({ to: to(), headers: said('fail') }, strict)).toMatchObject({ state: 'held', why: 'disproven' })
  expect(await receive({ to: to(), headers: said('pass') }, strict)).toMatchObject({ state: 'taken' })
  expect(await receive({ to: to() }, strict)).toMatchObject({ state: 'taken' })
})

test('no mail, and one that is too long', async () => {
  expect(await give(Buffer.from(`Subject: ${'x'.repeat(300_000)}\r\n\r\n`))).toMatchObject({
    state: 'held',
    why: 'unreadable',
    sender: '',
  })
  const head = await letter({ from: SARA, to: to() })
  expect(await give(head, mailbox, '7/800', false)).toMatchObject({ state: 'refused', why: 'too-large' })
  const strange = await letter({ from: 'x@elsewhere.test', to: to() })
  expect(await give(strange, mailbox, '7/801', false)).toMatchObject({ state: 'ignored', why: 'not-kept', raw: null })
})

test('an account that is closed, and a request that is out of sight', async () => {
  const mina = await t.person('mina')
  const unseen = to({ person: mina.id })
  expect(await receive({ from: 'mina@sample.test', to: unseen })).toMatchObject({
    state: 'refused',
    why: 'out-of-sight',
  })
  await t.desk.db
    .updateTable('person')
    .set({ active: false, left_at: new Date(t.desk.now()) })
    .where('id', '=', mina.id)
    .execute()
  expect(await receive({ from: 'mina@sample.test', to: unseen })).toMatchObject({
    state: 'held',
    why: 'closed-account',
  })
  await t.desk.db.updateTable('person').set({ active: true, left_at: null }).where('id', '=', mina.id).execute()
})

test('an office answers; to a note with a note, which its requester does not read', async () => {
  await walk(t, 'sara', key, 'education_review')
  const { id } = await t.person('sadeghi')
  const from = 'sadeghi@sample.test'
  await receive({ from, to: to({ person: id }), text: 'کارت را بیاورید.' })
  expect(await lastComment()).toMatchObject({ by_id: id, office: 'education:nursing', internal: false })
  const row = await receive({ from, to: to({ person: id, internal: true }), text: 'محرمانه بماند.' })
  expect(row).toMatchObject({ state: 'taken' })
  expect(await lastComment()).toMatchObject({ by_id: id, office: 'education:nursing', internal: true })
  const bodies = (await pageOf(t, await t.person('sara'), key))?.comments.map((one) => one.body)
  expect(bodies).toContain('کارت را بیاورید.')
  expect(bodies).not.toContain('محرمانه بماند.')
})

test('a requester has no notes: an address that was made for a note says nothing of theirs to everybody', async () => {
  const row = await receive({ to: to({ internal: true }), text: 'نباید پیدا شود' })
  expect(row).toMatchObject({ state: 'refused', why: 'out-of-sight' })
})

async function ask(changed: { readonly fields?: readonly string[]; readonly wantsFiles?: boolean }) {
  const task = await openTask(t, await t.person('sara'), key, 'education_review')
  const asked = {
    task: task.id,
    once: t.desk.newId(),
    message: 'بنویسید.',
    fields: [],
    wantsFiles: false,
    amount: null,
    paymentId: null,
  }
  granted(await askRequester(t.desk, await t.person('sadeghi'), { ...asked, ...changed }))
  const { id } = await t.desk.db.selectFrom('ask').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  return id
}

test('a reply to a question answers it, and the task goes on', async () => {
  const id = await ask({})
  const row = await receive({ to: to({ ask: id }), text: 'پاسخ من این است.\n\n-- \nسارا' })
  expect(row).toMatchObject({ state: 'taken', ask_id: id, comment_id: null, cut: '-- \nسارا' })
  const page = await pageOf(t, await t.person('sara'), key)
  expect(page?.events[0]).toMatchObject({ kind: 'answered' })
  expect(await openTask(t, await t.person('sara'), key, 'education_review')).toMatchObject({
    answered: true,
  })
  // A second one has no question any more, and is a comment.
  expect(await receive({ to: to({ ask: id }), text: 'یادم رفت بنویسم' })).toMatchObject({ ask_id: null })
  expect(await lastComment()).toMatchObject({ body: 'یادم رفت بنویسم' })
})

test('a question that wants a file takes it; one that wants fields is answered on the page, the words are a comment', async () => {
  const file = await ask({ wantsFiles: true })
  expect(await receive({ to: to({ ask: file }), text: 'فایل ندارم' })).toMatchObject({ ask_id: null })
  expect(await lastComment()).toMatchObject({ body: 'فایل ندارم' })
  const files = [{ name: 'نامه.pdf', bytes: pdfBytes('asked') }]
  expect(await receive({ to: to({ ask: file }), text: 'بفرمایید', files })).toMatchObject({ ask_id: file })
  const fields = await ask({ fields: ['card'] })
  expect(await receive({ to: to({ ask: fields }), text: 'نشانی: شیراز' })).toMatchObject({
    ask_id: null,
    state: 'taken',
  })
  expect(await lastComment()).toMatchObject({ body: 'نشانی: شیراز' })
})

test('mail about nothing opens a request where that is switched on and the sender is proven', async () => {
  const open = { ...mailbox, authority: 'mx.uni.test', service: 'it-question' }
  const proven = { 'Authentication-Results': 'mx.uni.test; dkim=pass header.d=sample.test' }
  const parts = {
    to: mailbox.address,
    subject: 'اینترنت خوابگاه',
    text: 'وصل نمی‌شود.\n\nSent from my iPhone',
    headers: proven,
  }
  const row = await receive({ ...parts, files: [{ name: 'عکس.pdf', bytes: pdfBytes('it') }] }, open)
  expect(row).toMatchObject({ state: 'taken', comment_id: null, cut: 'Sent from my iPhone' })
  const made = await t.desk.db
    .selectFrom('request')
    .selectAll()
    .where('id', '=', row?.request_id ?? 0)
    .executeTakeFirstOrThrow()
  expect(made).toMatchObject({ service: 'it-question', requester_id: sara })
  expect(made.answers).toMatchObject({
    subject: 'اینترنت خوابگاه',
    question: 'وصل نمی‌شود.',
    picture: [{ name: 'عکس.pdf' }],
  })
  expect(await receive({ ...parts, headers: {} }, open)).toMatchObject({ state: 'held', why: 'unproven' })
  const unclear = { ...open, service: 'student-clearance' }
  expect(await receive(parts, unclear)).toMatchObject({ state: 'held', why: 'about-nothing' })
})

test('what the form does not take waits in the form, and does not spoil what is there', async () => {
  const open = { ...mailbox, authority: 'mx.uni.test', service: 'it-question' }
  const headers = { 'Authentication-Results': 'mx.uni.test; dkim=pass header.d=sample.test' }
  const send = (subject: string) => receive({ to: mailbox.address, subject, text: 'شرح', headers }, open)
  const draft = async () =>
    openDraft(
      t.desk.db,
      await t.person('sara'),
      { at: 'service', service: 'it-question' },
      { newId: t.desk.newId, at: t.desk.now() },
    )
  t.pass(2 * 3_600_000)
  expect(await send('')).toMatchObject({ state: 'refused', why: 'form' })
  const told = { kind: 'mail-unsent', request_id: null, data: { id: 'it-question' } }
  expect(await lastNotice()).toMatchObject({ person_id: sara, ...told })
  expect((await draft()).fields).toMatchObject({ question: ['شرح'] })
  const { savedAt } = await draft()
  t.pass(1_000)
  expect(await send('  ')).toMatchObject({ state: 'refused', why: 'form' })
  expect((await draft()).savedAt).toBe(savedAt)
})

const lastNotice = () => t.desk.db.selectFrom('notice').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()

test('who wrote is told of a file that was not taken, also when an administrator passed the mail', async () => {
  t.pass(2 * 3_600_000)
  const files = [{ name: 'بد.exe', bytes: Buffer.from('MZ\u0090') }]
  const held = await receive({ from: 'sara.at.home@elsewhere.test', to: to(), text: 'با فایل', files })
  granted(await decideMail(t.desk, await t.person('admin'), held?.id ?? 0, 'pass'))
  expect(await lastNotice()).toMatchObject({ person_id: sara, kind: 'mail-incomplete', at: new Date(t.desk.now()) })
})

test('a mail with NUL, which no database keeps, is taken without it', async () => {
  const lines = [`From: ${'sara@sample.test'}`, `To: ${to()}`, 'Subject: =?utf-8?q?a=00b?=', 'Message-ID: <nul@x>']
  const body = ['Content-Type: text/plain', 'Content-Transfer-Encoding: quoted-printable', '', 'a=00b', '-- ', 'c=00d']
  const row = await give(Buffer.from([...lines, ...body, ''].join('\r\n')))
  expect(row).toMatchObject({ state: 'taken', subject: 'ab', cut: '-- \ncd' })
  expect(await lastComment()).toMatchObject({ body: 'ab' })
})

test('who wrote is told when it was not taken whole, a few times an hour and no stranger ever', async () => {
  const told = async () =>
    (await t.desk.db.selectFrom('notice').select('person_id').where('kind', '=', 'mail-incomplete').execute()).map(
      (one) => one.person_id,
    )
  t.pass(2 * 3_600_000)
  const before = (await told()).length
  await receive({ to: to(), text: 'همه چیز خوب است' })
  await receive({ from: 'x@elsewhere.test', to: to(), text: '' })
  expect(await told()).toHaveLength(before)
  for (let at = 0; at < 5; at += 1) await receive({ to: to(), text: '> فقط نقل' })
  expect(await told()).toHaveLength(before + 3)
  expect(new Set((await told()).slice(before))).toEqual(new Set([sara]))
})

test('virus: not kept, the words are', async () => {
  const scanner = { scan: async () => ({ kind: 'found', name: 'Eicar' }) as const }
  const raw = await letter({ from: SARA, to: to(), text: 'ناخواسته', files: [{ name: 'v.pdf', bytes: pdfBytes('v') }] })
  expect(await give(raw, mailbox, '7/900', true, { ...t.desk, scanner })).toMatchObject({ state: 'taken' })
  const page = await pageOf(t, await t.person('sara'), key)
  expect(page?.comments.at(-1)).toMatchObject({ body: 'ناخواسته', files: [] })
})

test('a flood is not kept, and what is old and of no request goes', async () => {
  const raw = await letter({
    from: 'x@elsewhere.test',
    to: mailbox.address,
    files: [{ name: 'a', bytes: new Uint8Array(6_000_000) }],
  })
  expect(await give(raw)).toMatchObject({ state: 'ignored', why: 'not-kept' })
  const count = async () =>
    (await t.desk.db.selectFrom('incoming_mail').select('state').execute()).map((one) => one.state)
  expect(await count()).toContain('ignored')
  const kept = (await count()).filter((one) => one === 'held' || one === 'taken' || one === 'passed').length
  t.pass(91 * 86_400_000)
  await tidy(t.desk, false)
  expect(await count()).toHaveLength(kept)
})
