import { fromKysely, PgBoss, type Job } from 'pg-boss'
import type { Desk, Later, MoveJob, ServiceJob } from '../commands/desk.js'
import { runMove } from '../commands/move-requests.js'
import { runServiceJob } from '../commands/run-service-job.js'
import type { Connection } from '../store/connect.js'

const SERVICE_TASK = 'service-task'
const MOVE = 'move-requests'

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
  await boss.createQueue(SERVICE_TASK, { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 })
  await boss.createQueue(MOVE, { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 })
  const handle = async (desk: Desk, job: Job<ServiceJob>): Promise<void> => {
    try {
      await runServiceJob(desk, job.data)
    } catch (error) {
      report(
        `service task ${job.data.type} of request ${job.data.request} failed: ${error instanceof Error ? error.message : String(error)}`,
      )
      throw error
    }
  }
  const move = async (desk: Desk, job: Job<MoveJob>): Promise<void> => {
    try {
      await runMove(desk, job.data.move)
    } catch (error) {
      report(`move ${job.data.move} of requests failed: ${error instanceof Error ? error.message : String(error)}`)
      throw error
    }
  }
  return {
    later: {
      run: async (tx, job) => {
        await boss.send(SERVICE_TASK, { ...job }, { db: fromKysely(tx) })
      },
      move: async (tx, job) => {
        await boss.send(MOVE, { ...job }, { db: fromKysely(tx) })
      },
    },
    work: async (desk) => {
      await boss.work<ServiceJob>(SERVICE_TASK, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
        if (job) await handle(desk, job)
      })
      await boss.work<MoveJob>(MOVE, { pollingIntervalSeconds: 1, batchSize: 1 }, async ([job]) => {
        if (job) await move(desk, job)
      })
    },
    drain: async (desk) => {
      let done = 0
      for (;;) {
        const jobs = await boss.fetch<ServiceJob>(SERVICE_TASK, { batchSize: 10 })
        const moves = await boss.fetch<MoveJob>(MOVE, { batchSize: 10 })
        if (jobs.length + moves.length === 0) return done
        for (const job of moves) {
          await runMove(desk, job.data.move)
          await boss.complete(MOVE, job.id)
          done += 1
        }
        for (const job of jobs) {
          await runServiceJob(desk, job.data)
          await boss.complete(SERVICE_TASK, job.id)
          done += 1
        }
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}
