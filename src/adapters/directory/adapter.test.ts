import { EqualityFilter, InvalidCredentialsError, StrongAuthRequiredError, type Client, type Entry } from 'ldapts'
import { describe, expect, test } from 'vitest'
import { controllers, Unreachable } from './failover.js'
import { adTime, guidText, ldapDate, unitsOf } from './identifiers.js'
import { allValues, searchAll } from './read.js'
import { refusalOf } from './sub-codes.js'

// What Windows does and the Samba of test/directory does not.

test.each([
  ['525', 'wrong-credentials'],
  ['52e', 'wrong-credentials'],
  ['530', 'outside-hours'],
  ['531', 'other-workstation'],
  ['532', 'password-expired'],
  ['533', 'account-disabled'],
  ['701', 'account-expired'],
  ['773', 'password-must-change'],
  ['775', 'account-locked'],
  ['568', 'wrong-credentials'],
])('the sub-code %s of Windows is %s', (code, why) => {
  const message = `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${code}, v4563`
  expect(refusalOf(new InvalidCredentialsError(message))).toBe(why)
})

test('a refusal without a sub-code tells nothing more; another error is none', () => {
  expect(refusalOf(new InvalidCredentialsError('no'))).toBe('wrong-credentials')
  expect(refusalOf(new StrongAuthRequiredError('data 533, '))).toBe(null)
  expect(refusalOf(new Error('data 533, '))).toBe(null)
})

describe('limits of a Windows controller', () => {
  const MAX_PAGE_SIZE = 1_000
  const MAX_VAL_RANGE = 1_500
  const values = (count: number) => Array.from({ length: count }, (_, index) => `CN=g${index}`)

  test('every search asks in pages that are small enough, and gets all', async () => {
    const entries = Array.from({ length: 2_300 }, (_, index): Entry => ({ dn: `CN=p${index}` }))
    const stub: Pick<Client, 'searchPaginated'> = {
      searchPaginated: async function* (_base, options) {
        const paged = options?.paged
        const size = typeof paged === 'object' ? (paged.pageSize ?? Infinity) : Infinity
        if (size > MAX_PAGE_SIZE) throw new Error('sizeLimitExceeded')
        for (let from = 0; from < entries.length; from += size)
          yield { searchEntries: entries.slice(from, from + size), searchReferences: [] }
      },
    }
    const filter = new EqualityFilter({ attribute: 'objectClass', value: 'user' })
    expect((await searchAll(stub, 'DC=x', { filter })).length).toBe(2_300)
  })

  test.each([0, 1, 1_500, 1_501, 4_000])('an attribute of %i values comes whole, however it is cut', async (count) => {
    const all = values(count)
    const cut = (from: number): Entry => {
      const end = Math.min(from + MAX_VAL_RANGE, count)
      return {
        dn: 'CN=p',
        [`memberOf;range=${from}-${end === count ? '*' : end - 1}`]: all.slice(from, end),
      }
    }
    let asked = 0
    const stub: Pick<Client, 'search'> = {
      search: async (_base, options) => {
        asked += 1
        const [, from = ''] = /^memberOf;range=(\d+)-\*$/.exec(options?.attributes?.[0] ?? '') ?? []
        return { searchEntries: [cut(Number(from))], searchReferences: [] }
      },
    }
    const first: Entry = count > MAX_VAL_RANGE ? cut(0) : { dn: 'CN=p', memberOf: all }
    expect(await allValues(stub, first, 'memberOf')).toEqual(all)
    expect(asked).toBe(count > MAX_VAL_RANGE ? Math.ceil(count / MAX_VAL_RANGE) - 1 : 0)
  })
})

describe('several controllers', () => {
  const asking = (down: ReadonlySet<string>, asked: string[]) => async (url: string) => {
    asked.push(url)
    if (down.has(url)) throw new Unreachable('gone', false)
    return url
  }

  test('in order; the one that answered is asked first for five minutes', async () => {
    let now = 0
    const domain = controllers(['a', 'b', 'c'], () => now)
    const asked: string[] = []
    expect(await domain.ask(asking(new Set(['a']), asked))).toBe('b')
    expect(await domain.ask(asking(new Set(), asked))).toBe('b')
    now = 6 * 60_000
    expect(await domain.ask(asking(new Set(), asked))).toBe('a')
    expect(asked).toEqual(['a', 'b', 'b', 'a'])
    expect(await domain.ask(asking(new Set(['a', 'b', 'c']), []))).toBe(null)
  })

  test('when none answers, those that were late are asked once more with more patience', async () => {
    const asked: string[] = []
    const domain = controllers(['refuses', 'slow'], () => 0)
    const answer = await domain.ask(async (url, patience) => {
      asked.push(`${url} ${patience}`)
      if (url === 'refuses') throw new Unreachable('ECONNREFUSED', false)
      if (patience === 1) throw new Unreachable('timeout', true)
      return url
    })
    expect([answer, asked]).toEqual(['slow', ['refuses 1', 'slow 1', 'slow 4']])
  })

  test('an error that is no matter of reaching one is thrown on, and no other is asked', async () => {
    const asked: string[] = []
    const domain = controllers(['a', 'b'], () => 0)
    const refuse = async (url: string): Promise<string> => {
      asked.push(url)
      throw new InvalidCredentialsError('data 52e, ')
    }
    await expect(domain.ask(refuse)).rejects.toThrow('52e')
    expect(asked).toEqual(['a'])
  })
})

test('identifiers', () => {
  const bytes = Buffer.from('33221100554477668899aabbccddeeff', 'hex')
  expect(guidText(bytes)).toBe('00112233-4455-6677-8899-aabbccddeeff')
  expect([adTime('0'), adTime('9223372036854775807'), adTime(''), adTime('116444736000000000')]).toEqual([
    null,
    null,
    null,
    0,
  ])
  expect([ldapDate('20261124053000.0Z'), ldapDate('')]).toEqual(['2026-11-24', ''])
  expect(unitsOf('CN=Ali\\, Jr,OU=پرستاری,OU=Students\\2c old,DC=uni,DC=test')).toEqual(['پرستاری', 'Students, old'])
  expect(unitsOf('CN=x,OU=50%,DC=uni')).toEqual(['50%'])
})
