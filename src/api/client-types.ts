import type { OpenApi, Operation, Schema } from './openapi.js'

/** The header that the client sends by itself. */
const BY_ITSELF = 'idempotency-key'

/**
 * The types of an OpenAPI document as a TypeScript declaration, in the shape that openapi-fetch reads: `paths` by path
 * and method, and one type for each named schema.
 */
export function clientTypes(document: OpenApi): string {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)}`,
  )
  const paths = Object.entries(document.paths).map(
    ([path, methods]) =>
      `  '${path}': {\n${Object.entries(methods)
        .map(([method, operation]) => `${comment(operation.summary, '    ')}    ${method}: ${operationType(operation)}`)
        .join('\n')}\n  }`,
  )
  return [
    `// Made of the OpenAPI document by bin/client.mjs; a test says when it is not what the document says.\n// ${document.info.title} ${document.info.version}`,
    ...schemas,
    `export interface paths {\n${paths.join('\n')}\n}`,
    '',
  ].join('\n\n')
}

const comment = (text: string | undefined, indent = ''): string => (text ? `${indent}/** ${text} */\n` : '')

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const places = ['query', 'header', 'path', 'cookie'].map((place) => {
    const here = parameters.filter((one) => one.in === place)
    if (here.length === 0) return `${place}?: never`
    const must = (one: (typeof here)[number]) => one.required === true && one.name !== BY_ITSELF
    const fields = here.map((one) => `${key(one.name)}${must(one) ? '' : '?'}: ${inPath(one.in, one.schema)}`)
    return `${place}${here.some(must) ? '' : '?'}: { ${fields.join('; ')} }`
  })
  const body = requestBody
    ? `requestBody${requestBody.required ? '' : '?'}: { content: ${contentType(requestBody.content)} }`
    : 'requestBody?: never'
  const answers = Object.entries(responses).map(
    ([status, { content }]) =>
      `${status}: { headers: { [name: string]: unknown }; content${content ? `: ${contentType(content)}` : '?: never'} }`,
  )
  return `{ parameters: { ${places.join('; ')} }; ${body}; responses: { ${answers.join('; ')} } }`
}

/** A number in a path or a query is written as text; a program may give either. */
const inPath = (place: string, schema: Schema | undefined): string =>
  (place === 'path' || place === 'query') && schema?.pattern?.includes('\\d') ? 'string | number' : typeOf(schema ?? {})

const contentType = (content: NonNullable<Operation['requestBody']>['content']): string =>
  `{ ${Object.entries(content)
    .map(([type, { schema }]) => `'${type}': ${typeOf(schema ?? {})}`)
    .join('; ')} }`

const PLAIN: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown'
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return branches.map((one) => typeOf(one)).join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => typeOf(one)).join(' & ')
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema.const)
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  return types.map((type) => typed(type, schema)).join(' | ') || 'unknown'
}

function typed(type: string, schema: Schema): string {
  if (type === 'array') return `(${typeOf(schema.items ?? {})})[]`
  if (type === 'string' && schema.format === 'binary') return 'Blob'
  if (type !== 'object') return PLAIN[type] ?? 'unknown'
  const fields = Object.entries(schema.properties ?? {}).map(([name, one]) => {
    const must = schema.required?.includes(name) === true
    return `${key(name)}${must ? '' : '?'}: ${typeOf(one)}`
  })
  const { additionalProperties: rest } = schema
  if (rest && fields.length === 0) return `{ [name: string]: ${rest === true ? 'unknown' : typeOf(rest)} }`
  return fields.length === 0 ? 'Record<string, never>' : `{ ${fields.join('; ')} }`
}

const key = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : `'${name}'`)
