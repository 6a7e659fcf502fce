import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, openTask } from '../../test/support/clearance.js'
import { openTestDesk, type TestDesk } from '../../test/support/desk.js'
import { document, flow } from '../../test/support/draw.js'
import { rawForm } from '../desk/form/raw.js'
import { root } from '../root.js'
import type { TaskRecord } from '../store/tasks.js'
import { assignTask } from './assign-task.js'
import { completeTask } from './complete-task.js'
import { nameSubstitute } from './name-substitute.js'
import { openRequest } from './open-request.js'

let folder: string
let t: TestDesk

const step = (id: string, eyes: string) =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="it" /><zeebe:formDefinition formId="answer" /><zeebe:properties><zeebe:property name="kind" value="review" /><zeebe:property name="four_eyes" value="${eyes}" /></zeebe:properties></bpmn:extensionElements></bpmn:userTask>`

/** A question to IT that somebody answers and somebody else reads over. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mizban-eyes-'))
  await cp(path.join(root, 'services/it-question'), path.join(folder, 'it-question'), { recursive: true })
  await writeFile(
    path.join(folder, 'it-question/process.bpmn'),
    document(
      `<bpmn:startEvent id="start" />${step('answer', '')}${step('second', 'answer')}<bpmn:endEvent id="end" />${flow('a', 'start', 'answer')}${flow('b', 'answer', 'second')}${flow('c', 'second', 'end')}`,
    ),
  )
  t = await openTestDesk({ services: folder })
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

const noor = () => t.person('noor')
async function ask(): Promise<string> {
  const raw = rawForm({ subject: ['س'], question: ['پ'] })
  const once = t.desk.newId()
  return granted(await openRequest(t.desk, await noor(), { service: 'it-question', once, raw, correction: null })).key
}
const finish = async (who: string, task: TaskRecord) =>
  completeTask(t.desk, await t.person(who), {
    task: task.id,
    once: t.desk.newId(),
    outcome: 'answered',
    raw: rawForm({ answer: ['پاسخ'] }),
  })

test('work that is handed out by itself goes to other eyes', async () => {
  const [parvizi, azizi] = [(await t.person('parvizi')).id, (await t.person('azizi')).id]
  const darvishi = await t.person('darvishi')
  // Azizi has much to do: by load alone everything would go to Parvizi.
  for (let round = 0; round < 3; round++) {
    const task = (await openTask(t, await noor(), await ask())).id
    granted(await assignTask(t.desk, darvishi, { task, once: `load-${round}`, to: azizi }))
  }
  const key = await ask()
  const first = await openTask(t, await noor(), key)
  expect(first.assignee).toBe(parvizi)
  granted(await finish('parvizi', first))
  const second = await openTask(t, await noor(), key)
  expect(second).toMatchObject({ element: 'second', assignee: azizi })
  granted(await finish('azizi', second))
})

test('handed to them by the head, or taken by a substitute, it is refused all the same', async () => {
  const key = await ask()
  const first = await openTask(t, await noor(), key)
  const darvishi = await t.person('darvishi')
  const parvizi = await t.person('parvizi')
  granted(await assignTask(t.desk, darvishi, { task: first.id, once: '1', to: parvizi.id }))
  granted(await finish('parvizi', first))
  const second = await openTask(t, await noor(), key)
  granted(await assignTask(t.desk, darvishi, { task: second.id, once: '2', to: parvizi.id }))
  expect(await finish('parvizi', second)).toMatchObject({ ok: false, code: 'four-eyes' })
  // Rafat of welfare stands in for who did it: both count.
  const now = t.desk.now()
  const [absent, substitute] = [parvizi.id, (await t.person('rafat')).id]
  const span = { office: null, from: now, until: now + 86_400_000 }
  granted(await nameSubstitute(t.desk, parvizi, { once: 's', absent, substitute, ...span }))
  expect(await finish('rafat', second)).toMatchObject({ ok: false, code: 'four-eyes' })
  expect(await openTask(t, await noor(), key)).toMatchObject({ id: second.id, state: 'open' })
  granted(await finish('darvishi', second))
})
