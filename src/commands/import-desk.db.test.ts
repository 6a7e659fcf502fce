import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageOf } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { openFakeJsm, TOKEN, type FakeDesk, type FakeIssue, type FakeJsm } from '../../test/support/fake-jsm.js'
import { pdfBytes } from '../../test/support/uploads.js'
import { JsmFault, jsmClient } from '../adapters/jsm/client.js'
import { jsmSource } from '../adapters/jsm/source.js'
import { readMapping, type Mapping } from '../desk/importing/mapping.js'
import { proposeMapping } from '../desk/importing/propose.js'
import type { ImportReport } from '../desk/importing/report.js'
import { ownRequests } from '../store/own-requests.js'
import { savePerson } from '../store/people.js'
import { checkAudit } from '../store/audit.js'
import { importDesk, servicesOf } from './import-desk.js'

const at = (text: string) => Date.parse(text)
const OPENED = at('2024-02-01T08:00:00Z')
const CLOSED = at('2024-02-11T10:30:00Z')

const field = (fieldId: string, name: string, type: string, validValues: readonly object[] = []) => ({
  fieldId,
  name,
  required: false,
  validValues,
  jiraSchema: { type },
})
const option = (value: string, label: string) => ({ value, label, children: [] })

const TYPES: FakeDesk['types'] = [
  {
    id: 12,
    // As the desk that runs today has it, with Arabic letters.
    name: 'درخواست تسويه حساب دانشجويان',
    fields: [
      field('summary', 'خلاصه', 'string'),
      field('customfield_1', 'شماره دانشجويي', 'string'),
      field('customfield_2', 'كد ملي', 'string'),
      field('customfield_3', 'تاريخ تولد', 'date'),
      field('customfield_4', 'دانشكده', 'option', [
        option('201', 'دانشکده پرستاری و مامایی'),
        option('202', 'دندانپزشکی'),
      ]),
      field('customfield_5', 'تلفن همراه', 'string'),
      field('customfield_6', 'كد پستي', 'string'),
      field('customfield_9', 'شمارهٔ کمد', 'string'),
      { ...field('attachment', 'پیوست', 'array'), jiraSchema: { type: 'array', items: 'attachment' } },
    ],
  },
  {
    id: 13,
    name: 'سؤال از فناوری اطلاعات',
    fields: [field('summary', 'موضوع', 'string'), field('description', 'شرح', 'string')],
  },
  { id: 14, name: 'رزرو سالن ورزشی', fields: [field('summary', 'Summary', 'string')] },
]

const done = (name = 'بسته شد', moment = CLOSED) => [name, 'DONE', moment] as const
const sara = { name: 'DOMAIN\\Sara', displayName: 'سارا رستمی' }
const gone = { displayName: 'کاربر حذف‌شده' }
const agent = { name: 'old.agent', displayName: 'كارشناس پيشين' }

