import {
  CheckboxEntry,
  Group,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextFieldEntry,
} from '@bpmn-io/properties-panel'
import { useService } from 'bpmn-js-properties-panel'
import {
  attribute,
  is,
  property,
  setAttributes,
  setProperty,
  type DiagramElement,
  type EditorModule,
  type Services,
} from './model.js'
import type { Settings } from './settings.js'

interface PanelGroup {
  readonly id: string
  readonly label?: string
  readonly entries?: readonly { readonly id: string }[]
  readonly [name: string]: unknown
}

/** Groups of the libraries that say something our engine reads; all others would promise what is not kept. */
const KEPT = [
  'general',
  'timer',
  'message',
  'signal',
  'error',
  'escalation',
  'link',
  'condition',
  'compensation',
  'multiInstance',
  'adHocCompletion',
  'outputCollection',
  'activeElements',
  'calledElement',
  'calledDecision',
  'script',
  'taskDefinition',
  'headers',
  'inputs',
  'outputs',
]
/** Fields of kept groups that say nothing to our engine, or that must not be switched off: the only process runs. */
const DROPPED = ['versionTag']
const DROPPED_OF_PROCESS = [...DROPPED, 'isExecutable']

interface Entry {
  readonly id: string
  readonly component: (props: EntryProps) => unknown
  readonly isEdited: unknown
  readonly label: string
  readonly description?: string
  readonly read: (element: DiagramElement) => string
  readonly write: (services: Services, element: DiagramElement, value: string) => void
  readonly options?: (current: string) => readonly { readonly value: string; readonly label: string }[]
}

type EntryProps = Entry & { readonly element: DiagramElement }

/** The properties panel of the desk: what the libraries show, less what is not run, and a group of our own first. */
export function deskPanel(settings: Settings): EditorModule {
  class DeskProperties {
    static readonly $inject = ['propertiesPanel']
    constructor(panel: { readonly registerProvider: (priority: number, provider: DeskProperties) => void }) {
      panel.registerProvider(300, this)
    }
    getGroups(element: DiagramElement) {
      return (groups: readonly (PanelGroup | null)[]): readonly PanelGroup[] => {
        const dropped = is(element, 'bpmn:Process') ? DROPPED_OF_PROCESS : DROPPED
        const kept = groups
          .filter((one) => one !== null)
          .filter((group) => KEPT.includes(group.id))
          .filter((group) => !(group.id === 'taskDefinition' && is(element, 'bpmn:ServiceTask')))
          .map((group) =>
            group.entries ? { ...group, entries: group.entries.filter((entry) => !dropped.includes(entry.id)) } : group,
          )
        const own = entriesOf(element, settings)
        if (own.length === 0) return kept
        const group = { id: 'mizban', label: settings.words.group, entries: own, component: Group, shouldOpen: true }
        return [...kept.slice(0, 1), group, ...kept.slice(1)]
      }
    }
  }
  return { __init__: ['deskProperties'], deskProperties: ['type', DeskProperties] }
}

function entriesOf(element: DiagramElement, { words, ...settings }: Settings): readonly Entry[] {
  const ours = (name: string) => ({
    read: (of: DiagramElement) => property(of, name),
    write: (services: Services, of: DiagramElement, value: string) => setProperty(services, of, name, value),
  })
  const field = (name: string, label: string, description?: string): Entry => ({
    id: `mizban-${name}`,
    component: TextField,
    isEdited: isTextFieldEntryEdited,
    label,
    ...(description ? { description } : {}),
    ...ours(name),
  })
  const tick = (name: string, label: string): Entry => ({
    id: `mizban-${name}`,
    component: Tick,
    isEdited: isCheckboxEntryEdited,
    label,
    ...ours(name),
  })
  const choice = (
    name: string,
    label: string,
    offered: Settings['kinds'],
    access: Pick<Entry, 'read' | 'write'> = ours(name),
  ): Entry => ({
    id: `mizban-${name}`,
    component: Choice,
    isEdited: isSelectEntryEdited,
    label,
    ...access,
    // What is there but not offered, such as an expression of one's own, stays and is shown as it is.
    options: (current) => [
      { value: '', label: words.none },
      ...offered,
      ...(current === '' || offered.some((one) => one.value === current)
        ? []
        : [{ value: current, label: `${words.expression}: ${current}` }]),
    ],
  })
  const extension = (type: string, name: string) => ({
    read: (of: DiagramElement) => attribute(of, type, name),
    write: (services: Services, of: DiagramElement, value: string) =>
      setAttributes(services, of, type, { [name]: value }),
  })
  if (is(element, 'bpmn:UserTask'))
    return [
      choice('office', words.office, settings.offices, extension('zeebe:AssignmentDefinition', 'candidateGroups')),
      choice('form', words.form, settings.forms, extension('zeebe:FormDefinition', 'formId')),
      choice('kind', words.kind, settings.kinds),
      field('name.en', words.nameEn),
      field('status.fa', words.statusFa),
      field('status.en', words.statusEn),
      field('target_days', words.targetDays, words.targetDaysHint),
      choice('register', words.register, settings.registers),
      field('four_eyes', words.fourEyes, words.fourEyesHint),
      tick('for_information', words.forInformation),
      {
        ...field('assignee', words.assignee, words.assigneeHint),
        ...extension('zeebe:AssignmentDefinition', 'assignee'),
      },
    ]
  if (is(element, 'bpmn:ServiceTask'))
    return [
      choice(
        'job',
        words.job,
        settings.jobs.map((job) => ({ value: job, label: job })),
        extension('zeebe:TaskDefinition', 'type'),
      ),
      field('name.en', words.nameEn),
    ]
  if (is(element, 'bpmn:EndEvent'))
    return [
      choice('result', words.result, [
        { value: 'done', label: words.resultDone },
        { value: 'refused', label: words.resultRefused },
      ]),
      field('name.en', words.nameEn),
    ]
  return is(element, 'bpmn:Process', 'bpmn:Collaboration', 'bpmn:Participant', 'bpmn:Lane', 'bpmn:TextAnnotation')
    ? []
    : [field('name.en', words.nameEn)]
}

const useServices = (): Services => ({
  modeling: useService<Services['modeling']>('modeling'),
  bpmnFactory: useService<Services['bpmnFactory']>('bpmnFactory'),
})

const described = ({ description }: EntryProps) => (description ? { description } : {})

function TextField(props: EntryProps): unknown {
  const services = useServices()
  const { element, id, label, read, write } = props
  return TextFieldEntry({
    element,
    id,
    label,
    ...described(props),
    debounce: useService('debounceInput'),
    getValue: () => read(element),
    setValue: (value) => write(services, element, value ?? ''),
  })
}

function Choice(props: EntryProps): unknown {
  const services = useServices()
  const { element, id, label, read, write, options } = props
  return SelectEntry({
    element,
    id,
    label,
    ...described(props),
    getValue: () => read(element),
    setValue: (value) => write(services, element, value),
    getOptions: () => options?.(read(element)) ?? [],
  })
}

function Tick(props: EntryProps): unknown {
  const services = useServices()
  const { element, id, label, read, write } = props
  return CheckboxEntry({
    element,
    id,
    label,
    getValue: () => read(element) === 'true',
    setValue: (value) => write(services, element, value ? 'true' : ''),
  })
}
