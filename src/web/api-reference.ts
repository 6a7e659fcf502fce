import type { OpenApi, Operation, Schema } from '../api/openapi.js'

/** A line of a table: something to send or to read. `ref` names the shape that its type leads to. */
export interface Line {
  readonly name: string
  readonly type: string
  readonly ref: string | null
  readonly must: boolean
  readonly note: string | null
}

export interface OperationView {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly note: string | null
  readonly scope: string | null
  readonly takes: readonly (Line & { readonly in: 'path' | 'query' | 'header' | 'body' })[]
  readonly status: string
  /** What comes back: lines, a named shape, bytes, or nothing. */
  readonly answers: { readonly lines: readonly Line[]; readonly ref: string | null; readonly bytes: boolean }
  readonly curl: string
}

export interface Reference {
  readonly groups: readonly { readonly tag: string; readonly operations: readonly OperationView[] }[]
  readonly shapes: readonly { readonly name: string; readonly type: string; readonly lines: readonly Line[] }[]
}

/** A document as tables: what a person who writes a program looks for. */
export function referenceOf(document: OpenApi, server: string): Reference {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      tag: one.tags?.[0] ?? '',
      view: operationView(document, server, path, method, one),
    })),
  )
  const tags = [...new Set(operations.map((one) => one.tag))]
  return {
    groups: tags.map((tag) => ({
      tag,
      operations: operations.filter((one) => one.tag === tag).map((one) => one.view),
    })),
    shapes: Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => ({
      name,
      type: typeOf(schema),
      lines: linesOf(schema),
    })),
  }
}

function operationView(doc: OpenApi, server: string, path: string, method: string, one: Operation): OperationView {
  const [status, answer] = Object.entries(one.responses).find(([code]) => code !== 'default') ?? ['', undefined]
  const [type, content] = Object.entries(answer?.content ?? {})[0] ?? []
  const body = Object.entries(one.requestBody?.content ?? {})[0]
  const sent = body?.[1].schema
  const schema = content?.schema
  return {
    id: one.operationId ?? `${method}-${path}`,
    method: method.toUpperCase(),
    path,
    summary: one.summary ?? '',
    note: one.description ?? null,
    scope: one.security?.[0]?.['token']?.[0] ?? null,
    takes: [
      ...(one.parameters ?? []).map((parameter) => ({
        in: placeOf(parameter.in),
        name: parameter.name,
        type: typeOf(parameter.schema ?? {}),
        ref: null,
        must: parameter.required ?? false,
        note: parameter.description ?? null,
      })),
      ...(sent ? linesOf(resolved(doc, sent)) : []).map((line) => ({ ...line, in: 'body' as const })),
    ],
    status,
    answers: {
      lines: schema && !schema.$ref ? linesOf(schema) : [],
      ref: refOf(schema ?? {}),
      bytes: type !== undefined && !type.includes('json'),
    },
    curl: curlOf(doc, server, path, method, one, body),
  }
}

const placeOf = (text: string): 'path' | 'query' | 'header' => (text === 'path' || text === 'query' ? text : 'header')

const refOf = (schema: Schema): string | null => {
  const named = schema.$ref ?? schema.items?.$ref ?? schema.anyOf?.find((one) => one.$ref)?.$ref
  return named?.split('/').at(-1) ?? null
}

const resolved = (doc: OpenApi, schema: Schema): Schema => doc.components?.schemas?.[refOf(schema) ?? ''] ?? schema

/** The properties of an object, and of what is in it without a name of its own: `tokens[].element`. */
function linesOf(schema: Schema, before = ''): readonly Line[] {
  if (schema.allOf) return schema.allOf.flatMap((one) => linesOf(one, before))
  return Object.entries(schema.properties ?? {}).flatMap(([key, one]) => {
    const name = `${before}${key}`
    const inner = one.items ?? one
    return [
      {
        name,
        type: typeOf(one),
        ref: refOf(one),
        must: schema.required?.includes(key) ?? false,
        note: one.description ?? null,
      },
      ...linesOf(inner, `${name}${one.items ? '[]' : ''}.`),
    ]
  })
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return branches.map(typeOf).join(' | ')
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  if (schema.enum) return schema.enum.map(String).join(' | ')
  if ('const' in schema) return String(schema.const)
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['any'])
  return types
    .map((type) => (type === 'array' ? `${typeOf(schema.items ?? {})}[]` : type))
    .map((type) => (type === 'string' && schema.format ? schema.format : type))
    .join(' | ')
}

/** What places in a path are called in examples. */
const PLACES: Readonly<Record<string, string>> = {
  key: 'CLR-1405-000001',
  service: 'student-clearance',
  version: '1',
  code: '7K3M-9QPW-X2CD-4FGH',
}

const A_UUID = '0b9b7a4e-5c1d-4f6a-9a57-2f1f0d3c8e21'

function curlOf(
  doc: OpenApi,
  server: string,
  path: string,
  method: string,
  one: Operation,
  body: readonly [string, { readonly schema?: Schema }] | undefined,
): string {
  const at = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const { schema } = one.parameters?.find((parameter) => parameter.in === 'path' && parameter.name === name) ?? {}
    if (schema?.format === 'uuid') return A_UUID
    return name === 'id' && path.startsWith('/services') ? 'student-clearance' : (PLACES[name] ?? '7')
  })
  const query = (one.parameters ?? []).filter((parameter) => parameter.in === 'query' && parameter.required)
  const search = query.map((parameter) => `${parameter.name}=${PLACES[parameter.name] ?? '…'}`).join('&')
  const header = (name: string) => one.parameters?.some((parameter) => parameter.name === name) ?? false
  const [type, { schema = {} } = {}] = body ?? []
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${server}${at}${search === '' ? '' : `?${search}`}'`,
    `-H "Authorization: Bearer $MIZBAN_TOKEN"`,
    ...(header('idempotency-key') ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    ...(header('if-match') ? [`-H 'If-Match: "3"'`] : []),
    ...(type === 'application/json'
      ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(exampleOf(doc, schema))}'`]
      : []),
    ...(type === 'multipart/form-data' ? ['-F file=@paper.pdf', '-F field=files'] : []),
  ].join(' \\\n  ')
}

/** A body with what must be sent. */
function exampleOf(doc: OpenApi, schema: Schema): unknown {
  if (schema.$ref) return exampleOf(doc, resolved(doc, schema))
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (first) return exampleOf(doc, first)
  if (schema.enum) return schema.enum[0]
  if ('const' in schema) return schema.const
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([key]) => schema.required?.includes(key))
        .map(([key, one]) => [key, PLACES[key] ?? exampleOf(doc, one)]),
    )
  if (type === 'array') return schema.items ? [exampleOf(doc, schema.items)] : []
  return type === 'integer' || type === 'number' ? 7 : type === 'boolean' ? true : '…'
}
