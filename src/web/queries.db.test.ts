import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, openClearance, walk } from '../../test/support/clearance.js'
import { clientOf } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { addComment } from '../commands/add-comment.js'
import { addParticipants } from '../commands/participants.js'
import { paths } from './paths.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

test('the page of a request asks the database as often, however much was said and done', async () => {
  const count = { n: 0 }
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count.n += 1
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const desk = { ...t.desk, db: t.desk.db.withPlugin(plugin) }
  const key = await openClearance(t, 'sara')
  const queries = async () => {
    const sara = await clientOf({ ...t, desk }, 'sara')
    await sara.get(paths.request(key))
    count.n = 0
    expect((await sara.get(paths.request(key))).status).toBe(200)
    return count.n
  }
  const fresh = await queries()
  const owner = await t.person('sara')
  await walk(t, 'sara', key, 'loan_fund')
  for (let once = 0; once < 5; once += 1)
    granted(
      await addComment(t.desk, owner, {
        key,
        once: `c${once}`,
        body: 'سلام',
        internal: false,
        office: null,
        files: [],
      }),
    )
  // Nobody has done anything of it yet when it is fresh, so no name is looked up.
  expect(await queries()).toBe(fresh + 1)
  granted(await addParticipants(t.desk, owner, { key, once: 'p', people: ['niloofar'] }))
  expect(await queries()).toBe(fresh + 2)
  await walk(t, 'sara', key, null)
  // How long steps usually take is asked while it is open, how it was when it has ended.
  expect([fresh, await queries()]).toEqual([15, 17])
})
