import type { Definition } from '../../engine/index.js'
import type { Field, Form } from '../form/form.js'
import type { Service } from '../service.js'
import type { TaskForm } from '../task-form.js'
import type { Text } from '../text.js'

export type Subject = 'element' | 'flow' | 'field' | 'task-field' | 'outcome' | 'card' | 'template'

export type Aspect =
  | 'name'
  | 'nameEn'
  | 'type'
  | 'office'
  | 'assignee'
  | 'form'
  | 'kind'
  | 'status'
  | 'targetDays'
  | 'register'
  | 'properties'
  | 'condition'
  | 'from'
  | 'to'
  | 'default'
  | 'trigger'
  | 'job'
  | 'mapping'
  | 'label'
  | 'description'
  | 'required'
  | 'options'
  | 'visibility'
  | 'limits'
  | 'rest'
  | 'order'
  | 'fields'
  | 'tone'
  | 'value'

/** One difference between two versions of a service. */
export interface Change {
  readonly change: 'added' | 'removed' | 'changed'
  readonly subject: Subject
  /** The element, flow, field or outcome. */
  readonly id: string
  /** The task form it lies in. */
  readonly form: string | null
  readonly name: Text
  readonly details: readonly { readonly aspect: Aspect; readonly before: string; readonly after: string }[]
}

/** Compares two versions of a service: what was drawn, asked and said. Where things stand on the drawing is no difference. */
export function compareServices(before: Service, after: Service): readonly Change[] {
  return [
    ...drawing(before.definition, after.definition),
    ...fields('field', null, before.requestForm, after.requestForm),
    ...taskForms(before.taskForms, after.taskForms),
    ...card(before, after),
    ...differ(
      'template',
      null,
      one('template', before.template),
      one('template', after.template),
      () => ({ fa: 'قالب سند', en: 'Template' }),
      (text) => ({ value: text ?? '' }),
    ),
  ]
}

type Parts = Partial<Readonly<Record<Aspect, string>>>

const one = <T>(id: string, value: T): ReadonlyMap<string, T> => new Map([[id, value]])

/** What came, went, or says something else in one of its parts. */
function differ<T>(
  subject: Subject,
  form: string | null,
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  nameOf: (value: T) => Text,
  parts: (value: T) => Parts,
): readonly Change[] {
  const changes: Change[] = []
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(id), after.get(id)]
    const found = now ?? old
    if (found === undefined) continue
    const about = { subject, id, form, name: nameOf(found) }
    if (old === undefined || now === undefined) {
      changes.push({ ...about, change: old === undefined ? 'added' : 'removed', details: [] })
      continue
    }
    const [was, is] = [parts(old), parts(now)]
    const details = (Object.keys({ ...was, ...is }) as Aspect[])
      .filter((aspect) => was[aspect] !== is[aspect])
      .map((aspect) => ({ aspect, before: was[aspect] ?? '', after: is[aspect] ?? '' }))
    if (details.length > 0) changes.push({ ...about, change: 'changed', details })
  }
  return changes
}

type Node = Definition['nodes'][string]

/** Shown as parts of their own, or only where others lie. */
const NODE_OWN = [
  'id',
  'name',
  'type',
  'incoming',
  'outgoing',
  'process',
  'parent',
  'lane',
  'properties',
  'task',
  'job',
  'inputs',
  'outputs',
  'defaultFlow',
]
const PROPERTIES_OWN = ['name.en', 'kind', 'status.fa', 'status.en', 'target_days', 'register']

function drawing(before: Definition, after: Definition): readonly Change[] {
  return [
    ...differ('element', null, entries(before.nodes), entries(after.nodes), named, nodeParts),
    ...differ('flow', null, entries(before.flows), entries(after.flows), named, (flow) => ({
      name: flow.name ?? '',
      from: flow.source,
      to: flow.target,
      condition: flow.condition ?? '',
      properties: json(flow.properties),
    })),
  ]
}

const named = ({ id, name, properties }: Pick<Node, 'id' | 'name' | 'properties'>): Text => ({
  fa: name ?? id,
  en: properties['name.en'] ?? name ?? id,
})

