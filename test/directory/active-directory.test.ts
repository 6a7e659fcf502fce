import { readFileSync } from 'node:fs'
import { Client } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { activeDirectory } from '../../src/adapters/directory/active-directory.js'
import { connected, LISTING } from '../../src/adapters/directory/connection.js'
import { Unreachable } from '../../src/adapters/directory/failover.js'
import { nextRange } from '../../src/adapters/directory/read.js'
import { readInstitution } from '../../src/catalog/institution.js'
import type { Directory, DirectoryAnswer } from '../../src/commands/desk.js'
import type { University } from '../../src/desk/university.js'
import { relay } from '../support/samba/relay.js'
import { makeAuthority } from '../support/samba/certificate.js'
import { BASE, loopback, PASSWORD, settingsFor, startController, type Controller } from '../support/samba/samba.js'

let university: University
let dc: Controller
let desk: Directory
const reports: string[] = []

const directoryOn = (urls: readonly string[], over: Partial<ReturnType<typeof settingsFor>> = {}): Directory =>
  activeDirectory(
    { ...settingsFor(dc, urls), ...over },
    university.directory,
    () => Date.now(),
    (line) => reports.push(line),
  )

beforeAll(async () => {
  university = await readInstitution()
  dc = await startController(loopback(1))
  desk = directoryOn([dc.ldaps])
})
afterAll(() => dc.stop())

const why = (answer: DirectoryAnswer): string => (answer.kind === 'refused' ? answer.why : answer.kind)

describe('who may sign in', () => {
  test.each([
    ['the user name', 'a.rezaei'],
    ['the UPN', 'a.rezaei@uni.test'],
    ['the e-mail', 'a.rezaei@mail.uni.test'],
    ['DOMAIN\\user', 'UNI\\a.rezaei'],
    ['capitals', 'A.Rezaei'],
    ['stray spaces and an invisible mark', ' a.rezaei\u200f '],
  ])('%s is accepted', async (_, typed) => {
    expect(why(await desk.check(typed, PASSWORD))).toBe('found')
  })

  test.each([
    ['wrong password', 'a.rezaei', 'nonsense', 'wrong-credentials'],
    ['nobody', 'no.body', PASSWORD, 'wrong-credentials'],
    ['the display name, which Windows would take', 'علی رضایی', PASSWORD, 'wrong-credentials'],
    ['disabled: 533', 'disabled', PASSWORD, 'account-disabled'],
    ['disabled, wrong password: nothing is told', 'disabled', 'nonsense', 'wrong-credentials'],
    ['expired password: 532', 'pwexpired', PASSWORD, 'password-expired'],
    ['must change: 773', 'mustchange', PASSWORD, 'password-must-change'],
    ['expired account: 701', 'acctexpired', PASSWORD, 'account-expired'],
    ['outside hours: 530', 'badhours', PASSWORD, 'outside-hours'],
    ['other workstation: 531', 'badworkstation', PASSWORD, 'other-workstation'],
    ['a service, not a person', 'svc-desk', 'Svc-Desk-1404!', 'wrong-credentials'],
    ['empty password', 'a.rezaei', '', 'wrong-credentials'],
    ['empty name', '', PASSWORD, 'wrong-credentials'],
    ['a filter in the name', '*)(cn=*', PASSWORD, 'wrong-credentials'],
    ['a star', 'a.reza*', PASSWORD, 'wrong-credentials'],
    ['a null byte', 'a.rezaei\0', 'x', 'wrong-credentials'],
  ])('%s', async (_, name, password, expected) => {
    expect(why(await desk.check(name, password))).toBe(expected)
  })

  test('four wrong passwords lock: 775', async () => {
    for (let tries = 0; tries < 4; tries += 1)
      expect(why(await desk.check('locked', 'nonsense'))).toBe('wrong-credentials')
    expect(why(await desk.check('locked', PASSWORD))).toBe('account-locked')
  })

  test('an unknown name takes about as long as a wrong password', async () => {
    const median = async (name: (round: number) => string) => {
      const times: number[] = []
      for (let round = 0; round < 10; round += 1) {
        const from = performance.now()
        await desk.check(name(round), `wrong ${round}`)
        times.push(performance.now() - from)
      }
      return times.sort((a, b) => a - b)[5] ?? 0
    }
    const unknown = await median((round) => `nobody${round}`)
    const wrong = await median((round) => `t.user${String(round).padStart(2, '0')}`)
    console.log(`unknown name ${unknown.toFixed(1)} ms, wrong password ${wrong.toFixed(1)} ms`)
    expect(Math.abs(unknown - wrong)).toBeLessThan(25)
  })
})

