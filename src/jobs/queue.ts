import { fromKysely, PgBoss, type JobWithMetadata } from 'pg-boss'
import type { Desk, Later, ServiceJob } from '../commands/desk.js'
import { failServiceJob } from '../commands/fail-service-job.js'
import { runServiceJob } from '../commands/run-service-job.js'
import type { Connection } from '../store/connect.js'

const SERVICE_TASK = 'service-task'

/** Jobs that wait for a worker; they are put in line in the transaction that causes them, or not at all. */
export interface Queue {
  readonly later: Later
  /** Starts to work on jobs as they come. */
  readonly work: (desk: Desk) => Promise<void>
  /** Does everything that is due now and returns; for tests and the command line. @returns how many jobs were done */
  readonly drain: (desk: Desk) => Promise<number>
  readonly stop: () => Promise<void>
}

/** Opens the queue in the same database. `report` hears of jobs that failed; it gets no personal data. */
export async function openQueue(connection: Connection, report: (message: string) => void): Promise<Queue> {
  const boss = new PgBoss({ ...connection.queue, supervise: true, schedule: false })
  boss.on('error', (error) => report(`job queue: ${error.message}`))
  await boss.start()
  await boss.createQueue(SERVICE_TASK, { retryDelay: 5, retryBackoff: true, expireInSeconds: 120 })
  /** Tried as often as the drawing says; after the last time it is an incident of its process, and done for the queue. */
  const handle = async (desk: Desk, job: JobWithMetadata<ServiceJob>): Promise<void> => {
    try {
      await runServiceJob(desk, job.data)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      report(`service task ${job.data.type} of request ${job.data.request} failed: ${reason}`)
      if (job.retryCount < job.retryLimit) throw error
      await failServiceJob(desk, job.data, reason)
    }
  }
  const later: Later = {
    run: async (tx, job) => {
      await boss.send(SERVICE_TASK, { ...job }, { db: fromKysely(tx), retryLimit: Math.max(job.tries - 1, 0) })
    },
  }
  const options = { pollingIntervalSeconds: 0.5, batchSize: 1, includeMetadata: true } as const
  return {
    later,
    work: async (desk) => {
      await boss.work<ServiceJob, void, typeof options>(SERVICE_TASK, options, async ([job]) => {
        if (job) await handle(desk, job)
      })
    },
    drain: async (desk) => {
      let done = 0
      for (;;) {
        const jobs = await boss.fetch<ServiceJob>(SERVICE_TASK, { batchSize: 10, includeMetadata: true })
        if (jobs.length === 0) return done
        for (const job of jobs) {
          await handle(desk, job)
          await boss.complete(SERVICE_TASK, job.id)
          done += 1
        }
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}
