import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuMs } from '../../../test/support/cpu.js'
import { MOST_BYTES, readMail } from './read.js'

const CRLF = '\r\n'
const raw = (headers: readonly string[], body = ''): Uint8Array =>
  Buffer.from([...headers, '', body].join(CRLF), 'utf8')
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
const HEAD = [
  'From: =?utf-8?B?2LPYp9ix2Kc=?= <Sara@Uni.test>',
  'To: desk@uni.test',
  'Subject: =?UTF-8?Q?=D9=BE=D8=A7=D8=B3=D8=AE?=',
]

async function read(bytes: Uint8Array) {
  const mail = await readMail(bytes)
  if (!mail) throw new Error('was not read')
  return mail
}

test('a plain Persian mail', async () => {
  const mail = await read(raw([...HEAD, 'Content-Type: text/plain; charset=utf-8'], 'سلام، می‌آیم.'))
  expect(mail).toMatchObject({
    from: 'sara@uni.test',
    fromName: 'سارا',
    recipients: ['desk@uni.test'],
    subject: 'پاسخ',
    text: 'سلام، می‌آیم.\n',
    html: null,
    files: [],
  })
})

/** «سلام، پیوست شد» in the code page of Persian and Arabic Windows. */
const WINDOWS_1256 = Buffer.from([0xd3, 0xe1, 0xc7, 0xe3, 0xa1, 0x20, 0x81, 0xed, 0xe6, 0xd3, 0xca, 0x20, 0xd4, 0xcf])

test.each([
  ['8bit', 'windows-1256', WINDOWS_1256],
  ['base64', '"WINDOWS-1256"', Buffer.from(WINDOWS_1256.toString('base64'))],
  [
    'quoted-printable',
    'cp1256',
    Buffer.from([...WINDOWS_1256].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('')),
  ],
])('windows-1256 in %s as %s', async (encoding, charset, body) => {
  const head = raw([...HEAD, `Content-Type: text/plain; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`])
  expect((await read(Buffer.concat([head, body]))).text?.trim().replace('ي', 'ی')).toBe('سلام، پیوست شد')
})

const NAME = 'فیش واریزی ۱۴۰۵ – سارا رستمی.pdf'
const percent = [...Buffer.from(NAME)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`)
const continued = [percent.slice(0, 30), percent.slice(30)].map(
  (part, index) => `filename*${index}*=${index === 0 ? "UTF-8''" : ''}${part.join('')}`,
)

test.each([
  ['RFC 2231', `filename*=UTF-8''${percent.join('')}`],
  ['RFC 2231, in parts', continued.join(`;${CRLF} `)],
  ['RFC 2047, as Outlook has it', `filename="=?utf-8?B?${base64(NAME)}?="`],
  ['plain UTF-8', `filename="${NAME}"`],
])('a Persian file name: %s', async (_, parameter) => {
  const mail = await read(
    raw(
      [...HEAD, 'Content-Type: multipart/mixed; boundary=b'],
      [
        '--b',
        'Content-Type: text/plain',
        '',
        'x',
        '--b',
        'Content-Type: application/pdf',
        `Content-Disposition: attachment; ${parameter}`,
        'Content-Transfer-Encoding: base64',
        '',
        base64('%PDF-1.7'),
        '--b--',
      ].join(CRLF),
    ),
  )
  expect(mail.files).toEqual([{ name: NAME, bytes: new Uint8Array(Buffer.from('%PDF-1.7')), inline: false }])
})

test('a picture that is part of the text is told from a file', async () => {
  const part = (headers: readonly string[]) => ['--b', ...headers, 'Content-Transfer-Encoding: base64', '', base64('x')]
  const mail = await read(
    raw(
      [...HEAD, 'Content-Type: multipart/related; boundary=b'],
      [
        '--b',
        'Content-Type: text/html',
        '',
        '<img src="cid:logo">',
        ...part(['Content-Type: image/png; name=logo.png', 'Content-ID: <logo>', 'Content-Disposition: inline']),
        ...part(['Content-Type: image/png; name=scan.png', 'Content-Disposition: attachment']),
        '--b--',
      ].join(CRLF),
    ),
  )
  expect(mail.files.map(({ name, inline }) => [name, inline])).toEqual([
    ['logo.png', true],
    ['scan.png', false],
  ])
})

test('who it is for: what the servers noted comes first', async () => {
  const mail = await read(
    raw([
      'Delivered-To: <DESK+a@uni.test>',
      'X-Original-To: desk+b@uni.test',
      ...HEAD,
      'Cc: Team: c@uni.test, d@uni.test;',
    ]),
  )
  expect(mail.recipients).toEqual(['desk+a@uni.test', 'desk+b@uni.test', 'desk@uni.test', 'c@uni.test', 'd@uni.test'])
})

test.each([
  ['two From lines', ['From: sara@uni.test', 'From: mina@uni.test']],
  ['two senders in one', ['From: sara@uni.test, mina@uni.test']],
  ['a group', ['From: all: sara@uni.test, mina@uni.test;']],
  ['none', ['To: desk@uni.test']],
  ['no address', ['From: Sara']],
])('%s: it comes from nobody', async (_, headers) => expect((await read(raw(headers, 'x'))).from).toBe(''))

test('an address in the name is no address', async () => {
  const mail = await read(raw(['From: "sara@uni.test" <evil@evil.test>'], 'x'))
  expect(mail).toMatchObject({ from: 'evil@evil.test', fromName: 'sara@uni.test' })
})

const nested = (depth: number): string => {
  const open = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}${CRLF}${CRLF}--b${at}`,
  )
  return [...open, 'Content-Type: text/plain', '', 'x'].join(CRLF)
}
const letters = (depth: number): string =>
  `${`Content-Type: message/rfc822${CRLF}${CRLF}`.repeat(depth)}Subject: x${CRLF}${CRLF}x`

