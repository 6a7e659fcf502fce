import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDrawnDesk, type DrawnDesk } from '../../test/support/drawn-services.js'
import { flow, userTask } from '../../test/support/draw.js'
import { openCatalog, readFolder } from '../catalog/services.js'
import { readService } from '../desk/service.js'
import { publishVersion } from '../store/services.js'
import { runDueStarts } from './run-starts.js'

// Requests that no person opens: by time, by a message, by a signal.
const DAY = 86_400_000
/** The head of the computer centre among the demo people. */
const headOfIt = 'darvishi'
const BESIDE =
  '<bpmn:message id="m_joined" name="joined" /><bpmn:signal id="s_term" name="term-begins" /><bpmn:signal id="s_strike" name="strike" />'
const start = (id: string, definition: string) => `<bpmn:startEvent id="${id}">${definition}</bpmn:startEvent>`
const by = {
  time: (cycle: string) =>
    start(
      'by_time',
      `<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${cycle}</bpmn:timeCycle></bpmn:timerEventDefinition>`,
    ),
  message: start('by_message', '<bpmn:messageEventDefinition messageRef="m_joined" />'),
  signal: start('by_signal', '<bpmn:signalEventDefinition signalRef="s_term" />'),
}
const task = userTask('check').replace('candidateGroups="desk"', 'candidateGroups="it"')
const body = (event: string, id: string) =>
  `<bpmn:startEvent id="start" />${event}${task}${flow('f1', 'start', 'check')}${flow('f2', id, 'check')}`
const filled = (whom: string) => `{ for: ${whom}, answers: { subject: "خودکار", question: "بازبینی" } }`
const SERVICES = {
  daily: {
    beside: BESIDE,
    body: body(by.time('R/P1D'), 'by_time'),
    card: `starts:\n  by_time: ${filled('{ head_of: it }')}\n`,
  },
  welcome: {
    beside: BESIDE,
    body: body(by.message, 'by_message'),
    card: `starts:\n  by_message: ${filled('{ variable: student }')}\n`,
  },
  term: {
    beside: BESIDE,
    body: body(by.signal, 'by_signal'),
    card: `starts:\n  by_signal: ${filled('{ person: noor }')}\n`,
  },
  bell: {
    beside: BESIDE,
    body: `<bpmn:startEvent id="start" /><bpmn:endEvent id="end"><bpmn:signalEventDefinition signalRef="s_term" /></bpmn:endEvent>${flow('f1', 'start', 'end')}`,
  },
}

let t: DrawnDesk
beforeAll(async () => {
  t = await openDrawnDesk(SERVICES)
  await t.settle()
})
afterAll(() => t.close())

const requestsOf = (service: string) =>
  t.desk.db
    .selectFrom('request')
    .innerJoin('person', 'person.id', 'requester_id')
    .select(['request.key', 'username', 'answers', 'opened_at', 'version_id'])
    .where('service', '=', service)
    .orderBy('request.id')
    .execute()
const failures = async (service: string) => {
  const rows = await t.desk.db.selectFrom('audit').select('data').where('kind', '=', 'start-failed').execute()
  return rows.filter(({ data }) => data['service'] === service).map(({ data }) => data['why'])
}

test('a timer opens a request in the name of the head of an office, filled in as the card says', async () => {
  expect(await requestsOf('daily')).toEqual([])
  t.pass(DAY)
  await t.settle()
  const [opened] = await requestsOf('daily')
  expect(opened).toMatchObject({ username: headOfIt, answers: { subject: 'خودکار', question: 'بازبینی' } })
  expect(await t.told(opened?.key ?? '')).toEqual(['opened-by-time'])
  expect((await t.at(opened?.key ?? '')).at).toEqual(['check:task'])
})

test('what is late comes once, at whatever hour the desk is back, and a clock that is set back opens nothing twice', async () => {
  const before = (await requestsOf('daily')).length
  t.pass(3.5 * DAY)
  await t.settle()
  await t.settle()
  expect((await requestsOf('daily')).length).toBe(before + 1)
  t.pass(-2 * DAY)
  await t.settle()
  t.pass(2 * DAY)
  await t.settle()
  expect((await requestsOf('daily')).length).toBe(before + 1)
  t.pass(DAY / 2)
  await t.settle()
  expect((await requestsOf('daily')).length).toBe(before + 2)
})

test('two processes that look at the same moment open one request', async () => {
  const before = (await requestsOf('daily')).length
  t.pass(DAY)
  const opened = await Promise.all([runDueStarts(t.desk), runDueStarts(t.desk), runDueStarts(t.desk)])
  expect(opened.reduce((sum, one) => sum + one, 0)).toBe(1)
  expect((await requestsOf('daily')).length).toBe(before + 1)
})

