import { expect, test } from 'vitest'
import { breakingChanges } from './breaking.js'
import type { OpenApi, Schema } from './openapi.js'

const BASE = {
  info: { title: 'x', version: '1' },
  paths: {
    '/things/{id}': {
      post: {
        security: [{ token: ['things:write'] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'q', in: 'query', required: false, schema: { type: 'string', maxLength: 100 } },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { kind: { type: 'string', enum: ['a', 'b'] }, note: { type: ['string', 'null'] } },
                required: ['kind'],
                additionalProperties: false,
              },
            },
          },
        },
        responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          id: { type: 'integer' },
          state: { type: 'string', enum: ['open', 'done'] },
          inner: { anyOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'null' }] },
          list: { type: 'array', items: { type: 'string' } },
        },
        required: ['id', 'state', 'inner', 'list'],
      },
    },
  },
} satisfies OpenApi

/** The document with something changed at a path of keys; undefined removes it. */
function changed(at: string, value: unknown): OpenApi {
  const copy: unknown = structuredClone(BASE)
  const keys = at.split(' ')
  let here = copy as Record<string, unknown>
  for (const key of keys.slice(0, -1)) here = here[key] as Record<string, unknown>
  const last = keys.at(-1) ?? ''
  if (value === undefined) delete here[last]
  else here[last] = value
  return copy as OpenApi
}

const op = 'paths /things/{id} post'
const body = `${op} requestBody content application/json schema`
const thing = 'components schemas Thing'
const text: Schema = { type: 'string' }

test.each<readonly [name: string, at: string, value: unknown, told: string]>([
  ['an operation that is gone', op, undefined, 'is gone'],
  ['another scope', `${op} security`, [{ token: ['other'] }], 'another scope'],
  ['a parameter that must be sent', `${op} parameters 1 required`, true, 'must be sent'],
  ['a parameter that is narrower', `${op} parameters 1 schema maxLength`, 10, 'maxLength'],
  ['a parameter with a pattern', `${op} parameters 0 schema pattern`, '^x$', 'pattern'],
  ['a new parameter that must be sent', `${op} parameters 2`, { name: 'x', in: 'header', required: true }, 'is new'],
  ['a property that must be sent', `${body} required`, ['kind', 'note'], 'note must be sent'],
  ['a value that is taken no more', `${body} properties kind enum`, ['a'], 'can be b'],
  ['a type that is taken no more', `${body} properties note type`, 'string', 'can be null'],
  ['a property that is taken no more', `${body} properties note`, undefined, 'note is gone'],
  ['a type of body that is taken no more', `${op} requestBody content`, { 'text/plain': {} }, 'takes no'],
  ['an answer that is gone', `${op} responses`, { 200: {} }, 'answers no 201'],
  ['a property that is answered no more', `${thing} properties list`, undefined, 'list is gone'],
  ['a property that may be missing', `${thing} required`, ['id', 'inner', 'list'], 'state may be missing'],
  ['a value that nobody knows', `${thing} properties state enum`, ['open', 'done', 'lost'], 'can be lost'],
  ['a type that nobody knows', `${thing} properties id type`, ['integer', 'null'], 'can be null'],
  ['an integer that may be a fraction', `${thing} properties id type`, 'number', 'can be number'],
  ['other items', `${thing} properties list items type`, 'integer', 'list[]'],
])('%s breaks', (_, at, value, told) => {
  expect(breakingChanges(BASE, changed(at, value)).join('; ')).toContain(told)
})

test.each<readonly [name: string, at: string, value: unknown]>([
  ['nothing', 'info version', '2'],
  ['a new operation', 'paths /others', { get: { responses: {} } }],
  ['a new parameter', `${op} parameters 2`, { name: 'x', in: 'query', required: false, schema: text }],
  ['a parameter that is wider', `${op} parameters 1 schema maxLength`, 1000],
  ['a property that need not be sent', `${body} properties more`, text],
  ['a value more that is taken', `${body} properties kind enum`, ['a', 'b', 'c']],
  ['a property more that is answered', `${thing} properties more`, text],
  ['a value less that is answered', `${thing} properties state enum`, ['open']],
])('%s breaks nothing', (_, at, value) => {
  expect(breakingChanges(BASE, changed(at, value))).toEqual([])
})
