import { readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import type { Desk } from '../commands/desk.js'
import { root } from '../root.js'
import { referenceOf } from '../web/api-reference.js'
import { words } from '../web/text/index.js'
import { breakingChanges } from './breaking.js'
import { clientTypes } from './client-types.js'
import { jsmDocument, nativeDocument } from './document.js'
import type { OpenApi } from './openapi.js'

/** Describing the operations asks nothing of a desk. */
const document = nativeDocument({} as Desk, '/api/v1')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const operations = Object.entries(document.paths).flatMap(([at, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ road: `${method} ${at}`, ...one })),
)

test.each([
  ['native', document],
  ['jsm', jsmDocument({} as Desk, '/rest')],
])('the %s one is an OpenAPI 3.1 document, and its references lead somewhere', async (_, one) => {
  const validator = new Validator()
  const result = await validator.validate({ ...structuredClone(one) })
  expect(result).toMatchObject({ valid: true })
  expect(validator.version).toBe('3.1')
  expect(Object.keys(one.paths).length).toBeGreaterThan(30)
  for (const [, name = ''] of JSON.stringify(one).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(one.components?.schemas).toHaveProperty([name])
  expect((await new Validator().validate({ ...one, paths: { x: {} } })).valid).toBe(false)
})

test.each([
  ['openapi.json', document],
  ['openapi-jsm.json', jsmDocument({} as Desk, '/rest')],
])('nothing breaks what was released in %s', (file, now) => {
  const released: OpenApi = JSON.parse(read(`docs/api/${file}`))
  expect(Object.keys(released.paths).length).toBeGreaterThan(30)
  expect(breakingChanges(released, now)).toEqual([])
})

describe('every operation', () => {
  test('has a name of its own, a summary and one tag', () => {
    const names = operations.map((one) => one.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const one of operations)
      expect([one.road, one.summary?.length, one.tags?.length]).toEqual([one.road, expect.any(Number), 1])
  })

  test('that changes something is sent once', () => {
    for (const { road, parameters } of operations.filter((one) => one.road.startsWith('post ')))
      expect([road, parameters?.find((one) => one.name === 'idempotency-key')?.required]).toEqual([road, true])
  })

  test('can be answered with null where a named thing may be missing', () => {
    const steps = document.components?.schemas?.['Request']?.properties?.['steps']?.items?.properties
    expect(steps?.['office']).toEqual({ anyOf: [{ $ref: '#/components/schemas/Text' }, { type: 'null' }] })
  })
})

test('the page of the API has Persian for all of it', () => {
  const { groups, shapes } = referenceOf(document, 'http://desk.test/api/v1')
  const t = words('fa').apiReference
  const views = groups.flatMap((group) => group.operations)
  expect(views.length).toBe(operations.length)
  expect(views.find((one) => one.id === 'getFile')?.curl).toMatch(/\/files\/[0-9a-f]{8}-/)
  const lines = [...views.flatMap((one) => [...one.takes, ...one.answers.lines]), ...shapes.flatMap((one) => one.lines)]
  const notes = [...views, ...lines].flatMap(({ note }) => note ?? [])
  expect(groups.map((one) => one.tag).filter((tag) => !(tag in t.tags))).toEqual([])
  expect(views.map((one) => one.id).filter((id) => !(id in t.operations))).toEqual([])
  expect(notes.filter((note) => !(note in t.notes))).toEqual([])
  expect(Object.keys(t.operations).filter((id) => !views.some((one) => one.id === id))).toEqual([])
  expect(Object.keys(t.notes).filter((note) => !notes.includes(note))).toEqual([])
})

test('the types of the client are made of it', () => {
  const made = spawnSync(
    process.execPath,
    ['node_modules/oxfmt/bin/oxfmt', '--stdin-filepath', 'client/openapi.d.ts'],
    {
      cwd: root,
      input: clientTypes(document),
      encoding: 'utf8',
    },
  )
  expect(made.stdout, 'run npm run build:client').toBe(read('client/openapi.d.ts'))
})
