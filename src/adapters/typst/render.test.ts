import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { typstRenderer } from './render.js'

const renderer = typstRenderer()
afterAll(() => renderer.close())

const template = readFileSync(new URL('../../../services/student-clearance/certificate.typ', import.meta.url), 'utf8')
const data = {
  institution: 'دانشگاه نمونه',
  title: 'فرم تسویه حساب دانشجویان',
  key: 'CLR-1405-000001',
  number: '۱۴۰۵/۱۲/۱',
  date: '۱۴۰۵/۰۹/۰۳',
  issued: '۳ آذر ۱۴۰۵',
  code: '7K3M-9QPW-X2CD-4FGH',
  verify_url: 'http://desk.test/verify/7K3M-9QPW-X2CD-4FGH',
  attachment: 'ندارد',
  facts: { first_name: 'سارا #panic("typed")', last_name: 'رستمی', student_no: '۴۰۲۱۲۳۴۰۱' },
  offices: [{ office: 'اداره تغذیه', result: 'تأیید', by: '', date: '۱۴۰۵/۰۹/۰۲' }],
}

test('the clearance form is set as a PDF with its fonts inside; what people typed is never run', async () => {
  const pdf = await renderer.render({ template, data, qr: data.verify_url })
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
  expect(Buffer.from(pdf).toString('latin1')).toMatch(/Vazirmatn/)
})

test('a template with a mistake says which, and the next document is set all the same', async () => {
  await expect(renderer.render({ template: '#nothing()', data })).rejects.toThrow(/unknown variable/)
  expect((await renderer.render({ template, data })).length).toBeGreaterThan(1000)
})

test('a template that never ends is stopped', async () => {
  const hasty = typstRenderer(1_500)
  await expect(
    hasty.render({
      template: '#let sum = 0\n#for a in range(99999) { for b in range(99999) { sum = sum + calc.rem(a, 7) } }\n#sum',
      data,
    }),
  ).rejects.toThrow(/longer than 1.5 s/)
  expect((await hasty.render({ template, data })).length).toBeGreaterThan(1000)
  await hasty.close()
})

test('a template reads no file of the machine', async () => {
  await expect(renderer.render({ template: '#read("/etc/passwd")', data })).rejects.toThrow()
  await expect(renderer.render({ template: '#read("../package.json")', data })).rejects.toThrow()
})
