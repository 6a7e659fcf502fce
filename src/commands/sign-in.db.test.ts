import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditAfter, closeAccount, lastAudit, sha256, VISITOR, withDirectory } from '../../test/support/sign-in.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { personBySession } from '../store/people.js'
import { ownSessions } from '../store/sessions.js'
import { createLocalAccount } from './local-account.js'
import { signIn, type SigningIn } from './sign-in.js'
import { revokeSession, signOut, signOutEverywhere } from './sign-out.js'
import type { Desk, DirectoryRefusal } from './desk.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const MINUTE = 60_000
const PASSWORD = 'mizban-demo'
const as = (username: string, password = PASSWORD, more: Partial<SigningIn> = {}): SigningIn => ({
  username,
  password,
  visitor: VISITOR,
  replaces: null,
  ...more,
})
const tokenOf = async (desk: Desk, input: SigningIn): Promise<string> => {
  const result = await signIn(desk, input)
  if (!result.ok) throw new Error(result.code)
  return result.token
}
const who = async (token: string) => (await personBySession(t.desk.db, sha256(token), t.desk.now()))?.username ?? null

test('a token set before sign-in is never adopted, and the one before it ends', async () => {
  const planted = 'x'.repeat(43)
  const first = await tokenOf(t.desk, as('sara', PASSWORD, { replaces: planted }))
  expect(first).not.toBe(planted)
  expect([await who(planted), await who(first)]).toEqual([null, 'sara'])
  const second = await tokenOf(t.desk, as('mina', PASSWORD, { replaces: first }))
  expect([await who(first), await who(second)]).toEqual([null, 'mina'])
  const kept = await t.desk.db.selectFrom('session').select('token_hash').execute()
  expect(JSON.stringify(kept)).not.toContain(second)
})

test('a session ends an hour after its last use, twelve hours after it began, and with the account', async () => {
  const token = await tokenOf(t.desk, as('sara'))
  const used = async () =>
    (
      await t.desk.db
        .selectFrom('session')
        .select('used_at')
        .where('token_hash', '=', sha256(token))
        .executeTakeFirstOrThrow()
    ).used_at.getTime()
  const opened = t.desk.now()
  t.pass(59_000)
  expect(await who(token)).toBe('sara')
  expect(await used(), 'written down at most once a minute').toBe(opened)
  t.pass(2_000)
  expect(await who(token)).toBe('sara')
  expect(await used()).toBe(opened + 61_000)
  for (let hour = 0; hour < 11; hour++) {
    t.pass(59 * MINUTE)
    expect(await who(token)).toBe('sara')
  }
  t.pass(59 * MINUTE)
  expect(await who(token), 'in use all day, it lasts twelve hours').toBe('sara')
  t.pass(12 * MINUTE)
  expect(await who(token)).toBeNull()
  const idle = await tokenOf(t.desk, as('sara'))
  t.pass(60 * MINUTE)
  expect(await who(idle)).toBeNull()
  t.pass(-MINUTE)
  expect(await who(idle), 'asking for an ended session did not renew it').toBe('sara')
  await closeAccount(t, 'sara')
  expect(await who(idle), 'and with the account').toBeNull()
  await t.desk.db.updateTable('person').set({ active: true, left_at: null }).where('username', '=', 'sara').execute()
  t.pass(MINUTE)
})

test('own sessions are listed and ended, one or all, and nobody ends those of others', async () => {
  const [one, two, other] = [
    await tokenOf(t.desk, as('alireza')),
    await tokenOf(t.desk, as('alireza', PASSWORD, { visitor: { address: '127.0.0.8', device: 'chrome/android' } })),
    await tokenOf(t.desk, as('mina')),
  ]
  const [alireza, mina] = [await t.person('alireza'), await t.person('mina')]
  const list = await ownSessions(t.desk.db, alireza.id, sha256(one), t.desk.now(), 60 * MINUTE)
  expect(list.map(({ here, device, address, method }) => [here, device, address, method])).toEqual([
    [true, 'firefox/linux', '127.0.0.9', 'password'],
    [false, 'chrome/android', '127.0.0.8', 'password'],
  ])
  const second = list[1]?.id ?? 0
  expect((await revokeSession(t.desk, mina, VISITOR, second)).ok).toBe(false)
  expect(await who(two)).toBe('alireza')
  expect((await revokeSession(t.desk, alireza, VISITOR, second)).ok).toBe(true)
  expect([await who(one), await who(two)]).toEqual(['alireza', null])
  const three = await tokenOf(t.desk, as('alireza'))
  await signOutEverywhere(t.desk, alireza, VISITOR)
  expect([await who(one), await who(three), await who(other)]).toEqual([null, null, 'mina'])
})

