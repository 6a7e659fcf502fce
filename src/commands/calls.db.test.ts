import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted } from '../../test/support/clearance.js'
import { clientOf } from '../../test/support/client.js'
import { openDrawnDesk, type DrawnDesk } from '../../test/support/drawn-services.js'
import { flow, userTask } from '../../test/support/draw.js'
import { cancelRequest } from './cancel-request.js'
import { moveToken } from './move-token.js'
import { retryIncident } from './retry-incident.js'
import { withdrawRequest } from './withdraw-request.js'

// Requests whose process calls that of another service, which runs as a request of its own.
const message = (name: string) =>
  `<bpmn:message id="m_${name}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="= request.subject" /></bpmn:extensionElements></bpmn:message>`
const BESIDE = `${['fine', 'bad', 'worse', 'late', 'stop'].map(message).join('')}<bpmn:error id="e_bad" errorCode="bad" /><bpmn:error id="e_worse" errorCode="worse" /><bpmn:escalation id="e_late" escalationCode="late" />`
const START = '<bpmn:startEvent id="start" />'
const event = (type: string, id: string, definition: string, attributes = '') =>
  `<bpmn:${type} id="${id}"${attributes}>${definition}</bpmn:${type}>`
const of = (name: string) => `<bpmn:messageEventDefinition messageRef="m_${name}" />`
const on = (host: string, beside = false) => ` attachedToRef="${host}"${beside ? ' cancelActivity="false"' : ''}`
const task = (id: string) => userTask(id).replace('candidateGroups="desk"', 'candidateGroups="it"')
const call = (process: string, inside = '') =>
  `<bpmn:callActivity id="call" name="وام"><bpmn:extensionElements><zeebe:calledElement processId="${process}" />${inside}</bpmn:extensionElements></bpmn:callActivity>`
const mapped =
  '<zeebe:ioMapping><zeebe:output source="= called.result" target="loan.result" /><zeebe:output source="= sum" target="loan.sum" /><zeebe:output source="= called.key" target="loan.key" /></zeebe:ioMapping>'

const SERVICES = {
  // Waits for what is sent to its subject, and ends, throws or escalates accordingly.
  loan: {
    beside: BESIDE,
    body: `${START}<bpmn:eventBasedGateway id="g" />${['fine', 'bad', 'worse', 'late'].map((name) => event('intermediateCatchEvent', name, of(name)) + flow(`to_${name}`, 'g', name)).join('')}<bpmn:endEvent id="end" />${event('endEvent', 'end_bad', '<bpmn:errorEventDefinition errorRef="e_bad" />')}${event('endEvent', 'end_worse', '<bpmn:errorEventDefinition errorRef="e_worse" />')}${event('intermediateThrowEvent', 'tell', '<bpmn:escalationEventDefinition escalationRef="e_late" />')}${flow('f1', 'start', 'g')}${flow('f2', 'fine', 'end')}${flow('f3', 'bad', 'end_bad')}${flow('f4', 'worse', 'end_worse')}${flow('f5', 'late', 'tell')}${flow('f6', 'tell', 'g')}`,
  },
  caller: {
    beside: BESIDE,
    body: `${START}${call('process_loan', mapped)}${task('check')}${task('repair')}${task('chief')}${task('stopped')}<bpmn:endEvent id="end" />${event('boundaryEvent', 'on_bad', '<bpmn:errorEventDefinition errorRef="e_bad" />', on('call'))}${event('boundaryEvent', 'on_late', '<bpmn:escalationEventDefinition escalationRef="e_late" />', on('call', true))}${event('boundaryEvent', 'on_stop', of('stop'), on('call'))}${flow('f1', 'start', 'call')}${flow('f2', 'call', 'check')}${flow('f3', 'check', 'end')}${flow('f4', 'on_bad', 'repair')}${flow('f5', 'on_late', 'chief')}${flow('f6', 'on_stop', 'stopped')}`,
  },
  outer: {
    beside: BESIDE,
    body: `${START}${call('process_caller')}${task('alarm')}<bpmn:endEvent id="end" />${event('boundaryEvent', 'on_worse', '<bpmn:errorEventDefinition errorRef="e_worse" />', on('call'))}${flow('f1', 'start', 'call')}${flow('f2', 'call', 'end')}${flow('f3', 'on_worse', 'alarm')}`,
  },
  nobody: {
    body: `${START}${call('process_nowhere')}<bpmn:endEvent id="end" />${flow('f1', 'start', 'call')}${flow('f2', 'call', 'end')}`,
  },
  endless: {
    body: `${START}${call('process_endless').replace('</bpmn:extensionElements>', '<zeebe:properties><zeebe:property name="instance" value="own" /></zeebe:properties></bpmn:extensionElements>')}<bpmn:endEvent id="end" />${flow('f1', 'start', 'call')}${flow('f2', 'call', 'end')}`,
  },
  quick: {
    body: `${START}${call('process_at_once')}<bpmn:endEvent id="end" />${flow('f1', 'start', 'call')}${flow('f2', 'call', 'end')}`,
  },
  'at-once': { body: `${START}<bpmn:endEvent id="end" />${flow('f1', 'start', 'end')}` },
}

