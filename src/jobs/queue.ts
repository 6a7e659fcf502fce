import { fromKysely, PgBoss, type QueueOptions } from 'pg-boss'
import type { Desk, Later, MoveJob, ServiceJob } from '../commands/desk.js'
import { runMove } from '../commands/move-requests.js'
import { runServiceJob } from '../commands/run-service-job.js'
import { sendMessage } from '../commands/send-message.js'
import type { Connection } from '../store/connect.js'

/** What waits in each line. */
interface Jobs {
  readonly 'service-task': ServiceJob
  readonly message: { readonly message: number }
  readonly 'move-requests': MoveJob
}

/** One line of jobs: how often it is tried, what is done, and how a failure is told without personal data. */
interface Line<T> {
  readonly options: QueueOptions
  readonly act: (desk: Desk, job: T) => Promise<void>
  readonly tell: (job: T) => string
}

const LINES: { readonly [Name in keyof Jobs]: Line<Jobs[Name]> } = {
  'service-task': {
    options: { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
    act: runServiceJob,
    tell: (job) => `service task ${job.type} of request ${job.request}`,
  },
  // A code lives for minutes: what does not go out soon need not go out.
  message: {
    options: { retryLimit: 4, retryDelay: 5, expireInSeconds: 60 },
    act: (desk, job) => sendMessage(desk, job.message),
    tell: (job) => `message ${job.message}`,
  },
  // Each request goes in a transaction of its own; a run that is cut off goes on where it was.
  'move-requests': {
    options: { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 },
    act: (desk, job) => runMove(desk, job.move),
    tell: (job) => `move ${job.move} of requests`,
  },
}

const NAMES = ['service-task', 'message', 'move-requests'] as const satisfies readonly (keyof Jobs)[]

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

  const work = async <Name extends keyof Jobs>(name: Name, desk: Desk): Promise<void> => {
    const { act, tell }: Line<Jobs[Name]> = LINES[name]
    await boss.work<Jobs[Name]>(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
      if (!job) return
      try {
        await act(desk, job.data)
      } catch (error) {
        report(`${tell(job.data)} failed: ${error instanceof Error ? error.message : String(error)}`)
        throw error
      }
    })
  }

  const drain = async <Name extends keyof Jobs>(name: Name, desk: Desk): Promise<number> => {
    const { act }: Line<Jobs[Name]> = LINES[name]
    const jobs = await boss.fetch<Jobs[Name]>(name, { batchSize: 10 })
    for (const job of jobs) {
      await act(desk, job.data)
      await boss.complete(name, job.id)
    }
    return jobs.length
  }

  return {
    later: {
      run: async (tx, job) => {
        await boss.send('service-task', { ...job }, { db: fromKysely(tx) })
      },
      send: async (tx, message) => {
        await boss.send('message', { message }, { db: fromKysely(tx) })
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
