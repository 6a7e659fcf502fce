import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { pdfFile } from '../../test/support/uploads.js'
import { faultLine } from './fault.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

/** Things that must be in no log: whatever is written while people use the desk is searched for them. */
const CANARY = {
  password: 'canary-password-7Qx',
  code: '735190',
  token: 'canary-token-Zk9',
  nationalCode: '9990000019',
  mobile: '09990000071',
  address: 'کوچهٔ قناری',
  fileName: 'رسید قناری',
  note: 'یادداشت قناری',
} as const

let written: string[]
beforeEach(() => {
  written = []
  const keep = (...parts: readonly unknown[]) => {
    written.push(parts.map(String).join(' '))
    return true
  }
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation(keep)
  vi.spyOn(process.stdout, 'write').mockImplementation(keep)
  vi.spyOn(process.stderr, 'write').mockImplementation(keep)
})
afterEach(() => vi.restoreAllMocks())

async function journeys(): Promise<void> {
  const nobody = await clientOf(t, null)
  await nobody.post('/sessions', { username: 'sara', password: CANARY.password, code: CANARY.code })
  await nobody.post('/sessions', { username: CANARY.nationalCode, password: CANARY.password })
  await nobody.get(`/verify?code=${CANARY.code}&token=${CANARY.token}`)
  await nobody.post('/preferences', { password: CANARY.password }, { authorization: `Bearer ${CANARY.token}` })
  await nobody.post('/sessions', { password: CANARY.password }, { origin: 'https://evil.test' })
  const sara = await clientOf(t, 'sara')
  const fields = {
    national_id: CANARY.nationalCode,
    mobile: CANARY.mobile,
    address: CANARY.address,
    reason: 'graduation',
    card: 'returned',
    correction: CANARY.note,
    undertaking_copy: pdfFile(`${CANARY.fileName}.pdf`),
  }
  const form = '/services/student-clearance'
  await sara.submit(await sara.get(form), `${form}/requests`, { ...fields, mobile: 'x' })
  const { to } = await sara.submit(await sara.get(form), `${form}/requests`, fields)
  await sara.post(`${to}/comments`, { body: CANARY.note, files: pdfFile(`${CANARY.fileName}.pdf`) })
  await sara.get(`/requests?q=${encodeURIComponent(CANARY.nationalCode)}`)
  await t.settle()
}

const leaks = () => Object.values(CANARY).filter((secret) => written.some((line) => line.includes(secret)))

test('people use the desk, and nothing is written', async () => {
  await journeys()
  expect(written).toEqual([])
})

test('the same with parts failing: the log tells where, and nothing of what was sent', async () => {
  const angry = (value: unknown): never => {
    const said = `invalid input syntax: "${JSON.stringify(value)}" ${Object.values(CANARY).join(' ')}`
    throw Object.assign(new Error(said), { code: '42P01' })
  }
  const good = t
  const answers: string[] = []
  t = { ...good, desk: { ...good.desk, directory: { check: async (...typed) => angry(typed) } } }
  const nobody = await clientOf(t, null)
  answers.push((await nobody.post('/sessions', { username: 'sara', password: CANARY.password })).html)
  t = {
    ...good,
    desk: { ...good.desk, files: { ...good.desk.files, put: async (bytes) => angry([...bytes.slice(0, 9)]) } },
  }
  const sara = await clientOf(t, 'sara')
  const files = pdfFile(`${CANARY.fileName}.pdf`)
  answers.push((await sara.post('/services/it-question/draft', { subject: CANARY.note, picture: files })).html)
  t = good
  for (const html of answers) expect(Object.values(CANARY).filter((secret) => html.includes(secret))).toEqual([])
  expect(written.join('\n')).toMatch(/POST \/sessions failed: Error 42P01\n\s+at /)
  expect(written.join('\n')).toMatch(/POST \/services\/it-question\/draft failed: Error 42P01\n\s+at /)
  expect(leaks()).toEqual([])
})

test('what parsers say of what they read is not repeated', () => {
  const wrong = () => JSON.parse(`{"password":"${CANARY.password}" oops`) as unknown
  let said = ''
  try {
    wrong()
  } catch (error) {
    said = faultLine(error)
  }
  expect(said).toMatch(/^SyntaxError\n/)
  expect(said).not.toContain(CANARY.password)
  expect(faultLine(new Error('a request just opened is not there'))).toContain('a request just opened')
  expect(faultLine('x')).not.toContain('x is')
})

test('nothing of it is in the audit log either', async () => {
  const lines = JSON.stringify(await t.desk.db.selectFrom('audit').selectAll().execute())
  for (const secret of [CANARY.password, CANARY.code, CANARY.token, CANARY.nationalCode, CANARY.fileName, CANARY.note])
    expect(lines).not.toContain(secret)
})
