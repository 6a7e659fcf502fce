import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { complete, FILLED, granted, openTask, tasksOfRequest, walk } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { addComment } from '../commands/add-comment.js'
import { answerAsk } from '../commands/answer-ask.js'
import { askRequester } from '../commands/ask-requester.js'
import { keepUpload } from '../commands/keep-upload.js'
import { openReading } from '../commands/open-reading.js'
import { openRequest } from '../commands/open-request.js'
import { sendBack } from '../commands/send-back.js'
import { rawForm } from '../desk/form/raw.js'
import { foldDigits } from '../persian/index.js'

// A bird in every field, note, message, reason and file of one clearance that has gone through every office. Then
// everybody opens everything they can name, in both languages, and nobody may hear a bird that is not for them.

const WHO = {
  education: 'naderi',
  'student-affairs': 'moradi',
  'vice-dean': 'pourahmadi',
  secretariat: 'zafari',
  faculty: 'karimpour',
  disciplinary: 'shakeri',
  nutrition: 'khosravi',
  dormitory: 'tehrani',
  it: 'darvishi',
  'loan-fund': 'mohammadi',
  welfare: 'rafat',
} as const
type Office = keyof typeof WHO
const OFFICES = Object.keys(WHO) as Office[]

/** What stands on a page for a field of `form.json`, and what must be typed for it. Digits are compared as Latin ones. */
const FIELDS: Readonly<Record<string, { readonly typed: Readonly<Record<string, string>>; readonly shown: RegExp }>> = {
  student_no: { typed: { student_no: '402777111' }, shown: /402777111/ },
  national_id: { typed: { national_id: '9990000077' }, shown: /9990000077/ },
  father_name: { typed: { father_name: 'سهره' }, shown: /سهره|Father’s name/ },
  shenasname_no: { typed: { shenasname_no: '88421' }, shown: /88421/ },
  birth_date: { typed: { birth_date: '1380/05/12' }, shown: /12 مرداد 1380|Mordad|Birth date/ },
  issue_place: { typed: { 'issue_place.other': 'چکاوک‌آباد' }, shown: /چکاوک/ },
  marital_status: { typed: { marital_status: 'married' }, shown: /متأهل|Married/ },
  sex: { typed: { sex: 'female' }, shown: />زن<|>Female</ },
  course_type: { typed: { course_type: 'evening' }, shown: /شبانه|>Evening</ },
  mobile: { typed: { mobile: '09990000077' }, shown: /0999 ?000 ?0077/ },
  landline: { typed: { landline: '02199000077' }, shown: /9900 ?0077/ },
  address: { typed: { address: 'کوچهٔ قناری' }, shown: /قناری/ },
  postal_code: { typed: { postal_code: '1415893711' }, shown: /1415893711/ },
  card: { typed: { card: 'lost' }, shown: />مفقود شده|>It is lost</ },
  card_paper: { typed: {}, shown: /card-paper-bird/ },
  undertaking_copy: { typed: {}, shown: /undertaking-bird/ },
}

/** Words that people wrote, and who may read them: offices, the requester, an administrator who gave a reason. */
const WORDS: Readonly<Record<string, readonly (Office | 'requester' | 'reading')[]>> = {
  'پرنده-گزارش-اشتباه': ['requester', 'reading', 'education', 'welfare'],
  'پرنده-یادداشت-آموزش': OFFICES,
  'پرنده-پیام-آموزش': [...OFFICES, 'requester', 'reading'],
  'پرنده-ملاحظهٔ-آموزش': OFFICES,
  'پرنده-یادداشت-شورا': ['disciplinary', 'vice-dean'],
  'پرنده-برگ-شورا': ['disciplinary', 'vice-dean'],
  'پرنده-پیام-شورا': ['disciplinary', 'vice-dean', 'requester'],
  'پرنده-پرسش-شورا': ['disciplinary', 'vice-dean', 'requester'],
  'پرنده-پاسخ-به-شورا': ['disciplinary', 'vice-dean', 'requester'],
  'پرنده-بازگشت-از-شورا': ['disciplinary', 'vice-dean', 'student-affairs'],
  'پرنده-بازگشت-از-تغذیه': [...OFFICES, 'requester', 'reading'],
  'پرنده-ملاحظهٔ-تغذیه': OFFICES,
  'پرنده-فایل-یادداشت-آموزش': OFFICES,
  'پرنده-فایل-یادداشت-شورا': ['disciplinary', 'vice-dean'],
  'پرنده-فایل-پاسخ-به-شورا': ['disciplinary', 'vice-dean', 'requester'],
}

