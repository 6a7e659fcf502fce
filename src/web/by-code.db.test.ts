import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClearance, walk } from '../../test/support/clearance.js'
import { clientOf, type Client } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { auditAfter, closeAccount, codeIn, lastAudit, otherCode } from '../../test/support/sign-in.js'

let t: TestDesk
let key: string
let foreign: string
beforeAll(async () => {
  t = await openTestDesk()
  key = await openClearance(t, 'sara')
  foreign = await openClearance(t, 'mina')
  await walk(t, 'sara', key, null)
  await closeAccount(t, 'sara')
})
afterAll(() => t.close())

const SARA = '9990000018'
const MINA = '9990000034'
const NOBODY = '9990000999'
const nobodyAt = (address: string) => clientOf(t, null, 'fa', { address })

async function ask(client: Client, nationalCode: string) {
  const sent = await client.post('/sign-in/code', { national_code: nationalCode })
  await t.settle()
  return sent
}
const enter = (client: Client, code: string) => client.post('/sign-in/code/entry', { code })
const main = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main'))

test('a graduate whose account is closed: code, own requests, answers and documents, and nothing else', async () => {
  const sara = await nobodyAt('127.0.1.1')
  await closeAccount(t, 'sara')
  expect((await sara.post('/sessions', { demo: 'sara' })).html, 'who was closed stays closed').toContain('غیرفعال')
  expect((await sara.get('/sign-in')).html).toContain('href="/sign-in/code"')
  // Persian digits and spaces, as people type them.
  const sent = await ask(sara, '۹۹۹ ۰۰۰۰۰۱ ۸')
  expect([sent.status, sent.to]).toEqual([303, '/sign-in/code/entry'])
  const page = await sara.get(sent.to)
  expect(page.html).toMatch(/autocomplete="one-time-code"/)
  expect(page.html).toMatch(/inputmode="numeric"/)
  expect(main(page.html)).not.toMatch(/سارا|۰۹۹۹|0999|989990/)
  const code = (await codeIn(sara)) ?? ''
  const entered = await enter(sara, [...code].map((digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)]).join(''))
  expect([entered.status, entered.to]).toEqual([303, '/requests'])
  const list = await sara.get('/requests')
  expect(list.html).toContain(key)
  expect(list.html).toContain('با کد پیامکی وارد شده‌اید')
  expect(list.html).not.toMatch(/href="\/(services|work|admin)"/)
  const request = await sara.get(`/requests/${key}`)
  const document = /href="(\/documents\/[^"]+)"/.exec(request.html)?.[1] ?? ''
  expect((await sara.get(document)).status).toBe(200)
  expect((await sara.submit(request, `/requests/${key}/comments`, { body: 'ممنونم' })).status).toBe(303)
  expect((await sara.get(`/requests/${foreign}`)).status).toBe(404)
  expect((await sara.get('/')).to).toBe('/requests')
  for (const path of ['/services', '/services/student-clearance', '/work', '/tasks/1'])
    expect((await sara.get(path)).status, path).toBe(403)
  expect((await sara.get('/admin')).status).toBe(404)
  expect((await sara.post('/services/student-clearance/requests', {})).status).toBe(403)
  const account = await sara.get('/account')
  expect(account.html).not.toMatch(/name="(mobile|scope)"/)
  expect((await sara.post('/account/mobile', { mobile: '09990000088' })).status).toBe(403)
  expect((await sara.post('/account/tokens', { name: 'x', scope: 'requests:read', days: '7', once: 'o' })).status).toBe(
    403,
  )
  // An hour, however busy.
  for (let turn = 0; turn < 3; turn++) {
    t.pass(19 * 60_000)
    expect((await sara.get('/requests')).status).toBe(200)
  }
  t.pass(4 * 60_000)
  expect((await sara.get('/requests')).status).toBe(303)
})

