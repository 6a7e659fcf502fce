import { expect, test } from 'vitest'
import type { Mail } from './mail.js'
import { robotIn } from './robot.js'

const MAILBOX = 'Desk@uni.test'
const mail = (headers: Readonly<Record<string, string>>, from = 'sara@uni.test'): Mail => ({
  messageId: null,
  from,
  fromName: '',
  recipients: [],
  subject: 'خارج از اداره',
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  text: '',
  html: null,
  files: [],
})

test.each([
  // RFC 3834
  [{ 'auto-submitted': 'auto-replied' }, 'auto-reply'],
  [{ 'auto-submitted': 'auto-generated (vacation)' }, 'auto-reply'],
  [{ 'auto-submitted': 'AUTO-NOTIFIED; owner-email="x"' }, 'auto-reply'],
  [{ 'auto-submitted': 'no' }, null],
  [{ 'auto-submitted': 'No (a person)' }, null],
  // Exchange, and what older programs write
  [{ 'x-auto-response-suppress': 'DR, OOF, AutoReply' }, 'auto-reply'],
  [{ 'x-auto-response-suppress': 'All' }, 'auto-reply'],
  [{ 'x-auto-response-suppress': 'None' }, null],
  [{ 'x-autoreply': 'yes' }, 'auto-reply'],
  [{ 'x-autorespond': '' }, 'auto-reply'],
  [{ precedence: 'auto_reply' }, 'auto-reply'],
  [{ precedence: 'bulk' }, 'list'],
  [{ precedence: 'Junk' }, 'list'],
  [{ precedence: 'list' }, 'list'],
  [{ precedence: 'first-class' }, null],
  [{ 'list-id': '<students.uni.test>' }, 'list'],
  [{ 'list-unsubscribe': '<mailto:x@uni.test>' }, 'list'],
  // Bounces
  [{ 'return-path': '<>' }, 'bounce'],
  [{ 'return-path': ' < > ' }, 'bounce'],
  [{ 'return-path': '<sara@uni.test>' }, null],
  [{ 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' }, 'bounce'],
  [{ 'x-failed-recipients': 'nobody@uni.test' }, 'bounce'],
  [{}, null],
] as const)('%j: %s', (headers, robot) => expect(robotIn(mail(headers), MAILBOX)).toBe(robot))

test.each([
  ['desk@uni.test', 'own'],
  ['desk+clr-1405-000123.2s.rpujzcte4fid3@uni.test', 'own'],
  ['desktop@uni.test', null],
  ['desk@elsewhere.test', null],
  ['mailer-daemon@elsewhere.test', 'bounce'],
  ['postmaster@uni.test', 'bounce'],
  ['postmaster.ahmadi@uni.test', null],
])('from %s: %s', (from, robot) => expect(robotIn(mail({}, from), MAILBOX)).toBe(robot))
