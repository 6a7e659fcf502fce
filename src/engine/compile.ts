import { checkDefinition } from './check.js'
import type { Definition, Flow, Node, Problem } from './model.js'
import { problem } from './problems.js'
import { child, children, flag, idOf, readXml, text, type Element } from './read.js'
import { readFlow, readNode } from './read-node.js'

export interface Compiled {
  readonly definition: Definition | null
  /** Errors refuse the drawing; warnings only advise. */
  readonly problems: readonly Problem[]
}

interface Draft {
  readonly nodes: Map<string, Node>
  readonly flows: Map<string, Flow>
  readonly ids: Set<string>
  readonly problems: Problem[]
}

/** Drawn for the reader; they have no tokens. */
const DRAWN_ONLY = [
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'bpmn:Group',
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
  'bpmn:LaneSet',
  'bpmn:Lane',
]

/**
 * Makes a definition of one or more BPMN files; the first executable process of the first file is the main one, the
 * others may be called. Refuses what the engine can't run, with element, reason and cure, and ignores nothing silently.
 */
export async function compile(files: readonly { readonly name: string; readonly xml: string }[]): Promise<Compiled> {
  const draft: Draft = { nodes: new Map(), flows: new Map(), ids: new Set(), problems: [] }
  const processes: { id: string; executable: boolean }[] = []
  for (const file of files) {
    const { root, warnings } = await readXml(file.xml)
    draft.problems.push(...warnings.map((warning) => problem(root ? 'xml-warning' : 'not-bpmn', null, warning)))
    for (const process of children(root, 'rootElements').filter((one) => one.$type === 'bpmn:Process')) {
      const id = idOf(process)
      const executable = flag(process, 'isExecutable', false)
      if (executable) readContainer(process, id, null, lanesOf(process), draft)
      processes.push({ id, executable })
    }
  }
  const main = processes.find((one) => one.executable)
  if (!main) return { definition: null, problems: [...draft.problems, problem('no-executable-process', null)] }
  const definition: Definition = {
    main: main.id,
    processes: processes.filter((one) => one.executable).map((one) => one.id),
    nodes: connect(draft),
    flows: Object.fromEntries(draft.flows),
    boundaries: boundariesOf([...draft.nodes.values()]),
  }
  const problems = [...draft.problems, ...checkDefinition(definition)]
  return { definition: problems.some((one) => one.severity === 'error') ? null : definition, problems }
}

function readContainer(
  container: Element,
  process: string,
  parent: string | null,
  lanes: ReadonlyMap<string, string>,
  draft: Draft,
): void {
  for (const element of [...children(container, 'flowElements'), ...children(container, 'artifacts')]) {
    const id = idOf(element)
    if (draft.ids.has(id)) draft.problems.push(problem('duplicate-id', id))
    draft.ids.add(id)
    if (DRAWN_ONLY.includes(element.$type)) continue
    if (element.$type === 'bpmn:SequenceFlow') {
      const flow = readFlow(element)
      if (flow) draft.flows.set(id, flow)
      else draft.problems.push(problem('dangling-flow', id))
      continue
    }
    const read = readNode(element, { process, parent, lane: lanes.get(id) ?? null })
    if ('problem' in read) draft.problems.push(read.problem)
    else draft.nodes.set(id, read.node)
    if (element.$type === 'bpmn:SubProcess' && !('problem' in read)) readContainer(element, process, id, lanes, draft)
  }
}

/**
 * Flows say where they begin and end; the lists of an element only repeat it, and some tools leave them out. Their
 * order is kept, because a gateway tries its conditions in it.
 */
function connect({ nodes, flows }: Draft): Readonly<Record<string, Node>> {
  const all = [...flows.values()]
  const ordered = (listed: readonly string[], real: readonly Flow[]) => {
    const ids = real.map((flow) => flow.id)
    return [...listed.filter((id) => ids.includes(id)), ...ids.filter((id) => !listed.includes(id))]
  }
  return Object.fromEntries(
    [...nodes.values()].map((node) => [
      node.id,
      {
        ...node,
        incoming: ordered(
          node.incoming,
          all.filter((flow) => flow.target === node.id),
        ),
        outgoing: ordered(
          node.outgoing,
          all.filter((flow) => flow.source === node.id),
        ),
      },
    ]),
  )
}

/** The lane of each element, by the name of the innermost lane. */
function lanesOf(process: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const visit = (lane: Element) => {
    const name = text(lane, 'name') ?? idOf(lane)
    for (const element of children(lane, 'flowNodeRef')) found.set(idOf(element), name)
    for (const inner of children(child(lane, 'childLaneSet'), 'lanes')) visit(inner)
  }
  for (const set of children(process, 'laneSets')) for (const lane of children(set, 'lanes')) visit(lane)
  return found
}

function boundariesOf(nodes: readonly Node[]): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {}
  for (const node of nodes) if (node.attachedTo !== null) (found[node.attachedTo] ??= []).push(node.id)
  return found
}
