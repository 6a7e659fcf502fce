import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { auditAfter } from '../../test/support/sign-in.js'
import type { DirectoryAnswer, OpenId } from '../commands/desk.js'
import { savePerson, type DirectoryPerson } from '../store/people.js'
import { paths } from './paths.js'

/** The real provider is in src/adapters/openid/openid.test.ts; here is what the desk makes of its answers. */
let t: TestDesk
let answer: DirectoryAnswer
const seen: { returned: string; state: string }[] = []
const provider: OpenId = {
  begin: async () => ({ url: 'https://id.test/authorize?state=s1', kept: { state: 's1', nonce: 'n', verifier: 'v' } }),
  finish: async (returned, kept) => {
    seen.push({ returned: returned.href, state: kept.state })
    return answer
  },
  leave: async () => 'https://id.test/session/end',
}

beforeAll(async () => {
  const plain = await openTestDesk()
  t = { ...plain, desk: { ...plain.desk, openId: provider } }
})
afterAll(() => t.close())

const person = (more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  directoryId: 'openid:subject-1',
  username: 'niloufar.o',
  name: { fa: 'نیلوفر', en: 'Niloufar' },
  honorific: null,
  title: null,
  faculty: null,
  email: null,
  mobile: null,
  administrator: false,
  facts: null,
  groups: ['desk-it'],
  memberships: [],
  ...more,
})

test('there, back, in, and to where one wanted to go; the rules of groups count', async () => {
  const browser = await clientOf(t, null)
  answer = { kind: 'found', person: person() }
  expect((await browser.get('/sign-in')).html).toContain(paths.openId().replace('&', '&amp;'))
  const away = await browser.get(paths.openId('/requests'))
  expect([away.status, away.to]).toEqual([303, 'https://id.test/authorize?state=s1'])
  const back = await browser.get(`${paths.openIdReturn()}?code=c&state=s1`)
  expect([back.status, back.to]).toEqual([303, '/requests'])
  expect(seen.at(-1)).toEqual({ returned: `http://desk.test${paths.openIdReturn()}?code=c&state=s1`, state: 's1' })
  expect((await browser.get('/requests')).html).toContain('نیلوفر')
})

test('without having begun in this browser nobody comes in, and the provider is not even asked', async () => {
  const asked = seen.length
  const page = await (await clientOf(t, null)).get(`${paths.openIdReturn()}?code=c&state=s1`)
  expect([page.status, page.headers.getSetCookie().some((one) => one.includes('mizban_session'))]).toEqual([422, false])
  expect(seen.length).toBe(asked)
})

test('nobody is led to another site', async () => {
  const browser = await clientOf(t, null)
  answer = { kind: 'found', person: person() }
  await browser.get(paths.openId('//evil.test'))
  expect((await browser.get(`${paths.openIdReturn()}?code=c`)).to).not.toContain('evil')
})

test('a refusal and a silent provider are said, and written down without a name', async () => {
  const browser = await clientOf(t, null)
  const last = (await auditAfter(t, 0)).length
  answer = { kind: 'refused', why: 'wrong-credentials' }
  await browser.get(paths.openId())
  const refused = await browser.get(`${paths.openIdReturn()}?error=access_denied`)
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('سامانهٔ هویت دانشگاه ورود شما را تأیید نکرد')
  answer = { kind: 'down' }
  await browser.get(paths.openId())
  expect((await browser.get(`${paths.openIdReturn()}?code=c`)).status).toBe(503)
  expect((await auditAfter(t, last)).map((line) => [line.kind, line.person])).toEqual([['sign-in-refused', null]])
})

test('somebody the directory knows stays as it says; a closed account stays closed', async () => {
  const guid = '6b1c6a3e-0000-4000-8000-000000000001'
  const known = person({ directoryId: guid, username: 'karim', name: { fa: 'کریم', en: 'Karim' } })
  const id = await t.desk.db.transaction().execute((tx) => savePerson(tx, known))
  const browser = await clientOf(t, null)
  answer = { kind: 'found', person: { ...known, name: { fa: 'Karim', en: 'Karim' } } }
  await browser.get(paths.openId())
  expect((await browser.get(`${paths.openIdReturn()}?code=c`)).status).toBe(303)
  expect((await browser.get('/requests')).html).toContain('کریم')
  await t.desk.db
    .updateTable('person')
    .set({ active: false, left_at: new Date(t.desk.now()) })
    .where('id', '=', id)
    .execute()
  const later = await clientOf(t, null)
  await later.get(paths.openId())
  const closed = await later.get(`${paths.openIdReturn()}?code=c`)
  expect(closed.html).toContain('غیرفعال')
})

test('signing out here goes on to signing out there', async () => {
  const browser = await clientOf(t, null)
  answer = { kind: 'found', person: person() }
  await browser.get(paths.openId())
  await browser.get(`${paths.openIdReturn()}?code=c`)
  const out = await browser.post(paths.signOut(), {})
  expect(out.to).toBe(paths.openIdLeft())
  const leaving = await browser.get(out.to)
  expect(leaving.headers.get('refresh')).toBe('0; url=https://id.test/session/end')
  expect(leaving.html).toContain('href="https://id.test/session/end"')
  const sara = await clientOf(t, 'sara')
  expect((await sara.post(paths.signOut(), {})).to).toBe(paths.signIn())
})
