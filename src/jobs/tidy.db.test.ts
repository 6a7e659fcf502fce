import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { openClearance, openTask } from '../../test/support/clearance.js'
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

test('a task goes back to its office when the membership of whoever has it has run out', async () => {
  const key = await openClearance(t, 'alireza')
  const owner = await t.person('alireza')
  const { id } = await openTask(t, owner, key)
  const [mina, admin] = [await t.person('mina'), await t.person('admin')]
  const until = new Date(t.desk.now() + 60_000)
  const given = { person_id: mina.id, office: 'education:nursing', role: 'expert', source: 'hand', given_by: admin.id }
  await t.desk.db
    .insertInto('membership')
    .values({ ...given, until_at: until })
    .execute()
  await t.desk.db.updateTable('task').set({ assignee_id: mina.id }).where('id', '=', id).execute()
  await tidy(t.desk, t.connection.embedded)
  expect((await openTask(t, owner, key)).assignee).toBe(mina.id)
  t.pass(60_000)
  await tidy(t.desk, t.connection.embedded)
  expect((await openTask(t, owner, key)).assignee).toBeNull()
})
