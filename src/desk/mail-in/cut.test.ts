import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cpuMs } from '../../../test/support/cpu.js'
import { root } from '../../root.js'
import { cutReply } from './cut.js'
import { textOfHtml } from './html-text.js'

const folder = path.join(root, 'src/desk/mail-in/mails')

const seen = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** mails/README.md says how they are written. */
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) =>
    readFileSync(path.join(folder, name), 'utf8')
      .split(/^### /m)
      .slice(1)
      .map((one) => {
        const [title = '', ...rest] = one.split('\n')
        const [body = '', own = ''] = seen(rest.join('\n')).split('\n---own---\n')
        return { title: `${name.replace('.txt', '')}: ${title}`, html: title.endsWith('| html'), body, own: own.trim() }
      }),
  )

const textOf = (one: (typeof cases)[number]): string => (one.html ? textOfHtml(one.body) : one.body)

test('there are enough of them', () => expect(cases.length).toBeGreaterThanOrEqual(40))

test.each(cases)('$title', (one) => expect(visible(cutReply(textOf(one)).own)).toBe(visible(one.own)))

test.each(cases)('$title: nothing is lost, and what is left is left alone', (one) => {
  const text = textOf(one)
  const { own, cut } = cutReply(text)
  const lines = (part: string) => part.split('\n').filter((line) => line.trim() !== '')
  expect([...lines(own), ...lines(cut)].sort()).toEqual(lines(text).sort())
  expect(cutReply(own).own).toBe(own)
})

/** A half-space at the end of a line is nobody's word. */
const visible = (text: string): string => text.replace(/[\u200c\s]+$/gm, '')

test('whatever it is given: every line is on one side, and it is quick', () => {
  const piece = fc.constantFrom(
    'سلام',
    'On Tue, 24 Nov 2026 at 10:02, X <a@b> wrote:',
    'در تاریخ ۲۴ نوامبر ۲۰۲۶، ۱۰:۰۲ کسی نوشت:',
    '> q',
    '',
    '--',
    '-- ',
    'From: x',
    'Sent: y',
    'To: z',
    '-----Original Message-----',
    'Sent from my iPhone',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => {
      const text = parts.join('\n')
      const { own, cut } = cutReply(text)
      const lines = (part: string) =>
        part
          .split(/\r\n?|\n/)
          .map((line) => line.trim())
          .filter((line) => line !== '')
      expect([...lines(own), ...lines(cut)].sort()).toEqual(lines(text).sort())
    }),
  )
})

// src/adapters/mailbox/read.ts reads so many letters of a mail.
const MOST = 200_000
const long = (text: string): string => text.repeat(Math.ceil(MOST / text.length))

test.each([
  ['On a line that never ends', `On ${long('x ')}`],
  ['lines that begin like one', long('On x\n')],
  ['quotes', long('> ')],
  ['dashes', long('-')],
  ['underscores', long('_')],
  ['sent from', long('Sent from ')],
  ['headers', long('From: a\nTo: b\n')],
  ['signatures', long('--\n')],
  ['lines of phones', long('Sent from my iPhone\n')],
])('%s: cut within a second', (_, text) => {
  const from = cpuMs()
  cutReply(text)
  expect(cpuMs() - from).toBeLessThan(1_000)
})

test.each([
  ['unclosed tags', long('<a ')],
  ['unclosed comments', long('<!--')],
  ['lone brackets', long('<')],
  ['deep quotes', long('<blockquote>')],
  ['unclosed styles', long('<style>')],
  ['styles that are closed', long('<style></style>')],
  ['entities', long('&#x41;')],
])('%s: read within a second', (_, html) => {
  const from = cpuMs()
  textOfHtml(html)
  expect(cpuMs() - from).toBeLessThan(1_000)
})

test('what a browser would do with it, a mail does not', () => {
  expect(textOfHtml('<script>alert(1)</script><p>a &lt;b&gt; &amp;amp; 3 < 4</p><img src=x onerror=y>')).toBe(
    'a <b> &amp; 3 < 4',
  )
  expect(textOfHtml('a&#0;b&#xD800;c&#1114112;d&nothing;')).toBe('abcd&nothing;')
})
