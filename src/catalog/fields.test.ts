import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { mayOpenDocument } from '../desk/certificate.js'
import { officeKind } from '../desk/person.js'
import { readService, type Service } from '../desk/service.js'
import { fieldsOf } from '../desk/task-form.js'
import { visibleFields } from '../desk/visibility.js'
import { root } from '../root.js'
import { readInstitution } from './institution.js'

/**
 * Which office sees which field of the clearance. The rows are those of the form as it was decided; what an office does
 * not need, it does not see. `mobile` is for the offices that may hold the request back, which is to ask something.
 */
const TABLE = `
field            | education student-affairs vice-dean secretariat faculty disciplinary nutrition dormitory it loan-fund welfare
student_no       | x         x               x         x           x       x            x         x         x  x         x
national_id      | x         .               .         x           .       .            .         .         .  x         x
first_name       | x         x               x         x           x       x            x         x         x  x         x
last_name        | x         x               x         x           x       x            x         x         x  x         x
father_name      | x         .               .         x           .       .            .         .         .  x         x
shenasname_no    | x         .               .         .           .       .            .         .         .  .         x
birth_date       | x         .               .         .           .       .            .         .         .  .         x
issue_place      | x         .               .         .           .       .            .         .         .  .         x
marital_status   | .         .               .         .           .       .            .         x         .  .         x
sex              | .         .               .         .           .       .            .         x         .  .         x
faculty          | x         x               x         x           x       x            x         x         x  x         x
level            | x         x               x         x           x       x            x         x         x  x         x
field            | x         x               x         x           x       x            x         x         x  x         x
course_type      | x         .               .         .           .       .            .         .         .  x         x
reason           | x         x               x         x           x       x            x         x         x  x         x
mobile           | x         x               x         x           .       x            x         x         x  x         x
landline         | .         .               .         .           .       .            .         .         .  .         x
address          | .         .               .         .           .       .            .         .         .  x         x
postal_code      | .         .               .         .           .       .            .         .         .  x         x
card             | x         .               .         .           .       .            .         .         .  .         .
card_paper       | x         .               .         .           .       .            .         .         .  .         .
undertaking_copy | .         x               .         .           .       .            .         .         .  x         x
`

const [head = '', ...rows] = TABLE.trim().split('\n')
const words = (line: string) => line.split('|').map((part) => part.trim().split(/\s+/))
const OFFICES = words(head)[1] ?? []

let clearance: Service
let files: Readonly<Record<string, string>>
beforeAll(async () => {
  const folder = path.join(root, 'services/student-clearance')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[a-z]+$/.test(name))
  files = Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
  const { service, problems } = await readService(files)
  expect(problems).toEqual([])
  if (!service) throw new Error('the clearance can not be read')
  clearance = service
})

test('the form shows each office what the table says, field by field', async () => {
  const { offices } = await readInstitution()
  expect([...OFFICES].sort()).toEqual(offices.map((one) => one.id).sort())
  const seen = fieldsOf(clearance.requestForm).map((field) => {
    const marks = OFFICES.map((office) =>
      visibleFields(clearance.requestForm, { as: 'staff', offices: [office] }).has(field.key) ? 'x' : '.',
    )
    return [[field.key], marks]
  })
  expect(seen).toEqual(rows.map(words))
})

test('the mobile number is for the offices whose step may ask the requester', () => {
  const asking = new Set(
    clearance.steps.flatMap((step) =>
      step.office !== null && clearance.taskForms.get(step.form ?? '')?.ask
        ? [officeKind(step.office.replace(/^=\s*"/, ''))]
        : [],
    ),
  )
  const seers = fieldsOf(clearance.requestForm).find((field) => field.key === 'mobile')?.seenBy ?? []
  expect([...seers].sort()).toEqual([...asking].sort())
})

test('the document is opened by whoever may see all that is printed in it', () => {
  const may = OFFICES.filter((office) => mayOpenDocument(clearance, { as: 'staff', offices: [office] }))
  expect(may).toEqual(['loan-fund', 'welfare'])
  expect(mayOpenDocument(clearance, { as: 'requester' })).toBe(true)
  // What the template prints of the form is what the service says that it shows.
  const printed = [...(clearance.template ?? '').matchAll(/fact\("([a-z_]+)"\)/g)].flatMap((found) => found[1] ?? [])
  for (const key of printed) expect(clearance.document?.shows).toContain(key)
})

test('a service whose rules name what is not there, or hide what every list shows, is not published', async () => {
  const changed = async (name: string, from: RegExp | string, to: string) => {
    const text = files[name] ?? ''
    expect(text.replace(from, to)).not.toBe(text)
    return (await readService({ ...files, [name]: text.replace(from, to) })).problems.join()
  }
  expect(await changed('process.bpmn', 'value="education_review,affairs_review"', 'value="nowhere"')).toContain(
    'nowhere',
  )
  expect(await changed('process.bpmn', 'value="education_review,affairs_review"', 'value="vice_dean"')).toContain(
    'no other step',
  )
  expect(await changed('form.json', '"seen_by": "*"', '"seen_by": "education"')).toContain('student_no')
  expect(await changed('service.yaml', 'shows: [first_name', 'shows: [nickname')).toContain('nickname')
})
