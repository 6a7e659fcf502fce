import { checkDefinition } from './checks/index.js'
import type { Decision, Definition, Flow, Node, Problem } from './model.js'
import { problem } from './problems.js'
import { readDecisions } from './read-decisions.js'
import { child, children, flag, idOf, readXml, text, type Element } from './read.js'
import { readFlow, readNode } from './read-node.js'
import { wire } from './wire.js'

export interface Compiled {
  readonly definition: Definition | null
  /** Errors refuse the drawing; warnings only advise. */
  readonly problems: readonly Problem[]
}

export interface Draft {
  readonly nodes: Map<string, Node>
  readonly flows: Map<string, Flow>
  /** Associations that lead from a compensation event to its handler. */
  readonly associations: { readonly source: string; readonly target: string }[]
  readonly decisions: Map<string, Decision>
  readonly ids: Set<string>
  readonly problems: Problem[]
}

/** Drawn for the reader; they have no tokens. */
const DRAWN_ONLY = [
  'bpmn:TextAnnotation',
  'bpmn:Group',
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
  'bpmn:LaneSet',
  'bpmn:Lane',
]

/** What may stand beside processes in a file; the rest would be refused if it stood in one. */
const NOT_RUN = /^bpmn:(Global\w*Task|Choreography|GlobalChoreographyTask|Conversation\w*|GlobalConversation)$/

/** Sub-processes in sub-processes; nobody reads a drawing of ten levels. */
const DEEPEST = 100

/**
 * Makes a definition of one or more files: BPMN, and DMN by the ending `.dmn`. The first executable process of the
 * first BPMN file is the main one, the others may be called. Refuses what the engine can't run, with element, reason
 * and cure, and ignores nothing silently.
 */
export async function compile(files: readonly { readonly name: string; readonly xml: string }[]): Promise<Compiled> {
  const draft: Draft = {
    nodes: new Map(),
    flows: new Map(),
    associations: [],
    decisions: new Map(),
    ids: new Set(),
    problems: [],
  }
  const processes: string[] = []
  for (const file of files) {
    if (file.name.endsWith('.dmn')) await addDecisions(file.xml, draft)
    else processes.push(...(await addProcesses(file.xml, draft)))
  }
  const [main] = processes
  if (main === undefined)
    return { definition: null, problems: [...draft.problems, problem('no-executable-process', null)] }
  const definition = wire(draft, main, processes)
  const problems = [...draft.problems, ...checkDefinition(definition)]
  return { definition: problems.some((one) => one.severity === 'error') ? null : definition, problems }
}

async function addDecisions(xml: string, draft: Draft): Promise<void> {
  const { decisions, problems } = await readDecisions(xml)
  draft.problems.push(...problems)
  for (const decision of decisions) {
    claim(decision.id, draft)
    draft.decisions.set(decision.id, decision)
  }
}

/** @returns the executable processes of a file */
async function addProcesses(xml: string, draft: Draft): Promise<readonly string[]> {
  const { root, problems } = await readXml(xml)
  draft.problems.push(...problems)
  const executable: string[] = []
  for (const element of children(root, 'rootElements')) {
    if (NOT_RUN.test(element.$type)) draft.problems.push(problem('not-supported', idOf(element), element.$type))
    if (element.$type !== 'bpmn:Process' || !flag(element, 'isExecutable', false)) continue
    claim(idOf(element), draft)
    readContainer(element, { process: idOf(element), parent: null, lanes: new Map(), depth: 0 }, draft)
    executable.push(idOf(element))
  }
  return executable
}

function claim(id: string, draft: Draft): void {
  if (draft.ids.has(id)) draft.problems.push(problem('duplicate-id', id))
  draft.ids.add(id)
}

interface Place {
  readonly process: string
  readonly parent: string | null
  readonly lanes: ReadonlyMap<string, string>
  readonly depth: number
}

function readContainer(container: Element, place: Place, draft: Draft): void {
  if (place.depth > DEEPEST) {
    draft.problems.push(problem('too-deep', place.parent, String(DEEPEST)))
    return
  }
  const lanes = new Map([...place.lanes, ...lanesOf(container)])
  for (const element of [...children(container, 'flowElements'), ...children(container, 'artifacts')]) {
    const id = idOf(element)
    claim(id, draft)
    if (DRAWN_ONLY.includes(element.$type)) continue
    if (element.$type === 'bpmn:Association') {
      draft.associations.push({ source: idOf(child(element, 'sourceRef')), target: idOf(child(element, 'targetRef')) })
      continue
    }
    if (element.$type === 'bpmn:SequenceFlow') {
      const flow = readFlow(element)
      if (flow) draft.flows.set(id, flow)
      else draft.problems.push(problem('dangling-flow', id))
      continue
    }
    const { process, parent } = place
    const read = readNode(element, { process, parent, lane: lanes.get(id) ?? null })
    if ('problem' in read) {
      draft.problems.push(read.problem)
      continue
    }
    draft.nodes.set(id, read.node)
    if (read.node.type === 'bpmn:SubProcess' || read.node.type === 'bpmn:AdHocSubProcess')
      readContainer(element, { process, parent: id, lanes, depth: place.depth + 1 }, draft)
  }
}

/** The lane of each element, by the name of the innermost lane. */
function lanesOf(container: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const visit = (lane: Element) => {
    const name = text(lane, 'name') ?? idOf(lane)
    for (const element of children(lane, 'flowNodeRef')) found.set(idOf(element), name)
    for (const inner of children(child(lane, 'childLaneSet'), 'lanes')) visit(inner)
  }
  for (const set of children(container, 'laneSets')) for (const lane of children(set, 'lanes')) visit(lane)
  return found
}
