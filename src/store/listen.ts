import { setTimeout } from 'node:timers/promises'
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
    let closed = false
    const open = async (): Promise<void> => {
      // Asked while nothing is said: a connection that a firewall has forgotten would be silent for ever.
      const next = new pg.Client({ connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
      client = next
      next.on('notification', ({ payload }) => hear(payload ?? ''))
      next.on('error', () => {}) // the end follows, or the connecting has failed
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      next.on('end', () => void again())
    }
    const again = async (): Promise<void> => {
      if (closed) return
      await setTimeout(AGAIN_MS, undefined, { ref: false })
      if (closed) return
      try {
        await open()
        lost()
      } catch (error) {
        report(`live pages: ${error instanceof Error ? error.message : String(error)}`)
        await again()
      }
    }
    await open()
    return async () => {
      closed = true
      await client?.end()
    }
  }

export const listenToEmbedded =
  (pglite: PGlite): Listen =>
  async (hear) => {
    const stop = await pglite.listen(CHANNEL, hear)
    return () => stop()
  }
