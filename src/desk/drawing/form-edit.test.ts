import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../root.js'
import { readForm } from '../form/form.js'
import { readTaskForm } from '../task-form.js'
import { componentOf, entryOf } from './field-entry.js'
import {
  addComponent,
  componentAt,
  components,
  isSection,
  keysOf,
  moveComponent,
  moveOutcome,
  outcomes,
  readFormFile,
  setComponent,
  setOutcome,
  writeFormFile,
} from './form-edit.js'

const files = globSync('services/*/{form.json,tasks/*.json}', { cwd: root }).map((name) => ({
  name,
  text: readFileSync(path.join(root, name), 'utf8'),
}))

const read = (text: string) => {
  const file = readFormFile(text)
  if (!file) throw new Error('not a form')
  return file
}

test('every form of the services goes through the editor unchanged, byte for byte', () => {
  expect(files.length).toBeGreaterThan(10)
  for (const { name, text } of files) {
    expect(writeFormFile(read(text)), name).toBe(text)
    let file = read(text)
    components(file).forEach((outer, index) => {
      const paths = isSection(outer) ? components(outer).map((_, inner) => [index, inner]) : [[index]]
      for (const at of paths) {
        const component = componentAt(file, at)
        if (component) file = setComponent(file, at, componentOf(entryOf(component), component))
      }
    })
    expect(readForm(JSON.parse(writeFormFile(file))), name).toEqual(readForm(JSON.parse(text)))
  }
})

const EMPTY = { type: 'default', id: 'x', schemaVersion: 16, components: [] }

test('a field of each kind can be added, changed, moved and taken away, and the desk reads it', () => {
  const entry = {
    ...entryOf({}),
    kind: 'choice',
    key: 'card',
    label: 'کارت',
    'label.en': 'Card',
    required: 'yes',
    options: 'returned = تحویل شد = Returned\nlost = گم شد = Lost\n= bad',
    cards: 'yes',
  }
  let file = addComponent(EMPTY, null, { type: 'group', key: 'one', label: 'بخش', components: [] })
  file = addComponent(file, 0, componentOf(entry, {}))
  file = addComponent(file, 0, componentOf({ ...entry, kind: 'jalali-date', key: 'born', min: '15', max: '90' }, {}))
  file = addComponent(file, 0, componentOf({ ...entry, kind: 'note', key: 'hint', required: '' }, {}))
  expect(keysOf(file)).toEqual(['one', 'card', 'born', 'hint'])
  const { form, problems } = readForm(file)
  expect(problems).toEqual([])
  expect(form?.sections[0]?.fields).toMatchObject([
    {
      kind: 'choice',
      required: true,
      cards: true,
      options: [{ value: 'returned', label: { en: 'Returned' } }, { value: 'lost' }],
    },
    { kind: 'jalali-date', min: 15, max: 90 },
    { kind: 'note', label: { fa: 'کارت', en: 'Card' } },
  ])
  file = moveComponent(file, [0, 0], 1)
  file = moveComponent(file, [0, 0], -1)
  expect(keysOf(file)).toEqual(['one', 'born', 'card', 'hint'])
  expect(keysOf(setComponent(file, [0, 1], null))).toEqual(['one', 'born', 'hint'])
  // An option that went takes its English with it.
  const card = componentAt(file, [0, 1])
  const shorter = componentOf({ ...entry, options: 'lost = گم شد = Lost', cards: '' }, card ?? {})
  expect(shorter).toMatchObject({ type: 'select', properties: { 'option.lost.en': 'Lost' } })
  expect(JSON.stringify(shorter)).not.toContain('returned')
})

test('outcomes of a task form are edited beside its fields', () => {
  const text = files.find((one) => one.name.endsWith('nutrition.json'))?.text ?? ''
  let file = read(text)
  const count = outcomes(file).length
  file = setOutcome(file, count, { id: 'later', label: { fa: 'بعداً', en: 'Later' }, tone: 'plain', fields: [] })
  file = moveOutcome(file, count, -1)
  expect(readTaskForm(file).taskForm?.outcomes.map((one) => one.id)[count - 1]).toBe('later')
  expect(outcomes(setOutcome(file, count - 1, null))).toEqual(outcomes(read(text)))
})
