import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../root.js'
import { readService, type Service, type ServiceFiles } from '../service.js'
import { compareServices } from './compare.js'

const folder = path.join(root, 'services', 'student-clearance')
const files: ServiceFiles = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(yaml|json|bpmn|typ)$/.test(name) && !name.endsWith('.trace.json'))
    .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
)

async function changed(changes: Readonly<Record<string, (text: string) => string>> = {}): Promise<Service> {
  const { service, problems } = await readService({
    ...files,
    ...Object.fromEntries(Object.entries(changes).map(([file, change]) => [file, change(files[file] ?? '')])),
  })
  if (!service) throw new Error(problems.join('\n'))
  return service
}

test('a service is no different from itself, wherever its elements stand', async () => {
  expect(compareServices(await changed(), await changed())).toEqual([])
  const moved = await changed({ 'process.bpmn': (xml) => xml.replaceAll(/ x="(\d+)"/g, ' x="9$1"') })
  expect(compareServices(await changed(), moved)).toEqual([])
})

test('names, offices, conditions, flows and timers are told by element', async () => {
  const after = await changed({
    'process.bpmn': (xml) =>
      xml
        .replace('name="اداره تغذیه"', 'name="سلف"')
        .replace('candidateGroups="loan-fund"', 'candidateGroups="welfare"')
        .replace(/(<bpmn:conditionExpression[^>]*>)[^<]*/, '$1= outcome = "else"')
        .replace('P14D', 'P7D'),
  })
  const changes = compareServices(await changed(), after)
  expect(changes.map(({ subject, id, details }) => [subject, id, details.map((one) => one.aspect)])).toEqual(
    expect.arrayContaining([
      ['element', 'nutrition', ['name']],
      ['element', 'loan_fund', ['office']],
      ['element', 'notice_timer', ['trigger']],
    ]),
  )
  expect(changes.find((one) => one.id === 'loan_fund')?.details).toEqual([
    { aspect: 'office', before: 'loan-fund', after: 'welfare' },
  ])
  expect(changes.some((one) => one.subject === 'flow' && one.details[0]?.aspect === 'condition')).toBe(true)
  expect(changes).toHaveLength(4)
})

test('fields that came, went or ask differently are told, in the request form and in task forms', async () => {
  const after = await changed({
    'form.json': (text) => {
      const form = JSON.parse(text)
      const [group] = form.components
      group.components.push({ type: 'textfield', key: 'nickname', label: 'نام دیگر' })
      return JSON.stringify(form)
    },
    'tasks/nutrition.json': (text) => {
      const form = JSON.parse(text)
      form.mizban.outcomes[0].label.fa = 'بی‌بدهی'
      form.mizban.ask = !form.mizban.ask
      return JSON.stringify(form)
    },
    'service.yaml': (text) => text.replace(/^icon: .*$/m, 'icon: star'),
  })
  const changes = compareServices(await changed(), after)
  expect(changes).toMatchObject([
    { change: 'added', subject: 'field', id: 'nickname' },
    { change: 'changed', subject: 'outcome', form: 'nutrition', details: [{ aspect: 'label' }] },
    { change: 'changed', subject: 'outcome', form: 'nutrition', id: 'mizban', details: [{ aspect: 'rest' }] },
    { change: 'changed', subject: 'card', id: 'icon', details: [{ aspect: 'value', after: 'star' }] },
  ])
  expect(compareServices(after, await changed())[0]).toMatchObject({ change: 'removed', id: 'nickname' })
})
