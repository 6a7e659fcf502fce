import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClearance } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { addComment } from '../commands/add-comment.js'
import { transaction } from '../commands/desk.js'
import { numberEvents } from '../jobs/event-stream.js'
import { eventsAfter } from './event-stream.js'
import { recordEvents, requestFor } from './requests.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

async function comment(username: string, key: string): Promise<void> {
  const person = await t.person(username)
  const input = { key, once: t.desk.newId(), body: 'سلام', internal: false, office: null, files: [] }
  const result = await addComment(t.desk, person, input)
  if (!result.ok) throw new Error(result.code)
}

async function read(username: string, after: number): Promise<{ kinds: readonly string[]; next: number }> {
  const person = await t.person(username)
  const { items, next } = await eventsAfter(t.desk.db, person, { after, limit: 100 })
  return { kinds: items.map((one) => `${one.key} ${one.kind}`), next }
}

test('what commits late comes late, and nothing is missed by whoever has read on', async () => {
  const [slow, quick] = [await openClearance(t, 'sara'), await openClearance(t, 'mina')]
  await numberEvents(t.desk)
  const start = (await read('sara', 0)).next
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  let told = () => {}
  const begun = new Promise<void>((resolve) => (told = resolve))
  const sara = await t.person('sara')
  // Told first, committed last.
  const late = t.connection.embedded
    ? Promise.resolve()
    : transaction(t.desk, async (tx) => {
        const request = await requestFor(tx, sara, slow, { lock: true })
        if (!request) throw new Error('no request')
        await recordEvents(tx, request, t.desk.now(), [{ kind: 'commented', by: sara.id, office: null }])
        told()
        await held
      })
  if (!t.connection.embedded) await begun
  await comment('mina', quick)
  await numberEvents(t.desk)
  const first = await read('sara', start)
  expect(first.kinds).toEqual([])
  expect((await read('mina', start)).kinds).toEqual([`${quick} commented`])
  release()
  await late
  if (t.connection.embedded) await comment('sara', slow)
  await numberEvents(t.desk)
  expect((await read('sara', first.next)).kinds).toEqual([`${slow} commented`])
})

test('many who number at once give each event one number, without a hole', async () => {
  const key = await openClearance(t, 'peyman')
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      await comment('peyman', key)
      await numberEvents(t.desk)
    }),
  )
  await numberEvents(t.desk)
  const rows = await t.desk.db.selectFrom('event').select(['position', 'seq']).orderBy('position').execute()
  expect(rows.map((row) => Number(row.position))).toEqual(rows.map((_, index) => index + 1))
  const { kinds } = await read('peyman', 0)
  expect(kinds.filter((one) => one.endsWith('commented'))).toHaveLength(12)
})

test('a page is bounded, and leads on', async () => {
  const person = await t.person('peyman')
  const all = await eventsAfter(t.desk.db, person, { after: 0, limit: 100 })
  const walked: number[] = []
  for (let after = 0, end = false; !end;) {
    const page = await eventsAfter(t.desk.db, person, { after, limit: 3 })
    walked.push(...page.items.map((one) => one.position))
    ;({ next: after, end } = page)
  }
  expect(walked).toEqual(all.items.map((one) => one.position))
})
