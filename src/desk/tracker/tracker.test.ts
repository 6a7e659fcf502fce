import { expect, test } from 'vitest'
import { definitions, flow, userTask } from '../../../test/support/draw.js'
import { taskBook } from '../../../test/support/task-book.js'
import { compile, step, type Happening, type State } from '../../engine/index.js'
import type { Variables } from '../../engine/model.js'
import { stepsOf } from '../service.js'
import type { RequestStatus, TrackerItem, TrackerStep } from '../views.js'
import { mapMarks, positionIn, track } from './index.js'

const START = '<bpmn:startEvent id="start" />'
const END = '<bpmn:endEvent id="end" />'
const gateway = (type: string, id: string, attributes = '') => `<bpmn:${type}Gateway id="${id}"${attributes} />`
const named = (xml: string, name: string) => xml.replace(' id=', ` name="${name}" id=`)
/** Flows in a row: `a>b>c`. */
const chain = (...rows: readonly string[]) =>
  rows
    .flatMap((row) => row.split('>').map((id, index, all) => [id, all[index + 1]] as const))
    .flatMap(([from, to]) => (to === undefined ? [] : [flow(`${from}_${to}`, from, to)]))
    .join('')
const several = (xml: string, type: string, loop: string) => xml.replace(`</bpmn:${type}>`, `${loop}</bpmn:${type}>`)
const forEach = (inTurn: boolean, completion = '') =>
  `<bpmn:multiInstanceLoopCharacteristics isSequential="${inTurn}"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="= [1, 2, 3]" inputElement="one" /></bpmn:extensionElements>${completion}</bpmn:multiInstanceLoopCharacteristics>`
const timer = (id: string, on: string, attributes = '') =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${on}"${attributes}><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`

/** A request whose steps are walked by name. */
async function requestOf(body: string, variables: Variables = {}, before = '', besides = '') {
  const { definition, problems } = await compile([
    {
      name: 'p.bpmn',
      xml: definitions(before, body, 'main').replace('</bpmn:definitions>', `${besides}</bpmn:definitions>`),
    },
  ])
  expect(problems.filter((one) => one.severity === 'error')).toEqual([])
  if (!definition) throw new Error('not compiled')
  const service = { definition, steps: stepsOf(definition), taskForms: new Map() }
  const book = taskBook()
  let state: State | null = null
  let at = 0
  const happen = (happening: Happening) => {
    const result = step(definition, state, happening, (at += 60_000))
    if (!result.ok) throw new Error(result.refusal)
    state = result.state
    book.write(result.effects, result.state)
    return result.state
  }
  happen({ kind: 'start', variables })
  const now = (): State => {
    if (!state) throw new Error('not started')
    return state
  }
  return {
    definition,
    done: (element: string, given: Variables = {}) => {
      const token = now().tokens.find((one) => one.element === element && one.waits === 'task')
      happen({ kind: 'task-completed', token: token?.id ?? -1, variables: given })
    },
    late: (element: string) => {
      happen({ kind: 'timer-due', timer: now().timers.find((one) => one.element === element)?.id ?? -1 })
    },
    happen,
    state: now,
    track: (status?: RequestStatus) => track(book.tracked(service, now(), status)),
    lines: (status?: RequestStatus) => lines(track(book.tracked(service, now(), status)).items),
  }
}

const stepLine = ({ element, state, rounds, parts, reason }: TrackerStep): string =>
  [
    element,
    state,
    parts ? `${parts.done}/${parts.total ?? '?'}` : rounds > 1 ? `x${rounds}` : null,
    reason ? `(${reason.en})` : null,
  ]
    .filter((one) => one !== null)
    .join(' ')

