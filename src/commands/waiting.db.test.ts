import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { granted, openTask } from '../../test/support/clearance.js'
import { definitions, flow, userTask } from '../../test/support/draw.js'
import { rawForm } from '../desk/form/raw.js'
import { root } from '../root.js'
import { loadState } from '../store/instances.js'
import { tidy } from '../jobs/tidy.js'
import { openRequest } from './open-request.js'
import { publishMessage, type OutsideMessage } from './publish-message.js'
import { retryIncident } from './retry-incident.js'

// What no service of the desk has yet: requests that wait for messages, signals and instants, and jobs that fail.
const MESSAGES = `<bpmn:message id="paid" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="= request.subject" /></bpmn:extensionElements></bpmn:message><bpmn:signal id="strike" name="strike" />`
const START = '<bpmn:startEvent id="start" />'
const END = '<bpmn:endEvent id="end" />'
const desk = (id: string) => userTask(id).replace('candidateGroups="desk"', 'candidateGroups="it"')
const event = (type: string, id: string, definition: string, attributes = '') =>
  `<bpmn:${type} id="${id}"${attributes}>${definition}</bpmn:${type}>`
const ofMessage = '<bpmn:messageEventDefinition messageRef="paid" />'
const ofSignal = '<bpmn:signalEventDefinition signalRef="strike" />'
const PROCESSES = {
  wait: `${START}${event('intermediateCatchEvent', 'wait', ofMessage)}${desk('check')}${END}<bpmn:subProcess id="beside" triggeredByEvent="true">${event('startEvent', 'begun', ofSignal, ' isInterrupting="false"')}${desk('explain')}${flow('e1', 'begun', 'explain')}</bpmn:subProcess>${flow('f1', 'start', 'wait')}${flow('f2', 'wait', 'check')}${flow('f3', 'check', 'end')}`,
  pay: `${START}${event('endEvent', 'end', ofMessage)}${flow('f1', 'start', 'end')}`,
  strike: `${START}${event('endEvent', 'end', ofSignal)}${flow('f1', 'start', 'end')}`,
  fail: `${START}<bpmn:serviceTask id="job"><bpmn:extensionElements><zeebe:taskDefinition type="nobody-knows" retries="1" /></bpmn:extensionElements></bpmn:serviceTask>${END}${flow('f1', 'start', 'job')}${flow('f2', 'job', 'end')}`,
  table: `${START}<bpmn:businessRuleTask id="decide"><bpmn:extensionElements><zeebe:calledDecision decisionId="urgency" resultVariable="urgency" /></bpmn:extensionElements></bpmn:businessRuleTask><bpmn:userTask id="check"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="it" /></bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="= [urgency, urgency]" inputElement="one" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>${END}${flow('f1', 'start', 'decide')}${flow('f2', 'decide', 'check')}${flow('f3', 'check', 'end')}`,
}
const TABLE =
  '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test"><decision id="urgency" name="urgency"><decisionTable id="t" hitPolicy="FIRST"><input id="i"><inputExpression id="ie"><text>request.subject</text></inputExpression></input><output id="o" name="v" /><rule id="r1"><inputEntry id="t1"><text>"fire"</text></inputEntry><outputEntry id="o1"><text>"now"</text></outputEntry></rule></decisionTable></decision></definitions>'

let folder: string
let t: TestDesk
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mizban-waiting-'))
  const from = path.join(root, 'services', 'it-question')
  const card = await readFile(path.join(from, 'service.yaml'), 'utf8')
  for (const [id, body] of Object.entries(PROCESSES)) {
    const to = path.join(folder, id)
    await cp(from, to, { recursive: true })
    await writeFile(
      path.join(to, 'service.yaml'),
      card.replace('id: it-question', `id: ${id}`).replace('ITQ', id.slice(0, 3).toUpperCase()),
    )
    await writeFile(path.join(to, 'process.bpmn'), definitions(MESSAGES, body, `process_${id}`))
    await writeFile(path.join(to, 'urgency.dmn'), TABLE)
  }
  t = await openTestDesk({ services: folder })
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

const open = async (service: string, subject: string): Promise<string> =>
  granted(
    await openRequest(t.desk, await t.person('noor'), {
      service,
      once: `${service} ${subject}`,
      raw: rawForm({ subject: [subject], question: ['چه کنم؟'] }),
      correction: null,
    }),
  ).key