describe('what is told of a person', () => {
  test('names, mobile, faculty, facts, objectGUID and all groups', async () => {
    const answer = await desk.check('a.rezaei', PASSWORD)
    if (answer.kind !== 'found') throw new Error(answer.kind)
    const { person } = answer
    expect(person).toMatchObject({
      username: 'a.rezaei',
      name: { fa: 'علی رضایی' },
      email: 'a.rezaei@mail.uni.test',
      mobile: '+989990000042',
      faculty: 'nursing',
      facts: { values: { first_name: 'علی', last_name: 'رضایی', national_id: '9990000018', faculty: 'nursing' } },
    })
    expect(person.directoryId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(person.groups).toEqual(
      expect.arrayContaining(['desk-education-nursing-heads', 'it-network', 'it-everyone', 'Domain Users']),
    )
  })

  test('a half-space stays', async () => {
    const answer = await desk.check('m.hosseini', PASSWORD)
    expect(answer).toMatchObject({ person: { name: { fa: 'مریم حسینی\u200cنژاد' } } })
  })

  test('everybody: more than a thousand in pages, with the same groups as at sign-in', async () => {
    const from = performance.now()
    const people = (await desk.listing?.everyone()) ?? []
    console.log(`${people.length} people listed in ${Math.round(performance.now() - from)} ms`)
    expect(people.filter((one) => one.username.startsWith('st0')).length).toBe(1600)
    expect(people.some((one) => one.username === 'svc-desk')).toBe(false)
    expect(
      people
        .filter((one) => !one.open)
        .map((one) => one.username)
        .sort(),
    ).toEqual(['acctexpired', 'disabled'])
    for (const name of ['a.rezaei', 'm.hosseini', 's.admin']) {
      const answer = await desk.check(name, PASSWORD)
      const listed = people.find((one) => one.username === name)
      if (answer.kind !== 'found' || !listed) throw new Error(name)
      expect(listed.groups.filter((one) => one !== 'Users')).toEqual(
        answer.person.groups.filter((one) => one !== 'Users'),
      )
      expect(listed.directoryId).toBe(answer.person.directoryId)
    }
  })

  test('a long attribute is read in ranges', async () => {
    const dn = `CN=all-students,OU=Groups,OU=Daneshgah,${BASE}`
    const found = await connected(dc.ldaps, settingsFor(dc, []), LISTING, async (client) => {
      await client.bind(settingsFor(dc, []).bindDn, settingsFor(dc, []).password)
      const first = await nextRange(client, dn, 'member', '0-99')
      const last = await nextRange(client, dn, 'member', '1500-*')
      return [first?.values.length, first?.end, last?.values.length, last?.end]
    })
    expect(found).toEqual([100, 99, 100, null])
  })
})

describe('the way there is encrypted and trusted', () => {
  test('StartTLS', async () => {
    expect(why(await directoryOn([dc.ldap]).check('a.rezaei', PASSWORD))).toBe('found')
  })

  test('a controller of another authority is as good as none', async () => {
    const folder = `${dc.folder}/other`
    makeAuthority(folder)
    const ca = readFileSync(`${folder}/ca.pem`, 'utf8')
    for (const url of [dc.ldaps, dc.ldap])
      expect(why(await directoryOn([url], { ca }).check('a.rezaei', PASSWORD))).toBe('down')
    expect(why(await directoryOn([dc.ldaps], { ca: null }).check('a.rezaei', PASSWORD))).toBe('down')
  })

  test('a controller under a name its certificate has not is as good as none', async () => {
    // All of 127.0.0.0/8 reaches this machine, but Samba listens on one address only; a proxy lends it another.
    const other = await relay(loopback(9), 636, dc.address)
    try {
      expect(why(await directoryOn([`ldaps://${loopback(9)}`]).check('a.rezaei', PASSWORD))).toBe('down')
    } finally {
      await other.stop()
    }
  })

  test('the domain itself refuses a bind without encryption, and the desk never sends one', async () => {
    const client = new Client({ url: dc.ldap, timeout: 3_000, connectTimeout: 1_000 })
    await expect(client.bind('a.rezaei@uni.test', PASSWORD)).rejects.toThrow(/encryption|strong/i)
    await client.unbind()
    const listener = await relay(loopback(9), 389, dc.address)
    try {
      // The certificate does not name the relay, so StartTLS fails after the hello; nothing else may follow.
      expect(why(await directoryOn([`ldap://${loopback(9)}`]).check('a.rezaei', PASSWORD))).toBe('down')
      expect(listener.heard().includes(Buffer.from('1.3.6.1.4.1.1466.20037'))).toBe(true)
      for (const secret of [PASSWORD, 'Svc-Desk-1404!', 'svc-desk'])
        expect(listener.heard().includes(Buffer.from(secret))).toBe(false)
    } finally {
      await listener.stop()
    }
  })
})

describe('the desk itself', () => {
  test('a service account that is refused is a directory that is down, and whoever runs the desk hears of it', async () => {
    reports.length = 0
    const directory = directoryOn([dc.ldaps], { password: 'not-it' })
    expect(why(await directory.check('a.rezaei', PASSWORD))).toBe('down')
    expect(await directory.listing?.everyone()).toBe(null)
    expect(reports).toEqual(Array(2).fill('directory: refused the desk itself, LDAP code 49'))
  })

  test('a connection that breaks is not opened again without encryption', async () => {
    const lent = await relay(loopback(8), 389, dc.address)
    try {
      const secret = 'never-in-clear-text'
      const limits = { connect: 3_000, operation: 2_000 }
      const broken = connected(`ldap://${loopback(8)}`, settingsFor(dc, []), limits, async (client) => {
        await client.bind(settingsFor(dc, []).bindDn, settingsFor(dc, []).password)
        lent.drop()
        // The first two find out that the connection is gone; for the third ldapts would open one without TLS.
        for (let tries = 0; tries < 2; tries += 1) await client.bind('CN=somebody', secret).catch(() => {})
        await client.bind('CN=somebody', secret)
      })
      await expect(broken).rejects.toThrow(Unreachable)
      expect(lent.heard().includes(Buffer.from(secret))).toBe(false)
    } finally {
      await lent.stop()
    }
  })
})

describe('several controllers', () => {
  let second: Controller
  beforeAll(async () => {
    second = await startController(loopback(2))
  })
  afterAll(() => second.stop())
  // Copies of one archive have an authority in common.
  const both = () => [dc.ldaps, second.ldaps]

  test.each([
    ['LDAPS', (one: Controller) => one.ldaps],
    ['StartTLS', (one: Controller) => one.ldap],
  ])('%s: one that is frozen costs less than two seconds, and is not asked first again', async (_, url) => {
    const directory = directoryOn([url(dc), url(second)])
    expect(why(await directory.check('a.rezaei', PASSWORD))).toBe('found')
    dc.freeze()
    try {
      const from = performance.now()
      expect(why(await directory.check('a.rezaei', PASSWORD))).toBe('found')
      const first = performance.now() - from
      expect(why(await directory.check('a.rezaei', PASSWORD))).toBe('found')
      const again = performance.now() - from - first
      console.log(`frozen: ${Math.round(first)} ms, then ${Math.round(again)} ms`)
      expect(first).toBeLessThan(2_000)
      expect(again).toBeLessThan(500)
    } finally {
      dc.thaw()
    }
  })

  test('a wrong password is asked of one controller only', async () => {
    const directory = directoryOn(both())
    // Two wrong passwords at two controllers would be four at one domain, and a lock.
    for (let tries = 0; tries < 2; tries += 1) await directory.check('m.hosseini', 'nonsense')
    const counts = await Promise.all(
      [dc, second].map((one) =>
        connected(one.ldaps, settingsFor(one, []), LISTING, async (client) => {
          await client.bind(settingsFor(one, []).bindDn, settingsFor(one, []).password)
          const { searchEntries } = await client.search(BASE, {
            filter: '(sAMAccountName=m.hosseini)',
            attributes: ['badPwdCount'],
            paged: true,
          })
          return Number(searchEntries[0]?.['badPwdCount'] ?? 0)
        }),
      ),
    )
    expect(counts).toEqual([2, 0])
  })

  test('one that is gone, and all that are gone', async () => {
    const third = await startController(loopback(3))
    const [gone, left] = [directoryOn([third.ldaps]), directoryOn([third.ldaps, second.ldaps])]
    await third.stop()
    expect(why(await left.check('a.rezaei', PASSWORD))).toBe('found')
    expect(why(await gone.check('a.rezaei', PASSWORD))).toBe('down')
    expect(await gone.listing?.everyone()).toBe(null)
    expect(reports.join()).not.toMatch(/rezaei|Daneshgah/)
  })
})
