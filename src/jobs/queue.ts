import { fromKysely, PgBoss, type JobWithMetadata, type QueueOptions } from 'pg-boss'
import type { Desk, Later, MoveJob, ServiceJob } from '../commands/desk.js'
import { failServiceJob } from '../commands/fail-service-job.js'
import { runMove } from '../commands/move-requests.js'
import { runServiceJob } from '../commands/run-service-job.js'
import { sendMessage } from '../commands/send-message.js'
import type { Connection } from '../store/connect.js'
import { deliverMessages } from './process-messages.js'

/** What waits in each line. */
interface Jobs {
  readonly 'service-task': ServiceJob
  readonly message: { readonly message: number }
  readonly 'process-messages': object
  readonly 'move-requests': MoveJob
}

/** One line of jobs: how often it is tried, what is done, and how a failure is told without personal data. */
interface Line<T> {
  readonly options: QueueOptions
  readonly act: (desk: Desk, job: T) => Promise<unknown>
  readonly tell: (job: T) => string
  /** What becomes of a job that failed the last time; without it the queue keeps it as failed. */
  readonly giveUp?: (desk: Desk, job: T, reason: string) => Promise<unknown>
}

const LINES: { readonly [Name in keyof Jobs]: Line<Jobs[Name]> } = {
  'service-task': {
    // Tried as often as the drawing says; then it is an incident of its process, and done for the queue.
    options: { retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
    act: runServiceJob,
    tell: (job) => `service task ${job.type} of request ${job.request}`,
    giveUp: failServiceJob,
  },
  // A code lives for minutes: what does not go out soon need not go out.
  message: {
    options: { retryLimit: 4, retryDelay: 5, expireInSeconds: 60 },
    act: (desk, job) => sendMessage(desk, job.message),
    tell: (job) => `message ${job.message}`,
  },
  // Rows say what is to be delivered; what fails here the sweep delivers.
  'process-messages': {
    options: { retryLimit: 0, expireInSeconds: 120, deleteAfterSeconds: 60 },
    act: (desk) => deliverMessages(desk),
    tell: () => 'delivery of process messages',
  },
  // Each request goes in a transaction of its own; a run that is cut off goes on where it was.
  'move-requests': {
    options: { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 },
    act: (desk, job) => runMove(desk, job.move),
    tell: (job) => `move ${job.move} of requests`,
  },
}

const NAMES = [
  'service-task',
  'message',
  'process-messages',
  'move-requests',
] as const satisfies readonly (keyof Jobs)[]

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
  for (const name of NAMES) await boss.createQueue(name, LINES[name].options)

  const handle = async <Name extends keyof Jobs>(
    name: Name,
    desk: Desk,
    job: JobWithMetadata<Jobs[Name]>,
  ): Promise<void> => {
    const { act, tell, giveUp }: Line<Jobs[Name]> = LINES[name]
    try {
      await act(desk, job.data)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      report(`${tell(job.data)} failed: ${reason}`)
      if (!giveUp || job.retryCount < job.retryLimit) throw error
      await giveUp(desk, job.data, reason)
    }
  }

  const options = { pollingIntervalSeconds: 0.5, batchSize: 1, includeMetadata: true } as const
  const work = async <Name extends keyof Jobs>(name: Name, desk: Desk): Promise<void> => {
    await boss.work<Jobs[Name], void, typeof options>(name, options, async ([job]) => {
      if (job) await handle(name, desk, job)
    })
  }

  const drain = async <Name extends keyof Jobs>(name: Name, desk: Desk): Promise<number> => {
    const jobs = await boss.fetch<Jobs[Name]>(name, { batchSize: 10, includeMetadata: true })
    for (const job of jobs) {
      await handle(name, desk, job)
      await boss.complete(name, job.id)
    }
    return jobs.length
  }

  return {
    later: {
      run: async (tx, job) => {
        await boss.send('service-task', { ...job }, { db: fromKysely(tx), retryLimit: Math.max(job.tries - 1, 0) })
      },
      send: async (tx, message) => {
        await boss.send('message', { message }, { db: fromKysely(tx) })
      },
      deliver: async (tx) => {
        await boss.send('process-messages', {}, { db: fromKysely(tx) })
      },
      move: async (tx, job) => {
        await boss.send('move-requests', { ...job }, { db: fromKysely(tx) })
      },
    },
    work: async (desk) => {
      for (const name of NAMES) await work(name, desk)
    },
    drain: async (desk) => {
      let done = 0
      for (;;) {
        let now = 0
        for (const name of NAMES) now += await drain(name, desk)
        if (now === 0) return done
        done += now
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}