let t: TestDesk
let key: string
/** Everything that somebody could open, as one text. */
const heard = new Map<string, string>()

beforeAll(async () => {
  t = await openTestDesk()
  const { desk } = t
  const zahra = await t.person('zahra')
  const upload = async (who: string, name: string, purpose: string) => {
    const bytes = new TextEncoder().encode(`%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF ${name}`)
    return granted(await keepUpload(desk, await t.person(who), { name: `${name}.pdf`, bytes, purpose }))
  }
  const ref = (file: { id: string; name: string; size: number; type: string }) => [JSON.stringify(file)]
  const typed = Object.values(FIELDS).flatMap((field) => Object.entries(field.typed))
  key = granted(
    await openRequest(desk, zahra, {
      service: 'student-clearance',
      once: 'birds',
      raw: rawForm({
        ...FILLED,
        first_name: ['زهرا'],
        last_name: ['پوراحمدی'],
        faculty: ['nursing'],
        level: ['bs'],
        field: ['nursing'],
        ...Object.fromEntries(typed.map(([name, value]) => [name, [value]])),
        'card_paper.files': ref(await upload('zahra', 'card-paper-bird', 'card_paper')),
        'undertaking_copy.files': ref(await upload('zahra', 'undertaking-bird', 'undertaking_copy')),
      }),
      correction: 'پرنده-گزارش-اشتباه',
    }),
  ).key

  const write = async (who: string, office: string, body: string, internal: boolean, file: string | null) => {
    const files = file === null ? [] : [(await upload(who, file, 'files')).id]
    granted(await addComment(desk, await t.person(who), { key, once: desk.newId(), body, internal, office, files }))
  }
  const ask = async (
    who: string,
    message: string,
    fields: readonly string[],
    answer: string,
    raw: Record<string, string[]>,
    file: string | null,
  ) => {
    const task = await openTask(t, zahra, key)
    granted(
      await askRequester(desk, await t.person(who), {
        task: task.id,
        once: desk.newId(),
        message,
        fields,
        wantsFiles: false,
        amount: null,
        paymentId: null,
      }),
    )
    const { id } = await desk.db.selectFrom('ask').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
    const files = file === null ? [] : [(await upload('zahra', file, 'files')).id]
    granted(await answerAsk(desk, zahra, { ask: id, once: desk.newId(), message: answer, raw: rawForm(raw), files }))
  }
  const back = async (who: string, to: string, reason: string) =>
    granted(
      await sendBack(desk, await t.person(who), {
        task: (await openTask(t, zahra, key)).id,
        once: desk.newId(),
        to,
        reason,
        keep: true,
      }),
    )

  await walk(t, 'zahra', key, 'affairs_referral', { education_review: { remark: ['پرنده-ملاحظهٔ-آموزش'] } })
  await write('naderi', 'education:nursing', 'پرنده-یادداشت-آموزش', true, 'پرنده-فایل-یادداشت-آموزش')
  await write('naderi', 'education:nursing', 'پرنده-پیام-آموزش', false, null)
  await walk(t, 'zahra', key, 'disciplinary')
  await write('shakeri', 'disciplinary', 'پرنده-یادداشت-شورا', true, 'پرنده-فایل-یادداشت-شورا')
  await write('shakeri', 'disciplinary', 'پرنده-پیام-شورا', false, null)
  await ask('shakeri', 'پرنده-پرسش-شورا', [], 'پرنده-پاسخ-به-شورا', {}, 'پرنده-فایل-پاسخ-به-شورا')
  await back('shakeri', 'affairs_review', 'پرنده-بازگشت-از-شورا')
  // Only where the request came back to is the reason read on its task; the pages are opened while that task is there.
  await open('moradi')
  await walk(t, 'zahra', key, 'nutrition', { disciplinary: { council_note: ['پرنده-برگ-شورا'] } })
  await back('khosravi', 'affairs_review', 'پرنده-بازگشت-از-تغذیه')
  const walked = {
    dormitory: { has_dormitory: ['yes'], dormitory_name: ['الف'], room: ['vacated'] },
    nutrition: { remark: ['پرنده-ملاحظهٔ-تغذیه'] },
  }
  for (let round = 0; round < 2; round++) await walk(t, 'zahra', key, 'welfare', walked)
  // A correction of fields that few see: what they were and what they are stays with those few.
  await ask(
    'rafat',
    'نشانی را اصلاح کنید.',
    ['address', 'father_name'],
    'اصلاح شد.',
    { address: ['خیابان قناری ۲'], father_name: ['سهره‌ای'] },
    null,
  )
  await complete(t, 'rafat', await openTask(t, zahra, key), 'issued', { fund: ['no-debt'] })
  granted(await openReading(desk, await t.person('admin'), { key, reason: 'آزمون', once: 'reading' }))
  for (const who of [...Object.values(WHO), 'zahra', 'admin', 'mina']) await open(who)
}, 300_000)
afterAll(() => t.close())

