import { z } from 'zod'
import type { Json, JsonObject } from '../json.js'
import type { Lang } from '../text.js'
import { formText } from './draft.js'

/** A form as its file has it; what this editor knows nothing of stays as it is. */
export type FormFile = JsonObject

/** Where a component stands: its index, or that of its section and its own within. */
export type Path = readonly number[]

const objectSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json()) as z.ZodType<JsonObject>

/** Reads the file of a form; null when it is none. */
export function readFormFile(text: string): FormFile | null {
  try {
    const file = objectSchema.safeParse(JSON.parse(text))
    return file.success && Array.isArray(file.data['components']) ? file.data : null
  } catch {
    return null
  }
}

export const writeFormFile = (file: FormFile): string => formText(file)

export const components = (holder: JsonObject): readonly JsonObject[] => objects(holder['components'])

export const isSection = (component: JsonObject): boolean => component['type'] === 'group'

export function componentAt(file: FormFile, [first = -1, second]: Path): JsonObject | null {
  const outer = components(file)[first] ?? null
  return second === undefined || outer === null ? outer : (components(outer)[second] ?? null)
}

/** Replaces a component, or takes it away. */
export function setComponent(file: FormFile, path: Path, component: JsonObject | null): FormFile {
  return atLevel(file, path, (list, index) => [
    ...list.slice(0, index),
    ...(component ? [component] : []),
    ...list.slice(index + 1),
  ])
}

/** Adds a component at the end of a section, or of the form. */
export function addComponent(file: FormFile, section: number | null, component: JsonObject): FormFile {
  if (section === null) return { ...file, components: [...components(file), component] }
  const holder = components(file)[section]
  return holder
    ? setComponent(file, [section], { ...holder, components: [...components(holder), component] })
    : addComponent(file, null, component)
}

export function moveComponent(file: FormFile, path: Path, by: -1 | 1): FormFile {
  return atLevel(file, path, (list, index) => swapped(list, index, by))
}

/** All keys in use, of fields and sections. */
export const keysOf = (file: FormFile): readonly string[] =>
  components(file)
    .flatMap((one) => [one, ...components(one)])
    .map((one) => text(one['key']))
    .filter((key) => key !== '')

/** Fields only, as they are called: what an outcome may claim. */
export const fieldNames = (file: FormFile, lang: Lang): readonly { readonly key: string; readonly label: string }[] =>
  components(file)
    .flatMap((one) => (isSection(one) ? components(one) : [one]))
    .filter((one) => one['type'] !== 'text')
    .map((one) => {
      const english = isObject(one['properties']) ? text(one['properties']['label.en']) : ''
      return { key: text(one['key']), label: (lang === 'en' && english) || text(one['label']) }
    })
    .filter(({ key }) => key !== '')

/** An outcome of a task form, as the file has it. */
export const outcomes = (file: FormFile): readonly JsonObject[] => objects(desk(file)['outcomes'])

export const desk = (file: FormFile): JsonObject => {
  const found = file['mizban']
  return isObject(found) ? found : {}
}

export const setDesk = (file: FormFile, change: JsonObject): FormFile => ({
  ...file,
  mizban: { ...desk(file), ...change },
})

export function setOutcome(file: FormFile, index: number, outcome: JsonObject | null): FormFile {
  const list = outcomes(file)
  const next = [...list.slice(0, index), ...(outcome ? [outcome] : []), ...list.slice(index + 1)]
  return setDesk(file, { outcomes: next })
}

export const moveOutcome = (file: FormFile, index: number, by: -1 | 1): FormFile =>
  setDesk(file, { outcomes: swapped(outcomes(file), index, by) })

function atLevel(
  file: FormFile,
  [first = -1, second]: Path,
  change: (list: readonly JsonObject[], index: number) => readonly JsonObject[],
): FormFile {
  if (second === undefined) return { ...file, components: change(components(file), first) }
  const holder = components(file)[first]
  return holder ? setComponent(file, [first], { ...holder, components: change(components(holder), second) }) : file
}

function swapped<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const [one, other] = [list[index], list[index + by]]
  if (one === undefined || other === undefined) return list
  return list.map((item, at) => (at === index ? other : at === index + by ? one : item))
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((one: Json) => isObject(one)) : []

export const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
