import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/support/database.js'
import { definitionOf, readTrace, traceFiles, walkTrace } from '../../test/support/traces.js'
import type { Connection } from './connect.js'
import { loadState, saveState } from './instances.js'

let connection: Connection
beforeAll(async () => {
  connection = await openTestDatabase()
  const { db } = connection
  await sql`insert into person (directory_id, username, name) values ('x', 'x', '{"fa": "x", "en": "x"}')`.execute(db)
  await sql`insert into service_version (service, number, hash, files, published_at) values ('x', 1, 'x', '{}', now())`.execute(
    db,
  )
  await sql`insert into request (key, service, version_id, requester_id, answers, status, status_word, opened_at, words, loose)
    select 'CLR-1405-' || lpad(n::text, 6, '0'), 'x', 1, 1, '{}', 'open', '{"fa": "x", "en": "x"}', now(), 'x', 'x'
    from generate_series(1, ${traceFiles().length}::int) n`.execute(db)
})
afterAll(() => connection.close())

test('every state of every trace is kept as rows, written as a difference, and read back as it was', async () => {
  const { db } = connection
  let states = 0
  for (const [index, file] of traceFiles().entries()) {
    const trace = readTrace(file)
    const walked = walkTrace(await definitionOf(file, trace), trace)
    for (const [at, state] of walked.states.entries()) {
      const before = walked.states[at - 1] ?? null
      if (state === null || state === before) continue
      await db.transaction().execute((tx) => saveState(tx, index + 1, before, state))
      expect([file, await loadState(db, index + 1)]).toEqual([file, state])
      states += 1
    }
  }
  expect(states).toBeGreaterThan(400)
}, 240_000)

test('what an ended process leaves is its root scope, with its variables', async () => {
  const count = async (table: string) => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count
      from instance join ${sql.table(table)} as left_over on left_over.request_id = instance.request_id
      where instance.status <> 'running'`.execute(connection.db)
    return rows[0]?.count
  }
  for (const table of ['token', 'timer', 'subscription', 'undoable', 'incident'])
    expect([table, await count(table)]).toEqual([table, 0])
})