/** A desk with everything that goes wrong. */
const UGLY: readonly FakeIssue[] = [
  {
    id: 1001,
    key: 'HELP-123',
    type: 12,
    at: OPENED,
    reporter: sara,
    fields: {
      summary: 'تسویهٔ من',
      customfield_1: '۴۰۲۱۲۳۴۰۱',
      customfield_2: '9990000018',
      // 01:00 of the third in Tehran.
      customfield_3: '2001-08-02T20:30:00.000+0000',
      customfield_4: { id: '201', value: 'دانشکده پرستاری و مامایی' },
      customfield_5: '0999-000-0001',
      customfield_6: '12345',
      customfield_9: 'ب ۱۷',
    },
    statuses: [['باز', 'NEW', OPENED], ['نزد آموزش', 'INDETERMINATE', at('2024-02-03T08:00:00Z')], done()],
    comments: [
      {
        body: 'سلام، *لطفاً* زودتر. [راهنما|https://help.example/a]',
        public: true,
        author: sara,
        at: at('2024-02-02T08:00:00Z'),
      },
      { body: 'بدهي دارد {color:red}۵۰٬۰۰۰{color}', public: false, author: agent, at: at('2024-02-04T08:00:00Z') },
      {
        body: '<p>رسید&nbsp;شما<br>پیوست است</p>',
        public: true,
        author: agent,
        at: at('2024-02-05T08:00:00Z'),
        files: [{ id: 31, name: 'رسيد.pdf', bytes: pdfBytes() }],
      },
      { body: 'x'.repeat(25_000), public: true, author: gone, at: at('2024-02-06T08:00:00Z') },
    ],
    files: [
      { id: 41, name: 'تعهد.pdf', bytes: pdfBytes('a') },
      { id: 42, name: 'film.mp4', bytes: new Uint8Array(10), size: 900_000_000 },
      { id: 43, name: 'macro.docm', bytes: new TextEncoder().encode('PK not a document') },
      { id: 44, name: 'lost.pdf', bytes: pdfBytes('b'), gone: true },
      // It lies about its size.
      { id: 45, name: 'big.pdf', bytes: new Uint8Array(11 * 1024 * 1024), size: 10 },
    ],
    participants: [{ name: 'kazem', displayName: 'کاظم کریمی' }],
  },
  {
    id: 1002,
    key: 'HELP-124',
    type: 13,
    at: at('2023-05-01T05:00:00Z'),
    reporter: null,
    fields: { summary: 'اینترنت', description: 'قطع است' },
    statuses: [['Declined', 'DONE', at('2023-05-02T05:00:00Z')]],
  },
  // Open, at a step of the process; its fields are half empty.
  {
    id: 1003,
    key: 'HELP-125',
    type: 12,
    at: at('2026-11-01T05:00:00Z'),
    reporter: { name: 'mina' },
    fields: { customfield_1: '400156099', customfield_4: { id: '201', value: 'پرستاری' }, customfield_2: null },
    statuses: [['نزد تغذیه', 'INDETERMINATE', at('2026-11-02T05:00:00Z')]],
    hidden: true,
  },
  // Open, of the same student.
  {
    id: 1004,
    key: 'HELP-126',
    type: 12,
    at: at('2026-11-03T05:00:00Z'),
    reporter: { name: 'nobody.here', displayName: 'رضا نمونه', emailAddress: 'reza@old.example' },
    fields: { customfield_1: '400156099', customfield_4: { id: '201', value: 'پرستاری' } },
    statuses: [['نزد تغذیه', 'INDETERMINATE', at('2026-11-04T05:00:00Z')]],
  },
  {
    id: 1005,
    key: 'HELP-127',
    type: 13,
    at: at('2026-11-05T05:00:00Z'),
    reporter: { name: 'nobody.here', displayName: 'رضا نمونه', emailAddress: 'reza@old.example' },
    fields: { summary: 'چاپگر', description: 'h2. کار نمی‌کند' },
    statuses: [['Never seen', 'NEW', at('2026-11-05T05:00:00Z')]],
  },
  {
    id: 1006,
    key: 'HELP-128',
    type: 14,
    at: at('2026-11-05T05:00:00Z'),
    reporter: sara,
    fields: { summary: 'سالن' },
    statuses: [done()],
  },
  {
    id: 1007,
    key: 'HELP-129',
    type: 13,
    at: at('2026-11-06T05:00:00Z'),
    reporter: { name: 'nobody.here', displayName: 'رضا نمونه', emailAddress: 'reza@old.example' },
    fields: { summary: 'رمز عبور', description: 'یادم نیست' },
    statuses: [['Waiting for support', 'NEW', at('2026-11-06T05:00:00Z')]],
  },
]

let t: TestDesk
let jsm: FakeJsm
beforeAll(async () => {
  t = await openTestDesk()
  jsm = await openFakeJsm({ issues: UGLY, types: TYPES })
})
afterAll(async () => {
  await jsm.close()
  await t.close()
})

const sourceAt = (url: string, token = TOKEN) =>
  jsmSource(jsmClient({ url, sign: { token }, pause: async () => {}, now: () => 0 }))

/** What the dry run proposes, with what an administrator would decide. */
async function mappingFor(desk: TestDesk, url: string): Promise<Mapping> {
  const types = await sourceAt(url).types(null)
  const seen = new Map([
    [
      '12',
      [
        { name: 'بسته شد', closed: true },
        { name: 'نزد تغذیه', closed: false },
      ],
    ],
    [
      '13',
      [
        { name: 'Declined', closed: true },
        { name: 'Waiting for support', closed: false },
      ],
    ],
  ])
  const mapping = proposeMapping(url, types, seen, servicesOf(desk.desk), desk.desk.university.faculties)
  const [clearance, question, hall] = mapping.types
  expect(hall?.service).toBeNull()
  expect(question).toMatchObject({
    service: 'it-question',
    office: 'it',
    fields: { summary: 'subject', description: 'question' },
    statuses: { Declined: 'refused', 'Waiting for support': 'start' },
  })
  expect(clearance).toMatchObject({
    service: 'student-clearance',
    office: 'education',
    fields: {
      customfield_1: 'student_no',
      customfield_2: 'national_id',
      customfield_3: 'birth_date',
      customfield_4: 'faculty',
      customfield_5: 'mobile',
      customfield_6: 'postal_code',
      customfield_9: null,
    },
    values: { customfield_4: { 201: 'nursing' } },
    statuses: { 'بسته شد': 'done', 'نزد تغذیه': 'start' },
  })
  const changed = mapping.types.map((one) =>
    one === clearance ? { ...one, statuses: { ...one.statuses, 'نزد تغذیه': 'nutrition' } } : one,
  )
  return { ...mapping, types: changed }
}

