// The engine's part of npm run bench: steps, state and growth, beside the npm package bpmn-engine on the same drawings.
import { readFileSync } from 'node:fs'
import { EventEmitter } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { BpmnModdle } from 'bpmn-moddle'
import { Engine } from 'bpmn-engine'
import { document, flow, userTask } from '../test/support/draw.ts'

const root = path.join(fileURLToPath(new URL('.', import.meta.url)), '..')
const { compile, step } = await import('../dist/engine/index.js')

const ROUNDS = 5
const MS = 150
/** Rounds before those that count: the compiler of the runtime works for a second or two. */
const WARM_UP = 8
/** And one before them that warms up. */
const LOOP_WALKS = 15
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('')
const START = '<bpmn:startEvent id="start" />'
const END = '<bpmn:endEvent id="end" />'

const DRAWINGS = {
  'ten tasks in a row': document(
    `${START}${many(10, (i) => userTask(`t${i}`))}${END}${flow('f', 'start', 't0')}${many(9, (i) => flow(`f${i}`, `t${i}`, `t${i + 1}`))}${flow('g', 't9', 'end')}`,
  ),
  'ten tasks at once': fork(10),
  'ten offices in a sub-process': document(
    `${START}<bpmn:subProcess id="sub"><bpmn:startEvent id="s" />${many(10, (i) => userTask(`t${i}`))}<bpmn:endEvent id="e" />${many(10, (i) => flow(`a${i}`, 's', `t${i}`) + flow(`b${i}`, `t${i}`, 'e'))}</bpmn:subProcess>${END}${flow('f', 'start', 'sub')}${flow('g', 'sub', 'end')}`,
  ),
}

function fork(branches) {
  return document(
    `${START}<bpmn:parallelGateway id="fork" /><bpmn:parallelGateway id="join" />${END}${many(branches, (i) => userTask(`t${i}`) + flow(`a${i}`, 'fork', `t${i}`) + flow(`b${i}`, `t${i}`, 'join'))}${flow('f', 'start', 'fork')}${flow('g', 'join', 'end')}`,
  )
}

const definitionOf = async (xml) => {
  const { definition, problems } = await compile([{ name: 'bench.bpmn', xml }])
  if (!definition) throw new Error(JSON.stringify(problems))
  return definition
}

/** Milliseconds of the processor, all threads: what other programs do on the machine does not count. */
function processor() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** How often `act` can be done in a second of the processor, the median of some rounds; `act` says how many steps it took. */
async function rate(act) {
  const rates = []
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const from = processor()
    let steps = 0
    while (processor() < from + MS) steps += await act()
    if (round >= 0) rates.push(steps / ((processor() - from) / 1000))
  }
  return median(rates)
}

/** Ours from start to end. `keep` is what becomes of the state between two steps. @returns steps and the largest state */
function walk(definition, variables, answers, keep = (state) => state) {
  let state = null
  let happening = { kind: 'start', variables }
  let largest = { bytes: 0, tokens: 1 }
  for (let steps = 1; ; steps++) {
    const result = step(definition, state && keep(state), happening, 0)
    if (!result.ok) throw new Error(result.refusal)
    state = result.state
    if (state.status !== 'running') return { steps, largest }
    const token = state.tokens.find((one) => one.waits === 'task' || one.waits === 'job')
    happening = { kind: token.waits === 'job' ? 'job-done' : 'task-completed', token: token.id, variables: answers }
    if (keep.measures) {
      const bytes = JSON.stringify(state).length
      if (bytes > largest.bytes) largest = { bytes, tokens: state.tokens.length }
    }
  }
}

const throughJson = (state) => JSON.parse(JSON.stringify(state))
const measured = Object.assign((state) => state, { measures: true })

/** The other engine from start to end, in memory, or saved and recovered before every task. */
async function walkOther(context, saved) {
  const name = 'bench'
  let waiting = []
  const listen = () => {
    const listener = new EventEmitter()
    waiting = []
    listener.on('activity.wait', (api) => waiting.push(api))
    return listener
  }
  let engine = Engine({ name, moddleContext: context })
  let execution = await engine.execute({ listener: listen() })
  let bytes = 0
  for (let steps = 1; ; steps++) {
    if (waiting.length === 0) {
      if (execution.state === 'running') throw new Error('the other engine is stuck')
      return { steps, bytes }
    }
    if (saved) {
      const kept = JSON.stringify(execution.getState())
      bytes = Math.max(bytes, kept.length)
      execution.stop()
      engine = Engine({ name }).recover(JSON.parse(kept))
      execution = await engine.resume({ listener: listen() })
    }
    waiting.shift().signal()
  }
}

