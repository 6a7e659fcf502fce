import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openRequest } from '../../src/commands/open-request.js'
import { publishMessage } from '../../src/commands/publish-message.js'
import { rawForm } from '../../src/desk/form/raw.js'
import type { JsonObject } from '../../src/desk/json.js'
import { root } from '../../src/root.js'
import { loadState } from '../../src/store/instances.js'
import { granted } from './clearance.js'
import { openTestDesk, type TestDesk } from './desk.js'
import { definitions } from './draw.js'

/** A service made of a drawing; form and tasks are those of the question to the computer centre. */
export interface DrawnService {
  readonly body: string
  /** What stands beside the process: messages, signals, errors. */
  readonly beside?: string
  /** Lines of the card. */
  readonly card?: string
}

export interface DrawnDesk extends TestDesk {
  readonly folder: string
  /** Opens a request of one of the services. @returns its key */
  readonly open: (service: string, subject: string, username?: string) => Promise<string>
  readonly send: (name: string, key: string | null, variables?: JsonObject) => Promise<void>
  readonly at: (key: string) => Promise<Standing>
  /** The kinds of its history, oldest first. */
  readonly told: (key: string) => Promise<readonly string[]>
}

export interface Standing {
  readonly id: number
  readonly status: string
  readonly state: NonNullable<Awaited<ReturnType<typeof loadState>>>
  /** `element:what it waits for` of each token. */
  readonly at: readonly string[]
}

/** The files of a service, in a folder of its own. Its process is called `process_` and its id, with `_` for `-`. */
export async function writeService(folder: string, id: string, drawn: DrawnService): Promise<void> {
  const from = path.join(root, 'services', 'it-question')
  const card = await readFile(path.join(from, 'service.yaml'), 'utf8')
  const to = path.join(folder, id)
  await cp(from, to, { recursive: true })
  const prefix = id
    .replaceAll(/[^a-z]/g, '')
    .slice(0, 5)
    .toUpperCase()
  await writeFile(
    path.join(to, 'service.yaml'),
    `${card.replace('id: it-question', `id: ${id}`).replace('ITQ', prefix)}\n${drawn.card ?? ''}`,
  )
  const process = `process_${id.replaceAll('-', '_')}`
  await writeFile(path.join(to, 'process.bpmn'), definitions(drawn.beside ?? '', drawn.body, process))
}

/** A desk whose services are drawings. */
export async function openDrawnDesk(services: Readonly<Record<string, DrawnService>>): Promise<DrawnDesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mizban-drawn-'))
  for (const [id, drawn] of Object.entries(services)) await writeService(folder, id, drawn)
  const t = await openTestDesk({ services: folder })
  const request = (key: string) =>
    t.desk.db.selectFrom('request').select(['id', 'status']).where('key', '=', key).executeTakeFirstOrThrow()
  return {
    ...t,
    folder,
    open: async (service, subject, username = 'noor') =>
      granted(
        await openRequest(t.desk, await t.person(username), {
          service,
          once: t.desk.newId(),
          raw: rawForm({ subject: [subject], question: ['چه کنم؟'] }),
          correction: null,
        }),
      ).key,
    send: async (name, key, variables = {}) => {
      const message = { name, key, variables, timeToLive: 3_600_000, once: t.desk.newId() }
      granted(await publishMessage(t.desk, await t.person('admin'), message))
    },
    at: async (key) => {
      const { id, status } = await request(key)
      const state = await loadState(t.desk.db, id)
      if (!state) throw new Error(`${key} has no process`)
      return { id, status, state, at: state.tokens.map((token) => `${token.element}:${token.waits}`) }
    },
    told: async (key) => {
      const { id } = await request(key)
      const rows = await t.desk.db
        .selectFrom('event')
        .select('kind')
        .where('request_id', '=', id)
        .orderBy('seq')
        .execute()
      return rows.map((row) => row.kind)
    },
    close: async () => {
      await t.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
