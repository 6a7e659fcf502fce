/** A block of a random process: blocks nest, so every drawing made of them can be walked to its end. */
export type Block =
  | { readonly kind: 'task' }
  | { readonly kind: 'job' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'parallel'; readonly blocks: readonly Block[] }
  | { readonly kind: 'choice'; readonly blocks: readonly Block[] }
  | { readonly kind: 'loop'; readonly block: Block }
  | { readonly kind: 'sub-process'; readonly block: Block }

interface Drawing {
  readonly xml: string
  /** Variables that decide the choices, by gateway. */
  readonly choices: Readonly<Record<string, number>>
}

const NAMESPACES =
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'

export const document = (body: string, process = 'main'): string =>
  `<bpmn:definitions ${NAMESPACES} id="definitions" targetNamespace="urn:mizban:test"><bpmn:process id="${process}" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`

export const flow = (id: string, from: string, to: string, condition?: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`

export const userTask = (id: string): string =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="desk" /></bpmn:extensionElements></bpmn:userTask>`

/** Draws a block as a process. `pick` decides each choice when it is drawn. */
export function draw(block: Block, pick: (branches: number) => number): Drawing {
  const choices: Record<string, number> = {}
  let ids = 0
  const next = (prefix: string) => `${prefix}${(ids += 1)}`

  /** @returns the XML of the block, and the elements by which it is entered and left */
  const render = (one: Block): { readonly xml: string; readonly first: string; readonly last: string } => {
    if (one.kind === 'task') return single(next('task'), userTask)
    if (one.kind === 'job')
      return single(
        next('job'),
        (id) =>
          `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="job" /></bpmn:extensionElements></bpmn:serviceTask>`,
      )
    if (one.kind === 'wait') {
      return single(
        next('wait'),
        (id) =>
          `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1M</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
      )
    }
    if (one.kind === 'sequence') {
      const parts = one.blocks.map(render)
      const links = parts.slice(1).map((part, index) => flow(next('f'), parts[index]?.last ?? '', part.first))
      return {
        xml: [...parts.map((part) => part.xml), ...links].join(''),
        first: parts[0]?.first ?? '',
        last: parts.at(-1)?.last ?? '',
      }
    }
    if (one.kind === 'sub-process') {
      const inner = render(one.block)
      const id = next('sub')
      const body = `<bpmn:startEvent id="${id}_start" />${inner.xml}<bpmn:endEvent id="${id}_end" />${flow(next('f'), `${id}_start`, inner.first)}${flow(next('f'), inner.last, `${id}_end`)}`
      return { xml: `<bpmn:subProcess id="${id}">${body}</bpmn:subProcess>`, first: id, last: id }
    }
    if (one.kind === 'loop') return loop(one.block)
    return fork(one.kind, one.blocks)
  }

  const single = (id: string, xml: (id: string) => string) => ({ xml: xml(id), first: id, last: id })

  /** The last task of a loop says whether it goes round again: the driver sets `again_ID`. */
  const loop = (body: Block) => {
    const inner = render(body)
    const id = next('loop')
    const [enter, asks, decide, back] = [`${id}_in`, `again_${id}`, `${id}_out`, next('f')]
    const leave = next('f')
    const xml = `<bpmn:exclusiveGateway id="${enter}" />${inner.xml}${userTask(asks)}<bpmn:exclusiveGateway id="${decide}" default="${leave}" />${flow(next('f'), enter, inner.first)}${flow(next('f'), inner.last, asks)}${flow(next('f'), asks, decide)}${flow(back, decide, enter, `= ${asks}`)}`
    // Where it leaves depends on what follows, so the default flow leads to a merge of its own.
    return {
      xml: `${xml}<bpmn:exclusiveGateway id="${id}_after" />${flow(leave, decide, `${id}_after`)}`,
      first: enter,
      last: `${id}_after`,
    }
  }

  const fork = (kind: 'parallel' | 'choice', blocks: readonly Block[]) => {
    const id = next(kind === 'parallel' ? 'par' : 'xor')
    const parts = blocks.map(render)
    const into = parts.map((part, index) => {
      const isDefault = index === parts.length - 1
      return flow(
        `${id}_b${index}`,
        `${id}_fork`,
        part.first,
        kind === 'choice' && !isDefault ? `= ${id} = ${index}` : undefined,
      )
    })
    if (kind === 'choice') choices[id] = pick(parts.length)
    const type = kind === 'parallel' ? 'parallelGateway' : 'exclusiveGateway'
    const byDefault = kind === 'choice' ? ` default="${id}_b${parts.length - 1}"` : ''
    const out = parts.map((part) => flow(next('f'), part.last, `${id}_join`))
    return {
      xml: `<bpmn:${type} id="${id}_fork"${byDefault} />${parts.map((part) => part.xml).join('')}<bpmn:${type} id="${id}_join" />${into.join('')}${out.join('')}`,
      first: `${id}_fork`,
      last: `${id}_join`,
    }
  }

  const whole = render(block)
  return {
    xml: document(
      `<bpmn:startEvent id="start" />${whole.xml}<bpmn:endEvent id="end" />${flow('f_start', 'start', whole.first)}${flow('f_end', whole.last, 'end')}`,
    ),
    choices,
  }
}
