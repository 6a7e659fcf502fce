import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { openClearance } from '../../test/support/clearance.js'
import { signIn } from '../commands/sign-in.js'
import { lastsFor } from '../desk/session.js'
import { tidy } from './tidy.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

test('sessions that ended and receipts that are old go, what is needed stays', async () => {
  await signIn(t.desk, {
    username: 'sara',
    password: 'mizban-demo',
    visitor: { address: '127.0.0.9', device: 'chrome/linux' },
    replaces: null,
  })
  const key = await openClearance(t, 'sara')
  const count = async (table: 'session' | 'receipt') =>
    (
      await t.desk.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    ).count
  await tidy(t.desk, t.connection.embedded)
  expect([await count('session'), await count('receipt')]).toEqual([1, 1])
  t.pass(lastsFor('password') + 1)
  await tidy(t.desk, t.connection.embedded)
  expect([await count('session'), await count('receipt')]).toEqual([0, 1])
  t.pass(31 * 86_400_000)
  await tidy(t.desk, t.connection.embedded)
  expect([await count('session'), await count('receipt')]).toEqual([0, 0])
  expect(await t.desk.db.selectFrom('request').select('key').execute()).toEqual([{ key }])
})
