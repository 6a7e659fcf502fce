import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { openClearance, openTask, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { webApp } from './app.js'

let t: TestDesk
let keys: readonly string[]
beforeAll(async () => {
  t = await openTestDesk()
  const done = await openClearance(t, 'sara')
  await walk(t, 'sara', done, null)
  keys = [done, await openClearance(t, 'peyman')]
})
afterAll(() => t.close())

/**
 * What opening a page may write: the draft of a form, so that a second window has the same one, when a session was
 * last used, and that somebody has read what they were told of. The job queue keeps house on its own.
 */
const MAY_CHANGE: ReadonlySet<string> = new Set(['draft', 'notice', 'session'])

/** A hash of all rows of each table. */
async function tables(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(t.desk.db)
  const hashes: Record<string, string> = {}
  for (const { name } of rows) {
    if (MAY_CHANGE.has(name)) continue
    const found = await sql<{ hash: string }>`
      select count(*) || ' ' || md5(coalesce(string_agg(one::text, '|' order by one::text), '')) as hash
      from ${sql.table(name)} as one`.execute(t.desk.db)
    hashes[name] = found.rows[0]?.hash ?? ''
  }
  return hashes
}

/** Every route that answers GET, with parts of paths that exist, so that as much as possible is shown. */
async function paths(): Promise<readonly string[]> {
  const [done = '', open = ''] = keys
  const task = await openTask(t, await t.person('peyman'), open)
  const { code } = await t.desk.db.selectFrom('document').select('code').executeTakeFirstOrThrow()
  const values: Readonly<Record<string, readonly string[]>> = {
    key: [done, open, 'CLR-1405-999999'],
    id: [String(task.id), '1', 'student-clearance', 'it-question', '00000000-0000-4000-8000-000000000001'],
    name: [`${code}.pdf`, 'x.pdf', 'style.css'],
    code: [code, 'ABCD-ABCD-ABCD-ABCD'],
    list: ['places-fa.json', 'faculties-en.json'],
  }
  const app = webApp(t.desk, { demo: null, embedded: true })
  const routes = new Set(app.routes.filter((one) => one.method === 'GET').map((one) => one.path))
  return [...routes].flatMap((route) => {
    const part = /:([a-z]+)(\{.*?\}(?=\/|$))?/i.exec(route)
    if (!part) return [route, `${route}?q=x&view=mine&state=new&status=open&after=x&code=${code}&next=/`]
    return (values[part[1] ?? ''] ?? ['1', done]).map((value) =>
      route.replace(part[0], value).replace(/:\w+(\{.*\})?/g, '1'),
    )
  })
}

test.each([
  null,
  'sara',
  'peyman',
  'naderi',
  'sadeghi',
  'pourahmadi',
  'zafari',
  'shakeri',
  'fallahi',
  'darvishi',
  'admin',
])('no page changes anything by being opened: %s', async (who) => {
  const visitor = await clientOf(t, who)
  const all = await paths()
  expect(all.length).toBeGreaterThan(40)
  const before = await tables()
  expect(Object.keys(before).length).toBeGreaterThan(15)
  let shown = 0
  for (const path of all) if ((await visitor.get(path)).status === 200) shown += 1
  expect(await tables()).toEqual(before)
  expect(shown).toBeGreaterThan(who === null ? 4 : 12)
})