/** The tracker as indented lines. */
function lines(items: readonly TrackerItem[]): readonly string[] {
  return items.flatMap((item) => {
    if (item.kind === 'step') return [stepLine(item.step)]
    if (item.kind === 'wait') return [`${item.element} waits for ${item.on}`]
    const { together, element, parts, round, branches } = item
    const count = parts ? ` ${parts.done}/${parts.total}` : round === null ? '' : ` round ${round}`
    return [
      `${together} ${element}${count}`,
      ...branches.flatMap((branch) => [
        ...(branches.length > 1 ? [`- ${branch.label?.en ?? ''}`.trimEnd()] : []),
        ...lines(branch.items).map((line) => `  ${line}`),
      ]),
    ]
  })
}

test('branches side by side are a group; what follows them is next only when each needs one step more', async () => {
  const one = await requestOf(
    `${START}${gateway('parallel', 'fork')}${['a', 'b', 'b2', 'c'].map(userTask).join('')}${gateway('parallel', 'join')}${END}${chain('start>fork>a>join>c>end', 'fork>b>b2>join')}`,
  )
  expect(one.lines()).toEqual(['all fork', '-', '  a now', '-', '  b now', '  b2 next', 'c later'])
  one.done('b')
  expect(one.lines()).toEqual(['all fork', '-', '  a now', '-', '  b done', '  b2 now', 'c next'])
  one.done('b2')
  one.done('a')
  expect(one.lines()).toEqual(['all fork', '-', '  a done', '-', '  b done', '  b2 done', 'c now'])
  one.done('c')
  expect(one.track().steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
})

test('a list of requests counts the steps as the tracker does', async () => {
  const one = await requestOf(`${START}${['a', 'b', 'c'].map(userTask).join('')}${END}${chain('start>a>b>c>end')}`)
  const at = (...reached: readonly { element: string; open: boolean }[]) =>
    positionIn(
      one.definition,
      reached.map((step) => ({ ...step, calls: [] })),
    )
  expect(at({ element: 'a', open: false }, { element: 'b', open: true })).toEqual({ step: 2, steps: 3 })
  // Sent back: it is where it is open, not where it has been.
  expect(at({ element: 'c', open: false }, { element: 'a', open: true })).toEqual({ step: 1, steps: 3 })
  expect(at({ element: 'b', open: false })).toEqual({ step: 2, steps: 3 })
})

test('of two ways one is taken, the other was not needed, and why', async () => {
  const one = await requestOf(
    `${START}${userTask('ask')}${named(gateway('exclusive', 'where', ' default="where_far"'), 'Abroad?')}${userTask('near')}${userTask('far')}${gateway('exclusive', 'merge')}${END}${chain('start>ask>where', 'near>merge>end', 'far>merge')}${named(flow('where_near', 'where', 'near', '= near'), 'at home')}${flow('where_far', 'where', 'far')}`,
  )
  expect(one.lines()).toEqual([
    'ask now',
    'one where',
    '- at home',
    '  near next (Only if “at home”.)',
    '-',
    '  far next (Depends on “Abroad?”.)',
  ])
  one.done('ask', { near: true })
  expect(one.lines()).toEqual([
    'ask done',
    'one where',
    '- at home',
    '  near now',
    '-',
    '  far skipped (Not needed: it depends on “Abroad?”.)',
  ])
})

test('of several ways those are taken that are needed', async () => {
  const one = await requestOf(
    `${START}${gateway('inclusive', 'which')}${['a', 'b', 'c'].map(userTask).join('')}${gateway('inclusive', 'join')}${END}${chain('start>which', 'a>join>end', 'b>join', 'c>join')}${['a', 'b', 'c'].map((id) => named(flow(`which_${id}`, 'which', id, `= ${id}`), `way ${id}`)).join('')}`,
    { a: true, b: false, c: true },
  )
  const skipped = '  b skipped (Not needed: only for “way b”.)'
  expect(one.lines()).toEqual(['some which', '- way a', '  a now', '- way b', skipped, '- way c', '  c now'])
})

test('a sub-process is a group; its steps come as its own tokens say', async () => {
  const inside = `<bpmn:startEvent id="s" />${userTask('i1')}${userTask('i2')}<bpmn:endEvent id="e" />${chain('s>i1>i2>e')}`
  const one = await requestOf(
    `${START}${userTask('a')}<bpmn:subProcess id="sub" name="Inside">${inside}</bpmn:subProcess>${userTask('z')}${END}${chain('start>a>sub>z>end')}`,
  )
  expect(one.lines()).toEqual(['a now', 'inner sub', '  i1 next', '  i2 later', 'z later'])
  one.done('a')
  one.done('i1')
  expect(one.lines()).toEqual(['a done', 'inner sub', '  i1 done', '  i2 now', 'z next'])
  expect(mapMarks(one.track()).marks).toEqual({
    start: 'done',
    a: 'done',
    sub: 'now',
    s: 'done',
    i1: 'done',
    i2: 'now',
  })
})

test('what follows a sub-process is next only when each of its branches needs no other step', async () => {
  const inside = `<bpmn:startEvent id="s" />${gateway('parallel', 'fork')}${['a', 'b', 'b2'].map(userTask).join('')}<bpmn:endEvent id="e1" /><bpmn:endEvent id="e2" />${chain('s>fork>a>e1', 'fork>b>b2>e2')}`
  const one = await requestOf(
    `${START}<bpmn:subProcess id="sub">${inside}</bpmn:subProcess>${userTask('z')}${END}${chain('start>sub>z>end')}`,
  )
  expect(one.lines().at(-1)).toBe('z later')
  one.done('b')
  expect(one.lines().at(-1)).toBe('z next')
})

test('a step that is done for each of several things says how many are done', async () => {
  const three = (inTurn: boolean) =>
    requestOf(
      `${START}${several(userTask('each'), 'userTask', forEach(inTurn))}${userTask('z')}${END}${chain('start>each>z>end')}`,
    )
  const [atOnce, inTurn] = [await three(false), await three(true)]
  for (const one of [atOnce, inTurn]) {
    expect(one.lines()).toEqual(['each now 0/3', 'z next'])
    one.done('each')
    one.done('each')
    expect(one.lines()).toEqual(['each now 2/3', 'z next'])
    expect(mapMarks(one.track()).notes).toEqual({ each: { kind: 'parts', parts: { done: 2, total: 3 } } })
    one.done('each')
    expect(one.lines()).toEqual(['each done 3/?', 'z now'])
  }
})

test('steps inside what is done several times are counted over all of it', async () => {
  const inside = `<bpmn:startEvent id="s" />${userTask('i1')}${userTask('i2')}<bpmn:endEvent id="e" />${chain('s>i1>i2>e')}`
  const one = await requestOf(
    `${START}<bpmn:subProcess id="sub">${inside}${forEach(false)}</bpmn:subProcess>${END}${chain('start>sub>end')}`,
  )
  one.done('i1')
  one.done('i2')
  expect(one.lines()).toEqual(['inner sub 1/3', '  i1 now 1/3', '  i2 next 1/3'])
})

test('an activity that is repeated says its round, and what it needs once more is not done', async () => {
  const inside = `<bpmn:startEvent id="s" />${userTask('i1')}${userTask('i2')}<bpmn:endEvent id="e" />${chain('s>i1>i2>e')}`
  const loop =
    '<bpmn:standardLoopCharacteristics><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">= more</bpmn:loopCondition></bpmn:standardLoopCharacteristics>'
  const one = await requestOf(
    `${START}<bpmn:subProcess id="sub">${inside}${loop}</bpmn:subProcess>${END}${chain('start>sub>end')}`,
  )
  one.done('i1')
  one.done('i2', { more: true })
  expect(one.lines()).toEqual(['inner sub round 2', '  i1 now x2', '  i2 next (Done before; it will be done again.)'])
})

test('a loop counts its rounds; what it has been through stays done until it is come by again', async () => {
  const one = await requestOf(
    `${START}${gateway('exclusive', 'in')}${userTask('write')}${userTask('read')}${gateway('exclusive', 'good', ' default="good_end"')}${END}${chain('start>in>write>read>good')}${flow('good_end', 'good', 'end')}${flow('again', 'good', 'in', '= again')}`,
  )
  one.done('write')
  expect(one.lines()).toEqual(['write done', 'read now'])
  one.done('read', { again: true })
  expect(one.lines()).toEqual(['write now x2', 'read next (Done before; it will be done again.)'])
  one.done('write')
  one.done('read', { again: false })
  expect(one.lines()).toEqual(['write done x2', 'read done x2'])
})

test('sent back, a step is to come again', async () => {
  const one = await requestOf(`${START}${['a', 'b', 'c'].map(userTask).join('')}${END}${chain('start>a>b>c>end')}`)
  one.done('a')
  one.done('b')
  one.happen({ kind: 'move-token', token: one.state().tokens[0]?.id ?? -1, to: 'a' })
  expect(one.lines()).toEqual([
    'a now x2',
    'b next (Done before; it will be done again.)',
    'c later (Sent back; it will come again.)',
  ])
})

test('interrupted by a timer, a step says so; what the timer leads to depends on it until then', async () => {
  const body = `${START}${userTask('a')}${timer('late', 'a')}${userTask('remind')}${userTask('z')}${END}${chain('start>a>z>end', 'late>remind>end')}`
  const one = await requestOf(body)
  expect(one.lines()).toEqual(['a now', 'z next', 'remind later (Only if time runs out.)'])
  one.late('late')
  expect(one.lines()).toEqual([
    'a interrupted (Cancelled because its time ran out.)',
    'z skipped (Not needed.)',
    'remind now',
  ])
  const other = await requestOf(body)
  other.done('a')
  expect(other.lines()).toEqual(['a done', 'z now', 'remind skipped (Not needed: only if time runs out.)'])
})

test('of two events that can have interrupted a step the one is named whose steps have begun', async () => {
  const late = named(timer('late', 'a'), 'three days')
  const one = await requestOf(
    `${START}${userTask('a')}${late}${timer('later', 'a')}${userTask('x')}${userTask('y')}${END}${chain('start>a>end', 'late>x>end', 'later>y>end')}`,
  )
  one.late('late')
  expect(one.lines()[0]).toBe('a interrupted (Cancelled because “three days” happened.)')
})

test('what only an event begins is shown once it has begun', async () => {
  const beside = `<bpmn:subProcess id="beside" name="Complaint" triggeredByEvent="true"><bpmn:startEvent id="begun" isInterrupting="false"><bpmn:signalEventDefinition signalRef="strike" /></bpmn:startEvent>${userTask('explain')}${chain('begun>explain')}</bpmn:subProcess>`
  const one = await requestOf(
    `${START}${userTask('a')}${END}${beside}${chain('start>a>end')}`,
    {},
    '<bpmn:signal id="strike" name="strike" />',
  )
  expect(one.lines()).toEqual(['a now'])
  one.happen({ kind: 'signal', name: 'strike', variables: {} })
  expect(one.lines()).toEqual(['a now', 'aside beside', '  explain now'])
})

test('what waits for no office is now as long as it waits', async () => {
  const wait =
    '<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'
  const one = await requestOf(`${START}${wait}${userTask('a')}${END}${chain('start>wait>a>end')}`)
  expect(one.lines()).toEqual(['wait waits for timer', 'a next'])
  expect(mapMarks(one.track())).toEqual({
    marks: { start: 'done', wait: 'now' },
    // Three days after the first minute, when it began.
    notes: { wait: { kind: 'wait', on: 'timer', until: 3 * 86_400_000 + 60_000 } },
  })
  one.late('wait')
  expect(one.lines()).toEqual(['a now'])
})

const calling = (id: string, process: string) =>
  `<bpmn:callActivity id="${id}" name="${id}"><bpmn:extensionElements><zeebe:calledElement processId="${process}" /></bpmn:extensionElements></bpmn:callActivity>`
const calledProcess = (id: string, body: string) =>
  `<bpmn:process id="${id}" isExecutable="true">${body}</bpmn:process>`
const inCheck = (...ids: readonly string[]) =>
  `<bpmn:startEvent id="s" />${ids.map(userTask).join('')}<bpmn:endEvent id="e" />${chain(['s', ...ids, 'e'].join('>'))}`

test('a process that is called from two places is done at each of them', async () => {
  const one = await requestOf(
    `${START}${calling('first', 'check')}${userTask('a')}${calling('again', 'check')}${END}${chain('start>first>a>again>end')}`,
    {},
    '',
    calledProcess('check', inCheck('c', 'd')),
  )
  const marks = () => mapMarks(one.track()).marks
  expect(one.lines()).toEqual([
    'called first',
    '  c now',
    '  d next',
    'a later',
    'called again',
    '  c later',
    '  d later',
  ])
  one.done('c')
  one.done('d')
  expect(one.lines()).toEqual([
    'called first',
    '  c done',
    '  d done',
    'a now',
    'called again',
    '  c next',
    '  d later',
  ])
  expect(marks()).toEqual({ start: 'done', first: 'done', s: 'done', e: 'done', a: 'now' })
  one.done('a')
  one.done('c')
  expect(one.lines()).toEqual(['called first', '  c done', '  d done', 'a done', 'called again', '  c done', '  d now'])
  expect(marks()).toMatchObject({ first: 'done', again: 'now', c: 'done', d: 'now' })
  expect(positionIn(one.definition, [{ element: 'c', calls: ['again'], open: true }])).toEqual({ step: 4, steps: 5 })
  one.done('d')
  expect(one.lines()).toEqual([
    'called first',
    '  c done',
    '  d done',
    'a done',
    'called again',
    '  c done',
    '  d done',
  ])
})

test('side by side, each call has its own state; a called process may call another twice', async () => {
  const one = await requestOf(
    `${START}${gateway('parallel', 'fork')}${calling('left', 'outer')}${calling('right', 'outer')}${gateway('parallel', 'join')}${END}${chain('start>fork>left>join>end', 'fork>right>join')}`,
    {},
    '',
    calledProcess(
      'outer',
      `<bpmn:startEvent id="os" />${calling('one', 'check')}${calling('two', 'check')}${chain('os>one>two')}`,
    ) + calledProcess('check', inCheck('c')),
  )
  // The first token there is the left one's.
  one.done('c')
  expect(one.lines()).toEqual([
    'all fork',
    ...['-', '  called left', '    called one', '      c done', '    called two', '      c now'],
    ...['-', '  called right', '    called one', '      c now', '    called two', '      c next'],
  ])
})

test('a process that calls itself goes on in its own steps, and one that calls by doubling is bounded', async () => {
  const again = await requestOf(
    `${START}${calling('in', 'check')}${END}${chain('start>in>end')}`,
    { more: true },
    '',
    calledProcess(
      'check',
      `<bpmn:startEvent id="s" />${userTask('c')}${gateway('exclusive', 'deeper', ' default="deeper_e"')}${calling('self', 'check')}<bpmn:endEvent id="e" />${chain('s>c>deeper', 'deeper>e', 'self>e')}${flow('down', 'deeper', 'self', '= more')}`,
    ),
  )
  again.done('c', { more: true })
  expect(again.lines()).toEqual(['called in', '  c now x2', '  self waits for inner'])

  const doubling = Array.from({ length: 20 }, (_, depth) =>
    calledProcess(
      `p${depth}`,
      `<bpmn:startEvent id="s${depth}" />${userTask(`t${depth}`)}${depth < 19 ? `${calling(`l${depth}`, `p${depth + 1}`)}${calling(`r${depth}`, `p${depth + 1}`)}${chain(`s${depth}>t${depth}>l${depth}>r${depth}`)}` : chain(`s${depth}>t${depth}`)}`,
    ),
  )
  const deep = await requestOf(`${START}${calling('in', 'p0')}${chain('start>in')}`, {}, '', doubling.join(''))
  for (let depth = 0; depth < 19; depth++) deep.done(`t${depth}`)
  const from = performance.now()
  const open = deep.track().steps.filter((step) => step.state === 'now')
  expect(performance.now() - from).toBeLessThan(3_000)
  expect(open.map((step) => step.element)).toEqual(['t19'])
})

test('the map marks what was gone by, and where a branch waits for the others', async () => {
  const one = await requestOf(
    `${START}${gateway('parallel', 'fork')}${userTask('a')}${userTask('b')}${gateway('parallel', 'join')}${gateway('exclusive', 'which', ' default="which_end"')}${userTask('c')}${END}${chain('start>fork>a>join>which', 'fork>b>join', 'c>end')}${flow('which_c', 'which', 'c', '= far')}${flow('which_end', 'which', 'end')}`,
    { far: false },
  )
  expect(mapMarks(one.track()).marks).toEqual({ start: 'done', fork: 'done', a: 'now', b: 'now' })
  one.done('a')
  expect(mapMarks(one.track())).toEqual({
    marks: { start: 'done', fork: 'done', a: 'done', b: 'now', join: 'now' },
    notes: { join: { kind: 'join' } },
  })
  one.done('b')
  expect(mapMarks(one.track()).marks).toEqual({
    start: 'done',
    fork: 'done',
    a: 'done',
    b: 'done',
    join: 'done',
    which: 'done',
    c: 'skipped',
    end: 'done',
  })
})

test('what an event cut short was not gone by', async () => {
  const inside = `<bpmn:startEvent id="s" />${userTask('i')}<bpmn:endEvent id="e" />${chain('s>i>e')}`
  const one = await requestOf(
    `${START}<bpmn:subProcess id="sub">${inside}</bpmn:subProcess>${timer('late', 'sub')}${gateway('exclusive', 'merge')}${userTask('z')}${END}${chain('start>sub>merge>z>end', 'late>merge')}`,
  )
  one.late('late')
  const { marks } = mapMarks(one.track())
  expect(marks).toMatchObject({ start: 'done', s: 'done', i: 'interrupted', merge: 'done', z: 'now' })
  expect(marks).not.toHaveProperty('e')
  expect(marks).not.toHaveProperty('late')
})

test('withdrawn or refused, what it did not come to says no more than that', async () => {
  const one = await requestOf(
    `${START}${userTask('a')}${gateway('exclusive', 'in', ' default="in_c"')}${userTask('b')}${userTask('c')}${END}${chain('start>a>in', 'b>c>end')}${named(flow('in_b', 'in', 'b', '= b'), 'resident')}${flow('in_c', 'in', 'c')}`,
  )
  one.happen({ kind: 'cancel', reason: 'withdrawn' })
  expect(one.lines('withdrawn')).toEqual([
    'a interrupted (The request was withdrawn.)',
    'b skipped (The request ended before this step.)',
    'c skipped (The request ended before this step.)',
  ])
})

test('ways that cross are a plain list', async () => {
  const one = await requestOf(
    `${START}${gateway('parallel', 'fork')}${['a', 'b', 'c'].map(userTask).join('')}${gateway('exclusive', 'cross')}${END}${chain('start>fork>a>cross>c>end', 'fork>b>cross', 'fork>c')}`,
  )
  expect(one.lines()).not.toContain('all fork')
  expect(one.track().steps).toHaveLength(3)
})

test(
  'large drawings are tracked at once: a thousand branches, and ten thousand steps in a row',
  { timeout: 60_000 },
  async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`)
    const wide = ids(1_000)
    const long = ids(10_000)
    for (const body of [
      `${START}${gateway('parallel', 'fork')}${wide.map(userTask).join('')}${gateway('parallel', 'join')}${END}${chain('start>fork', 'join>end', ...wide.map((id) => `fork>${id}>join`))}`,
      `${START}${long.map(userTask).join('')}${END}${chain(['start', ...long, 'end'].join('>'))}`,
    ]) {
      const one = await requestOf(body)
      const from = performance.now()
      expect(one.track().steps.filter((step) => step.state === 'now').length).toBeGreaterThan(0)
      expect(performance.now() - from).toBeLessThan(3_000)
    }
  },
)
