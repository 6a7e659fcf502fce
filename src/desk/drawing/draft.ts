import { parseDocument, stringify } from 'yaml'
import { CARD, readCard, type ServiceFiles } from '../service.js'
import type { Text } from '../text.js'

/** How much a service may hold; drawings of ten thousand elements stay below. In characters. */
const MAX_FILE = 4_000_000
const MAX_ALL = 8_000_000

const FILE = /^(service\.yaml|[\w-]+\.(json|bpmn|dmn|typ)|tasks\/[\w-]+\.json)$/

/** Whether a draft may hold files like these; null when it may. */
export function filesFault(files: ServiceFiles): string | null {
  for (const [file, text] of Object.entries(files)) {
    if (!FILE.test(file)) return `${file}: not a file of a service`
    if (text.length > MAX_FILE) return `${file}: too large`
  }
  return Object.values(files).reduce((sum, text) => sum + text.length, 0) > MAX_ALL ? 'too large together' : null
}

/** A change of files: path to text, or to null for a file that goes. */
export type FileChanges = Readonly<Record<string, string | null>>

export function changeFiles(files: ServiceFiles, changes: FileChanges): ServiceFiles {
  const kept = Object.entries({ ...files, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null)
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The file of the drawing, and those of the forms: what the pages of a draft lead to. */
export function partsOf(files: ServiceFiles): {
  readonly process: string
  readonly form: string
  readonly taskForms: readonly string[]
} {
  const card = readCard(files)
  const about = 'about' in card ? card.about : { process: 'process.bpmn', form: 'form.json', tasks: 'tasks/' }
  return {
    process: about.process,
    form: about.form,
    taskForms: Object.keys(files).filter((file) => file.startsWith(about.tasks) && file.endsWith('.json')),
  }
}

/** A drawing of a service: the one that runs, or another that could. */
export interface DrawingFile {
  readonly file: string
  readonly runs: boolean
  /** As the card calls it; the one that runs, and one that the card does not know, have no name there. */
  readonly name: Text | null
  readonly note: Text | null
}

/** The drawings of a service, the one that runs first. */
export function drawingsOf(files: ServiceFiles): readonly DrawingFile[] {
  const { process } = partsOf(files)
  const card = readCard(files)
  const others = Object.keys(files).filter((file) => file.endsWith('.bpmn') && file !== process)
  return [process, ...others].map((file) => {
    const runs = file === process
    const known = 'about' in card && !runs ? card.about.alternatives.find((one) => one.file === file) : undefined
    return { file, runs, name: known?.name ?? null, note: known?.note ?? null }
  })
}

/** The service as it would be if that drawing ran. */
export function runningOn(files: ServiceFiles, file: string): ServiceFiles {
  if (partsOf(files).process === file) return files
  const card = parseDocument(files[CARD] ?? '')
  card.set('process', file)
  return { ...files, [CARD]: card.toString({ lineWidth: 0 }) }
}

export interface NewService {
  readonly id: string
  readonly prefix: string
  readonly group: string
  readonly icon: string
  readonly name: Text
  readonly summary: Text
}

/** A service to begin with: a form with one question, and a start, waiting for what is drawn next. */
export function newServiceFiles(about: NewService): ServiceFiles {
  return {
    [CARD]: stringify({ ...about, form: 'form.json', process: 'process.bpmn', withdraw: 'while-open' }),
    'form.json': formText({
      type: 'default',
      id: about.id,
      schemaVersion: 16,
      components: [
        {
          type: 'textarea',
          key: 'description',
          label: 'شرح درخواست',
          validate: { required: true },
          properties: { 'label.en': 'Description' },
        },
      ],
    }),
    'process.bpmn': emptyDrawing(about.id.replaceAll('-', '_'), about.name.fa),
  }
}

/** A task form to begin with: one outcome. */
export const newTaskForm = (id: string): string =>
  formText({
    type: 'default',
    id,
    schemaVersion: 16,
    components: [
      { type: 'textarea', key: 'note', label: 'توضیح', properties: { 'label.en': 'Note', to_requester: 'true' } },
    ],
    mizban: {
      outcomes: [{ id: 'done', label: { fa: 'انجام شد', en: 'Done' }, tone: 'go', fields: ['note'] }],
      ask: true,
      send_back: true,
    },
  })

/** JSON as the folders have it, so that git shows only what changed. */
export const formText = (form: unknown): string => `${JSON.stringify(form, null, 2)}\n`

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const emptyDrawing = (process: string, name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definitions" targetNamespace="urn:mizban:services" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">
  <bpmn:process id="${process}" name="${escape(name)}" isExecutable="true">
    <bpmn:startEvent id="start" name="ثبت درخواست" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="${process}">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="160" y="160" width="36" height="36" />
        <bpmndi:BPMNLabel><dc:Bounds x="128" y="203" width="100" height="28" /></bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`
