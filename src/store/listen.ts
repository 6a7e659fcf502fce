import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

/** What is said on the desk's channel of the database: `hear` gets each, `lost` is called when some may be missing. */
export type Listen = (
  hear: (said: string) => void,
  lost: () => void,
  report: (message: string) => void,
) => Promise<() => Promise<void>>

const CHANNEL = 'mizban'
const AGAIN_MS = 2_000

/** Listens on a connection of its own, and again when the server has closed it. */
export const listenToServer =
  (url: string): Listen =>
  async (hear, lost, report) => {
    let client: pg.Client | null = null
    let timer: NodeJS.Timeout | undefined
    let closed = false
    const open = async (): Promise<void> => {
      const next = new pg.Client({ connectionString: url, keepAlive: true })
      const again = () => {
        if (closed || client !== next) return
        client = null
        timer = setTimeout(() => open().then(lost, retry), AGAIN_MS)
      }
      next.on('notification', ({ payload }) => hear(payload ?? ''))
      next.on('error', again)
      next.on('end', again)
      client = next
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
    }
    const retry = (error: unknown) => {
      report(`live pages: ${error instanceof Error ? error.message : String(error)}`)
      client = null
      if (!closed) timer = setTimeout(() => open().then(lost, retry), AGAIN_MS)
    }
    await open()
    return async () => {
      closed = true
      clearTimeout(timer)
      await client?.end()
    }
  }

export const listenToEmbedded =
  (pglite: PGlite): Listen =>
  async (hear) => {
    const stop = await pglite.listen(CHANNEL, hear)
    return () => stop()
  }