test('a restart forgets nothing: what came due meanwhile is opened by the desk that comes up', async () => {
  const before = (await requestsOf('daily')).length
  t.pass(DAY)
  const restarted = { ...t.desk, catalog: await openCatalog(t.desk.db, t.folder, t.desk.now()) }
  expect(await runDueStarts(restarted)).toBe(1)
  expect(await runDueStarts(t.desk)).toBe(0)
  expect((await requestsOf('daily')).length).toBe(before + 1)
})

test('a new version takes over: the time stays when the timer does, and the old version opens nothing more', async () => {
  const due = () => t.desk.db.selectFrom('process_start').selectAll().where('service', '=', 'daily').executeTakeFirst()
  const old = await due()
  const publish = async (change: (drawing: string) => string, card: (text: string) => string = (text) => text) => {
    const files = await readFolder(path.join(t.folder, 'daily'))
    const changed = {
      ...files,
      'process.bpmn': change(files['process.bpmn'] ?? ''),
      'service.yaml': card(files['service.yaml'] ?? ''),
    }
    const version = {
      service: 'daily',
      files: changed,
      at: t.desk.now(),
      origin: 'command',
      by: null,
      note: 'آزمون',
    } as const
    await t.desk.db.transaction().execute((tx) => publishVersion(tx, version))
    await t.desk.catalog.refresh()
    await runDueStarts(t.desk)
  }
  t.pass(DAY / 4)
  await publish((drawing) => drawing.replace('id="check"', 'id="check" name="بازبینی"'))
  expect(await due()).toMatchObject({ due_at: old?.due_at })
  expect((await due())?.version_id).not.toBe(old?.version_id)
  t.pass(DAY)
  await t.settle()
  expect((await requestsOf('daily')).at(-1)?.version_id).toBe((await due())?.version_id)
  // Drawn otherwise, it counts from now on.
  await publish((drawing) => drawing.replace('R/P1D', 'R/P7D'))
  expect((await due())?.due_at?.getTime()).toBe(t.desk.now() + 7 * DAY)
  // Without it, nothing is started any more.
  await publish(
    (drawing) => drawing.replace(by.time('R/P1D'), '').replace(flow('f2', 'by_time', 'check'), ''),
    (card) => card.replace(/starts:[^]*/, ''),
  )
  expect(await due()).toBeUndefined()
})

test('a message opens a request of whom it names, once', async () => {
  await t.send('joined', null, { student: 'sara', subject: 'خوش آمدید' })
  await t.settle()
  await t.settle()
  expect(await requestsOf('welcome')).toMatchObject([
    { username: 'sara', answers: { subject: 'خوش آمدید', question: 'بازبینی' } },
  ])
  expect(await t.told((await requestsOf('welcome'))[0]?.key ?? '')).toEqual(['opened-by-message'])
})

test('a message that names nobody is kept, told once in the audit log, and opens the request when it can', async () => {
  await t.send('joined', null, { student: 'nobody-yet' })
  for (let times = 0; times < 3; times++) {
    t.pass(61_000)
    await t.settle()
  }
  expect(await failures('welcome')).toEqual(['nobody in whose name it could be opened'])
  await t.desk.db.updateTable('person').set({ username: 'nobody-yet' }).where('username', '=', 'sara').execute()
  t.pass(61_000)
  await t.settle()
  expect((await requestsOf('welcome')).map((one) => one.username)).toEqual(['nobody-yet', 'nobody-yet'])
  expect(await t.desk.db.selectFrom('process_message').select('id').where('name', '=', 'joined').execute()).toEqual([])
})

test('a signal that another request throws opens a request', async () => {
  await t.open('bell', 'ترم')
  await t.settle()
  expect(await requestsOf('term')).toMatchObject([{ username: 'noor' }])
})

test('a card has to say in whose name, for each start event and for no other', async () => {
  const files = await readFolder(path.join(t.folder, 'welcome'))
  const faultsOf = async (card: (text: string) => string, drawing: (text: string) => string = (text) => text) => {
    const changed = {
      ...files,
      'service.yaml': card(files['service.yaml'] ?? ''),
      'process.bpmn': drawing(files['process.bpmn'] ?? ''),
    }
    return (await readService(changed)).problems.join('\n')
  }
  expect(await faultsOf((text) => text)).toBe('')
  expect(await faultsOf((text) => text.replace(/starts:[^]*/, ''))).toContain('in whose name by_message opens requests')
  expect(await faultsOf((text) => text.replace('by_message', 'by_fax'))).toContain('names the start event by_fax')
  expect(
    await faultsOf(
      (text) => text,
      (text) => text.replace(by.message, by.time('R/P1D').replace('by_time', 'by_message')),
    ),
  ).toContain('no variable that names anybody')
})
