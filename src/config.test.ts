import { expect, test } from 'vitest'
import { readConfig } from './config.js'

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
  [{ MIZBAN_TRUST_PROXY: 'everybody' }, /MIZBAN_TRUST_PROXY must be a number/],
  [{ MIZBAN_SMS_URL: 'sms.example' }, /MIZBAN_SMS_URL must be a full/],
  [{ MIZBAN_SMS_BODY: '{"to":"{to}"}' }, /MIZBAN_SMS_BODY must contain \{text\}/],
])('%j is refused in one sentence that repeats no value', (env, sentence) => {
  const read = readConfig(env)
  const text = 'problems' in read ? read.problems.join() : ''
  expect(text).toMatch(sentence)
  for (const value of Object.values(env)) expect(text).not.toContain(value)
})
