import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { granted, openClearance, openTask, pageOf, walk } from '../../test/support/clearance.js'
import { VISITOR } from '../../test/support/sign-in.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import type { DirectoryEntry } from '../desk/directory.js'
import { syncWhenDue } from '../jobs/sync.js'
import { checkAudit } from '../store/audit.js'
import { personById, savePerson } from '../store/people.js'
import { syncRun } from '../store/sync-runs.js'
import { assignTask } from './assign-task.js'
import type { Desk } from './desk.js'
import { withRules } from './grants.js'
import { signIn } from './sign-in.js'
import { sendBack } from './send-back.js'
import { orderSync, syncPeople, type SyncOrder } from './sync.js'

let t: TestDesk
/** What the directory has now; null when it is down. */
let listed: readonly DirectoryEntry[] | null
let all: readonly DirectoryEntry[]
let desk: Desk

beforeAll(async () => {
  t = await openTestDesk()
  all = (await t.desk.directory.listing?.everyone()) ?? []
  desk = { ...t.desk, directory: { ...t.desk.directory, listing: { everyone: async () => listed, ids: '^demo:' } } }
})
afterAll(() => t.close())
beforeEach(async () => {
  listed = all
  await syncPeople(desk, { dry: false, yes: 'all' })
})

const run = async (order: Partial<SyncOrder> = {}) =>
  granted(await syncPeople(desk, { dry: false, yes: null, ...order }))
const without = (...names: readonly string[]) => all.filter((one) => !names.includes(one.username))
const changed = (name: string, over: Partial<DirectoryEntry>) =>
  (listed ?? []).map((one) => (one.directoryId === `demo:${name}` ? { ...one, ...over } : one))
const rowOf = (name: string) =>
  desk.db.selectFrom('person').selectAll().where('directory_id', '=', `demo:${name}`).executeTakeFirstOrThrow()
const snapshot = async () => ({
  people: await desk.db.selectFrom('person').selectAll().orderBy('id').execute(),
  memberships: await desk.db.selectFrom('membership').selectAll().orderBy('person_id').orderBy('office').execute(),
  sessions: await desk.db.selectFrom('session').select('id').execute(),
  tasks: await desk.db.selectFrom('task').select(['id', 'assignee_id', 'revision']).orderBy('id').execute(),
})
const auditOf = async (kind: string) =>
  (await desk.db.selectFrom('audit').select(['kind', 'person_id', 'by_id', 'data']).where('kind', '=', kind).execute())
    .length