test('staff who come in with a code have their own requests only', async () => {
  await t.desk.db
    .updateTable('person')
    .set({
      mobile: '+989990000077',
      facts: JSON.stringify({
        source: { fa: '', en: '' },
        date: '',
        values: { national_id: { kind: 'national_id', value: '9990000077' } },
      }),
    })
    .where('username', '=', 'khosravi')
    .execute()
  const clerk = await nobodyAt('127.0.1.2')
  await ask(clerk, '9990000077')
  expect((await enter(clerk, (await codeIn(clerk)) ?? '')).status).toBe(303)
  expect((await clerk.get('/work')).status).toBe(403)
  expect((await clerk.get('/requests')).html).not.toContain('href="/work"')
  expect((await clerk.get(`/requests/${key}`)).status).toBe(404)
})

test('known and unknown national codes: the same words, the same steps, the same rows', async () => {
  t.pass(3_600_000)
  const answers = []
  const from = await lastAudit(t)
  for (const [address, nationalCode] of [
    ['127.0.1.3', SARA],
    ['127.0.1.4', NOBODY],
  ] as const) {
    const client = await nobodyAt(address)
    const sent = await ask(client, nationalCode)
    const page = await client.get(sent.to)
    const wrong = []
    for (let turn = 0; turn < 6; turn++) wrong.push(await enter(client, '000000'))
    answers.push([sent, page, ...wrong].map((one) => [one.status, one.to, main(one.html)]))
  }
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]?.map(([status]) => status)).toEqual([303, 200, 422, 422, 422, 422, 422, 422])
  const lines = await auditAfter(t, from)
  const sara = (
    await t.desk.db.selectFrom('person').select('id').where('username', '=', 'sara').executeTakeFirstOrThrow()
  ).id
  expect(lines.map(({ kind, person }) => [kind, person])).toEqual([
    ['code-sent', sara],
    ...Array.from({ length: 5 }, () => ['code-refused', sara]),
    ...Array.from({ length: 6 }, () => ['code-refused', null]),
  ])
  // Neither codes nor national codes nor numbers.
  const messages = await t.desk.db.selectFrom('message').select(['mobile', 'body']).execute()
  const codes = messages.flatMap(({ body }) => /#(\d{6})/.exec(body)?.[1] ?? [])
  for (const secret of [SARA, NOBODY, '989990000001', ...codes]) expect(JSON.stringify(lines)).not.toContain(secret)
  expect(messages.filter((one) => one.mobile === null).map((one) => one.body)).toEqual([''])
  const tables = JSON.stringify([
    await t.desk.db.selectFrom('one_time_code').selectAll().execute(),
    await t.desk.db.selectFrom('attempt').selectAll().execute(),
  ])
  for (const secret of [SARA, NOBODY, ...codes]) expect(tables).not.toContain(`"${secret}"`)
})

test('a code: once, for three minutes, in the browser that asked, and not after five wrong ones', async () => {
  t.pass(86_400_000)
  const [one, two] = [await nobodyAt('127.0.1.5'), await nobodyAt('127.0.1.6')]
  await ask(one, MINA)
  const mina = (await codeIn(one)) ?? ''
  await ask(two, '9990000026')
  expect((await enter(two, mina)).status, 'somebody else’s').toBe(422)
  expect((await enter(await nobodyAt('127.0.1.7'), mina)).status, 'another browser').toBe(422)
  expect((await enter(one, otherCode(mina))).html).toContain('۴ بار دیگر')
  const ticket = one.cookies.get('mizban_code') ?? ''
  expect((await enter(one, mina)).status).toBe(303)
  expect(one.cookies.has('mizban_code')).toBe(false)
  one.cookies.delete('mizban_session')
  one.cookies.set('mizban_code', ticket)
  expect((await enter(one, mina)).status, 'used').toBe(422)

  t.pass(60_000)
  await ask(one, MINA)
  const late = (await codeIn(one)) ?? ''
  t.pass(3 * 60_000)
  const refused = await enter(one, late)
  expect([refused.status, refused.html.includes('مهلتش گذشته')]).toEqual([422, true])

  await ask(one, MINA)
  const worn = (await codeIn(one)) ?? ''
  for (let turn = 0; turn < 5; turn++) await enter(one, otherCode(worn))
  expect((await enter(one, worn)).status).toBe(422)
})

