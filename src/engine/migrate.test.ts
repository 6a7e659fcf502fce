import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document, draw, flow, userTask, type Block } from '../../test/support/draw.js'
import { compile, migrate, occupied, proposePlan, step, type Definition, type Plan, type State } from './index.js'

async function compiled(xml: string): Promise<Definition> {
  const { definition, problems } = await compile([{ name: 'x.bpmn', xml }])
  if (!definition) throw new Error(problems.map((one) => `${one.element} ${one.rule}`).join(', '))
  return definition
}

const start = (definition: Definition, at = 0): State => {
  const result = step(definition, null, { kind: 'start', variables: {} }, at)
  if (!result.ok) throw new Error(result.refusal)
  return result.state
}

const complete = (definition: Definition, state: State, element: string, at = 0): State => {
  const token = state.tokens.find((one) => one.element === element)
  const result = step(definition, state, { kind: 'task-completed', token: token?.id ?? -1, variables: {} }, at)
  if (!result.ok) throw new Error(`${element}: ${result.refusal}`)
  return result.state
}

const planOf = (source: Definition, target: Definition, chosen: Plan = {}): Plan => ({
  ...Object.fromEntries(proposePlan(source, target).flatMap((one) => (one.to ? [[one.element, one.to]] : []))),
  ...chosen,
})

const chain = (...ids: readonly string[]) =>
  document(
    `<bpmn:startEvent id="start" />${ids.map(userTask).join('')}<bpmn:endEvent id="end" />${['start', ...ids]
      .map((id, index) => flow(`f${index}`, id, ids[index] ?? 'end'))
      .join('')}`,
  )

test('a task keeps its token and goes on in the new drawing, with what was put after it', async () => {
  const [source, target] = [await compiled(chain('a', 'b')), await compiled(chain('a', 'check', 'b'))]
  const before = start(source)
  const moved = migrate(source, target, before, planOf(source, target), 0)
  if (!moved.ok) throw new Error(JSON.stringify(moved.stays))
  expect(moved.state.tokens).toEqual(before.tokens)
  expect(complete(target, moved.state, 'a').tokens).toMatchObject([{ element: 'check' }])
})

test('an element that was renamed is found by name or by office and form; one that is gone keeps the process where it is', async () => {
  const named = (id: string, name: string) => userTask(id).replace('<bpmn:userTask', `<bpmn:userTask name="${name}"`)
  const xml = (task: string, id: string) =>
    document(
      `<bpmn:startEvent id="start" />${task}<bpmn:endEvent id="end" />${flow('f1', 'start', id)}${flow('f2', id, 'end')}`,
    )
  const source = await compiled(xml(named('old', 'تغذیه'), 'old'))
  const target = await compiled(xml(named('new', 'تغذیه'), 'new'))
  const other = await compiled(chain('x', 'y'))
  expect(proposePlan(source, target).find((one) => one.element === 'old')).toMatchObject({ to: 'new', why: 'like' })
  expect(proposePlan(source, other).find((one) => one.element === 'old')).toMatchObject({ to: null, why: 'none' })
  const state = start(source)
  expect(occupied(state)).toEqual(['old'])
  expect(migrate(source, other, state, planOf(source, other), 0)).toEqual({
    ok: false,
    stays: [{ code: 'no-target', element: 'old' }],
  })
  expect(migrate(source, other, state, planOf(source, other, { old: 'end' }), 0)).toMatchObject({
    ok: false,
    stays: [{ code: 'other-kind', element: 'old' }],
  })
  expect(migrate(source, other, state, planOf(source, other, { old: 'y' }), 0)).toMatchObject({
    ok: true,
    state: { tokens: [{ element: 'y' }] },
  })
})

const withTimer = (timer: string | null, id = 'timer') =>
  document(
    `<bpmn:startEvent id="start" />${userTask('a')}<bpmn:endEvent id="end" />${flow('f1', 'start', 'a')}${flow('f2', 'a', 'end')}${
      timer === null
        ? ''
        : `<bpmn:boundaryEvent id="${id}" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${timer}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>${flow('f3', id, 'end')}`
    }`,
  )