describe('the sync', () => {
  test('the demo people have by their groups what they have: nothing changes', async () => {
    const before = await snapshot()
    expect(await run()).toMatchObject({
      state: 'done',
      lines: [],
      counts: { joined: 0, changed: 0, left: 0, returned: 0 },
    })
    expect(await snapshot()).toEqual(before)
    const khosravi = await t.person('khosravi')
    granted(await signIn(desk, { username: 'khosravi', password: 'mizban-demo', visitor: VISITOR, replaces: null }))
    expect((await t.person('khosravi')).memberships).toEqual(khosravi.memberships)
  })

  test('who left has no session and no right, their task goes back, and nothing of theirs is lost', async () => {
    const key = await openClearance(t, 'niloofar')
    await walk(t, 'niloofar', key, 'nutrition')
    const [owner, khosravi] = [await t.person('niloofar'), await t.person('khosravi')]
    const task = await openTask(t, owner, key, 'nutrition')
    granted(await assignTask(desk, khosravi, { task: task.id, once: desk.newId(), to: 'me' }))
    granted(await signIn(desk, { username: 'khosravi', password: 'mizban-demo', visitor: VISITOR, replaces: null }))
    await desk.db
      .insertInto('membership')
      .values({ person_id: khosravi.id, office: 'it', role: 'expert', source: 'hand', given_by: owner.id })
      .execute()

    listed = without('khosravi')
    expect(await run()).toMatchObject({ state: 'done', released: 1, counts: { left: 1 } })
    expect(await personById(desk.db, khosravi.id, desk.now())).toBe(null)
    expect(await rowOf('khosravi')).toMatchObject({ active: false, left_at: new Date(desk.now()) })
    const { sessions, memberships } = await snapshot()
    expect(sessions).toEqual([])
    expect(memberships.filter((one) => one.person_id === khosravi.id).map((one) => one.source)).toEqual(['hand'])
    expect((await openTask(t, owner, key, 'nutrition')).assignee).toBe(null)
    expect((await pageOf(t, owner, key))?.events.some((one) => one.kind === 'assignee-left')).toBe(true)

    listed = all
    expect(await run()).toMatchObject({ counts: { returned: 1 } })
    expect((await t.person('khosravi')).memberships).toEqual(
      expect.arrayContaining([{ office: 'nutrition', role: khosravi.memberships[0]?.role, for: null }]),
    )
    expect([await auditOf('person-left'), await auditOf('person-returned')]).toEqual([1, 1])
    expect(await checkAudit(desk.db)).toMatchObject({ whole: true })
    await desk.db.deleteFrom('membership').where('source', '=', 'hand').execute()
  })

  test('an expert who has left does not get the task they were named for, when a request comes back to it', async () => {
    const key = await openClearance(t, 'peyman')
    await walk(t, 'peyman', key, 'disciplinary')
    const owner = await t.person('peyman')
    listed = without('kazemi')
    await run()
    granted(
      await sendBack(desk, await t.person('shakeri'), {
        task: (await openTask(t, owner, key)).id,
        once: desk.newId(),
        to: 'affairs_review',
        reason: 'برگ فرهنگی نیست.',
        keep: true,
      }),
    )
    expect(await openTask(t, owner, key)).toMatchObject({ element: 'affairs_review', assignee: null })
  })

  test('a rename, a new name, a closed account, two who swap their names: in one run', async () => {
    const [mina, kazem] = [await rowOf('mina'), await rowOf('kazem')]
    listed = changed('mina', { username: 'kazem', name: { fa: 'مینا یزدانی\u200cپور', en: 'Mina' } })
    listed = changed('kazem', { username: 'mina' })
    listed = changed('peyman', { open: false })
    expect(await run()).toMatchObject({ state: 'done', counts: { changed: 2, left: 1 } })
    expect(await rowOf('mina')).toMatchObject({
      id: mina.id,
      username: 'kazem',
      name: { fa: 'مینا یزدانی\u200cپور', en: 'Mina' },
    })
    expect(await rowOf('kazem')).toMatchObject({ id: kazem.id, username: 'mina' })
    expect(await rowOf('peyman')).toMatchObject({ active: false })
  })

  test('somebody signs in under a name that was another’s', async () => {
    const people = await Promise.all(['mina', 'kazem'].map(rowOf))
    const mina = all.find((one) => one.username === 'mina')
    if (!mina) throw new Error('nobody')
    await desk.db
      .transaction()
      .execute((tx) => savePerson(tx, { ...mina, username: 'kazem', memberships: [], administrator: false }))
    expect((await rowOf('mina')).username).toBe('kazem')
    expect((await rowOf('kazem')).username).toMatch(/^kazem~/)
    await run()
    expect((await Promise.all(['mina', 'kazem'].map(rowOf))).map((one) => [one.id, one.username])).toEqual(
      people.map((one) => [one.id, one.username]),
    )
  })

  test('a dry run says it all and does nothing', async () => {
    listed = without('mina', 'kazem', 'peyman')
    const before = await snapshot()
    const done = await run({ dry: true })
    expect(done).toMatchObject({ state: 'planned', reason: 'too-many', counts: { left: 3 } })
    expect(done.lines.map((one) => one.username).sort()).toEqual(['kazem', 'mina', 'peyman'])
    expect(await snapshot()).toEqual(before)
  })

  test('a directory that does not answer changes nothing', async () => {
    const before = await snapshot()
    listed = null
    expect(await run()).toMatchObject({ state: 'failed', reason: 'directory-down' })
    expect(await snapshot()).toEqual(before)
  })

  test('an empty directory is held, not obeyed', async () => {
    const before = await snapshot()
    listed = []
    expect(await run()).toMatchObject({ state: 'held', counts: { left: all.length } })
    expect(await snapshot()).toEqual(before)
  })
})

