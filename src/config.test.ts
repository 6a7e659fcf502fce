import { expect, test } from 'vitest'
import { readConfig } from './config.js'

const whole = {
  MIZBAN_DIRECTORY_URL: 'ldaps://controller.example.org',
  MIZBAN_DIRECTORY_BASE: 'OU=Everyone,DC=example,DC=org',
  MIZBAN_DIRECTORY_BIND_DN: 'CN=svc,DC=example,DC=org',
  MIZBAN_DIRECTORY_PASSWORD: 'a-secret-word',
}

test('nothing set is the demo on this machine', () => {
  expect(readConfig({})).toMatchObject({
    config: { port: 3000, host: '127.0.0.1', databaseUrl: null, baseUrl: 'http://127.0.0.1:3000' },
  })
})

test.each([
  [{ PORT: 'abc' }, /PORT must be a number/],
  [{ PORT: '70000' }, /PORT must be between/],
  [{ DATABASE_URL: 'mysql://secret@x' }, /DATABASE_URL must begin with postgres/],
  [{ MIZBAN_BASE_URL: 'desk.example' }, /MIZBAN_BASE_URL must be a full/],
  [{ MIZBAN_ACCOUNT_URL: 'account.example' }, /MIZBAN_ACCOUNT_URL must be a full/],
  [{ MIZBAN_SYNC_EVERY_MINUTES: '-5' }, /MIZBAN_SYNC_EVERY_MINUTES must be between/],
  [{ MIZBAN_DIRECTORY_URL: 'https://dc1' }, /MIZBAN_DIRECTORY_URL must be ldaps/],
  [{ MIZBAN_DIRECTORY_URL: 'ldaps://dc1,' }, /MIZBAN_DIRECTORY_URL must be ldaps/],
  [{ ...whole, MIZBAN_DIRECTORY_BASE: 'people' }, /MIZBAN_DIRECTORY_BASE must be a distinguished name/],
  [{ ...whole, MIZBAN_DIRECTORY_PASSWORD: undefined }, /MIZBAN_DIRECTORY_PASSWORD is missing/],
  [{ ...whole, MIZBAN_DIRECTORY_BIND_DN: undefined }, /MIZBAN_DIRECTORY_BIND_DN is missing/],
  [{ ...whole, MIZBAN_DIRECTORY_URL: undefined }, /MIZBAN_DIRECTORY_URL is missing/],
  [{ ...whole, MIZBAN_DIRECTORY_PASSWORD_FILE: '/nowhere/secret' }, /not both.*can't be read/],
  [{ ...whole, MIZBAN_DIRECTORY_CA_FILE: '/nowhere/ca' }, /MIZBAN_DIRECTORY_CA_FILE names can't be read/],
  [{ MIZBAN_OPENID_ISSUER: 'https://id.example' }, /are set together/],
  [
    {
      MIZBAN_OPENID_ISSUER: 'https://id.example',
      MIZBAN_OPENID_CLIENT_ID: 'desk',
      MIZBAN_OPENID_SECRET_FILE: '/nowhere',
    },
    /MIZBAN_OPENID_SECRET_FILE names can't be read/,
  ],
  [{ MIZBAN_TRUST_PROXY: 'everybody' }, /MIZBAN_TRUST_PROXY must be a number/],
  [{ MIZBAN_SMS_URL: 'sms.example' }, /MIZBAN_SMS_URL must be a full/],
  [{ MIZBAN_SMS_BODY: '{"to":"{to}"}' }, /MIZBAN_SMS_BODY must contain \{text\}/],
])('%j is refused in one sentence that repeats no value', (env, sentence) => {
  const read = readConfig(env)
  const text = 'problems' in read ? read.problems.join() : ''
  expect(text).toMatch(sentence)
  for (const value of Object.values(env)) if (value !== undefined) expect(text).not.toContain(value)
})

test('a directory: several controllers, the password and the authority from files', () => {
  const files: Record<string, string> = { '/run/secret': 'word of mouth\n', '/run/ca': '-----BEGIN CERTIFICATE-----' }
  const read = readConfig(
    {
      ...whole,
      MIZBAN_DIRECTORY_URL: 'ldaps://dc1.example.org, ldap://dc2.example.org:3389',
      MIZBAN_DIRECTORY_PASSWORD: undefined,
      MIZBAN_DIRECTORY_PASSWORD_FILE: '/run/secret',
      MIZBAN_DIRECTORY_CA_FILE: '/run/ca',
    },
    (file) => files[file] ?? '',
  )
  expect(read).toMatchObject({
    config: {
      directory: {
        urls: ['ldaps://dc1.example.org', 'ldap://dc2.example.org:3389'],
        password: 'word of mouth',
        ca: '-----BEGIN CERTIFICATE-----',
      },
    },
  })
})