test('timers keep their time; one that is gone stops, one that is new begins', async () => {
  const [two, five, none] = [
    await compiled(withTimer('P2D')),
    await compiled(withTimer('P5D')),
    await compiled(withTimer(null)),
  ]
  const day = 86_400_000
  const move = (source: Definition, target: Definition, state: State, at: number) => {
    const moved = migrate(source, target, state, planOf(source, target), at)
    if (!moved.ok) throw new Error(JSON.stringify(moved.stays))
    return moved.state.timers.map(({ element, due }) => [element, due / day])
  }
  expect(move(two, five, start(two), day)).toEqual([['timer', 2]])
  expect(move(two, none, start(two), day)).toEqual([])
  expect(move(none, five, start(none), day)).toEqual([['timer', 6]])
})

test('branches that have reached a join stay unless its flows are the same', async () => {
  const fork = (branches: readonly string[]) =>
    document(
      `<bpmn:startEvent id="start" /><bpmn:parallelGateway id="fork" />${branches.map(userTask).join('')}<bpmn:parallelGateway id="join" /><bpmn:endEvent id="end" />${flow('f1', 'start', 'fork')}${flow('f2', 'join', 'end')}${branches
        .map((id) => flow(`in_${id}`, 'fork', id) + flow(`out_${id}`, id, 'join'))
        .join('')}`,
    )
  const [two, three] = [await compiled(fork(['a', 'b'])), await compiled(fork(['a', 'b', 'c']))]
  const half = complete(two, start(two), 'a')
  expect(migrate(two, three, half, planOf(two, three), 0)).toEqual({
    ok: false,
    stays: [{ code: 'joining', element: 'join' }],
  })
  expect(migrate(two, three, start(two), planOf(two, three), 0)).toMatchObject({ ok: true })
})

test('a task inside of a sub-process does not come out of it', async () => {
  const inside = await compiled(
    document(
      `<bpmn:startEvent id="start" /><bpmn:subProcess id="sub"><bpmn:startEvent id="in" />${userTask('a')}<bpmn:endEvent id="out" />${flow('s1', 'in', 'a')}${flow('s2', 'a', 'out')}</bpmn:subProcess><bpmn:endEvent id="end" />${flow('f1', 'start', 'sub')}${flow('f2', 'sub', 'end')}`,
    ),
  )
  const outside = await compiled(chain('a'))
  const state = start(inside)
  expect(migrate(inside, inside, state, planOf(inside, inside), 0)).toEqual({ ok: true, state })
  expect(migrate(inside, outside, state, planOf(inside, outside), 0)).toMatchObject({
    ok: false,
    stays: expect.arrayContaining([{ code: 'no-target', element: 'sub' }]),
  })
})

const blocks = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<Block>({ kind: 'task' }),
    fc.constant<Block>({ kind: 'wait' }),
    fc.constant<Block>({ kind: 'job' }),
    fc.array(tie('block'), { minLength: 2, maxLength: 3 }).map((list): Block => ({ kind: 'sequence', blocks: list })),
    fc.array(tie('block'), { minLength: 2, maxLength: 3 }).map((list): Block => ({ kind: 'parallel', blocks: list })),
    tie('block').map((block): Block => ({ kind: 'sub-process', block })),
  ),
})).block

test('any process, anywhere on its way, goes over to its own drawing unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, fc.nat(12), async (block, steps) => {
      const definition = await compiled(draw(block, () => 0).xml)
      let state = start(definition)
      for (let done = 0; done < steps && state.status === 'running'; done++) {
        const token = state.tokens.find((one) => one.waits === 'task' || one.waits === 'job')
        const [timer] = state.timers
        const next = token
          ? ({ kind: token.waits === 'task' ? 'task-completed' : 'job-done', token: token.id, variables: {} } as const)
          : ({ kind: 'timer-due', timer: timer?.id ?? -1 } as const)
        const result = step(definition, state, next, 1_000_000)
        if (result.ok) state = result.state
      }
      expect(migrate(definition, definition, state, planOf(definition, definition), 5)).toEqual({ ok: true, state })
    }),
    { numRuns: 60 },
  )
})

