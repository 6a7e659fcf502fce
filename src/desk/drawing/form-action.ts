import type { Problem } from '../form/form.js'
import type { JsonObject } from '../json.js'
import type { Text } from '../text.js'
import { componentOf, ENTRY_NAMES, entryOf, hasOptions, readOptions, type FieldEntry } from './field-entry.js'
import {
  addComponent,
  componentAt,
  isObject,
  isSection,
  keysOf,
  moveComponent,
  moveOutcome,
  outcomes,
  setComponent,
  setDesk,
  setOutcome,
  text,
  type FormFile,
} from './form-edit.js'

export type Typed = Readonly<Record<string, string>>

/** What a press on the page of a form asks for: `at` names a field (`1.0`), a section, an outcome, or something new. */
export interface FormAction {
  readonly do: 'save' | 'up' | 'down' | 'remove'
  readonly at: string
  readonly typed: Typed
}

/** What the editor of a place begins with. */
export function typedAt(file: FormFile, at: string): Typed {
  const [outcome] = outcomeAt(file, at)
  if (outcome) {
    const pair = (name: string, lang: 'fa' | 'en') => {
      const words = outcome[name]
      return isObject(words) ? text(words[lang]) : ''
    }
    const fields = outcome['fields']
    return {
      id: text(outcome['id']),
      label: pair('label', 'fa'),
      'label.en': pair('label', 'en'),
      hint: pair('hint', 'fa'),
      'hint.en': pair('hint', 'en'),
      tone: text(outcome['tone']),
      fields: Array.isArray(fields) ? fields.join(',') : '',
    }
  }
  const component = /^\d/.test(at) ? componentAt(file, pathOf(at)) : null
  return component ? entryOf(component) : { kind: 'text' }
}

/** Carries out a press. @returns the changed form, or what has to be corrected first */
export function changeForm(
  file: FormFile,
  action: FormAction,
): { readonly file: FormFile } | { readonly problems: readonly Problem[] } {
  const { at, typed } = action
  if (at === 'desk')
    return { file: setDesk(file, { ask: typed['ask'] === 'yes', send_back: typed['send_back'] === 'yes' }) }
  if (at.startsWith('outcome.')) return changeOutcome(file, action)
  if (action.do === 'remove') return { file: setComponent(file, pathOf(at), null) }
  if (action.do !== 'save') return { file: moveComponent(file, pathOf(at), action.do === 'up' ? -1 : 1) }

  const before = /^\d/.test(at) ? componentAt(file, pathOf(at)) : null
  const own = text(before?.['key'])
  const problems = [
    ...required(typed, 'label'),
    ...keyProblems(
      typed['key'] ?? '',
      keysOf(file).filter((key) => key !== own),
    ),
  ]
  if (at === 'section' || (before && isSection(before))) {
    if (problems.length > 0) return { problems }
    const section = { ...sectionOf(typed, before ?? {}) }
    return { file: before ? setComponent(file, pathOf(at), section) : addComponent(file, null, section) }
  }
  const entry: FieldEntry = {
    ...entryOf({}),
    ...Object.fromEntries(ENTRY_NAMES.map((name) => [name, typed[name] ?? ''])),
  }
  if (hasOptions(entry.kind) && readOptions(entry.options).length === 0)
    problems.push(
      problem('options', 'required', {
        fa: 'دست‌کم یک گزینه بنویسید؛ هر خط: کلید = برچسب = برچسب انگلیسی',
        en: 'Write at least one option; each line: key = Persian label = English label',
      }),
    )
  if (problems.length > 0) return { problems }
  const component = componentOf(entry, before ?? {})
  if (before) return { file: setComponent(file, pathOf(at), component) }
  const section = at === 'new' ? null : Number(at.slice(4))
  return { file: addComponent(file, section, component) }
}

function changeOutcome(file: FormFile, { do: what, at, typed }: FormAction): ReturnType<typeof changeForm> {
  const [before, index] = outcomeAt(file, at)
  if (what === 'remove') return { file: setOutcome(file, index, null) }
  if (what !== 'save') return { file: moveOutcome(file, index, what === 'up' ? -1 : 1) }
  const id = typed['id'] ?? ''
  const taken = outcomes(file).some((one, other) => other !== index && one['id'] === id)
  const problems = [
    ...required(typed, 'label'),
    ...(/^[a-z][a-z_]*$/.test(id)
      ? []
      : [
          problem('id', 'key', {
            fa: 'فقط حرف‌های کوچک لاتین و زیرخط.',
            en: 'Only small Latin letters and underscores.',
          }),
        ]),
    ...(taken ? [problem('id', 'taken', TAKEN)] : []),
  ]
  if (problems.length > 0) return { problems }
  const [label, hint] = [typed['label'] ?? '', typed['hint'] ?? '']
  const { hint: _hint, ...rest } = before ?? {}
  const fields = (typed['fields'] ?? '').split(',').filter((key) => key !== '')
  const outcome: JsonObject = {
    ...rest,
    id,
    label: { fa: label, en: typed['label.en'] || label },
    ...(hint === '' ? {} : { hint: { fa: hint, en: typed['hint.en'] || hint } }),
    tone: typed['tone'] || 'plain',
    fields,
  }
  return { file: setOutcome(file, index, outcome) }
}

function outcomeAt(file: FormFile, at: string): readonly [JsonObject | null, number] {
  if (!at.startsWith('outcome.')) return [null, -1]
  const list = outcomes(file)
  const index = at === 'outcome.new' ? list.length : Number(at.slice(8))
  return [list[index] ?? null, index]
}

function sectionOf(typed: Typed, before: JsonObject): JsonObject {
  const properties = isObject(before['properties']) ? before['properties'] : {}
  const { 'label.en': _old, ...rest } = properties
  const en = typed['label.en'] ?? ''
  return {
    components: [],
    ...before,
    type: 'group',
    key: typed['key'] ?? '',
    label: typed['label'] ?? '',
    properties: en === '' ? rest : { ...rest, 'label.en': en },
  }
}

const pathOf = (at: string): readonly number[] => at.split('.').map(Number)

const TAKEN: Text = { fa: 'این پیش از این به کار رفته است.', en: 'This is in use already.' }

const problem = (key: string, code: string, words: Text): Problem => ({ key, code, text: words })

const required = (typed: Typed, key: string): Problem[] =>
  typed[key] ? [] : [problem(key, 'required', { fa: 'این را بنویسید.', en: 'Write this.' })]

function keyProblems(key: string, taken: readonly string[]): readonly Problem[] {
  if (!/^[a-z][A-Za-z0-9_]*$/.test(key))
    return [
      problem('key', 'key', {
        fa: 'با حرف کوچک لاتین آغاز شود و فقط حرف، رقم و زیرخط داشته باشد.',
        en: 'Begin with a small Latin letter; only letters, digits and underscores.',
      }),
    ]
  return taken.includes(key) ? [problem('key', 'taken', TAKEN)] : []
}