let t: DrawnDesk
beforeAll(async () => {
  t = await openDrawnDesk(SERVICES)
})
afterAll(() => t.close())

/** The keys of the requests that one has called, oldest first. */
const calledBy = async (key: string): Promise<readonly string[]> => {
  await t.settle()
  const { id } = await t.at(key)
  const rows = await t.desk.db.selectFrom('request').select('key').where('caller_id', '=', id).orderBy('id').execute()
  return rows.map((row) => row.key)
}
const only = async (key: string): Promise<string> => {
  const keys = await calledBy(key)
  expect(keys).toHaveLength(1)
  return keys[0] ?? ''
}

test('a called process is a request of its own, of the same person, and what it ends with comes back', async () => {
  const key = await t.open('caller', 'A')
  const called = await only(key)
  expect(called).toMatch(/^LOAN-/)
  expect(await t.at(key)).toMatchObject({ status: 'open', at: ['call:process'] })
  expect(await t.at(called)).toMatchObject({ status: 'open', at: ['g:event'] })
  const rows = await t.desk.db
    .selectFrom('request')
    .select(['key', 'requester_id', 'answers'])
    .where('key', 'in', [key, called])
    .orderBy('id')
    .execute()
  expect(rows[1]?.requester_id).toBe(rows[0]?.requester_id)
  // The form of the called service is filled in from what the calling one knows.
  expect(rows[1]?.answers).toEqual(rows[0]?.answers)
  await t.send('fine', 'A', { sum: 7 })
  await t.settle()
  expect((await t.at(called)).status).toBe('done')
  const after = await t.at(key)
  expect(after.at).toEqual(['check:task'])
  expect(after.state.scopes[0]?.variables).toMatchObject({
    loan: { result: 'done', sum: 7, key: called },
    request: { key, service: 'caller' },
  })
  expect(await t.told(key)).toEqual(['opened', 'called', 'called-ended'])
  expect(await t.told(called)).toEqual(['opened-by-call', 'finished'])
})

test('each of the two leads to the other, for whoever may see it', async () => {
  const key = await t.open('caller', 'L')
  const called = await only(key)
  const link = (one: string) => `<a href="/requests/${one}">${one}</a>`
  const noor = await clientOf(t, 'noor')
  expect((await noor.get(`/requests/${key}`)).html).toContain(link(called))
  expect((await noor.get(`/requests/${called}`)).html).toContain(link(key))
  // The office has a task of the one that calls, and none of the other.
  await t.send('fine', 'L')
  await t.settle()
  const office = await clientOf(t, 'darvishi')
  const { html } = await office.get(`/requests/${key}`)
  expect(html).toContain(called)
  expect(html).not.toContain(link(called))
})

test('an error of the called process is caught by whoever called it, and the called request is closed', async () => {
  const key = await t.open('caller', 'B')
  const called = await only(key)
  await t.send('bad', 'B')
  await t.settle()
  expect((await t.at(key)).at).toEqual(['repair:task'])
  expect(await t.at(called)).toMatchObject({ status: 'withdrawn', state: { status: 'cancelled', incidents: [] } })
  expect(await t.told(called)).toContain('no-longer-called')
})

test('an error that nobody catches stays where it was thrown, as an incident', async () => {
  const key = await t.open('caller', 'C')
  const called = await only(key)
  await t.send('worse', 'C')
  await t.settle()
  expect((await t.at(key)).at).toEqual(['call:process'])
  expect((await t.at(called)).state.incidents).toMatchObject([{ element: 'end_worse', reason: 'error-not-caught' }])
})

