import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { auditAfter, codeIn, lastAudit, sha256, withDirectory } from '../../test/support/sign-in.js'
import { savePerson } from '../store/people.js'
import { readDemoPeople } from '../catalog/demo-people.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const ANDROID = { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36' }

test('the sign-in page: each refusal its sentence, the way to the account site, the name stays, no password ever', async () => {
  const accountUrl = 'https://account.example/'
  const said = new Set<string>()
  for (const why of [
    'wrong-credentials',
    'password-expired',
    'password-must-change',
    'account-disabled',
    'account-expired',
    'account-locked',
    'outside-hours',
    'other-workstation',
  ] as const) {
    const desk = withDirectory(t.desk, () => ({ kind: 'refused', why }))
    const client = await clientOf({ ...t, desk }, null, 'fa', { accountUrl, demo: false })
    const page = await client.post('/sessions', { username: ` Why-${why}۱ `, password: 'my-secret-word' })
    expect(page.status).toBe(422)
    expect(page.html).toContain(`value="why-${why}1"`)
    expect(page.html).not.toContain('my-secret-word')
    const sentence = /class="errors"[^>]*>([\s\S]*?)<\/div>/.exec(page.html)?.[1] ?? ''
    said.add(sentence)
    expect(sentence.includes(accountUrl), why).toBe(/expired$|must|locked/.test(why) && why !== 'account-expired')
    expect(page.html).toContain(`<a href="${accountUrl}">رمز عبور را فراموش کرده‌اید؟</a>`)
  }
  expect(said.size).toBe(8)
  const plain = await (await clientOf(t, null)).get('/sign-in')
  expect(plain.html).not.toContain('فراموش')
})

test('directory down: 503 and a calm page; who is in goes on', async () => {
  const desk = withDirectory(t.desk, () => ({ kind: 'down' }))
  const inside = await clientOf(t, 'sara')
  const page = await (await clientOf({ ...t, desk }, null)).post('/sessions', { username: 'sara', password: 'x' })
  expect(page.status).toBe(503)
  expect(page.html).toContain('ورود موقتاً ممکن نیست')
  expect(page.html).not.toContain('class="errors"')
  const outside = await clientOf({ ...t, desk }, null)
  outside.cookies.set('mizban_session', inside.cookies.get('mizban_session') ?? '')
  expect((await outside.get('/requests')).status).toBe(200)
})

test('empty passwords reach no directory; a Persian keyboard is noticed', async () => {
  let asked = 0
  const desk = withDirectory(t.desk, () => {
    asked += 1
    return { kind: 'refused', why: 'wrong-credentials' }
  })
  const client = await clientOf({ ...t, desk }, null)
  expect((await client.post('/sessions', { username: 'sara', password: '' })).status).toBe(422)
  expect((await client.post('/sessions', {})).status).toBe(422)
  expect(asked).toBe(0)
  const persian = await client.post('/sessions', { username: 'sara', password: 'حخخثق۱۲' })
  expect(persian.html).toContain('صفحه‌کلید روی فارسی')
  expect(persian.html).not.toContain('حخخثق')
  expect((await client.post('/sessions', { username: 'sara', password: 'x' })).html).not.toContain('صفحه‌کلید روی فارسی')
  expect(asked).toBe(2)
})

test('signs that no database keeps are no error', async () => {
  const sara = await clientOf(t, 'sara')
  for (const path of [
    '/requests/%00',
    '/requests?q=%00',
    '/services/a%00b',
    '/services?q=%00',
    '/verify/%00',
    '/sign-in?next=%00',
  ])
    expect((await sara.get(path)).status, path).toBeLessThan(500)
  const refused = await sara.post('/sessions', { username: 'sara\0', password: 'x' })
  expect([400, 422]).toContain(refused.status)
})