async function run(desk: TestDesk, url: string, dry = false): Promise<ImportReport> {
  const source = sourceAt(url)
  const types = await source.types(null)
  const mapping = await mappingFor(desk, url)
  return importDesk(desk.desk, source, { mapping, types, dry, width: 3, progress: () => {} })
}

test('a dry run says what an import would do and does nothing', async () => {
  const before = await t.connection.db.selectFrom('person').select('id').execute()
  const report = await run(t, jsm.url, true)
  expect(report).toMatchObject({ dry: true, found: 7, taken: 5, already: 0, otherTypes: 1 })
  expect(report.held).toEqual([{ issue: 'HELP-127', why: 'status-not-mapped: Never seen' }])
  expect(await t.connection.db.selectFrom('imported').select('issue').execute()).toEqual([])
  expect(await t.connection.db.selectFrom('person').select('id').execute()).toEqual(before)
})

test('what is closed comes as history: its key, its times, its words and its files, and what could not come is told', async () => {
  const report = await run(t, jsm.url)
  expect(report).toMatchObject({ found: 7, taken: 4, already: 0, otherTypes: 1 })
  expect(report.held).toEqual([
    { issue: 'HELP-126', why: 'already-open' },
    { issue: 'HELP-127', why: 'status-not-mapped: Never seen' },
  ])
  expect(report.unknownPeople).toEqual(
    expect.arrayContaining(['رضا نمونه, nobody.here', 'كارشناس پيشين, old.agent', 'کاربر حذف‌شده']),
  )
  const owner = await t.person('sara')
  const [row] = (
    await ownRequests(t.desk.db, owner, { service: '', status: '', query: 'help-123', after: null, limit: 9 })
  ).items
  expect(row).toMatchObject({ status: 'done', openedAt: OPENED, closedAt: CLOSED })
  const key = row?.key ?? ''
  expect(key).toMatch(/^CLR-1402-/)
  const page = await pageOf(t, owner, key)
  expect(page?.tracker.map((step) => [step.name.fa, step.at])).toEqual([
    ['باز', OPENED],
    ['نزد آموزش', at('2024-02-03T08:00:00Z')],
    ['بسته شد', CLOSED],
  ])
  expect(page?.facts.map((one) => [one.key, one.value])).toEqual(
    expect.arrayContaining([
      ['student_no', '۴۰۲۱۲۳۴۰۱'],
      ['national_id', '۹۹۹۰۰۰۰۰۱۸'],
      ['birth_date', '۱۲ مرداد ۱۳۸۰'],
    ]),
  )
  // The requester reads no internal note; a long message comes whole.
  expect(page?.comments.map((one) => [one.body.slice(0, 60), one.at])).toEqual([
    ['سلام، لطفاً زودتر. راهنما (https://help.example/a)', at('2024-02-02T08:00:00Z')],
    ['رسید شما\nپیوست است', at('2024-02-05T08:00:00Z')],
    ...[1, 2, 3].map(() => ['x'.repeat(60), at('2024-02-06T08:00:00Z')]),
  ])
  expect(page?.comments[1]?.files.map((one) => one.name)).toEqual(['رسید.pdf'])
  expect(page?.facts.flatMap((one) => one.files.map((file) => file.name))).toEqual(['تعهد.pdf'])
  expect(page?.imported?.leftOut.map((one) => [one.label, one.text, one.why])).toEqual([
    ['summary', 'تسویهٔ من', 'not-mapped'],
    ['customfield_9', 'ب ۱۷', 'not-mapped'],
    ['customfield_6', '12345', 'not-valid'],
    ['film.mp4', '', 'too-large'],
    ['macro.docm', '', 'bad-file'],
    ['lost.pdf', '', 'not-there'],
    ['big.pdf', '', 'too-large'],
  ])
  expect(page?.events.map((one) => one.kind)).toContain('imported')
  expect(page?.number).toBeNull()
  expect(report.partly.find((one) => one.issue === 'HELP-123')?.leftOut).toHaveLength(7)
})

