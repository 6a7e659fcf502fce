import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { transaction } from '../commands/desk.js'
import { checkAudit, recordAudit } from './audit.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const write = (lines: number) =>
  transaction(t.desk, async (tx) => {
    for (let line = 0; line < lines; line += 1)
      await recordAudit(tx, t.desk.now(), { kind: 'signed-out', by: null, data: { zebra: line, apple: ['ب', null] } })
  })

/** What only somebody with the whole database in their hands can do. */
const forge = (statement: string) =>
  transaction(t.desk, async (tx) => {
    await sql`alter table audit disable trigger user`.execute(tx)
    await sql.raw(statement).execute(tx)
    await sql`alter table audit enable trigger user`.execute(tx)
  })

test('lines written by many at once make one chain without gaps, and a step taken back leaves no line', async () => {
  await Promise.all(Array.from({ length: 8 }, () => write(3)))
  await expect(
    transaction(t.desk, async (tx) => {
      await recordAudit(tx, t.desk.now(), { kind: 'signed-in', by: null })
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  await write(1)
  expect(await checkAudit(t.desk.db)).toMatchObject({ whole: true, lines: 25 })
})

test('a line can be neither changed nor removed', async () => {
  for (const statement of [`update audit set kind = 'x'`, 'delete from audit', 'truncate audit'])
    await expect(sql.raw(statement).execute(t.desk.db)).rejects.toThrow('only ever added to')
})

test('a forged line, a line taken out and an end cut off are found, each at its place', async () => {
  const [row] = await t.desk.db.selectFrom('audit').selectAll().where('id', '=', 7).execute()
  await forge(`update audit set data = '{"zebra": 99}' where id = 7`)
  expect(await checkAudit(t.desk.db)).toEqual({ whole: false, line: 7, fault: 'changed' })
  await forge(`update audit set data = '${JSON.stringify(row?.data)}' where id = 7`)
  expect(await checkAudit(t.desk.db)).toMatchObject({ whole: true })
  await forge('delete from audit where id = 25')
  expect(await checkAudit(t.desk.db)).toEqual({ whole: false, line: 25, fault: 'cut-off' })
  await forge('delete from audit where id = 12')
  expect(await checkAudit(t.desk.db)).toEqual({ whole: false, line: 12, fault: 'missing' })
})
