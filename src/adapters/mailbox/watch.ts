import { ImapFlow } from 'imapflow'
import type { MailboxConfig } from '../../config-mailbox.js'
import { MOST_BYTES } from './read.js'

/** A mail that lies in the mailbox; of one that is too long only its first part. */
export interface Lying {
  /** UIDVALIDITY/UID: this mail as long as it lies here, and no other ever. */
  readonly place: string
  readonly raw: Uint8Array
  readonly whole: boolean
}

interface Watching {
  /** Only when this returned is the mail put away; when it throws the mail stays and is tried again. */
  readonly receive: (mail: Lying) => Promise<void>
  /** Hears what went wrong, without addresses and subjects. */
  readonly report: (message: string) => void
  /** Shorter waits, for tests. */
  readonly waits?: { readonly firstMs: number; readonly mostMs: number; readonly lookMs: number }
}

/** Where mail lies that was dealt with; nothing is ever deleted. */
export const DONE_FOLDER = 'Mizban'
/** Servers end IDLE after 30 minutes (RFC 2177), and firewalls forget quiet connections sooner. */
const IDLE_MS = 4 * 60_000
const WAITS = { firstMs: 1_000, mostMs: 60_000, lookMs: 60_000 } as const
const HEAD_BYTES = 256 * 1024

export interface Watch {
  readonly stop: () => Promise<void>
}

/**
 * Watches a mailbox with IDLE: what lies in INBOX is received and then moved to another folder. When the server goes
 * away it is called again, sooner at first, and everything that came in the meantime still lies there. Several processes
 * may watch one mailbox: whoever is second finds the mail moved, or its receiver finds that it is known.
 */
export function watchMailbox(config: MailboxConfig, { receive, report, waits = WAITS }: Watching): Watch {
  const ended = new AbortController()
  let client: ImapFlow | null = null
  let tries = 0
  let silent = true
  const run = async () => {
    while (!ended.signal.aborted) {
      try {
        client = connectTo(config)
        await client.connect()
        if (!silent) report('The mailbox answers again.')
        ;[tries, silent] = [0, true]
        await serve(client, { receive, report, waits, ended: ended.signal })
      } catch (error) {
        if (ended.signal.aborted) break
        // Said once, not each minute of a night.
        if (silent) report(`The mailbox does not answer: ${reasonOf(error)}`)
        silent = false
      } finally {
        client?.close()
      }
      await pause(Math.min(waits.mostMs, waits.firstMs * 2 ** Math.min(tries, 10)), ended.signal)
      tries += 1
    }
  }
  const running = run()
  return {
    stop: async () => {
      ended.abort()
      client?.close()
      await running
    },
  }
}

function connectTo(config: MailboxConfig): ImapFlow {
  return new ImapFlow({
    host: config.host,
    port: config.port,
    secure: config.tls,
    ...(config.tls ? {} : { doSTARTTLS: true }),
    auth: { user: config.user, pass: config.password },
    tls: { minVersion: 'TLSv1.2', ...(config.ca === null ? {} : { ca: config.ca }) },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: IDLE_MS,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: IDLE_MS + 60_000,
    maxLiteralSize: MOST_BYTES + 1024 * 1024,
    maxResponseSize: MOST_BYTES + 2 * 1024 * 1024,
  })
}

type Serving = Required<Watching> & { readonly ended: AbortSignal }

/** Receives what lies there, then waits for more, until the connection ends. */
async function serve(client: ImapFlow, serving: Serving): Promise<void> {
  const closed = new Promise<never>((_, reject) => {
    client.on('error', reject)
    client.on('close', () => reject(new Error('the connection ended')))
  })
  closed.catch(() => {})
  await client.mailboxCreate(DONE_FOLDER)
  const inbox = await client.mailboxOpen('INBOX')
  let wake = () => {}
  client.on('exists', () => wake())
  const failed = new Map<number, { readonly tries: number; readonly notBefore: number }>()
  while (!serving.ended.aborted) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve
    })
    await receiveAll(client, String(inbox.uidValidity), failed, serving)
    // What came while others were received woke it already. A mail that failed is tried again though no other comes.
    const looking = new AbortController()
    const look = pause(serving.waits.lookMs, AbortSignal.any([serving.ended, looking.signal]))
    await Promise.race([woken, look, closed, client.idle().then(() => look)])
    looking.abort()
  }
}

async function receiveAll(
  client: ImapFlow,
  uidValidity: string,
  failed: Map<number, { readonly tries: number; readonly notBefore: number }>,
  { receive, report, waits, ended }: Serving,
): Promise<void> {
  const uids = (await client.search({ all: true }, { uid: true })) || []
  for (const uid of uids) {
    if (ended.aborted) return
    const before = failed.get(uid)
    if (before && Date.now() < before.notBefore) continue
    const mail = await fetchMail(client, uid, `${uidValidity}/${uid}`)
    // Another process was quicker and moved it.
    if (!mail) continue
    try {
      await receive(mail)
    } catch (error) {
      const tries = (before?.tries ?? 0) + 1
      failed.set(uid, { tries, notBefore: Date.now() + Math.min(3_600_000, waits.firstMs * 2 ** Math.min(tries, 12)) })
      report(`A mail could not be received (${tries}): ${reasonOf(error)}`)
      continue
    }
    failed.delete(uid)
    await client.messageMove(String(uid), DONE_FOLDER, { uid: true })
  }
}

async function fetchMail(client: ImapFlow, uid: number, place: string): Promise<Lying | null> {
  const about = await client.fetchOne(String(uid), { size: true }, { uid: true })
  if (!about) return null
  const whole = (about.size ?? 0) <= MOST_BYTES
  const source = whole ? true : { start: 0, maxLength: HEAD_BYTES }
  const found = await client.fetchOne(String(uid), { source }, { uid: true })
  return found && found.source ? { place, raw: found.source, whole } : null
}

/** What went wrong, in words of the protocol: an answer of a server may repeat what was sent, a code does not. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  if ('authenticationFailed' in error && error.authenticationFailed) return 'user or password is wrong'
  return code ?? error.message
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
