import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../test/support/client.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { worksIn } from '../desk/person.js'

let t: TestDesk
beforeAll(async () => {
  t = await openTestDesk()
})
afterAll(() => t.close())

const id = async (username: string) => String((await t.person(username)).id)
const choices = (html: string) =>
  [...html.matchAll(/class="pick"><input[^>]*value="(\d+)"[^>]*\/><span>([^<]*)</g)].map((found) => found[2] ?? '')
const PAGE = '/account/substitute'
const kinds = async () =>
  (await t.desk.db.selectFrom('audit').select('kind').where('kind', '<>', 'signed-in').orderBy('id').execute()).map(
    (one) => one.kind,
  )

test('who works in an office names a colleague for some days; pressed twice it is one; then ends it', async () => {
  const fallahi = await clientOf(t, 'fallahi')
  const page = await fallahi.get(PAGE)
  expect(choices(page.html)).toEqual(['آقای خسرو ظفرقندی', 'خانم هدیه رضایی'])
  expect(page.html).toContain('value="۱۴۰۵/۰۹/۰۳"')
  const fields = { substitute: await id('rezaei'), from: '۱۴۰۵/۰۹/۰۳', until: '۱۴۰۵/۰۹/۰۵' }
  for (const answer of [await fallahi.submit(page, PAGE, fields), await fallahi.submit(page, PAGE, fields)])
    expect([answer.status, answer.to]).toEqual([303, PAGE])
  expect(await kinds()).toEqual(['substitute-named'])
  const { html } = await fallahi.get(PAGE)
  expect(html).toContain('جانشین تعیین شد.')
  expect(html).toMatch(/هدیه رضایی[\s\S]*امید فلاحی[\s\S]*۳ آذر ۱۴۰۵[\s\S]*۵ آذر ۱۴۰۵[\s\S]*جاری/)
  // It holds to the end of the last day in Tehran, and the office has both names.
  const held = (await t.person('rezaei')).memberships.filter((one) => one.for !== null)
  expect(held).toEqual([{ office: 'nutrition', role: 'expert', for: (await t.person('fallahi')).id }])

  const other = await clientOf(t, 'rezaei')
  expect((await other.get(PAGE)).html).toContain('امید فلاحی')
  const again = await fallahi.submit(await fallahi.get(PAGE), PAGE, fields)
  expect([again.status, again.html.includes('در این روزها جانشین همین شخص هست')]).toEqual([422, true])
  const ended = await fallahi.submit(html === '' ? page : await fallahi.get(PAGE), /\/account\/substitute\/\d+\/end/)
  expect([ended.status, ended.to]).toEqual([303, PAGE])
  expect((await fallahi.get(PAGE)).html).toContain('زودتر پایان یافت')
  expect(await kinds()).toEqual(['substitute-named', 'substitute-ended'])
})

test('what is missing or wrong is said beside its field, and the choice stays', async () => {
  const sadeghi = await clientOf(t, 'sadeghi')
  const page = await sadeghi.get(PAGE)
  const empty = await sadeghi.submit(page, PAGE, { from: '', until: '' })
  expect(empty.status).toBe(422)
  for (const sentence of ['جانشین را از فهرست انتخاب کنید.', 'روز آغاز را بنویسید.', 'آخرین روز را بنویسید.'])
    expect(empty.html.split(sentence)).toHaveLength(3)
  const bahari = await id('bahari')
  const wrong = await sadeghi.submit(page, PAGE, { substitute: bahari, from: '1405/09/10', until: '1405/09/08' })
  expect(wrong.html).toContain('پایان پس از آغاز و پس از اکنون باشد.')
  expect(wrong.html).toMatch(new RegExp(`value="${bahari}" checked`))
  const gregorian = await sadeghi.submit(page, PAGE, { substitute: bahari, from: '2026-11-24', until: '1405/09/08' })
  expect(gregorian.html).toContain('این تاریخ میلادی است')
})

test('somebody alone in the office looks for a name, however it is typed', async () => {
  const dean = await clientOf(t, 'pourahmadi')
  expect((await dean.get(PAGE)).html).toContain('همکاری در این واحد نیست')
  const found = await dean.get(`${PAGE}?q=${encodeURIComponent('ابراهيمي')}`)
  expect(choices(found.html)).toEqual(['دکتر آرش ابراهیمی'])
  // Students work in no office.
  expect(choices((await dean.get(`${PAGE}?q=sara`)).html)).toEqual([])
  const answer = await dean.submit(found, PAGE, { substitute: await id('ebrahimi'), until: '1405/09/05' })
  expect(answer.status).toBe(422) // the first day was emptied by nobody: it is the form's own
  const fine = { substitute: await id('ebrahimi'), from: '1405/09/03', until: '1405/09/05' }
  expect((await dean.submit(found, PAGE, fine)).status).toBe(303)
  expect(worksIn(await t.person('ebrahimi'), 'vice-dean:nursing')).toBe(true)
})

test('a head chooses for the people of the office, in that office only; nobody else for anybody', async () => {
  const head = await clientOf(t, 'khosravi')
  const page = await head.get(`${PAGE}?absent=${await id('rezaei')}`)
  expect(page.html).toContain('جانشین هدیه رضایی')
  expect(choices(page.html)).toContain('آقای امید فلاحی')
  const fields = { substitute: await id('fallahi'), office: 'nutrition', from: '1405/09/10', until: '1405/09/12' }
  expect((await head.submit(page, PAGE, fields)).status).toBe(303)
  expect((await head.submit(page, PAGE, { ...fields, once: 'all', office: 'all' })).status).toBe(403)

  const expert = await clientOf(t, 'fallahi')
  expect((await expert.get(`${PAGE}?absent=${await id('rezaei')}`)).status).toBe(404)
  const forged = { once: 'f', absent: await id('khosravi'), substitute: await id('fallahi'), office: 'all' }
  const answer = await expert.post(PAGE, { ...forged, from: '1405/09/10', until: '1405/09/12' })
  expect(answer.status).toBe(403)
  expect((await head.get(`${PAGE}?absent=${await id('sara')}`)).status).toBe(404)
})

test('who works nowhere needs none; the administrator sees all that hold or come, and ends one', async () => {
  expect((await (await clientOf(t, 'sara')).get(PAGE)).html).toContain('پس جانشین لازم ندارید')
  const admin = await clientOf(t, 'admin')
  const page = await admin.get('/admin/substitutes')
  expect([...page.html.matchAll(/class="st( now)?">(جاری|آینده)/g)].map((found) => found[2])).toEqual(['جاری', 'آینده'])
  const end = /\/admin\/substitutes\/\d+\/end/
  expect((await admin.submit(page, end)).to).toBe('/admin/substitutes')
  expect((await admin.submit(await admin.get('/admin/substitutes'), end)).status).toBe(303)
  expect((await admin.get('/admin/substitutes')).html).toContain('اکنون کسی جانشین ندارد')
  // For anybody, from the page of the person.
  const vahidi = await id('vahidi')
  expect((await admin.get(`/admin/people/${vahidi}`)).html).toContain(`href="${PAGE}?absent=${vahidi}"`)
  const named = await admin.submit(await admin.get(`${PAGE}?absent=${vahidi}`), PAGE, {
    substitute: await id('kazemi'),
    office: 'all',
    from: '1405/09/03',
    until: '1405/09/04',
  })
  expect(named.to).toBe(`${PAGE}?absent=${vahidi}`)
})