const withMessage = (name: string | null) =>
  document(
    `<bpmn:startEvent id="start" />${userTask('a').replace('</bpmn:userTask>', '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="= [1, 2]" inputElement="n" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>')}<bpmn:endEvent id="end" />${flow('f1', 'start', 'a')}${flow('f2', 'a', 'end')}${
      name === null
        ? ''
        : `<bpmn:boundaryEvent id="called" attachedToRef="a"><bpmn:messageEventDefinition messageRef="m" /></bpmn:boundaryEvent>${flow('f3', 'called', 'end')}`
    }`,
  ).replace(
    '<bpmn:process',
    `<bpmn:message id="m" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=&quot;k&quot;" /></bpmn:extensionElements></bpmn:message><bpmn:process`,
  )

test('rounds and messages go over; a message of another name would be waited for in vain', async () => {
  const [paid, other, none] = [
    await compiled(withMessage('paid')),
    await compiled(withMessage('other')),
    await compiled(withMessage(null)),
  ]
  const state = start(paid)
  expect(state.tokens.filter((one) => one.waits === 'task')).toHaveLength(2)
  expect(migrate(paid, paid, state, planOf(paid, paid), 0)).toEqual({ ok: true, state })
  expect(migrate(paid, other, state, planOf(paid, other), 0)).toEqual({
    ok: false,
    stays: [{ code: 'no-timer', element: 'called' }],
  })
  expect(migrate(paid, none, state, planOf(paid, none), 0)).toMatchObject({ ok: true, state: { subscriptions: [] } })
  // Around all rounds it is listened for once.
  expect(migrate(none, paid, start(none), planOf(none, paid), 0)).toMatchObject({
    ok: true,
    state: { subscriptions: [{ element: 'called', name: 'paid' }] },
  })
})

const cond = (id: string, when: string) =>
  `<bpmn:subProcess id="${id}" triggeredByEvent="true"><bpmn:startEvent id="${id}_s" isInterrupting="false">${when}</bpmn:startEvent>${userTask(`${id}_t`)}${flow(`${id}_f`, `${id}_s`, `${id}_t`)}</bpmn:subProcess>`
const day =
  '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition>'
const withEventSubProcess = (...inner: readonly string[]) =>
  chain('a').replace('<bpmn:startEvent id="start" />', `<bpmn:startEvent id="start" />${inner.join('')}`)

test('an event sub-process that is new is listened for; one whose time has come stays gone', async () => {
  const [none, timed] = [await compiled(chain('a')), await compiled(withEventSubProcess(cond('late', day)))]
  const moved = migrate(none, timed, start(none), planOf(none, timed), 1_000)
  if (!moved.ok) throw new Error(JSON.stringify(moved.stays))
  expect(moved.state.timers).toMatchObject([{ element: 'late_s', token: null, due: 86_401_000 }])
  const fired = step(timed, moved.state, { kind: 'timer-due', timer: moved.state.timers[0]?.id ?? -1 }, 86_401_000)
  if (!fired.ok) throw new Error(fired.refusal)
  expect(fired.state.tokens.map((one) => one.element).sort()).toEqual(['a', 'late', 'late_t'])
  expect(migrate(timed, timed, fired.state, planOf(timed, timed), 2)).toEqual({ ok: true, state: fired.state })
})

test('what an interrupting event sub-process has ended does not listen again', async () => {
  const stop = cond('stop', day).replace(' isInterrupting="false"', '')
  const [one, two] = [
    await compiled(withEventSubProcess(stop)),
    await compiled(withEventSubProcess(stop, cond('late', day))),
  ]
  const state = start(one)
  const fired = step(one, state, { kind: 'timer-due', timer: state.timers[0]?.id ?? -1 }, 0)
  if (!fired.ok) throw new Error(fired.refusal)
  expect(migrate(one, two, fired.state, planOf(one, two), 5)).toEqual({ ok: true, state: fired.state })
  // While nothing is interrupted, the new one is listened for beside the old.
  expect(migrate(one, two, state, planOf(one, two), 5)).toMatchObject({
    ok: true,
    state: { timers: [{ element: 'stop_s' }, { element: 'late_s', due: 86_400_005 }] },
  })
})

