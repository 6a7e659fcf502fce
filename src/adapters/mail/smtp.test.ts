import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFakeSmtp, type FakeSmtp, type Script } from '../../../test/support/fake-smtp.js'
import type { OutMail } from '../../commands/desk.js'
import { smtpMail, type Smtp } from './smtp.js'

let server: FakeSmtp
let folder: string
let settings: Smtp
beforeAll(async () => {
  server = await openFakeSmtp()
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-smtp-'))
  writeFileSync(path.join(folder, 'password'), 'box-pw\n')
  settings = {
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    user: null,
    passwordFile: null,
    ca: null,
    from: 'desk@uni.test',
  }
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const MAIL: OutMail = {
  from: 'میز خدمت دانشگاه نمونه',
  to: { name: 'سارا رستمی', address: 'sara@sample.test' },
  subject: 'اداره تغذیه از شما پاسخ می\u200cخواهد · \u2066CLR-1405-000123\u2069',
  text: 'سارا، سلام\n\n> لطفاً رسید «۱۲۳» را بفرستید.\n',
  html: '<!doctype html><html lang="fa" dir="rtl"><body dir="rtl"><p>می\u200cخواهد</p></body></html>',
  id: '7a1b',
  thread: 'CLR-1405-000123',
  replyTo: 'desk+clr-1405-000123.2s.abc@uni.test',
  choices: 'https://desk.test/account/notices',
}
const send = (script: Script, more: Partial<Smtp> = {}) => {
  server.play(script)
  return smtpMail({ ...settings, ...more }, { connect: 300, silence: 300 }).send(MAIL)
}

test('a mail arrives whole: names, half-spaces, isolates, both bodies, and the headers that robots and programs read', async () => {
  expect(await send({})).toEqual({ kind: 'taken', said: '250 2.0.0' })
  const mail = await PostalMime.parse((server.taken.at(-1) ?? '').replace(/^\.\./gm, '.'))
  expect(mail.from).toMatchObject({ name: MAIL.from, address: 'desk@uni.test' })
  expect(mail.to?.[0]).toMatchObject({ name: 'سارا رستمی', address: 'sara@sample.test' })
  expect([mail.subject, mail.text?.trim(), mail.html?.trim()]).toEqual([MAIL.subject, MAIL.text.trim(), MAIL.html])
  expect([mail.messageId, mail.inReplyTo, mail.references]).toEqual([
    '<7a1b@uni.test>',
    '<clr-1405-000123@uni.test>',
    '<clr-1405-000123@uni.test>',
  ])
  expect(mail.replyTo?.[0]?.address).toBe(MAIL.replyTo)
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value
  expect([header('auto-submitted'), header('list-unsubscribe')]).toEqual([
    'auto-generated',
    '<https://desk.test/account/notices>',
  ])
})

test.each<[string, Script, object]>([
  ['greylisting', { rcpt: '451 4.7.1 sara@sample.test: try again' }, { kind: 'later', said: '451 4.7.1' }],
  ['no such user', { rcpt: '550 5.1.1 sara@sample.test unknown' }, { kind: 'never', said: '550 5.1.1' }],
  ['over quota, for now', { rcpt: '452 4.2.2 full' }, { kind: 'later', said: '452 4.2.2' }],
  ['too large', { message: '552 5.3.4 too big' }, { kind: 'never', said: '552 5.3.4' }],
  ['refused after the mail, for now', { message: '451 later' }, { kind: 'later', said: '451' }],
  ['no greeting', { greeting: null }, { kind: 'later', said: 'timeout' }],
  ['silence before the mail', { data: null }, { kind: 'later', said: 'timeout' }],
  ['silence after the mail: it may have been taken', { message: null }, { kind: 'unknown', said: 'timeout' }],
  ['a line that breaks before the mail', { rcpt: 'close' }, { kind: 'later' }],
  ['a line that breaks after the mail', { message: 'close' }, { kind: 'unknown' }],
])('%s', async (_, script, expected) => {
  const before = server.taken.length
  expect(await send(script)).toMatchObject(expected)
  expect(server.taken).toHaveLength(before)
})

test('nobody listening is later; so is a wrong password, which is no fault of the mail', async () => {
  expect(await send({}, { port: 9 })).toMatchObject({ kind: 'later' })
  const user = { user: 'desk', passwordFile: path.join(folder, 'password') }
  expect(await send({}, user)).toMatchObject({ kind: 'taken' })
  expect(await send({ auth: '535 5.7.8 bad' }, user)).toEqual({ kind: 'later', said: '535 5.7.8' })
  expect(await send({}, { ...user, passwordFile: path.join(folder, 'none') })).toEqual({
    kind: 'later',
    said: 'no-secret',
  })
})

test('a server without STARTTLS gets nothing where it is wanted', async () => {
  const before = server.taken.length
  expect(await send({}, { security: 'starttls' })).toMatchObject({ kind: 'later' })
  expect(server.taken).toHaveLength(before)
})