test.each([
  ['nothing', Buffer.alloc(0)],
  ['more than is read', Buffer.alloc(MOST_BYTES + 1)],
  ['a header of megabytes', raw([`Subject: ${'x'.repeat(5_000_000)}`])],
  ['a header that is folded for ever', raw([`Subject: ${`x${CRLF} `.repeat(500_000)}`])],
  ['headers without end', raw(Array.from({ length: 100_000 }, (_, at) => `X-${at}: y`))],
  ['parts in parts in parts', Buffer.from(nested(5_000))],
])('%s is not read, and soon', async (_, bytes) => {
  const from = cpuMs()
  expect(await readMail(bytes)).toBeNull()
  expect(cpuMs() - from).toBeLessThan(2_000)
})

test.each([
  ['letters in letters', raw(HEAD.concat(letters(1_000)))],
  [
    'a hundred thousand parts',
    raw(
      [...HEAD, 'Content-Type: multipart/mixed; boundary=b'],
      `--b${CRLF}Content-Disposition: attachment; filename=x${CRLF}${CRLF}y${CRLF}`.repeat(100_000),
    ),
  ],
  ['addresses without end', raw(['From: a@b', `To: ${'a@b,'.repeat(20_000)}`], 'x')],
  ['brackets without end', raw(['From: a@b', `To: ${'('.repeat(100_000)}`], 'x')],
  ['a text of ten megabytes', raw(HEAD, 'x'.repeat(10_000_000))],
  ['base64 that is none', raw([...HEAD, 'Content-Transfer-Encoding: base64'], '\u0000\u00ff=='.repeat(100_000))],
  ['a charset that is none', raw([...HEAD, 'Content-Type: text/plain; charset="../../etc"'], 'سلام')],
  ['a boundary that never comes', raw([...HEAD, 'Content-Type: multipart/mixed; boundary=b'], 'x')],
  ['noughts', Buffer.alloc(1_000_000)],
])('%s: read, and bounded, and soon', async (_, bytes) => {
  const from = cpuMs()
  const mail = await readMail(bytes)
  expect(cpuMs() - from).toBeLessThan(4_000)
  expect(mail?.text?.length ?? 0).toBeLessThanOrEqual(200_000)
  expect(mail?.files.length ?? 0).toBeLessThanOrEqual(50)
  expect(mail?.recipients.length ?? 0).toBeLessThanOrEqual(100)
})

test('whatever comes, it is read or it is not; it never throws', async () => {
  const piece = fc.constantFrom(
    'From: a@b\r\n',
    'Content-Type: multipart/mixed; boundary=b\r\n',
    '\r\n',
    '--b\r\n',
    '--b--',
    '=?utf-8?B?',
    '?=',
    'filename*0*=',
    "''%D9",
    ';',
    '"',
    '\u0000',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), async (parts) => {
      const mail = await readMail(Buffer.from(parts.join('')))
      expect(mail === null || typeof mail.from === 'string').toBe(true)
    }),
    { numRuns: 40 },
  )
})