function nodeParts(node: Node): Parts {
  const property = (name: string) => node.properties[name] ?? ''
  const rest = Object.entries(node.properties).filter(([name]) => !PROPERTIES_OWN.includes(name))
  const trigger = Object.entries(node).filter(([name]) => !NODE_OWN.includes(name))
  return {
    type: node.type.replace('bpmn:', ''),
    name: node.name ?? '',
    nameEn: property('name.en'),
    office: node.task?.office ?? '',
    assignee: node.task?.assignee ?? '',
    form: node.task?.form ?? '',
    kind: property('kind'),
    status: [property('status.fa'), property('status.en')].filter((text) => text !== '').join(' / '),
    targetDays: property('target_days'),
    register: property('register'),
    job: node.job ? `${node.job.type} ${json(node.job.headers)}` : '',
    mapping: [...node.inputs, ...node.outputs].map(({ source, target }) => `${target} = ${source}`).join('; '),
    default: node.defaultFlow ?? '',
    trigger: json(Object.fromEntries(trigger)),
    properties: json(Object.fromEntries(rest)),
  }
}

function fields(subject: Subject, form: string | null, before: Form, after: Form): readonly Change[] {
  const placed = (one: Form) =>
    new Map(
      one.sections.flatMap((section) =>
        section.fields.map((field) => [field.key, { field, section: section.label?.fa ?? section.key }] as const),
      ),
    )
  return differ(
    subject,
    form,
    placed(before),
    placed(after),
    ({ field }) => field.label,
    ({ field, section }) => ({
      ...fieldParts(field),
      order: form === null ? section : '',
    }),
  )
}

function fieldParts(field: Field): Parts {
  const { seenBy, toRequester, confidential } = field
  return {
    kind: field.kind,
    label: pair(field.label),
    description: field.description ? pair(field.description) : '',
    required: String(field.required),
    options: field.options.map((option) => `${option.value}: ${pair(option.label)}`).join('; '),
    visibility: json({ seenBy, toRequester, confidential }),
    limits: json({
      min: field.min,
      max: field.max,
      maxLength: field.maxLength,
      maxMb: field.maxMb,
      accept: field.accept,
    }),
    rest: json({
      cards: field.cards,
      fallback: field.fallback,
      from: field.from,
      prefill: field.prefill,
      showIf: field.showIf,
    }),
  }
}

function taskForms(before: Service['taskForms'], after: Service['taskForms']): readonly Change[] {
  const nothing: TaskForm = { form: { id: '', sections: [] }, outcomes: [], ask: false, sendBack: false }
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [old, now] = [before.get(id) ?? nothing, after.get(id) ?? nothing]
    const outcomes = (form: TaskForm) => new Map(form.outcomes.map((outcome) => [outcome.id, outcome]))
    return [
      ...fields('task-field', id, old.form, now.form),
      ...differ(
        'outcome',
        id,
        outcomes(old),
        outcomes(now),
        (outcome) => outcome.label,
        (outcome) => ({
          label: pair(outcome.label),
          description: outcome.hint ? pair(outcome.hint) : '',
          tone: outcome.tone,
          fields: outcome.fields.join(', '),
        }),
      ),
      ...differ(
        'outcome',
        id,
        one('mizban', old),
        one('mizban', now),
        () => ({ fa: id, en: id }),
        ({ ask, sendBack }) => ({ rest: json({ ask, sendBack }) }),
      ),
    ]
  })
}

const CARD_PARTS = [
  'name',
  'summary',
  'duration',
  'after',
  'group',
  'icon',
  'prefix',
  'synonyms',
  'active',
  'withdraw',
  'one_open_per',
  'faculty_from',
  'document',
  'see_also',
  'requester_noun',
] as const

function card(before: Service, after: Service): readonly Change[] {
  return CARD_PARTS.flatMap((part) =>
    differ(
      'card',
      null,
      one(part, before),
      one(part, after),
      () => ({ fa: part, en: part }),
      (service) => ({
        value: written(service[part]),
      }),
    ),
  )
}

const written = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : value === undefined
      ? ''
      : isText(value)
        ? pair(value)
        : Array.isArray(value)
          ? value.map(written).join(', ')
          : json(value)

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'fa' in value && 'en' in value && Object.keys(value).length === 2

const pair = ({ fa, en }: Text): string => (fa === en ? fa : `${fa} / ${en}`)

const entries = <T>(record: Readonly<Record<string, T>>): ReadonlyMap<string, T> => new Map(Object.entries(record))

/** As text, with keys in order and without what is empty. */
function json(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part === null || part === false
        ? undefined
        : part,
  )
  return text === undefined || text === '{}' ? '' : text
}
