import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import {
  granted,
  openClearance,
  openTask,
  pageOf,
  tasksOfRequest,
  walk,
  complete,
} from '../../test/support/clearance.js'
import { answerAsk } from '../commands/answer-ask.js'
import { askRequester } from '../commands/ask-requester.js'
import { completeTask } from '../commands/complete-task.js'
import { openRequest } from '../commands/open-request.js'
import { rawForm } from '../desk/form/raw.js'
import { readService } from '../desk/service.js'
import { root } from '../root.js'
import { openCatalog } from './services.js'

let folder: string
let t: TestDesk

/** The services of the desk, and a fourth one: a folder, and no code. The clearance runs its parallel version. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mizban-services-'))
  await cp(path.join(root, 'services'), folder, { recursive: true })
  await cp(path.join(folder, 'it-question'), path.join(folder, 'library-card'), { recursive: true })
  const card = path.join(folder, 'library-card', 'service.yaml')
  const text = await readFile(card, 'utf8')
  await writeFile(
    card,
    text
      .replace('id: it-question', 'id: library-card')
      .replace(/^prefix: .*$/m, 'prefix: LIB')
      .replace(/^name: .*$/m, 'name: { fa: کارت کتابخانه, en: Library card }'),
  )
  const clearance = path.join(folder, 'student-clearance', 'service.yaml')
  await writeFile(
    clearance,
    (await readFile(clearance, 'utf8')).replace('process: process.bpmn', 'process: process-parallel.bpmn'),
  )
  t = await openTestDesk({ services: folder })
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

test('a fourth service is a folder', async () => {
  expect(
    t.desk.catalog
      .offered()
      .map((one) => one.service.id)
      .sort(),
  ).toEqual(['it-question', 'library-card', 'sms-panel-top-up', 'student-clearance'])
  const noor = await t.person('noor')
  const { key } = granted(
    await openRequest(t.desk, noor, {
      service: 'library-card',
      once: 'x',
      raw: rawForm({ subject: ['کارت'], question: ['کارت می‌خواهم.'] }),
      correction: null,
    }),
  )
  expect(key).toMatch(/^LIB-1405-/)
  const task = await openTask(t, noor, key)
  granted(
    await completeTask(t.desk, await t.person('darvishi'), {
      task: task.id,
      once: 'y',
      outcome: 'answered',
      raw: rawForm({ answer: ['آماده است.'] }),
    }),
  )
  expect(await pageOf(t, noor, key)).toMatchObject({
    status: 'done',
    service: { fa: 'کارت کتابخانه' },
    results: [{ value: 'آماده است.' }],
  })
})

test('switched on, the parallel clearance asks the independent offices at once, and welfare last', async () => {
  const key = await openClearance(t, 'sara')
  const sara = await t.person('sara')
  await walk(t, 'sara', key, 'disciplinary')
  expect((await pageOf(t, sara, key))?.places).toHaveLength(4)
  await complete(t, 'mohammadi', await openTask(t, sara, key, 'loan_fund'), 'not_applicable')
  await complete(t, 'tehrani', await openTask(t, sara, key, 'dormitory'), 'clear', { has_dormitory: ['no'] })
  await complete(t, 'khosravi', await openTask(t, sara, key, 'nutrition'), 'not_applicable')
  expect((await tasksOfRequest(t, sara, key)).some((task) => task.element === 'welfare')).toBe(false)
  await complete(t, 'shakeri', await openTask(t, sara, key, 'disciplinary'), 'clear')
  await complete(t, 'rafat', await openTask(t, sara, key, 'welfare'), 'issued', { fund: ['no-debt'] })
  expect(await pageOf(t, sara, key)).toMatchObject({
    status: 'done',
    documents: [{ number: expect.stringMatching(/^1405\//) }],
  })
})

test('asked by two offices at once, a request waits until both are answered', async () => {
  const key = await openClearance(t, 'alireza')
  const alireza = await t.person('alireza')
  await walk(t, 'alireza', key, 'disciplinary')
  for (const [who, element] of [
    ['khosravi', 'nutrition'],
    ['mohammadi', 'loan_fund'],
  ] as const) {
    const task = await openTask(t, alireza, key, element)
    granted(
      await askRequester(t.desk, await t.person(who), {
        task: task.id,
        once: element,
        message: 'رسید؟',
        fields: [],
        wantsFiles: false,
        amount: null,
        paymentId: null,
      }),
    )
  }
  // Another office goes on meanwhile; that does not end the waiting.
  await complete(t, 'shakeri', await openTask(t, alireza, key, 'disciplinary'), 'clear')
  for (const left of [2, 1, 0]) {
    const page = await pageOf(t, alireza, key)
    const open = page?.asks.filter((ask) => ask.answeredAt === null) ?? []
    expect([page?.status, open.length]).toEqual([left === 0 ? 'open' : 'waiting', left])
    if (open[0])
      granted(
        await answerAsk(t.desk, alireza, {
          ask: open[0].id,
          once: `a${open[0].id}`,
          message: 'پرداختم.',
          raw: rawForm({}),
          files: [],
        }),
      )
  }
})

test('the same folder is the same version; a changed one is the next, and running requests stay on theirs', async () => {
  const versions = async () =>
    (
      await t.desk.db
        .selectFrom('service_version')
        .select(['service', 'number'])
        .where('service', '=', 'it-question')
        .execute()
    ).map((row) => row.number)
  await openCatalog(t.desk.db, folder, 1)
  expect(await versions()).toEqual([1])
  const noor = await t.person('noor')
  const { key } = granted(
    await openRequest(t.desk, noor, {
      service: 'it-question',
      once: 'v',
      raw: rawForm({ subject: ['پرسش'], question: ['چه کنم؟'] }),
      correction: null,
    }),
  )
  const card = path.join(folder, 'it-question', 'service.yaml')
  await writeFile(
    card,
    (await readFile(card, 'utf8')).replace(/^name: .*$/m, 'name: { fa: پرسش تازه, en: New question }'),
  )
  const changed = await openCatalog(t.desk.db, folder, 2)
  expect(await versions()).toEqual([1, 2])
  expect(changed.offered().find((one) => one.service.id === 'it-question')?.service.name.fa).toBe('پرسش تازه')
  expect((await pageOf(t, noor, key))?.service.fa).not.toBe('پرسش تازه')
})

test('a folder that can not be offered is refused with file, place and reason', async () => {
  const files = {
    'service.yaml': await readFile(path.join(root, 'services/it-question/service.yaml'), 'utf8'),
    'form.json': '{}',
    'process.bpmn': '<x/>',
  }
  const { service, problems } = await readService(files)
  expect(service).toBeNull()
  expect(problems.join('\n')).toMatch(/form\.json[\s\S]*process\.bpmn/)
})