test('every way in and out, and every refusal, is in the audit log: by person, and without what was typed', async () => {
  const from = await lastAudit(t)
  const sara = await t.person('sara')
  await signIn(t.desk, as('sara', 'hunter2-secret'))
  await signIn(t.desk, as('P4ssw0rd-typed-as-name', 'x-secret'))
  const token = await tokenOf(t.desk, as('sara'))
  await signOut(t.desk, VISITOR, token)
  await signOut(t.desk, VISITOR, token)
  const lines = await auditAfter(t, from)
  expect(lines.map(({ kind, by, person, address }) => [kind, by, person, address])).toEqual([
    ['sign-in-refused', null, sara.id, '127.0.0.9'],
    ['sign-in-refused', null, null, '127.0.0.9'],
    ['signed-in', sara.id, sara.id, '127.0.0.9'],
    ['signed-out', sara.id, sara.id, '127.0.0.9'],
  ])
  expect(JSON.stringify(lines)).not.toMatch(/secret|typed-as-name|mizban-demo/i)
  expect(JSON.stringify(lines)).not.toContain(token)
})

test('what the directory refuses is refused in the same words, and a directory that is down lets nobody in', async () => {
  const codes: readonly DirectoryRefusal[] = [
    'wrong-credentials',
    'password-expired',
    'password-must-change',
    'account-disabled',
    'account-expired',
    'account-locked',
    'outside-hours',
    'other-workstation',
  ]
  for (const why of codes) {
    const result = await signIn(
      withDirectory(t.desk, () => ({ kind: 'refused', why })),
      as(`somebody-${why}`),
    )
    expect(result).toMatchObject({ ok: false, code: why })
  }
  const session = await tokenOf(t.desk, as('sara'))
  const down = withDirectory(t.desk, () => ({ kind: 'down' }))
  for (let turn = 0; turn < 20; turn++)
    expect(await signIn(down, as('sara')), 'no try is counted').toMatchObject({ ok: false, code: 'directory-down' })
  expect(await who(session), 'who is in stays in').toBe('sara')
})

test('local names go to local accounts only, all others to the directory only', async () => {
  const asked: string[] = []
  const listening = withDirectory(t.desk, (username) => {
    asked.push(username)
    return { kind: 'refused', why: 'wrong-credentials' }
  })
  const password = 'willow candle river 7'
  const name = { fa: 'مدیر', en: 'Administrator' }
  expect(await createLocalAccount(t.desk, { username: 'root@local', name, password: 'password1234567' })).toBe('common')
  expect(await createLocalAccount(t.desk, { username: 'root', name, password })).toBe('bad-name')
  expect(await createLocalAccount(t.desk, { username: 'root@local', name, password })).toBeNull()
  expect(await createLocalAccount(t.desk, { username: 'root@local', name, password })).toBe('taken')
  const root = await signIn(listening, as(' Root@LOCAL ', password))
  expect(root).toMatchObject({ ok: true, person: { username: 'root@local', administrator: true } })
  expect(await signIn(listening, as('root@local', 'wrong but long enough'))).toMatchObject({
    code: 'wrong-credentials',
  })
  expect(asked).toEqual([])
  await signIn(listening, as('root', password))
  expect(asked).toEqual(['root'])
  // A directory that hands out such a name is not believed.
  const claiming = withDirectory(t.desk, () => ({
    kind: 'found',
    person: {
      directoryId: 'evil',
      username: 'root@local',
      name,
      honorific: null,
      title: null,
      faculty: null,
      email: null,
      mobile: null,
      administrator: false,
      facts: null,
      groups: [],
      memberships: [],
    },
  }))
  expect(await signIn(claiming, as('someone', password))).toMatchObject({ code: 'wrong-credentials' })
  const kept = await t.desk.db.selectFrom('local_account').select('hash').execute()
  expect(kept[0]?.hash).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
})

test('five wrong passwords, then a wait that doubles; the directory is not asked meanwhile, and success begins anew', async () => {
  let asked = 0
  const desk = withDirectory(t.desk, (username, password) => {
    asked += 1
    return t.desk.directory.check(username, password)
  })
  const guess = () => signIn(desk, as('peyman', 'guess'))
  for (let turn = 0; turn < 5; turn++) expect(await guess()).toMatchObject({ code: 'wrong-credentials' })
  const wait = await guess()
  expect(wait).toMatchObject({ code: 'too-many-attempts', detail: { until: String(t.desk.now() + 30_000) } })
  expect(await signIn(desk, as('UNI\\Peyman')), 'by any of its names, with the right password too').toMatchObject({
    code: 'too-many-attempts',
  })
  expect(asked).toBe(5)
  t.pass(30_000)
  expect(await guess()).toMatchObject({ code: 'wrong-credentials' })
  expect(await guess()).toMatchObject({ detail: { until: String(t.desk.now() + 60_000) } })
  t.pass(60_000)
  expect((await signIn(desk, as('peyman'))).ok).toBe(true)
  for (let turn = 0; turn < 5; turn++) expect(await guess()).toMatchObject({ code: 'wrong-credentials' })
  t.pass(86_400_000)
})

