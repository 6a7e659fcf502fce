import { randomBytes, randomUUID } from 'node:crypto'
import path from 'node:path'
import { demoDirectory } from './adapters/directory/demo.js'
import { diskFiles } from './adapters/files/disk.js'
import { typstRenderer } from './adapters/typst/render.js'
import { demoSignIn, readDemoPeople } from './catalog/demo-people.js'
import { tellDemoStory } from './catalog/demo-story.js'
import { readInstitution } from './catalog/institution.js'
import { openCatalog } from './catalog/services.js'
import type { Desk } from './commands/desk.js'
import type { Config } from './config.js'
import type { DemoSignIn } from './desk/views.js'
import { tidy } from './jobs/tidy.js'
import { fireDueTimers } from './jobs/timers.js'
import { openQueue } from './jobs/queue.js'
import { root } from './root.js'
import { connectEmbedded, connectServer } from './store/connect.js'
import { migrate } from './store/migrate.js'
import { savePerson } from './store/people.js'
import { webApp } from './web/app.js'

/** A running desk. */
export interface OpenDesk {
  readonly fetch: (request: Request) => Response | Promise<Response>
  readonly desk: Desk
  /** Lines for whoever started it: who can sign in, and a warning when the database is the embedded one. */
  readonly welcome: readonly string[]
  /** Starts the work that happens by itself: jobs and timers. */
  readonly work: () => Promise<void>
  readonly close: () => Promise<void>
}

const TIMER_EVERY_MS = 5_000
/** How soon a version that another process published is offered here. */
const CATALOG_EVERY_MS = 2_000
const TIDY_EVERY_MS = 3_600_000

/** The one place that puts the parts together. The caller holds the lock of the data folder. */
export async function openDesk(config: Config, say: (line: string) => void): Promise<OpenDesk> {
  say(
    config.databaseUrl
      ? 'Connecting to the database …'
      : 'Opening the embedded database; the first time takes some seconds …',
  )
  const connection = config.databaseUrl
    ? connectServer(config.databaseUrl)
    : await connectEmbedded(path.join(config.dataDir, 'database'))
  await migrate(connection.pool)
  const report = (message: string) => console.error(message)
  const queue = await openQueue(connection, report)
  const renderer = typstRenderer()
  const university = await readInstitution()
  const people = await readDemoPeople(university)
  const desk: Desk = {
    db: connection.db,
    catalog: await openCatalog(connection.db, path.join(root, 'services'), Date.now(), say),
    university,
    later: queue.later,
    files: diskFiles(path.join(config.dataDir, 'files')),
    directory: demoDirectory(people),
    renderer,
    baseUrl: config.baseUrl,
    now: () => Date.now(),
    newId: () => randomUUID(),
    newCode: documentCode,
  }
  const isNew = (await connection.db.selectFrom('person').select('id').limit(1).execute()).length === 0
  if (isNew) {
    say('Filling the demo university …')
    for (const person of people) await connection.db.transaction().execute((tx) => savePerson(tx, person))
    await tellDemoStory(desk, (at) => queue.drain({ ...desk, now: () => at }))
  }
  const app = webApp(desk, { demo: demoSignIn(people), embedded: connection.embedded })
  const regular: NodeJS.Timeout[] = []
  const every = (ms: number, name: string, act: () => Promise<unknown>) =>
    regular.push(setInterval(() => act().catch((error: unknown) => report(`${name}: ${String(error)}`)), ms))
  return {
    fetch: app.fetch,
    desk,
    welcome: welcome(demoSignIn(people), connection.embedded),
    work: async () => {
      await queue.work(desk)
      every(TIMER_EVERY_MS, 'timers', () => fireDueTimers(desk))
      every(CATALOG_EVERY_MS, 'services', () => desk.catalog.refresh())
      every(TIDY_EVERY_MS, 'tidying', () => tidy(desk, connection.embedded))
    },
    close: async () => {
      for (const one of regular) clearInterval(one)
      await queue.stop()
      await renderer.close()
      await connection.close()
    },
  }
}

/** 80 random bits in Crockford's base 32, which leaves out letters that look alike: `7K3M-9QPW-X2CD-4FGH`. */
export function documentCode(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const letters = Array.from(randomBytes(16), (byte) => alphabet[byte % 32])
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-')
}

function welcome({ password, groups }: DemoSignIn, embedded: boolean): readonly string[] {
  return [
    `Demo people (one click on the sign-in page, or the password ${password}):`,
    ...groups.map((group) => `  ${`${group.id}:`.padEnd(16)}${group.people.map((one) => one.username).join(' ')}`),
    ...(embedded
      ? [
          'Trial database: a power cut can lose or damage data. For real work set DATABASE_URL (PostgreSQL 15 or newer).',
        ]
      : []),
  ]
}
