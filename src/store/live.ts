import { randomUUID } from 'node:crypto'
import type { Connection } from './connect.js'

/** How much is kept for a page that follows only a moment after it was made. */
const KEPT = 2_000

/** That anything may have changed: the connection was lost, or what was since is not kept any more. */
export const ANYTHING = '*'

export type Tell = (topic: string, at: string) => void

/**
 * What changes anywhere, as names of topics (`request:7`, `office:it`, `person:3`), told by the database when the
 * transaction that changed it has committed. Every process on the database hears all of it.
 */
export interface Live {
  /** Where the stream of changes stands; a page carries it, so that nothing falls between page and connection. */
  readonly at: () => string
  /** Tells what changed in these topics since then, and from now on. @returns what ends it */
  readonly follow: (topics: ReadonlySet<string>, since: string | null, tell: Tell) => () => void
  readonly close: () => Promise<void>
}

export async function openLive(connection: Connection, report: (message: string) => void): Promise<Live> {
  // Numbers count within one process; pages of another process, or of one before, know another name.
  const name = randomUUID().slice(0, 8)
  const recent: { readonly seq: number; readonly topic: string }[] = []
  const followers = new Set<{ readonly topics: ReadonlySet<string>; readonly tell: Tell }>()
  let seq = 0
  const at = (number = seq) => `${name}-${number}`
  const hear = (topic: string) => {
    seq += 1
    recent.push({ seq, topic })
    if (recent.length > KEPT) recent.shift()
    for (const one of followers) if (topic === ANYTHING || one.topics.has(topic)) one.tell(topic, at())
  }
  const stop = await connection.listen(hear, () => hear(ANYTHING), report)
  return {
    at: () => at(),
    follow: (topics, since, tell) => {
      const one = { topics, tell }
      followers.add(one)
      const [from, number] = (since ?? at()).split('-')
      const last = Number(number)
      if (from !== name || !(last >= seq - recent.length)) tell(ANYTHING, at())
      else
        for (const past of recent)
          if (past.seq > last && (past.topic === ANYTHING || topics.has(past.topic))) tell(past.topic, at(past.seq))
      return () => followers.delete(one)
    },
    close: stop,
  }
}
