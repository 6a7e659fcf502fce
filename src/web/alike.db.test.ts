import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, Page } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { openStage, type Scene, type Stage } from '../../test/support/scene.js'
import { paths } from './paths.js'

// Other people's things and things that do not exist are told apart by nobody: the same status, the same bytes (ids of
// the same length, so that the page names itself at the same length), the same time.

let t: TestDesk
let stage: Stage
let scene: Scene & { readonly ask: number }
beforeAll(async () => {
  t = await openTestDesk()
  // Ids with room for others of the same length.
  for (const table of ['task', 'ask'])
    await sql`alter table ${sql.table(table)} alter column id restart with 5001`.execute(t.desk.db)
  stage = await openStage(t)
  scene = await stage.set('asked')
})
afterAll(() => t.close())

type Ask = (client: Client) => Promise<Page>
/** An id that nothing has, as long as this one. */
const like = (id: number) => id + 4000
const get =
  (path: string): Ask =>
  (client) =>
    client.get(path)
const post =
  (path: string, fields: Readonly<Record<string, string>>): Ask =>
  (client) =>
    client.post(path, fields)

/** Pairs of what is another's and what is nobody's. */
function pairs(): readonly (readonly [name: string, theirs: Ask, none: Ask])[] {
  const key = 'CLR-1405-999999'
  const file = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
  const task = like(scene.task)
  const ask = like(scene.ask)
  const document = 'ZZZZ-ZZZZ-ZZZZ-ZZZZ'
  const pair = (
    name: string,
    make: (what: { key: string; task: number; ask: number; file: string; document: string }) => Ask,
  ) =>
    [
      name,
      make({ key: scene.key, task: scene.task, ask: scene.ask, file: scene.files.affairs, document: scene.document }),
      make({ key, task, ask, file, document }),
    ] as const
  return [
    pair('request', (one) => get(paths.request(one.key))),
    pair('map', (one) => get(paths.requestMap(one.key))),
    pair('file', (one) => get(paths.file(one.file))),
    pair('document', (one) => get(paths.document(one.document))),
    pair('task', (one) => get(paths.task(one.task))),
    pair('message', (one) => post(paths.requestComments(one.key), { body: 'سلام' })),
    pair('withdrawal', (one) => post(paths.withdrawal(one.key), {})),
    pair('answer', (one) => post(paths.askAnswer(one.ask), { message: 'سلام' })),
    pair('completion', (one) =>
      post(paths.taskCompletion(one.task), { outcome: 'complete', card_confirmed: 'returned' }),
    ),
    pair('assignment', (one) => post(paths.taskAssignment(one.task), { to: 'me' })),
    pair('ask', (one) => post(paths.taskAsks(one.task), { message: 'سلام' })),
    pair('return', (one) => post(paths.taskReturn(one.task), { to: 'education_review', reason: 'سلام' })),
    pair('note', (one) => post(paths.taskComments(one.task), { audience: 'offices', body: 'سلام' })),
  ]
}

const STRANGERS = ['other', 'elsewhere', 'faculty2', 'past', 'admin']

/** What a page says, without the nonce that is new each time. */
const said = (page: Page) => ({
  status: page.status,
  bytes: page.bytes.length,
  headers: [...page.headers].filter(([name]) => name !== 'content-security-policy').toSorted(),
  text: page.html
    .replaceAll(/nonce" content="[^"]*"/g, '')
    .replace(/<input type="hidden" name="back" value="[^"]*"/g, ''),
})

test('they answer with the same status, headers and bytes', async () => {
  for (const role of STRANGERS)
    for (const [name, theirs, none] of pairs()) {
      const [first, second] = [said(await theirs(stage.as(role))), said(await none(stage.as(role)))]
      expect(first.status, `${role} ${name}`).toBe(404)
      expect(first, `${role} ${name}`).toEqual(second)
    }
})

/** One of each road to a refusal; the other forms of a task go the way of its completion. */
const TIMED = ['request', 'file', 'task', 'answer', 'completion']

test('they take the same time', { timeout: 240_000 }, async () => {
  const client = stage.as('faculty2')
  const spent = async (ask: Ask) => {
    const start = process.hrtime.bigint()
    await ask(client)
    return Number(process.hrtime.bigint() - start) / 1e6
  }
  for (const [name, theirs, none] of pairs().filter(([one]) => TIMED.includes(one))) {
    const times: [number[], number[]] = [[], []]
    // In turn, so that whatever else the machine does falls on both.
    for (let round = 0; round < 100; round++) {
      times[0].push(await spent(theirs))
      times[1].push(await spent(none))
    }
    const [first, second] = times.map((all) => median(all)) as [number, number]
    expect(Math.max(first, second) / Math.min(first, second), `${name}: ${first} and ${second} ms`).toBeLessThan(2)
  }
})

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