test('codes are sent once a minute and five times a day, whoever asks for whomever', async () => {
  t.pass(86_400_000)
  for (const nationalCode of [MINA, NOBODY]) {
    for (let turn = 0; turn < 5; turn++) {
      const client = await nobodyAt(`127.0.2.${turn + 1}`)
      expect((await ask(client, nationalCode)).status).toBe(303)
      const again = await ask(client, nationalCode)
      expect([again.status, again.headers.get('retry-after')]).toEqual([429, turn < 4 ? '60' : expect.any(String)])
      t.pass(60_000)
    }
    expect((await ask(await nobodyAt('127.0.2.9'), nationalCode)).html).toContain('ساعت دیگر')
  }
  const busy = await nobodyAt('127.0.2.10')
  const statuses = []
  for (let one = 0; one < 62; one++) statuses.push((await ask(busy, validCode(one))).status)
  expect([statuses.filter((status) => status === 303).length, statuses.at(-1)]).toEqual([60, 429])
  expect((await ask(busy, '123')).status).toBe(422)
  expect((await ask(busy, '\0')).status).toBe(422)
})

/** Some valid national code that begins with 999. */
function validCode(index: number): string {
  const digits = String(999_200_000 + index)
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0) % 11
  return `${digits}${sum < 2 ? sum : 11 - sum}`
}

test('where nothing can send messages there is no such way, and no outbox', async () => {
  const quiet = await clientOf({ ...t, desk: { ...t.desk, sms: null } }, null)
  expect((await quiet.get('/sign-in')).html).not.toContain('/sign-in/code')
  for (const path of ['/sign-in/code', '/demo/outbox']) expect((await quiet.get(path)).status).toBe(404)
  expect((await quiet.post('/sign-in/code', { national_code: MINA })).status).toBe(404)
  const real = await clientOf(
    { ...t, desk: { ...t.desk, sms: { demo: false, send: async () => ({ kind: 'taken', said: '' }) } } },
    null,
  )
  expect((await real.get('/demo/outbox')).status).toBe(404)
})

test('a real panel gets the message once, and its text is blanked; what fails is tried again', async () => {
  t.pass(86_400_000)
  const sent: { to: string; text: string }[] = []
  let broken = true
  const desk = {
    ...t.desk,
    sms: {
      demo: false,
      send: async (message: { to: string; text: string }) => {
        if (broken) throw new Error('the panel is down')
        sent.push(message)
        return { kind: 'taken', said: '' } as const
      },
    },
  }
  const client = await clientOf({ ...t, desk }, null)
  await client.post('/sign-in/code', { national_code: MINA })
  await expect(t.settleWith(desk)).rejects.toThrow('the panel is down')
  broken = false
  const { id } = await t.desk.db.selectFrom('message').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  const { sendMessage } = await import('../commands/send-message.js')
  await sendMessage(desk, id)
  await sendMessage(desk, id)
  expect(sent).toHaveLength(1)
  expect(sent[0]?.text).toMatch(/کد ورود: \d{6}[\s\S]*\n\n@desk\.test #\d{6}$/)
  const kept = await t.desk.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect([kept.body, kept.sent_at?.getTime()]).toEqual(['', t.desk.now()])
})

test('known and unknown national codes take the same time', async () => {
  t.pass(86_400_000)
  const codes = Array.from({ length: 24 }, (_, index) => validCode(1_000 + index))
  const people = await t.desk.db.selectFrom('person').select('id').orderBy('id').limit(12).execute()
  for (const [index, { id }] of people.entries())
    await t.desk.db
      .updateTable('person')
      .set({
        mobile: '+989990000001',
        facts: JSON.stringify({
          source: { fa: '', en: '' },
          date: '',
          values: { national_id: codes[2 * index] ?? '' },
        }),
      })
      .where('id', '=', id)
      .execute()
  const client = await clientOf(t, null)
  const times: [number[], number[]] = [[], []]
  for (const [index, nationalCode] of codes.entries()) {
    const from = performance.now()
    expect((await client.post('/sign-in/code', { national_code: nationalCode })).status).toBe(303)
    times[index % 2 === 0 ? 0 : 1].push(performance.now() - from)
  }
  const [known = 0, unknown = 0] = times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0)
  expect(Math.abs(known - unknown)).toBeLessThan(Math.max(8, 0.4 * Math.max(known, unknown)))
  await t.settle()
})
