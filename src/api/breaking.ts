import type { OpenApi, Operation, Schema } from './openapi.js'

/**
 * What breaks programs that were written for the document before: an operation, a property or an answer that is gone,
 * input that is narrower, output that is wider. One sentence each. More that may be sent, and more properties that are
 * answered, break nothing.
 */
export function breakingChanges(before: OpenApi, after: OpenApi): readonly string[] {
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const now = after.paths[path]?.[method]
      const road = `${method.toUpperCase()} ${path}`
      return now ? operationChanges(road, old, now, { before, after }) : [`${road} is gone`]
    }),
  )
}

interface Both {
  readonly before: OpenApi
  readonly after: OpenApi
}

function operationChanges(road: string, old: Operation, now: Operation, both: Both): readonly string[] {
  const scopes = (one: Operation) => JSON.stringify(one.security ?? [])
  const input = fitting({ small: both.before, large: both.after, sent: true })
  const output = fitting({ small: both.after, large: both.before, sent: false })
  const parameters = (old.parameters ?? []).flatMap((one) => {
    const same = now.parameters?.find((other) => other.in === one.in && other.name === one.name)
    const where = `${road}: the parameter ${one.name}`
    if (!same) return [`${where} is gone`]
    if (same.required && !one.required) return [`${where} must be sent now`]
    return input(one.schema ?? {}, same.schema ?? {}, where)
  })
  const fresh = (now.parameters ?? []).filter(
    (one) => one.required && !old.parameters?.some((other) => other.in === one.in && other.name === one.name),
  )
  const bodies = Object.entries(old.requestBody?.content ?? {}).flatMap(([type, { schema }]) => {
    const same = now.requestBody?.content[type]
    return same ? input(schema ?? {}, same.schema ?? {}, `${road}: the body`) : [`${road} takes no ${type} any more`]
  })
  const answers = Object.entries(old.responses).flatMap(([status, { content = {} }]) => {
    const same = now.responses[status]
    if (!same) return [`${road} answers no ${status} any more`]
    return Object.entries(content).flatMap(([type, { schema }]) => {
      const there = same.content?.[type]
      const where = `${road}: the answer ${status}`
      return there ? output(there.schema ?? {}, schema ?? {}, where) : [`${where} is no ${type} any more`]
    })
  })
  return [
    ...(scopes(old) === scopes(now) ? [] : [`${road} needs another scope`]),
    ...parameters,
    ...fresh.map((one) => `${road}: the parameter ${one.name} is new and must be sent`),
    ...(now.requestBody?.required && !old.requestBody ? [`${road} needs a body now`] : []),
    ...bodies,
    ...answers,
  ]
}

type Pair = readonly [small: Schema, large: Schema]

/** Says where something that `small` allows is not allowed by `large`. `sent`: it is what programs send. */
function fitting({ small: a, large: b, sent }: { small: OpenApi; large: OpenApi; sent: boolean }) {
  const found = (schema: Schema, doc: OpenApi): Schema => {
    const name = schema.$ref?.split('/').at(-1)
    if (name !== undefined) return found(doc.components?.schemas?.[name] ?? {}, doc)
    return schema.allOf ? schema.allOf.map((one) => found(one, doc)).reduce(together) : schema
  }
  const fits = (smallOne: Schema, largeOne: Schema, where: string, seen: readonly Pair[] = []): readonly string[] => {
    const [small, large] = [found(smallOne, a), found(largeOne, b)]
    // A schema that contains itself is compared once.
    if (seen.some(([one, other]) => one === small && other === large)) return []
    const deeper = (one: Schema, other: Schema, at: string) => fits(one, other, at, [...seen, [small, large]])
    const branches = small.anyOf ?? small.oneOf
    if (branches) return branches.flatMap((one) => deeper(one, large, where))
    const choices = large.anyOf ?? large.oneOf
    if (choices) {
      const tries = choices.map((one) => deeper(small, one, where))
      return tries.some((one) => one.length === 0) ? [] : (tries.toSorted((x, y) => x.length - y.length)[0] ?? [])
    }
    return [
      ...typeFaults(small, large, where),
      ...limitFaults(small, large, where),
      ...(small.items && large.items ? deeper(small.items, large.items, `${where}[]`) : []),
      ...propertyFaults(small, large, where, deeper),
    ]
  }

  function propertyFaults(small: Schema, large: Schema, where: string, deeper: typeof fits): readonly string[] {
    const [mine, theirs] = [small.properties ?? {}, large.properties ?? {}]
    const required = (large.required ?? []).filter((key) => !(small.required ?? []).includes(key))
    const gone = sent
      ? Object.keys(mine).filter((key) => !(key in theirs) && typeof large.additionalProperties !== 'object')
      : Object.keys(theirs).filter((key) => !(key in mine))
    return [
      ...required
        .filter((key) => !gone.includes(key))
        .map((key) => `${where}.${key} ${sent ? 'must be sent now' : 'may be missing now'}`),
      ...gone.map((key) => `${where}.${key} is gone`),
      ...Object.entries(mine).flatMap(([key, one]) => {
        const other = theirs[key]
        return other ? deeper(one, other, `${where}.${key}`) : []
      }),
      ...(typeof small.additionalProperties === 'object' && typeof large.additionalProperties === 'object'
        ? deeper(small.additionalProperties, large.additionalProperties, `${where}.*`)
        : []),
    ]
  }
  return fits
}

/** An object that extends another. */
const together = (one: Schema, other: Schema): Schema => ({
  ...one,
  ...other,
  properties: { ...one.properties, ...other.properties },
  required: [...(one.required ?? []), ...(other.required ?? [])],
})

const typesOf = ({ type }: Schema): readonly string[] =>
  type === undefined ? [] : typeof type === 'string' ? [type] : type

function typeFaults(small: Schema, large: Schema, where: string): readonly string[] {
  const [mine, theirs] = [typesOf(small), typesOf(large)]
  const may = (type: string) => theirs.includes(type) || (type === 'integer' && theirs.includes('number'))
  const strange =
    mine.length === 0 && theirs.length > 0 ? ['anything'] : mine.filter((type) => theirs.length > 0 && !may(type))
  const [values, allowed] = [valuesOf(small), valuesOf(large)]
  const beyond = allowed && (values ? values.filter((one) => !allowed.includes(one)) : ['anything'])
  return [
    ...strange.map((type) => `${where} can be ${type} on one side only`),
    ...(beyond ?? []).map((one) => `${where} can be ${String(one)} on one side only`),
  ]
}

const valuesOf = (schema: Schema): readonly unknown[] | undefined =>
  schema.enum ?? ('const' in schema ? [schema.const] : undefined)

const UPPER = ['maxLength', 'maximum', 'maxItems'] as const
const LOWER = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems'] as const

function limitFaults(small: Schema, large: Schema, where: string): readonly string[] {
  const above = UPPER.filter((key) => large[key] !== undefined && (small[key] ?? Infinity) > large[key])
  const below = LOWER.filter((key) => large[key] !== undefined && (small[key] ?? -Infinity) < large[key])
  const shape = (['pattern', 'format'] as const).filter((key) => large[key] !== undefined && small[key] !== large[key])
  return [...above, ...below, ...shape].map((key) => `${where} has another ${key}`)
}