/** Opens everything that can be named, and remembers what was on it. */
async function open(who: string): Promise<void> {
  const zahra = await t.person('zahra')
  const tasks = await tasksOfRequest(t, zahra, key)
  const files = await t.desk.db.selectFrom('file').select('id').execute()
  const documents = await t.desk.db.selectFrom('document').select('code').execute()
  const parts: string[] = []
  for (const lang of ['fa', 'en'] as const) {
    const client = await clientOf(t, who, lang)
    const paths = [
      '/',
      '/work',
      '/requests',
      `/requests/${key}`,
      `/requests/${key}/map.bpmn`,
      ...tasks.map((task) => `/tasks/${task.id}`),
      ...files.map((file) => `/files/${file.id}`),
      ...documents.map((document) => `/documents/${document.code}.pdf`),
      ...documents.map((document) => `/verify/${document.code}`),
    ]
    for (const path of paths) parts.push((await client.get(path)).html)
    // What was typed and refused comes back with the page: of nobody's form may it bring what is stored.
    if (lang === 'en') continue
    for (const task of tasks) parts.push((await client.post(`/tasks/${task.id}/completion`, {})).html)
    parts.push((await client.post(`/requests/${key}/comments`, { body: '' })).html)
  }
  heard.set(who, (heard.get(who) ?? '') + foldDigits(parts.join('\n')))
}

const hears = (who: string, bird: RegExp | string) => {
  const all = heard.get(who) ?? ''
  return typeof bird === 'string' ? all.includes(bird) : bird.test(all)
}

describe('fields', () => {
  test.each(Object.entries(FIELDS))(
    '%s is heard by the offices that the form names, and by no others',
    async (field, { shown }) => {
      const { service } = t.desk.catalog.offered().find((one) => one.service.id === 'student-clearance') ?? {}
      const known = service?.requestForm.sections.flatMap((section) => section.fields).find((one) => one.key === field)
      const may = OFFICES.filter((office) => known?.seenBy.includes('*') || known?.seenBy.includes(office))
      expect(may.length).toBeGreaterThan(0)
      expect(OFFICES.filter((office) => hears(WHO[office], shown))).toEqual(may)
      expect(hears('zahra', shown)).toBe(true)
      expect(hears('admin', shown)).toBe(true)
      expect(hears('mina', field === 'student_no' ? '402777111' : (shown.source.split('|')[0] ?? ''))).toBe(false)
    },
  )

  test('every field of the form has its bird, but the names and what everybody may see by a choice', () => {
    const { service } = t.desk.catalog.offered().find((one) => one.service.id === 'student-clearance') ?? {}
    const keys = service?.requestForm.sections.flatMap((section) => section.fields.map((one) => one.key)) ?? []
    const open = ['first_name', 'last_name', 'faculty', 'level', 'field', 'reason']
    expect(keys.filter((one) => !(one in FIELDS)).toSorted()).toEqual(open.toSorted())
  })

  test('a search does not find what the searcher may not see', async () => {
    for (const [who, typed] of [
      ['khosravi', '9990000077'],
      ['naderi', 'قناری'],
      ['rafat', '9990000077'],
      ['zahra', 'پرنده'],
    ] as const) {
      const client = await clientOf(t, who)
      const path = who === 'zahra' ? '/requests' : '/work'
      const page = await client.get(`${path}?q=${encodeURIComponent(typed)}`)
      expect(page.html.includes(key), `${who} ${typed}`).toBe(false)
    }
  })
})

describe('words', () => {
  test.each(Object.entries(WORDS))('%s', (bird, may) => {
    const readers = { ...WHO, requester: 'zahra', reading: 'admin' }
    const found = Object.entries(readers).flatMap(([role, who]) => (hears(who, bird) ? [role] : []))
    expect(found.toSorted()).toEqual([...may].toSorted())
    expect(hears('mina', bird)).toBe(false)
  })

  test('who works in the council is told to no requester', () => {
    expect(hears('zahra', 'شاکری')).toBe(false)
    expect(hears('pourahmadi', 'شاکری')).toBe(true)
  })

  test('that a note was written is told to no requester either', () => {
    for (const who of ['zahra', 'admin']) expect(hears(who, 'یادداشت داخلی نوشت')).toBe(false)
    expect(hears('khosravi', 'یادداشت داخلی نوشت')).toBe(true)
  })
})
