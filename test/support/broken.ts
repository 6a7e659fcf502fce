import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openRequest } from '../../src/commands/open-request.js'
import { rawForm } from '../../src/desk/form/raw.js'
import { root } from '../../src/root.js'
import { loadState } from '../../src/store/instances.js'
import { granted } from './clearance.js'
import { openTestDesk, type TestDesk } from './desk.js'
import { document, flow, userTask } from './draw.js'

const task = (id: string, name: string) =>
  userTask(id)
    .replace('<zeebe:userTask />', '<zeebe:userTask /><zeebe:formDefinition formId="answer" />')
    .replace('candidateGroups="desk"', 'candidateGroups="it"')
    .replace(`id="${id}"`, `id="${id}" name="${name}"`)

/** Services that break: a gateway no flow of which holds, and a job that nobody can do. */
const PROCESSES = {
  choice: `<bpmn:startEvent id="start" />${task('look', 'نگاه')}<bpmn:exclusiveGateway id="which" name="کدام" />${task('yes', 'آری')}${task('no', 'نه')}<bpmn:endEvent id="end" />${flow('f1', 'start', 'look')}${flow('f2', 'look', 'which')}${flow('f3', 'which', 'yes', '= urgent = true')}${flow('f4', 'which', 'no', '= urgent = false')}${flow('f5', 'yes', 'end')}${flow('f6', 'no', 'end')}`,
  fail: `<bpmn:startEvent id="start" /><bpmn:serviceTask id="job" name="کار"><bpmn:extensionElements><zeebe:taskDefinition type="nobody-knows" retries="1" /></bpmn:extensionElements></bpmn:serviceTask>${task('check', 'بررسی')}<bpmn:endEvent id="end" />${flow('f1', 'start', 'job')}${flow('f2', 'job', 'check')}${flow('f3', 'check', 'end')}`,
}

export interface BrokenDesk extends TestDesk {
  /** Opens a request of such a service as `noor`. @returns its key */
  readonly open: (service: keyof typeof PROCESSES, subject?: string) => Promise<string>
  /** Where a request stands: `element:waits` of each token, its incidents and status. */
  readonly at: (key: string) => Promise<{
    readonly id: number
    readonly status: string
    readonly tokens: readonly string[]
    readonly incidents: readonly number[]
  }>
}

export async function openBrokenDesk(): Promise<BrokenDesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mizban-broken-'))
  const from = path.join(root, 'services', 'it-question')
  const card = await readFile(path.join(from, 'service.yaml'), 'utf8')
  for (const [id, body] of Object.entries(PROCESSES)) {
    const to = path.join(folder, id)
    await cp(from, to, { recursive: true })
    const own = card.replace('id: it-question', `id: ${id}`).replace('ITQ', id.slice(0, 3).toUpperCase())
    await writeFile(path.join(to, 'service.yaml'), own)
    await writeFile(path.join(to, 'process.bpmn'), document(body, `process_${id}`))
  }
  const t = await openTestDesk({ services: folder })
  let opened = 0
  return {
    ...t,
    open: async (service, subject = 'چاپگر محرمانه') => {
      const noor = await t.person('noor')
      const once = `${service}-${(opened += 1)}`
      const raw = rawForm({ subject: [subject], question: ['چه کنم؟'] })
      return granted(await openRequest(t.desk, noor, { service, once, raw, correction: null })).key
    },
    at: async (key) => {
      const row = await t.desk.db
        .selectFrom('request')
        .select(['id', 'status'])
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      const state = await loadState(t.desk.db, row.id)
      return {
        ...row,
        tokens: (state?.tokens ?? []).map((token) => `${token.element}:${token.waits}`),
        incidents: (state?.incidents ?? []).map((one) => one.id),
      }
    },
    close: async () => {
      await t.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