describe('the brake', () => {
  const order = async (who: string, yes: number | null, once = desk.newId()) =>
    orderSync(desk, await t.person(who), { dry: false, yes, once })

  test('too many at once wait for a yes, which is a yes to these people', async () => {
    listed = without('mina', 'kazem', 'peyman')
    const held = await run()
    expect(held.state).toBe('held')
    const first = await auditOf('sync-held')
    await run()
    expect(await auditOf('sync-held')).toBe(first) // the same again is no news
    listed = without('mina', 'kazem', 'peyman', 'noor', 'taha', 'sara')
    const more = granted(await order('admin', held.run))
    expect(more.state).toBe('held')
    const once = desk.newId()
    const twice = await Promise.all([order('admin', more.run, once), order('admin', more.run, once)])
    expect(twice.map((one) => granted(one).state)).toEqual(['done', 'done'])
    expect(granted(twice[0]).run).toBe(granted(twice[1]).run)
    expect((await rowOf('taha')).active).toBe(false)
    expect(await order('admin', granted(twice[0]).run)).toMatchObject({ code: 'stale' })
  })

  test('nobody but an administrator may start one', async () => {
    expect(await order('khosravi', null)).toMatchObject({ ok: false, code: 'not-found' })
  })
})

test('by itself it runs when the last run is long enough ago, and tells who runs the desk when it is held', async () => {
  const told: string[] = []
  const due = () => syncWhenDue(desk, 60, (line) => told.push(line))
  expect(await due()).toBe(false)
  t.pass(61 * 60_000)
  listed = []
  expect([await due(), await due()]).toEqual([true, false])
  expect(told).toEqual([expect.stringMatching(/^sync \d+: held, too-many$/)])
  expect(await syncWhenDue(desk, 0, () => {})).toBe(false)
})

test('1,600 students join in a few seconds, a hundred change in less, and what a run tells stays short', async () => {
  const students = Array.from({ length: 1_600 }, (_, index): DirectoryEntry => {
    const username = `st${String(index).padStart(5, '0')}`
    return {
      directoryId: `demo:${username}`,
      username,
      name: { fa: `دانشجو ${index}`, en: `Student ${index}` },
      honorific: null,
      title: null,
      faculty: 'nursing',
      email: null,
      mobile: null,
      facts: { source: { fa: 'آزمون', en: 'test' }, date: '2026-11-24', values: { student_no: username } },
      groups: ['all-students', ...(index === 7 ? ['desk-it-experts'] : [])],
      open: true,
    }
  })
  const timed = async (list: readonly DirectoryEntry[]) => {
    listed = [...all, ...list]
    const from = performance.now()
    const done = await run()
    return { done, ms: Math.round(performance.now() - from) }
  }
  const first = await timed(students)
  const second = await timed(students)
  const third = await timed(students.map((one, index) => (index < 100 ? { ...one, faculty: 'medicine' } : one)))
  console.log(`1,600 join in ${first.ms} ms, none change in ${second.ms} ms, 100 change in ${third.ms} ms`)
  expect(first.done.counts).toMatchObject({ joined: 1_600 })
  expect(second.done.lines).toEqual([])
  expect(third.done.counts).toMatchObject({ changed: 100 })
  expect(first.ms).toBeLessThan(15_000)
  expect(second.ms).toBeLessThan(8_000)
  expect((await syncRun(desk.db, first.done.run))?.lines.length).toBe(100)
  expect((await t.person('st00007')).memberships).toEqual([{ office: 'it', role: 'expert', for: null }])
})

test('rights by hand and local accounts are none of the directory’s business', async () => {
  const local = { directoryId: 'local:root', honorific: null, title: null, faculty: null, email: null, mobile: null }
  const more = {
    username: 'root',
    name: { fa: 'ریشه', en: 'Root' },
    facts: null,
    groups: [],
    memberships: [],
    administrator: true,
  }
  const id = await desk.db.transaction().execute((tx) => savePerson(tx, { ...local, ...more }))
  await desk.db.updateTable('person').set({ administrator: true }).where('directory_id', '=', 'demo:sara').execute()
  await run()
  expect(await personById(desk.db, id, desk.now())).toMatchObject({ administrator: true, username: 'root' })
  expect((await rowOf('sara')).administrator).toBe(true)
  // Even when a group makes them administrators as well, and later does not.
  listed = changed('sara', { groups: ['desk-administrators'] })
  await run()
  listed = all
  await run()
  expect((await rowOf('sara')).administrator).toBe(true)
  const rules = withRules(desk.db, desk.university, desk.directory)
  expect(await rules.check('admin', 'mizban-demo')).toMatchObject({ person: { administrator: true } })
})
