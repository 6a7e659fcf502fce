import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import path from 'node:path'
import { clamdScanner } from './adapters/clamd/scan.js'
import { activeDirectory } from './adapters/directory/active-directory.js'
import { demoDirectory } from './adapters/directory/demo.js'
import { diskFiles } from './adapters/files/disk.js'
import { demoMail } from './adapters/mail/demo.js'
import { smtpMail } from './adapters/mail/smtp.js'
import { demoChat } from './adapters/rocket-chat/demo.js'
import { rocketChat } from './adapters/rocket-chat/rocket-chat.js'
import { readMail } from './adapters/mailbox/read.js'
import { watchMailbox, type Watch } from './adapters/mailbox/watch.js'
import { demoSms } from './adapters/sms/demo.js'
import { httpSms } from './adapters/sms/http.js'
import { openIdProvider } from './adapters/openid/provider.js'
import { webhookPoster } from './adapters/webhooks/post.js'
import { typstRenderer } from './adapters/typst/render.js'
import { demoSignIn, readDemoPeople } from './catalog/demo-people.js'
import { tellDemoStory } from './catalog/demo-story.js'
import { readInstitution } from './catalog/institution.js'
import { openCatalog } from './catalog/services.js'
import type { Desk, Directory, Mailbox } from './commands/desk.js'
import { withRules } from './commands/grants.js'
import { keepStarts, runDueStarts } from './commands/run-starts.js'
import { receiveMail } from './commands/receive-mail.js'
import type { Config, DirectoryConfig } from './config.js'
import type { University } from './desk/university.js'
import type { DemoSignIn } from './desk/demo-sign-in.js'
import { numberEvents } from './jobs/event-stream.js'
import { deliverMessages } from './jobs/process-messages.js'
import { sendMessages, tellAll } from './jobs/deliveries.js'
import { learnPace } from './jobs/pace.js'
import { remindInPast, sendDueReminders } from './jobs/reminders.js'
import { scanWaiting } from './jobs/scans.js'
import { syncWhenDue } from './jobs/sync.js'
import { tidy } from './jobs/tidy.js'
import { fireDueTimers } from './jobs/timers.js'
import { sendWebhooks } from './jobs/webhooks.js'
import { openQueue } from './jobs/queue.js'
import { root } from './root.js'
import { noticeRules } from './store/calendars.js'
import { connectEmbedded, connectServer, type Connection } from './store/connect.js'
import { openLive } from './store/live.js'
import { migrate } from './store/migrate.js'
import { readOld } from './store/notices.js'
import { signingKey } from './store/signing-keys.js'
import { knowsAnybody, savePerson } from './store/people.js'
import { webApp } from './web/app.js'
import { letters } from './web/letters/letters.js'
import { paths } from './web/paths.js'

/** A running desk. */
export interface OpenDesk {
  readonly fetch: (request: Request, env?: object) => Response | Promise<Response>
  readonly desk: Desk
  /** Lines for whoever started it: who can sign in, and a warning when the database is the embedded one. */
  readonly welcome: readonly string[]
  /** Starts the work that happens by itself: jobs and timers. */
  readonly work: () => Promise<void>
  readonly close: () => Promise<void>
}

const TIMER_EVERY_MS = 5_000
/** How soon programs hear of what has happened, those that poll and those that are called. */
const STREAM_EVERY_MS = 1_000
/** How soon a version that another process published is offered here. */
const CATALOG_EVERY_MS = 2_000
const MESSAGES_EVERY_MS = 2_000
/** What happened longer ago in the demo university has been read. */
const DEMO_UNREAD_MS = 6 * 86_400_000
const SCAN_EVERY_MS = 30_000
const TIDY_EVERY_MS = 3_600_000
const PACE_EVERY_MS = 3_600_000
/** How often the desk looks whether the sync is due; how often it is, the settings say. */
const SYNC_LOOK_MS = 60_000

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
  const { desk, queue, renderer, people } = await putTogether(config, connection, report, say)
  const isNew = !(await knowsAnybody(connection.db))
  if (isNew && people) {
    say('Filling the demo university …')
    for (const person of people) await connection.db.transaction().execute((tx) => savePerson(tx, person))
    await tellDemoStory(desk, async (at) => {
      await queue.drain({ ...desk, now: () => at })
      await tellAll(desk)
    })
    await remindInPast(desk, report)
    await tellAll(desk)
    await readOld(desk.db, desk.now() - DEMO_UNREAD_MS)
  }
  let scannerAnswers = true
  let watch: Watch | null = null
  const demo = people && demoSignIn(people)
  const live = await openLive(connection, report)
  const app = webApp(desk, {
    demo,
    embedded: connection.embedded,
    accountUrl: config.accountUrl,
    trustProxy: config.trustProxy,
    live,
    apiPerMinute: config.apiPerMinute,
  })
  const regular: NodeJS.Timeout[] = []
  const every = (ms: number, name: string, act: () => Promise<unknown>) =>
    regular.push(setInterval(() => act().catch((error: unknown) => report(`${name}: ${String(error)}`)), ms))
  return {
    fetch: app.fetch,
    desk,
    welcome: welcome(demo, connection.embedded),
    work: async () => {
      await queue.work(desk)
      await learnPace(desk)
      await keepStarts(desk)
      every(TIMER_EVERY_MS, 'timers', () => fireDueTimers(desk))
      every(CATALOG_EVERY_MS, 'services', () => desk.catalog.refresh())
      every(TIMER_EVERY_MS, 'messages', () => deliverMessages(desk))
      every(TIMER_EVERY_MS, 'starts', () => runDueStarts(desk))
      every(
        MESSAGES_EVERY_MS,
        'messages to people',
        once(() => sendMessages(desk, report)),
      )
      every(STREAM_EVERY_MS, 'events', () => numberEvents(desk))
      every(STREAM_EVERY_MS, 'webhooks', () => sendWebhooks(desk, report))
      every(TIMER_EVERY_MS, 'reminders', () => sendDueReminders(desk, report))
      every(PACE_EVERY_MS, 'pace', () => learnPace(desk))
      every(SCAN_EVERY_MS, 'scans', async () => {
        const { answered } = await scanWaiting(desk)
        if (answered === false && scannerAnswers) report('The virus scanner does not answer; uploads wait.')
        scannerAnswers = answered ?? scannerAnswers
      })
      every(SYNC_LOOK_MS, 'sync', () => syncWhenDue(desk, config.syncEveryMinutes, report))
      const { mailbox } = desk
      if (config.mailbox && mailbox)
        watch = watchMailbox(config.mailbox, { receive: (mail) => receiveMail(desk, mailbox, mail), report })
      every(TIDY_EVERY_MS, 'tidying', () => tidy(desk, connection.embedded))
    },
    close: async () => {
      for (const one of regular) clearInterval(one)
      await live.close()
      await watch?.stop()
      await queue.stop()
      await renderer.close()
      await connection.close()
    },
  }
}