test('the office that had it goes on reading it, with its notes; another office and another student do not', async () => {
  const key = await keyOf('HELP-123')
  const head = await t.person('naderi')
  const page = await pageOf(t, head, key)
  expect(page?.comments.map((one) => one.body)).toContain('بدهی دارد ۵۰٬۰۰۰')
  expect(page?.comments.find((one) => one.internal)?.by?.name.fa).toBe('کارشناس پیشین')
  // With whom the requester shared it reads what the requester reads.
  const shared = await pageOf(t, await t.person('kazem'), key)
  expect(shared?.comments.some((one) => one.internal)).toBe(false)
  for (const name of ['alireza', 'admin']) expect(await pageOf(t, await t.person(name), key)).toBeNull()
})

test('what is open goes on here at the step that the mapping names, and no earlier office hears of it', async () => {
  const key = await keyOf('HELP-125')
  const page = await pageOf(t, await t.person('mina'), key)
  expect(page?.tracker.filter((step) => step.state === 'now').map((step) => step.element)).toEqual(['nutrition'])
  expect(page?.openedAt).toBe(at('2026-11-01T05:00:00Z'))
  expect(page?.imported?.leftOut.filter((one) => one.why === 'missing').length).toBeGreaterThan(3)
  const open = await t.connection.db
    .selectFrom('task')
    .innerJoin('request', 'request.id', 'task.request_id')
    .select(['task.element', 'task.opened_at'])
    .where('request.key', '=', key)
    .where('task.closed_at', 'is', null)
    .execute()
  expect(open).toEqual([{ element: 'nutrition', opened_at: new Date(t.desk.now()) }])
})

test('an import that is run again takes what was held and doubles nothing', async () => {
  const again = await run(t, jsm.url)
  expect(again).toMatchObject({ taken: 0, already: 4 })
  expect((await checkAudit(t.desk.db)).whole).toBe(true)
  const rows = await t.connection.db.selectFrom('audit').select('kind').where('kind', '=', 'request-imported').execute()
  expect(rows).toHaveLength(4)
})

test('whom nobody knew is a closed account with a name, and one with the person that the directory brings later', async () => {
  const key = await keyOf('HELP-129')
  const before = await t.connection.db.selectFrom('person').selectAll().where('username', '=', 'nobody.here').execute()
  expect(before).toMatchObject([{ active: false, name: { fa: 'رضا نمونه' }, email: 'reza@old.example' }])
  const reza = {
    directoryId: 'guid-reza',
    username: 'Nobody.Here',
    name: { fa: 'رضا نمونه‌ای', en: 'Reza Nemoonei' },
    honorific: null,
    title: null,
    faculty: 'nursing',
    email: 'Reza@old.example',
    mobile: null,
    facts: null,
    groups: [],
    memberships: [],
    administrator: false,
  }
  const id = await t.connection.db.transaction().execute((tx) => savePerson(tx, reza))
  expect(id).toBe(before[0]?.id)
  expect((await pageOf(t, await t.person('nobody.here'), key))?.imported?.key).toBe('HELP-129')
  // The same name with another e-mail is somebody else.
  const other = await t.connection.db
    .transaction()
    .execute((tx) => savePerson(tx, { ...reza, directoryId: 'guid-x', username: 'old.agent', email: null }))
  expect(other).not.toBe(id)
})

