import { Attribute, Change, Client } from 'ldapts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { activeDirectory } from '../../src/adapters/directory/active-directory.js'
import type { Desk } from '../../src/commands/desk.js'
import { withRules } from '../../src/commands/grants.js'
import { syncPeople, type SyncOrder } from '../../src/commands/sync.js'
import { granted } from '../support/clearance.js'
import { clientOf } from '../support/client.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { BASE, loopback, PASSWORD, settingsFor, startController, type Controller } from '../support/samba/samba.js'

let t: TestDesk
let dc: Controller
/** The domain's own administrator, who changes things there. */
let domain: Client
let desk: Desk

beforeAll(async () => {
  dc = await startController(loopback(4))
  const opened = await openTestDesk()
  const directory = activeDirectory(settingsFor(dc, [dc.ldaps]), opened.desk.university.directory, Date.now, () => {})
  desk = { ...opened.desk, directory: withRules(opened.desk.db, opened.desk.university, directory) }
  t = { ...opened, desk }
  const { ca } = settingsFor(dc, [])
  domain = new Client({ url: dc.ldaps, timeout: 20_000, tlsOptions: ca === null ? {} : { ca } })
  await domain.bind('administrator@uni.test', 'Adm1n-Passw0rd!')
})
afterAll(async () => {
  await domain.unbind()
  await t.close()
  await dc.stop()
})

const run = async (order: Partial<SyncOrder> = {}) =>
  granted(await syncPeople(desk, { dry: false, yes: null, ...order }))
const person = (username: string) =>
  desk.db.selectFrom('person').selectAll().where('username', '=', username).executeTakeFirstOrThrow()
const put = (dn: string, type: string, ...values: string[]) =>
  domain.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) }))
const rename = async (dn: string, username: string) => {
  await put(dn, 'userPrincipalName', `${username}@uni.test`)
  await put(dn, 'sAMAccountName', username)
}
const staff = (name: string) => `CN=${name},OU=Staff,OU=Daneshgah,${BASE}`
const student = (index: number) => `CN=دانشجو ${String(index).padStart(5, '0')},OU=Students,OU=Daneshgah,${BASE}`

test('everybody of the search base joins; the demo’s people are none of its business', async () => {
  const from = performance.now()
  const first = await run()
  console.log(`${first.counts?.joined} people joined in ${Math.round(performance.now() - from)} ms`)
  expect(first).toMatchObject({ state: 'done', counts: { joined: 1_628, changed: 0, left: 0 } })
  expect(performance.now() - from).toBeLessThan(20_000)
  expect(await run()).toMatchObject({ lines: [] })
  expect((await person('sara')).active).toBe(true)
  expect(await person('st00007')).toMatchObject({ faculty: 'medicine', facts: { values: { student_no: '400000007' } } })
})

test('who signs in is whom the sync knows, with the offices of their groups, nested ones too', async () => {
  const before = await person('a.rezaei')
  const client = await clientOf(t, null)
  const answer = await client.post('/sessions', { username: 'A.Rezaei@uni.test', password: PASSWORD })
  expect([answer.status, answer.to]).toEqual([303, '/work'])
  expect((await person('a.rezaei')).id).toBe(before.id)
  expect((await t.person('a.rezaei')).memberships).toEqual([{ office: 'education:nursing', role: 'head', for: null }])
  expect((await t.person('s.admin')).administrator).toBe(true)
  expect(await run()).toMatchObject({ lines: [] }) // the sign-in and the sync say the same
})

test('a rename, a move, a closed account, a group more, and two who swap their names', async () => {
  const ids = Object.fromEntries(
    await Promise.all(
      ['a.rezaei', 'm.hosseini', 't.user00', 't.user01', 't.user02', 't.user03'].map(
        async (name) => [name, (await person(name)).id] as const,
      ),
    ),
  )
  const archive = `CN=علی رضایی\u200cفر,OU=Archive,OU=Daneshgah,${BASE}`
  await domain.modifyDN(staff('علی رضایی'), archive)
  await rename(archive, 'a.rezaeifar')
  await put(archive, 'displayName', 'علی رضایی\u200cفر')
  await put(staff('کاربر سنجش 00'), 'userAccountControl', '514')
  await rename(staff('کاربر سنجش 01'), 't.swap')
  await rename(staff('کاربر سنجش 02'), 't.user01')
  await rename(staff('کاربر سنجش 01'), 't.user02')
  const group = `CN=desk-education-nursing-experts,OU=Groups,OU=Daneshgah,${BASE}`
  await put(group, 'member', staff('کاربر سنجش 03'))

  const done = await run()
  expect(done).toMatchObject({ state: 'done', counts: { left: 1, joined: 0 } })
  expect(await person('a.rezaeifar')).toMatchObject({ id: ids['a.rezaei'], name: { fa: 'علی رضایی\u200cفر' } })
  expect((await person('t.user01')).id).toBe(ids['t.user02'])
  expect((await person('t.user02')).id).toBe(ids['t.user01'])
  expect(await person('t.user00')).toMatchObject({ id: ids['t.user00'], active: false })
  expect((await t.person('t.user03')).memberships).toEqual([{ office: 'education:nursing', role: 'expert', for: null }])
  expect((await t.person('m.hosseini')).memberships).toEqual([])

  await put(staff('کاربر سنجش 00'), 'userAccountControl', '512')
  expect(await run()).toMatchObject({ counts: { returned: 1 } })
  expect(await person('t.user00')).toMatchObject({ id: ids['t.user00'], active: true, left_at: null })
})

test('many who are gone at once are held, until somebody says yes to them', async () => {
  for (let index = 0; index < 21; index += 1) await domain.del(student(index))
  const held = await run()
  expect(held).toMatchObject({ state: 'held', reason: 'too-many', counts: { left: 21 } })
  expect((await person('st00000')).active).toBe(true)
  expect(await run({ dry: true })).toMatchObject({ state: 'planned', reason: 'too-many' })
  expect(await run({ yes: held.run })).toMatchObject({ state: 'done', counts: { left: 21 } })
  expect((await person('st00000')).active).toBe(false)
})

test('a controller that goes away in the middle of things changes nothing', async () => {
  dc.freeze()
  try {
    const before = await desk.db.selectFrom('person').select(['id', 'active']).orderBy('id').execute()
    expect(await run()).toMatchObject({ state: 'failed', reason: 'directory-down' })
    expect(await desk.db.selectFrom('person').select(['id', 'active']).orderBy('id').execute()).toEqual(before)
  } finally {
    dc.thaw()
  }
})
