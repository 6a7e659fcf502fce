/** A block of a random process: blocks nest, so every drawing made of them can be walked to its end. */
export type Block =
  | { readonly kind: 'task' }
  | { readonly kind: 'job' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'hand' }
  | { readonly kind: 'script' }
  | { readonly kind: 'message' }
  | { readonly kind: 'first-event' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'parallel'; readonly blocks: readonly Block[] }
  | { readonly kind: 'choice'; readonly blocks: readonly Block[] }
  | { readonly kind: 'inclusive'; readonly blocks: readonly Block[] }
  | { readonly kind: 'ad-hoc'; readonly blocks: readonly Block[] }
  | { readonly kind: 'loop'; readonly block: Block }
  | { readonly kind: 'sub-process'; readonly block: Block }
  | { readonly kind: 'rounds'; readonly block: Block }
  | { readonly kind: 'rounds-in-turn'; readonly block: Block }
  | { readonly kind: 'twice'; readonly block: Block }
  | { readonly kind: 'call'; readonly block: Block }
  | { readonly kind: 'guarded'; readonly block: Block }
  | { readonly kind: 'escalating'; readonly block: Block }
  | { readonly kind: 'undone'; readonly block: Block }

interface Drawing {
  readonly xml: string
  /** Variables that decide the choices, by gateway. */
  readonly choices: Readonly<Record<string, number>>
}

const NAMESPACES =
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'

export const document = (body: string, process = 'main', besides = ''): string =>
  `<bpmn:definitions ${NAMESPACES} id="definitions" targetNamespace="urn:mizban:test"><bpmn:process id="${process}" isExecutable="true">${body}</bpmn:process>${besides}</bpmn:definitions>`

/** A process with what stands before it in the file, such as messages. */
export const definitions = (before: string, body: string, process: string): string =>
  document(body, process).replace('<bpmn:process', `${before}<bpmn:process`)