async function stateOf(key: string) {
  const { id, status } = await t.desk.db
    .selectFrom('request')
    .select(['id', 'status'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  const state = await loadState(t.desk.db, id)
  return { id, status, state, at: state?.tokens.map((token) => `${token.element}:${token.waits}`) ?? [] }
}

const sent = async (message: Pick<OutsideMessage, 'key' | 'variables' | 'timeToLive'>) =>
  granted(await publishMessage(t.desk, await t.person('admin'), { name: 'paid', once: t.desk.newId(), ...message }))

test('a request that waits for a message is open, and goes on when another request sends it', async () => {
  const key = await open('wait', 'A-1')
  expect(await stateOf(key)).toMatchObject({ status: 'open', at: ['wait:message'] })
  await open('pay', 'A-2')
  await t.settle()
  expect((await stateOf(key)).at).toEqual(['wait:message'])
  await open('pay', 'A-1')
  await t.settle()
  expect((await stateOf(key)).at).toEqual(['check:task'])
})

test('a message may come before anybody waits for it; too old, it is gone', async () => {
  const paid = (key: string) => sent({ key, variables: { receipt: 7 }, timeToLive: 3_600_000 })
  await paid('B-1')
  await paid('B-2')
  const early = await open('wait', 'B-1')
  await t.settle()
  expect((await stateOf(early)).at).toEqual(['check:task'])
  expect((await stateOf(early)).state?.scopes[0]?.variables).toMatchObject({ receipt: 7 })
  t.pass(3_600_001)
  const late = await open('wait', 'B-2')
  await t.settle()
  expect((await stateOf(late)).at).toEqual(['wait:message'])
  await tidy(t.desk, false)
  expect(await t.desk.db.selectFrom('process_message').select('name').where('key', '=', 'B-2').execute()).toEqual([])
})

test('one message goes to one request, the one that has waited longest', async () => {
  const [first, second] = [await open('wait', 'C'), await open('wait', 'C ')]
  await sent({ key: 'C', variables: {}, timeToLive: 1_000 })
  await t.settle()
  const at = [(await stateOf(first)).at, (await stateOf(second)).at]
  expect(at.filter(([where]) => where === 'check:task')).toHaveLength(1)
})

test('a signal reaches every request that listens, as often as it is thrown', async () => {
  const [one, two] = [await open('wait', 'D-1'), await open('wait', 'D-2')]
  await open('strike', 'D-3')
  await t.settle()
  for (const key of [one, two]) expect((await stateOf(key)).at).toEqual(expect.arrayContaining(['explain:task']))
  expect((await stateOf(one)).state?.subscriptions.map((row) => row.on).sort()).toEqual(['message', 'signal'])
})

test('a job that failed as often as it may is an incident, which an administrator tries again', async () => {
  const key = await open('fail', 'E-1')
  await t.settle()
  const failed = await stateOf(key)
  expect(failed).toMatchObject({ status: 'open', at: ['job:job'] })
  expect(failed.state?.incidents).toEqual([
    expect.objectContaining({ element: 'job', reason: 'job-failed', message: expect.stringContaining('nobody-knows') }),
  ])
  const incident = failed.state?.incidents[0]?.id ?? -1
  const retry = async (username: string, once: string) =>
    retryIncident(t.desk, await t.person(username), { key, incident, reason: 'دوباره', once })
  expect(await retry('noor', 'a')).toMatchObject({ ok: false, code: 'not-allowed' })
  granted(await retry('admin', 'b'))
  expect((await stateOf(key)).state?.incidents).toEqual([])
  await t.settle()
  expect((await stateOf(key)).state?.incidents).toHaveLength(1)
  expect(await retry('admin', 'c')).toMatchObject({ ok: false, code: 'stale' })
})

test('a decision table of the service decides, and a task is opened once for each item', async () => {
  const key = await open('table', 'fire')
  const noor = await t.person('noor')
  expect((await openTask(t, noor, key)).element).toBe('check')
  const { state, at } = await stateOf(key)
  expect(at).toEqual(['check:scope', 'check:task', 'check:task'])
  expect(state?.scopes.filter((scope) => scope.kind === 'local').map((scope) => scope.variables['one'])).toEqual([
    'now',
    'now',
  ])
})