test('an error crosses two calls, to the first that catches it; everything below is closed', async () => {
  const outer = await t.open('outer', 'D')
  const middle = await only(outer)
  const inner = await only(middle)
  await t.send('worse', 'D')
  await t.settle()
  expect((await t.at(outer)).at).toEqual(['alarm:task'])
  for (const key of [middle, inner]) expect((await t.at(key)).state.status).toBe('cancelled')
})

test('an escalation of the called process is told to whoever called it, as often as it comes, and both go on', async () => {
  const key = await t.open('caller', 'E')
  const called = await only(key)
  for (let times = 0; times < 2; times++) {
    await t.send('late', 'E')
    await t.settle()
  }
  expect((await t.at(key)).at.toSorted()).toEqual(['call:process', 'chief:task', 'chief:task'])
  expect((await t.at(called)).at).toEqual(['g:event'])
})

test('what ends the call ends the called request: a boundary event, a move, a withdrawal, a closing', async () => {
  const admin = await t.person('admin')
  const ways: Readonly<Record<string, (key: string) => Promise<unknown>>> = {
    F1: () => t.send('stop', 'F1'),
    F2: async (key) => {
      const token = (await t.at(key)).state.tokens[0]?.id ?? -1
      granted(await moveToken(t.desk, admin, { key, token, to: 'check', reason: 'بی‌نیاز', once: 'f2' }))
    },
    F3: async (key) => granted(await withdrawRequest(t.desk, await t.person('noor'), { key, once: 'f3' })),
    F4: async (key) => granted(await cancelRequest(t.desk, admin, { key, reason: 'بی‌نیاز', once: 'f4' })),
  }
  for (const [subject, act] of Object.entries(ways)) {
    const key = await t.open('caller', subject)
    const called = await only(key)
    await act(key)
    await t.settle()
    expect((await t.at(key)).at).not.toContain('call:process')
    expect((await t.at(called)).state.status, subject).toBe('cancelled')
  }
})

test('a called request that is closed by hand is an incident of whoever called it; tried again it begins anew', async () => {
  const admin = await t.person('admin')
  const key = await t.open('caller', 'G')
  const first = await only(key)
  granted(await cancelRequest(t.desk, admin, { key: first, reason: 'اشتباه', once: 'g1' }))
  await t.settle()
  const { state } = await t.at(key)
  expect(state.incidents).toMatchObject([{ element: 'call', reason: 'process-failed', message: `${first} was closed` }])
  const incident = state.incidents[0]?.id ?? -1
  granted(await retryIncident(t.desk, admin, { key, incident, reason: 'دوباره', once: 'g2' }))
  expect((await t.at(key)).state.incidents).toEqual([])
  const [, second] = await calledBy(key)
  await t.send('fine', 'G')
  await t.settle()
  expect((await t.at(key)).at).toEqual(['check:task'])
  expect((await t.at(second ?? '')).status).toBe('done')
})

test('a process that nobody offers, and one that calls itself without end, are incidents', async () => {
  const without = await t.open('nobody', 'H')
  await t.settle()
  const nobody = await t.at(without)
  expect(nobody).toMatchObject({
    status: 'open',
    state: { incidents: [{ reason: 'process-failed', message: expect.stringContaining('process_nowhere') }] },
  })
  let key = await t.open('endless', 'H')
  let depth = 0
  for (let [below] = await calledBy(key); below !== undefined; [below] = await calledBy(key)) {
    key = below
    depth += 1
  }
  expect(depth).toBe(10)
  expect((await t.at(key)).state.incidents).toMatchObject([{ reason: 'process-failed' }])
})

test('a called process that ends at once lets whoever called it go on', async () => {
  const key = await t.open('quick', 'I')
  await t.settle()
  expect((await t.at(key)).status).toBe('done')
  expect((await t.at(await only(key))).status).toBe('done')
})

test('a called request is not taken back by itself: it ends with the one that called it', async () => {
  const key = await t.open('caller', 'J')
  const called = await only(key)
  const noor = await t.person('noor')
  expect(await withdrawRequest(t.desk, noor, { key: called, once: 'j1' })).toMatchObject({
    ok: false,
    code: 'too-late',
  })
  granted(await withdrawRequest(t.desk, noor, { key, once: 'j2' }))
  await t.settle()
  expect((await t.at(called)).status).toBe('withdrawn')
})

test('a call that is over before its request was opened opens none', async () => {
  const key = await t.open('caller', 'K')
  granted(await withdrawRequest(t.desk, await t.person('noor'), { key, once: 'k' }))
  expect(await calledBy(key)).toEqual([])
})