export const flow = (id: string, from: string, to: string, condition?: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`

export const userTask = (id: string): string =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="desk" /></bpmn:extensionElements></bpmn:userTask>`

/** Draws a block as a process. `pick` decides each choice when it is drawn. */
export function draw(block: Block, pick: (branches: number) => number): Drawing {
  const choices: Record<string, number> = {}
  /** Called processes, messages, errors: what stands beside the process. */
  const besides: string[] = [
    '<bpmn:error id="wrong" errorCode="wrong" /><bpmn:escalation id="late" escalationCode="late" />',
  ]
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
    if (one.kind === 'hand') return single(next('hand'), (id) => `<bpmn:manualTask id="${id}" />`)
    if (one.kind === 'script')
      return single(
        next('script'),
        (id) =>
          `<bpmn:scriptTask id="${id}"><bpmn:extensionElements><zeebe:script expression="= 1 + 1" resultVariable="${id}" /></bpmn:extensionElements></bpmn:scriptTask>`,
      )
    if (one.kind === 'message') return single(next('message'), messageEvent)
    if (one.kind === 'first-event') return firstEvent()
    if (one.kind === 'ad-hoc') {
      const id = next('adhoc')
      // A loop has no element that no flow leads to, so each part stands in a sub-process.
      const parts = one.blocks.map((block) => sub(next('part'), render(block), ''))
      return {
        xml: `<bpmn:adHocSubProcess id="${id}">${parts.map((part) => part.xml).join('')}</bpmn:adHocSubProcess>`,
        first: id,
        last: id,
      }
    }
    if (one.kind === 'call') {
      const inner = render(one.block)
      const id = next('call')
      besides.push(`<bpmn:process id="p_${id}" isExecutable="true">${body(`p_${id}`, inner)}</bpmn:process>`)
      return single(
        id,
        () =>
          `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="p_${id}" /></bpmn:extensionElements></bpmn:callActivity>`,
      )
    }
    if (one.kind === 'sub-process') return sub(next('sub'), render(one.block), '')
    if (one.kind === 'rounds' || one.kind === 'rounds-in-turn')
      return sub(
        next('rounds'),
        render(one.block),
        `<bpmn:multiInstanceLoopCharacteristics isSequential="${one.kind === 'rounds-in-turn'}"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="= [1, 2]" inputElement="item" outputCollection="out${ids}" outputElement="= item" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`,
      )
    if (one.kind === 'twice')
      return sub(
        next('twice'),
        render(one.block),
        '<bpmn:standardLoopCharacteristics loopMaximum="2"><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">= true</bpmn:loopCondition></bpmn:standardLoopCharacteristics>',
      )
    if (one.kind === 'guarded') return guarded(render(one.block))
    if (one.kind === 'escalating') return escalating(render(one.block))
    if (one.kind === 'undone') return undone(render(one.block))
    if (one.kind === 'loop') return loop(one.block)
    return fork(one.kind, one.blocks)
  }

  type Part = { readonly xml: string; readonly first: string; readonly last: string }

  const body = (id: string, inner: Part, end = `<bpmn:endEvent id="${id}_end" />`) =>
    `<bpmn:startEvent id="${id}_start" />${inner.xml}${end}${flow(next('f'), `${id}_start`, inner.first)}${flow(next('f'), inner.last, `${id}_end`)}`

  const sub = (id: string, inner: Part, loop: string, end?: string): Part => ({
    xml: `<bpmn:subProcess id="${id}">${loop}${body(id, inner, end)}</bpmn:subProcess>`,
    first: id,
    last: id,
  })

  const messageEvent = (id: string) => {
    besides.push(
      `<bpmn:message id="m_${id}" name="${id}"><bpmn:extensionElements><zeebe:subscription correlationKey="= &quot;key&quot;" /></bpmn:extensionElements></bpmn:message>`,
    )
    return `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition messageRef="m_${id}" /></bpmn:intermediateCatchEvent>`
  }

  /** A message or an hour; the driver lets the hour pass. */
  const firstEvent = (): Part => {
    const id = next('event')
    return {
      xml: `<bpmn:eventBasedGateway id="${id}" />${messageEvent(`${id}_message`)}<bpmn:intermediateCatchEvent id="${id}_hour"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:exclusiveGateway id="${id}_merge" />${flow(next('f'), id, `${id}_message`)}${flow(next('f'), id, `${id}_hour`)}${flow(next('f'), `${id}_message`, `${id}_merge`)}${flow(next('f'), `${id}_hour`, `${id}_merge`)}`,
      first: id,
      last: `${id}_merge`,
    }
  }

  /** Ends in an error, which an event on it catches; the way goes on from there. */
  const guarded = (inner: Part): Part => {
    const id = next('guarded')
    const error = `<bpmn:endEvent id="${id}_end"><bpmn:errorEventDefinition errorRef="wrong" /></bpmn:endEvent>`
    const { xml } = sub(id, inner, '', error)
    return {
      xml: `${xml}<bpmn:boundaryEvent id="${id}_caught" attachedToRef="${id}"><bpmn:errorEventDefinition errorRef="wrong" /></bpmn:boundaryEvent>`,
      first: id,
      last: `${id}_caught`,
    }
  }

  /** Escalates at its end, and is left as usual; a path of its own begins beside it. */
  const escalating = (inner: Part): Part => {
    const id = next('escalating')
    const end = `<bpmn:endEvent id="${id}_end"><bpmn:escalationEventDefinition escalationRef="late" /></bpmn:endEvent>`
    const { xml } = sub(id, inner, '', end)
    return {
      xml: `${xml}<bpmn:boundaryEvent id="${id}_told" attachedToRef="${id}" cancelActivity="false"><bpmn:escalationEventDefinition escalationRef="late" /></bpmn:boundaryEvent>${userTask(`${id}_beside`)}${flow(next('f'), `${id}_told`, `${id}_beside`)}`,
      first: id,
      last: id,
    }
  }

  /** Does something that has a handler, and undoes it at once. */
  const undone = (inner: Part): Part => {
    const id = next('undone')
    const first: Part = {
      xml: `${userTask(`${id}_do`)}<bpmn:boundaryEvent id="${id}_on" attachedToRef="${id}_do"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>${userTask(`${id}_undo`).replace('<bpmn:userTask', '<bpmn:userTask isForCompensation="true"')}<bpmn:association id="${id}_as" sourceRef="${id}_on" targetRef="${id}_undo" />${inner.xml}${flow(next('f'), `${id}_do`, inner.first)}`,
      first: `${id}_do`,
      last: inner.last,
    }
    return sub(id, first, '', `<bpmn:endEvent id="${id}_end"><bpmn:compensateEventDefinition /></bpmn:endEvent>`)
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

  const PREFIXES = { parallel: 'par', choice: 'xor', inclusive: 'or' } as const
  const fork = (kind: 'parallel' | 'choice' | 'inclusive', blocks: readonly Block[]) => {
    const id = next(PREFIXES[kind])
    const parts = blocks.map(render)
    const into = parts.map((part, index) => {
      const isDefault = index === parts.length - 1
      return flow(
        `${id}_b${index}`,
        `${id}_fork`,
        part.first,
        kind === 'parallel' || isDefault
          ? undefined
          : kind === 'choice'
            ? `= ${id} = ${index}`
            : `= ${id}_${index} = 1`,
      )
    })
    if (kind === 'choice') choices[id] = pick(parts.length)
    if (kind === 'inclusive') for (const index of parts.keys()) choices[`${id}_${index}`] = pick(2)
    const type = { parallel: 'parallelGateway', choice: 'exclusiveGateway', inclusive: 'inclusiveGateway' }[kind]
    const byDefault = kind !== 'parallel' ? ` default="${id}_b${parts.length - 1}"` : ''
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
      'main',
      besides.join(''),
    ),
    choices,
  }
}