test('twenty guesses at once are twenty guesses', async () => {
  let asked = 0
  const desk = withDirectory(t.desk, async () => {
    asked += 1
    await new Promise((resolve) => setTimeout(resolve, 20))
    return { kind: 'refused', why: 'wrong-credentials' }
  })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => signIn(desk, as('zahra', `guess ${turn}`))))
  expect(asked).toBe(5)
  expect(answers.filter((one) => !one.ok && one.code === 'too-many-attempts')).toHaveLength(15)
  t.pass(86_400_000)
})

test('many names from one address: a hundred failures in a quarter of an hour; other addresses go on', async () => {
  const wrong = withDirectory(t.desk, () => ({ kind: 'refused', why: 'wrong-credentials' }))
  const visitor = { address: '2001:db8::1', device: '' }
  for (let turn = 0; turn < 100; turn++)
    expect((await signIn(wrong, as(`name-${turn}`, 'x', { visitor }))).ok).toBe(false)
  const neighbour = { address: '2001:db8::2', device: '' }
  expect(await signIn(t.desk, as('sara', PASSWORD, { visitor: neighbour }))).toMatchObject({
    code: 'too-many-attempts',
  })
  expect((await signIn(t.desk, as('sara'))).ok).toBe(true)
  t.pass(15 * MINUTE)
  for (let turn = 0; turn < 120; turn++)
    expect((await signIn(t.desk, as('sara', PASSWORD, { visitor }))).ok, 'a lecture hall signs in').toBe(true)
}, 120_000)

test('10,000 names and passwords of chance: never an error, never a session, and soon not asked any more', async () => {
  let asked = 0
  const desk = withDirectory(t.desk, (username, password) => {
    asked += 1
    return t.desk.directory.check(username, password)
  })
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '',
      ' ',
      '\0',
      'sara\0',
      '\u202esara',
      '\ud800',
      '👩🏽‍🎓',
      "' or 1=1 --",
      '*)(uid=*',
      'سارا',
      'x'.repeat(100_000),
      'root@local\u200f@local',
      'constructor',
      '__proto__',
    ),
  )
  const before = await t.desk.db.selectFrom('session').select('id').execute()
  const tries = fc.sample(fc.tuple(text, text), 10_000)
  const codes = new Map<string, number>()
  for (const [username, password] of tries) {
    // Local names cost a third of a second each on purpose; a few of them are in the list above.
    if (/@local$/i.test(username) && asked > 50) continue
    const result = await signIn(desk, as(username, password))
    const code = result.ok ? 'let in' : result.code
    codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  expect([...codes.keys()].sort()).toEqual(['too-many-attempts', 'wrong-credentials'])
  expect(asked).toBeLessThanOrEqual(100)
  const counts = await t.desk.db.selectFrom('attempt').select('key').execute()
  expect(counts.length, 'names that were not asked about leave nothing').toBeLessThan(500)
  expect(codes.get('too-many-attempts')).toBeGreaterThan(5_000)
  expect(await t.desk.db.selectFrom('session').select('id').execute()).toHaveLength(before.length)
}, 180_000)

test('known and unknown names take the same time: directory and local accounts', async () => {
  t.pass(86_400_000)
  const slow = withDirectory(t.desk, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { kind: 'refused', why: 'wrong-credentials' }
  })
  const names: readonly string[] = (await t.desk.db.selectFrom('person').select('username').execute()).map(
    (row) => row.username,
  )
  const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  const measure = async (list: readonly string[], turns: number) => {
    const times = new Map(list.map((name) => [name, [] as number[]]))
    for (let turn = 0; turn < turns; turn++) {
      for (const name of list) {
        const from = performance.now()
        await signIn(slow, as(name, 'wrong password here', { visitor: { address: '', device: '' } }))
        times.get(name)?.push(performance.now() - from)
      }
    }
    return list.map((name) => median(times.get(name) ?? []))
  }
  const known = names.filter((name) => !name.endsWith('@local')).slice(0, 12)
  const pairs = known.flatMap((name) => [name, `nobody-${name}`])
  const times = await measure(pairs, 4)
  const [here = 0, nowhere = 0] = [0, 1].map((rest) => median(times.filter((_, index) => index % 2 === rest)))
  // Measured in turns, so that a busy machine is busy for both.
  expect(Math.abs(here - nowhere)).toBeLessThan(Math.max(8, 0.4 * Math.max(here, nowhere)))
  const [root = 0, none = 0] = await measure(['root@local', 'toor@local'], 5)
  expect(Math.min(root, none), 'both cost a whole scrypt').toBeGreaterThan(50)
  expect(Math.abs(root - none) / Math.max(root, none)).toBeLessThan(0.5)
}, 120_000)