test('throttled: 429, Retry-After, and the time in words and digits of the language', async () => {
  const client = await clientOf(t, null, 'fa', { address: '127.0.3.1' })
  for (let turn = 0; turn < 5; turn++) await client.post('/sessions', { username: 'niloofar', password: 'x' })
  const page = await client.post('/sessions', { username: 'niloofar', password: 'mizban-demo' })
  expect([page.status, page.headers.get('retry-after')]).toEqual([429, '30'])
  expect(page.html).toContain('۳۰ ثانیه دیگر (ساعت ۰۹:۰۰) دوباره بیازمایید')
})

test('the address comes from the socket; from a header only behind so many proxies of one’s own', async () => {
  const seen = async (trustProxy: number, forwarded: string) => {
    const client = await clientOf(t, null, 'fa', { address: '127.0.4.1', trustProxy })
    await client.post('/sessions', { demo: 'zahra' }, { 'x-forwarded-for': forwarded })
    const row = await t.desk.db.selectFrom('session').select('address').orderBy('id', 'desc').executeTakeFirstOrThrow()
    return row.address
  }
  expect(await seen(0, '203.0.113.9')).toBe('127.0.4.1')
  expect(await seen(1, '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9')
  expect(await seen(2, '198.51.100.1, 203.0.113.9, 10.0.0.1')).toBe('203.0.113.9')
  expect(await seen(2, 'nonsense')).toBe('127.0.4.1')
})

test('behind TLS the cookie has the __Host- prefix, and none lasts longer than the browser', async () => {
  const tls = { ...t, desk: { ...t.desk, baseUrl: 'https://desk.test' } }
  const cookie = async (on: TestDesk) => {
    const client = await clientOf(on, null)
    return (await client.post('/sessions', { demo: 'zahra' }, { origin: on.desk.baseUrl })).headers
      .getSetCookie()
      .find((one) => one.includes('session'))
  }
  expect(await cookie(tls)).toMatch(/^__Host-mizban_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(await cookie(t)).toMatch(/^mizban_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  const client = await clientOf(tls, null)
  await client.post('/sessions', { demo: 'zahra' }, { origin: 'https://desk.test' })
  expect((await client.get('/requests')).status).toBe(200)
})

test('a cookie planted before sign-in is not adopted', async () => {
  const victim = await clientOf(t, null)
  const attacker = await clientOf(t, 'mina')
  const planted = attacker.cookies.get('mizban_session') ?? ''
  victim.cookies.set('mizban_session', planted)
  await victim.post('/sessions', { username: 'zahra', password: 'mizban-demo' })
  expect(victim.cookies.get('mizban_session')).not.toBe(planted)
  expect((await attacker.get('/account')).status, 'the planted one has ended').toBe(303)
  expect((await victim.get('/account')).html).toContain('زهرا')
})

test('my sessions: here and elsewhere, ended one by one or all; signing out clears the browser', async () => {
  const here = await clientOf(t, 'alireza', 'fa', { address: '127.0.5.1' })
  const there = await clientOf(t, null, 'fa', { address: '127.0.5.2' })
  await there.post('/sessions', { demo: 'alireza' }, ANDROID)
  const page = await here.get('/account')
  expect(page.html).toContain('کروم، اندروید')
  expect(page.html).toContain('127.0.5.2')
  expect(page.html.match(/همین‌جا<\/span>/g)).toHaveLength(1)
  expect((await here.submit(page, /\/account\/sessions\/\d+\/end/)).status).toBe(303)
  expect((await there.get('/account')).status).toBe(303)
  const stranger = await clientOf(t, 'mina')
  const own = await stranger.get('/account')
  const id = await t.desk.db
    .selectFrom('session')
    .select('id')
    .where('token_hash', '=', sha256(here.cookies.get('mizban_session') ?? ''))
    .executeTakeFirstOrThrow()
  expect(own.status).toBe(200)
  expect((await stranger.post(`/account/sessions/${id.id}/end`, {})).status).toBe(404)
  await there.post('/sessions', { demo: 'alireza' })
  const out = await here.post('/account/sessions/end', {})
  expect([out.status, out.to, out.headers.get('clear-site-data')]).toEqual([303, '/sign-in', '"cache", "storage"'])
  expect([(await here.get('/')).status, (await there.get('/')).status]).toEqual([303, 303])
  expect((await here.get('/sign-in')).headers.get('cache-control')).toBe('no-store')
})

test('a mobile number is kept when its code was typed, by who asked, and no directory takes it away', async () => {
  const from = await lastAudit(t)
  const peyman = await clientOf(t, 'peyman')
  expect((await peyman.post('/account/mobile', { mobile: '021 8888 8888' })).status).toBe(422)
  expect((await peyman.post('/account/mobile', { mobile: '۰۹۹۹ ۰۰۰ ۰۰۸۸' })).to).toBe('/account/mobile/code')
  await t.settle()
  const code = (await codeIn(peyman)) ?? ''
  const mina = await clientOf(t, 'mina')
  mina.cookies.set('mizban_mobile', peyman.cookies.get('mizban_mobile') ?? '')
  expect((await peyman.get('/account')).html).not.toContain('۰۰۸۸')
  expect((await peyman.post('/account/mobile/code', { code: '1' })).html).toContain('۴ بار دیگر')
  expect((await peyman.post('/account/mobile/code', { code })).to).toBe('/account')
  const shown = await peyman.get('/account')
  expect(shown.html).toContain('۰۹۹۹ ۰۰۰ ۰۰۸۸')
  expect(shown.html).toContain('تأییدشده در ۳ آذر ۱۴۰۵')
  expect((await mina.post('/account/mobile/code', { code })).status).toBe(422)
  const person = (await readDemoPeople(t.desk.university)).find((one) => one.username === 'peyman')
  if (person) await savePerson(t.desk.db, { ...person, mobile: '+989990000003' })
  expect((await peyman.get('/account')).html).toContain('۰۹۹۹ ۰۰۰ ۰۰۸۸')
  const lines = await auditAfter(t, from)
  expect(lines.map((one) => one.kind)).toEqual([
    'signed-in',
    'code-sent',
    'signed-in',
    'code-refused',
    'mobile-verified',
  ])
  expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${code}|99900000`))
})

test('an access token: shown once, kept as a hash, listed with its end, revoked by its owner', async () => {
  const client = await clientOf(t, 'zahra')
  const page = await client.get('/account')
  const missing = await client.submit(page, '/account/tokens', { name: '', days: '400' })
  expect([missing.status, missing.html.includes('برای کلید نامی بنویسید')]).toEqual([422, true])
  const made = await client.submit(page, '/account/tokens', {
    name: 'گزارش هفتگی',
    scope: ['requests:read', 'tasks:read'],
    days: '30',
  })
  const token = /(mzb_[\w-]{43})<\/code>/.exec(made.html)?.[1] ?? ''
  expect(token).not.toBe('')
  expect(made.headers.get('cache-control')).toBe('no-store')
  const again = await client.submit(page, '/account/tokens', {
    name: 'گزارش هفتگی',
    scope: 'requests:read',
    days: '30',
  })
  expect(again.html).not.toContain('mzb_')
  const row = await t.desk.db.selectFrom('access_token').selectAll().executeTakeFirstOrThrow()
  expect([row.token_hash, row.ends_at.getTime() - t.desk.now()]).toEqual([sha256(token), 30 * 86_400_000])
  const everything = JSON.stringify([
    await t.desk.db.selectFrom('receipt').selectAll().execute(),
    await auditAfter(t, 0),
    row,
  ])
  expect(everything).not.toContain(token)
  expect((await client.get('/account')).html).not.toContain(token)
  expect((await (await clientOf(t, 'mina')).post(`/account/tokens/${row.id}/end`, {})).status).toBe(404)
  expect((await client.post(`/account/tokens/${row.id}/end`, {})).status).toBe(303)
  expect((await client.get('/account')).html).toContain('کلیدی ندارید')
})
