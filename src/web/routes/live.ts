import { Hono } from 'hono'
import { hashToken } from '../../commands/open-session.js'
import type { Desk } from '../../commands/desk.js'
import { officesOf, type Person } from '../../desk/person.js'
import { IDLE_MS } from '../../desk/session.js'
import { ANYTHING, type Live } from '../../store/live.js'
import { requestById } from '../../store/requests.js'
import { runningSessions, sessionId } from '../../store/sessions.js'
import { taskFor } from '../../store/tasks.js'
import { sessionToken } from '../middleware.js'
import { paths } from '../paths.js'
import type { DeskEnv } from '../visit.js'

/** How often a stream says that it lives, so that no proxy ends it, and looks whether its session does. */
const BEAT_MS = 15_000
/** Then the browser connects anew, and is asked anew what it may follow. */
const LONGEST_MS = 600_000
/** Streams of one person in one process: one per browser, and a few that died unnoticed. */
const MOST_STREAMS = 6
const MOST_TOPICS = 20

interface Stream {
  readonly person: number
  readonly session: number
  readonly opened: number
  readonly send: (text: string) => void
  readonly end: () => void
}

/** One stream per browser of what changes: names of topics and nothing else. Pages then ask for themselves again. */
export function liveRoutes(desk: Desk, live: Live | null): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const streams = new Set<Stream>()
  if (live) setInterval(() => void beat(desk, live, streams), BEAT_MS).unref()

  app.get(paths.live(), async (c) => {
    const { person, liveAt } = c.var.visit
    const token = sessionToken(c, desk)
    // To an EventSource these answers mean: don't come again. The page asks now and then instead.
    if (!live || !person || token === null || liveAt === null) return c.body(null, 401)
    const session = await sessionId(desk.db, hashToken(token))
    if (session === null) return c.body(null, 401)
    if ([...streams].filter((one) => one.person === person.id).length >= MOST_STREAMS) return c.body(null, 429)
    const names = (c.req.query('topics') ?? '').split(' ').slice(0, MOST_TOPICS)
    const topics = await allowed(desk, person, names)
    const ends = new Set([`session:${session}`, `rights:${person.id}`])
    const since = c.req.header('last-event-id') ?? c.req.query('since') ?? null
    const body = openStream(live, streams, { person: person.id, session, topics, ends, since, asked: liveAt })
    return c.body(body, 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      // nginx would keep events until it has some kilobytes of them.
      'x-accel-buffering': 'no',
    })
  })

  return app
}

/** What a person may follow of what was asked for; their own and their offices' they always may. */
async function allowed(desk: Desk, person: Person, asked: readonly string[]): Promise<ReadonlySet<string>> {
  const topics = new Set([`person:${person.id}`, ...officesOf(person).map((office) => `office:${office}`)])
  for (const topic of new Set(asked)) {
    const [, kind, id] = /^(request|task):([1-9]\d{0,14})$/.exec(topic) ?? []
    const may =
      kind === 'request'
        ? await requestById(desk.db, person, Number(id), { lock: false })
        : kind === 'task' && person.reach === 'whole' && (await taskFor(desk.db, person, Number(id)))
    if (may) topics.add(topic)
  }
  return topics
}

interface Opening {
  readonly person: number
  readonly session: number
  readonly topics: ReadonlySet<string>
  /** Topics that end it: the session is over, or what the person may see has changed. */
  readonly ends: ReadonlySet<string>
  readonly since: string | null
  /** Where the stream of changes stood before the rights of the person were read. */
  readonly asked: string
}

function openStream(live: Live, streams: Set<Stream>, { person, session, topics, ends, asked, since }: Opening) {
  const encoder = new TextEncoder()
  const follows: (() => void)[] = []
  let stream: Stream | null = null
  const leave = () => {
    if (stream) streams.delete(stream)
    stream = null
    for (const unfollow of follows.splice(0)) unfollow()
  }
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string) => {
        if (stream) controller.enqueue(encoder.encode(text))
      }
      const end = () => {
        if (!stream) return
        leave()
        controller.close()
      }
      stream = { person, session, opened: Date.now(), send, end }
      streams.add(stream)
      send('retry: 2000\nevent: beat\ndata:\n\n')
      follows.push(live.follow(topics, since, (topic, at) => send(`id: ${at}\ndata: ${topic}\n\n`)))
      // Of these only what came after the person was asked who they are.
      follows.push(live.follow(ends, asked, (topic) => (topic === ANYTHING ? undefined : end())))
      // It ended before it began.
      if (!stream) leave()
    },
    cancel: leave,
  })
}

async function beat(desk: Desk, live: Live, streams: Set<Stream>): Promise<void> {
  const open = [...streams]
  if (open.length === 0) return
  const sessions = [...new Set(open.map((one) => one.session))]
  const running = await runningSessions(desk.db, sessions, desk.now(), IDLE_MS).catch(() => new Set(sessions))
  for (const one of open) {
    if (!streams.has(one)) continue
    if (running.has(one.session) && Date.now() - one.opened < LONGEST_MS)
      one.send(`event: beat\nid: ${live.at()}\ndata:\n\n`)
    else one.end()
  }
}