async function compare() {
  const rows = []
  for (const [name, xml] of Object.entries(DRAWINGS)) {
    const definition = await definitionOf(xml)
    const context = await new BpmnModdle().fromXML(xml)
    const ours = await rate(() => walk(definition, {}, {}).steps)
    const oursSaved = await rate(() => walk(definition, {}, {}, throughJson).steps)
    const theirs = await rate(async () => (await walkOther(context, false)).steps)
    const theirsSaved = await rate(async () => (await walkOther(context, true)).steps)
    rows.push({
      name,
      ours,
      oursSaved,
      theirs,
      theirsSaved,
      bytes: walk(definition, {}, {}, measured).largest.bytes,
      theirBytes: (await walkOther(context, true)).bytes,
    })
  }
  return rows
}

/** What one completion costs among many branches, and how much state there is. */
async function growth() {
  const rows = []
  for (const branches of [1, 10, 1_000]) {
    const definition = await definitionOf(fork(branches))
    const started = step(definition, null, { kind: 'start', variables: {} }, 0)
    const bytes = JSON.stringify(started.state).length
    const completions = Math.min(branches, 100)
    const perSecond = await rate(() => {
      let state = started.state
      for (let one = 0; one < completions; one++) {
        const token = state.tokens.find((each) => each.waits === 'task')
        state = step(definition, state, { kind: 'task-completed', token: token.id, variables: {} }, 0).state
      }
      return completions
    })
    rows.push({ branches, bytes, perToken: bytes / branches, microseconds: 1e6 / perSecond })
  }
  return rows
}

/**
 * Ten thousand rounds of a loop with a task in it, walked some times: what the first thousand costs, and the last, and
 * the state then. A thousand is a few milliseconds, so that one walk alone would tell of the garbage collector.
 */
async function loop() {
  const definition = await definitionOf(
    document(
      `${START}<bpmn:exclusiveGateway id="in" />${userTask('t')}<bpmn:exclusiveGateway id="out" default="on" />${END}${flow('f', 'start', 'in')}${flow('g', 'in', 't')}${flow('h', 't', 'out')}${flow('on', 'out', 'in')}${flow('end_it', 'out', 'end', '= over')}`,
    ),
  )
  const walks = Array.from({ length: LOOP_WALKS + 1 }, () => walkLoop(definition)).slice(1)
  const costOf = (thousand) => median(walks.map((one) => one[thousand].cost))
  return { first: costOf(0), last: costOf(9), bytesFirst: walks[0][0].bytes, bytesLast: walks[0][9].bytes }
}

function walkLoop(definition) {
  let { state } = step(definition, null, { kind: 'start', variables: { over: false } }, 0)
  return Array.from({ length: 10 }, () => {
    const from = processor()
    for (let round = 0; round < 1_000; round++) {
      const token = state.tokens[0].id
      state = step(definition, state, { kind: 'task-completed', token, variables: { over: false } }, 0).state
    }
    return { cost: processor() - from, bytes: JSON.stringify(state).length }
  })
}

async function clearance() {
  const xml = readFileSync(path.join(root, 'services/student-clearance/process.bpmn'), 'utf8')
  const definition = await definitionOf(xml)
  const variables = { request: { faculty: 'nursing' } }
  const answers = { outcome: 'approved', has_dormitory: 'no' }
  const { largest } = walk(definition, variables, answers, measured)
  return { perSecond: await rate(() => walk(definition, variables, answers).steps), bytes: largest.bytes }
}

const round = (value) => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10).toLocaleString('en')

/** Measures, and writes the section of docs/performance.md. */
export async function benchEngine() {
  const whole = await clearance()
  console.log(`  ${round(whole.perSecond)} steps/s on the clearance`)
  const grown = await growth()
  const looped = await loop()
  const rows = await compare()
  return `## Engine

Without a database; medians of ${ROUNDS} rounds of ${MS} ms. A second is one of the processor, all threads of the process, so that other programs on the machine do not count.

${round(whole.perSecond)} steps/s on the clearance, from start to end; at most ${whole.bytes} bytes of state, variables and all.

| parallel branches | bytes of state | bytes per token | µs for one completion |
| --- | --- | --- | --- |
${grown.map((row) => `| ${row.branches.toLocaleString('en')} | ${row.bytes.toLocaleString('en')} | ${round(row.perToken)} | ${round(row.microseconds)} |`).join('\n')}

A loop with a task in it, 10,000 rounds: the first thousand took ${round(looped.first)} ms, the last ${round(looped.last)} ms (medians of ${LOOP_WALKS} walks); the state had ${looped.bytesFirst} bytes after the first thousand and ${looped.bytesLast} after the last.

Beside it the npm package bpmn-engine 25.0.1 on the same drawings in the same run, in steps/s (one step completes one task). «Saved» means that the state is written as JSON and read back before every step, as a desk that survives a restart must; drawings are parsed once on both sides. bpmn-engine keeps the drawing in its state, ours does not.

| drawing | ours | bpmn-engine | ours, saved | bpmn-engine, saved | bytes | bpmn-engine, bytes |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row.name} | ${round(row.ours)} | ${round(row.theirs)} | ${round(row.oursSaved)} | ${round(row.theirsSaved)} | ${row.bytes.toLocaleString('en')} | ${row.theirBytes.toLocaleString('en')} |`).join('\n')}
`
}