test('a boundary timer beside its activity that has fired does not begin again', async () => {
  const beside = await compiled(
    withTimer('P2D').replace('<bpmn:boundaryEvent', '<bpmn:boundaryEvent cancelActivity="false"'),
  )
  const state = start(beside)
  const fired = step(beside, state, { kind: 'timer-due', timer: state.timers[0]?.id ?? -1 }, 0)
  if (!fired.ok) throw new Error(fired.refusal)
  expect(migrate(beside, beside, fired.state, planOf(beside, beside), 5)).toMatchObject({
    ok: true,
    state: { timers: [] },
  })
})

/** A gateway that waits for a message and a time, each of its own. */
const gateway = (events: Readonly<Record<string, string>>) =>
  document(
    `<bpmn:startEvent id="start" /><bpmn:eventBasedGateway id="g" /><bpmn:endEvent id="end" />${flow('f1', 'start', 'g')}${Object.entries(
      events,
    )
      .map(
        ([id, when]) =>
          `<bpmn:intermediateCatchEvent id="${id}">${when}</bpmn:intermediateCatchEvent>${flow(`to_${id}`, 'g', id)}${flow(`from_${id}`, id, 'end')}`,
      )
      .join('')}`,
  ).replace(
    '<bpmn:process',
    `${['paid', 'told'].map((name) => `<bpmn:message id="m_${name}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=&quot;k&quot;" /></bpmn:extensionElements></bpmn:message>`).join('')}<bpmn:process`,
  )
const message = (name: string) => `<bpmn:messageEventDefinition messageRef="m_${name}" />`

test('at a gateway that waits for events: what is the same goes over, the rest is waited for anew', async () => {
  const [old, other, nothing] = [
    await compiled(gateway({ money: message('paid'), late: day })),
    await compiled(gateway({ money: message('told'), late: day, word: message('paid') })),
    await compiled(gateway({ x: message('told'), y: day })),
  ]
  const state = start(old)
  expect(migrate(old, old, state, planOf(old, old), 9)).toEqual({ ok: true, state })
  const moved = migrate(old, other, state, planOf(old, other), 5_000)
  if (!moved.ok) throw new Error(JSON.stringify(moved.stays))
  expect(moved.state.timers).toEqual(state.timers)
  expect(moved.state.subscriptions.map(({ element, name }) => [element, name])).toEqual([
    ['money', 'told'],
    ['word', 'paid'],
  ])
  const heard = step(other, moved.state, { kind: 'message', name: 'paid', key: 'k', variables: {} }, 6_000)
  expect(heard).toMatchObject({ ok: true, state: { status: 'completed', timers: [], subscriptions: [] } })
  // Even when none of the events is known there: the gateway is, and what follows it is waited for from now on.
  const plan = { start: 'start', g: 'g', end: 'end' }
  expect(migrate(old, nothing, state, plan, 5_000)).toMatchObject({
    ok: true,
    state: { timers: [{ element: 'y', due: 86_405_000 }], subscriptions: [{ element: 'x', name: 'told' }] },
  })
})

test('a gateway behind which something can not be listened for keeps the process where it is', async () => {
  const [old, deaf] = [
    await compiled(gateway({ money: message('paid'), late: day })),
    await compiled(gateway({ money: message('paid'), late: day.replace('P1D', '= nothing') })),
  ]
  const plan = { ...planOf(old, deaf), late: 'end' }
  expect(migrate(old, deaf, start(old), plan, 0)).toEqual({ ok: false, stays: [{ code: 'no-timer', element: 'g' }] })
})