test('an import that broke off goes on where it was', async () => {
  const d = await openTestDesk()
  const issues = Array.from({ length: 45 }, (_, n): FakeIssue => ({
    id: 5000 + n,
    key: `HELP-${n + 1}`,
    type: 13,
    at: OPENED + n * 60_000,
    reporter: sara,
    fields: { summary: `پرسش ${n}`, description: 'شرح' },
    statuses: [['باز', 'NEW', OPENED + n * 60_000], done('بسته شد', CLOSED + n)],
  }))
  const slow = await openFakeJsm({ issues, types: TYPES })
  try {
    let [details, busy] = [0, 0]
    slow.trouble = (request, response, count) => {
      const isDetail = /\/request\/\d+\?/.test(request.url ?? '')
      if (isDetail) details += 1
      // Its line is cut for good at the 21st, and it is busy, ill and garbled before.
      if (isDetail && details > 20) {
        request.socket.destroy()
        return true
      }
      if (count % 13 === 0) {
        busy += 1
        response.writeHead(busy % 2 ? 429 : 503, { 'retry-after': busy % 3 ? '1' : 'Wed, 21 Oct 2015 07:28:00 GMT' })
        response.end('{"errorMessage":"not so fast"}')
        return true
      }
      if (count % 29 === 0) {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"values":[{"issueId":')
        return true
      }
      return false
    }
    await expect(run(d, slow.url)).rejects.toThrow(JsmFault)
    const first = await d.connection.db.selectFrom('imported').select('issue').execute()
    expect(first.length).toBeGreaterThan(8)
    expect(first.length).toBeLessThanOrEqual(20)
    expect(busy).toBeGreaterThan(1)
    slow.trouble = () => false
    slow.asked.length = 0
    const report = await run(d, slow.url)
    expect(report).toMatchObject({ found: 45, taken: 45 - first.length, already: first.length, held: [] })
    // What is here is not asked for again.
    const asked = new Set(slow.asked.filter((one) => /\/request\/\d+\?/.test(one)))
    expect(asked.size).toBe(45 - first.length)
    const own = await ownRequests(d.desk.db, await d.person('sara'), {
      service: '',
      status: '',
      query: '',
      after: null,
      limit: 20,
    })
    expect(own.items.map((one) => one.openedAt)).toEqual(
      issues
        .slice(-20)
        .map((one) => one.at)
        .toReversed(),
    )
    const second = await ownRequests(d.desk.db, await d.person('sara'), {
      service: '',
      status: '',
      query: '',
      after: own.next,
      limit: 20,
    })
    expect(second.items[0]?.openedAt).toBe(issues.at(-21)?.at)
  } finally {
    await slow.close()
    await d.close()
  }
}, 120_000)

test('ten thousand requests are listed to the end, each once', async () => {
  const issues = Array.from({ length: 10_000 }, (_, n): FakeIssue => ({
    id: n + 1,
    key: `BIG-${n + 1}`,
    type: 14,
    at: OPENED,
    reporter: null,
    fields: {},
    statuses: [done()],
  }))
  const big = await openFakeJsm({ issues, types: TYPES })
  try {
    const listed = await sourceAt(big.url).issues({ id: '7', key: 'HELP', name: '' })
    expect(listed.map((one) => Number(one.id))).toEqual(issues.map((one) => one.id))
    expect(big.asked.filter((one) => one.includes('/request?'))).toHaveLength(200)
  } finally {
    await big.close()
  }
}, 120_000)

test('a wrong token and a list that never ends are told, not tried for ever', async () => {
  await expect(sourceAt(jsm.url, 'wrong').types(null)).rejects.toMatchObject({ why: 'unsigned' })
  const stuck = await openFakeJsm({ issues: [], types: [] })
  stuck.trouble = (_request, response) => {
    const page = { values: [], isLastPage: false, _links: { next: 'http://x/jira?start=0' } }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(page))
    return true
  }
  await expect(sourceAt(stuck.url).types(null)).rejects.toMatchObject({ why: 'endless' })
  await stuck.close()
})

test('a mapping that names what is not there is refused with where', () => {
  const text = `source: https://old.example
types:
  - { desk: HELP, type: 12, service: student-clearance, office: kitchen, fields: { a: no_such }, statuses: { x: nowhere } }
  - { desk: HELP, type: 13, service: none-such }
`
  const offices = t.desk.university.offices.map((one) => one.id)
  expect(readMapping(text, servicesOf(t.desk), offices)).toEqual({
    mapping: null,
    faults: [
      'HELP 12: a goes to no_such, which is no field of student-clearance.',
      'HELP 12: the status x goes to nowhere, which is no step of student-clearance.',
      'HELP 12: there is no office kitchen.',
      'HELP 13: there is no service none-such.',
    ],
  })
})

async function keyOf(alias: string): Promise<string> {
  const row = await t.connection.db
    .selectFrom('imported')
    .innerJoin('request', 'request.id', 'imported.request_id')
    .select('request.key')
    .where('imported.key', '=', alias)
    .executeTakeFirstOrThrow()
  return row.key
}