/**
 * The parts of a desk on a database that is open and migrated, before anything works by itself. The command line opens
 * it too; whoever opens it ends the queue and the renderer.
 */
export async function putTogether(
  config: Config,
  connection: Connection,
  report: (message: string) => void,
  say: (line: string) => void,
) {
  const queue = await openQueue(connection, report)
  const renderer = typstRenderer()
  const university = await readInstitution()
  await noticeRules(connection.db, university)
  const people = config.directory || config.openId ? null : await readDemoPeople(university)
  const desk: Desk = {
    db: connection.db,
    catalog: await openCatalog(connection.db, path.join(root, 'services'), Date.now(), say),
    university,
    later: queue.later,
    files: diskFiles(path.join(config.dataDir, 'files')),
    scanner: config.clamd === null ? null : clamdScanner(config.clamd),
    directory: withRules(
      connection.db,
      university,
      config.directory ? openDirectory(config.directory, university, report) : demoDirectory(people ?? []),
    ),
    // The demo shows its messages instead of sending them; a real directory without a panel has none.
    sms: config.sms ? httpSms(config.sms) : people ? demoSms() : null,
    mail: config.smtp ? smtpMail(config.smtp) : people ? demoMail() : null,
    chat: config.rocketChat ? rocketChat(config.rocketChat) : people ? demoChat() : null,
    letters: letters(config.baseUrl),
    openId:
      config.openId &&
      openIdProvider(config.openId, {
        returnTo: config.baseUrl + paths.openIdReturn(),
        leftTo: config.baseUrl + paths.signIn(),
        report,
      }),
    mailbox: await mailboxOf(config, connection, people !== null),
    renderer,
    hooks: webhookPoster(config.webhookNetworks),
    baseUrl: config.baseUrl,
    now: () => Date.now(),
    newId: () => randomUUID(),
    newCode: documentCode,
  }
  return { desk, queue, renderer, people }
}

/** Runs one at a time: what begins while another goes on is left out. */
function once(act: () => Promise<unknown>): () => Promise<unknown> {
  let running: Promise<unknown> | null = null
  return async () => {
    running ??= act().finally(() => {
      running = null
    })
    return running
  }
}

/** 80 random bits in Crockford's base 32, which leaves out letters that look alike: `7K3M-9QPW-X2CD-4FGH`. */
export function documentCode(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const letters = Array.from(randomBytes(16), (byte) => alphabet[byte % 32])
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-')
}

/** The demo has an address too, so that its notices look as they would; nothing comes in there. */
async function mailboxOf(config: Config, { db }: Connection, demo: boolean): Promise<Mailbox | null> {
  const address = config.mailbox?.address ?? (demo ? 'desk@mizban.example' : null)
  if (address === null) return null
  const key = await signingKey(db, 'reply-address', randomBytes(32).toString('base64url'))
  return {
    address,
    sign: (text) => createHmac('sha256', key).update(text).digest(),
    read: readMail,
    authority: config.mailbox?.authority ?? null,
    service: config.mailbox?.service ?? null,
  }
}

// The command line opens these two as well.
export { readInstitution }

/** The university's own directory. */
export const openDirectory = (
  settings: DirectoryConfig,
  university: University,
  report: (message: string) => void,
): Directory => activeDirectory(settings, university.directory, () => Date.now(), report)

function welcome(demo: DemoSignIn | null, embedded: boolean): readonly string[] {
  return [
    ...(demo
      ? [
          `Demo people (one click on the sign-in page, or the password ${demo.password}):`,
          ...demo.groups.map(
            (group) => `  ${`${group.id}:`.padEnd(16)}${group.people.map((one) => one.username).join(' ')}`,
          ),
        ]
      : ['People sign in with their accounts of the directory.']),
    ...(embedded
      ? [
          'Trial database: a power cut can lose or damage data. For real work set DATABASE_URL (PostgreSQL 15 or newer).',
        ]
      : []),
  ]
}
