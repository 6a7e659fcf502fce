import { expect, test } from 'vitest'
import { readConfig } from './config.js'

const files: Readonly<Record<string, string>> = {
  '/run/word': 'word of mouth\n',
  '/run/ca': '-----BEGIN CERTIFICATE-----',
}
const readFile = (path: string) => {
  const text = files[path]
  if (text === undefined) throw new Error('ENOENT')
  return text
}
const whole = {
  MIZBAN_MAILBOX_ADDRESS: 'desk@uni.example',
  MIZBAN_MAILBOX_URL: 'imaps://mail.uni.example',
  MIZBAN_MAILBOX_PASSWORD_FILE: '/run/word',
}

test('without settings there is no mailbox', () => expect(readConfig({})).toMatchObject({ config: { mailbox: null } }))

test('a mailbox: the user is the address, the port that of TLS', () => {
  expect(readConfig(whole, readFile)).toMatchObject({
    config: {
      mailbox: {
        address: 'desk@uni.example',
        host: 'mail.uni.example',
        port: 993,
        tls: true,
        user: 'desk@uni.example',
        password: 'word of mouth',
        ca: null,
        authority: null,
        service: null,
      },
    },
  })
})

test('STARTTLS, an address of its own version, and another user', () => {
  const read = readConfig(
    {
      ...whole,
      MIZBAN_MAILBOX_URL: 'imap://[::1]:1143/',
      MIZBAN_MAILBOX_USER: 'UNI\\desk',
      MIZBAN_MAILBOX_CA_FILE: '/run/ca',
    },
    readFile,
  )
  expect(read).toMatchObject({ config: { mailbox: { host: '::1', port: 1143, tls: false, user: 'UNI\\desk' } } })
})

test.each([
  [{ ...whole, MIZBAN_MAILBOX_ADDRESS: 'desk+x@uni.example' }, /MIZBAN_MAILBOX_ADDRESS must be an address/],
  [{ ...whole, MIZBAN_MAILBOX_ADDRESS: 'fifteen-letters@uni.example' }, /MIZBAN_MAILBOX_ADDRESS must be an address/],
  [{ ...whole, MIZBAN_MAILBOX_URL: 'pop3://mail.uni.example' }, /MIZBAN_MAILBOX_URL must be imaps/],
  [{ ...whole, MIZBAN_MAILBOX_URL: 'imaps://me:secret@mail.uni.example' }, /MIZBAN_MAILBOX_URL must be imaps/],
  [{ ...whole, MIZBAN_MAILBOX_URL: undefined }, /MIZBAN_MAILBOX_URL is missing; MIZBAN_MAILBOX_ADDRESS needs it/],
  [{ ...whole, MIZBAN_MAILBOX_PASSWORD_FILE: undefined }, /MIZBAN_MAILBOX_PASSWORD_FILE is missing/],
  [{ ...whole, MIZBAN_MAILBOX_PASSWORD_FILE: '/nowhere' }, /MIZBAN_MAILBOX_PASSWORD_FILE names can't be read/],
  [{ ...whole, MIZBAN_MAILBOX_CA_FILE: '/run/word' }, /MIZBAN_MAILBOX_CA_FILE names has no certificate/],
  [
    { ...whole, MIZBAN_MAILBOX_SERVICE: 'it-question' },
    /MIZBAN_MAILBOX_AUTHORITY is missing; MIZBAN_MAILBOX_SERVICE needs/,
  ],
])('%j is refused in one sentence that repeats no value', (env, sentence) => {
  const read = readConfig(env, readFile)
  const text = 'problems' in read ? read.problems.join() : ''
  expect(text).toMatch(sentence)
  for (const value of Object.values(env)) if (value !== undefined) expect(text).not.toContain(value)
})
