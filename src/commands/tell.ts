import { isAboutTask, NOTICE_KINDS } from '../desk/notice.js'
import { whomToTell } from '../desk/telling.js'
import { settleNotices } from '../store/notices.js'
import { administratorIds, takeUntold, workersOf } from '../store/untold.js'
import { transaction, type Desk } from './desk.js'
import { giveNotices } from './give-notices.js'
import { STANDS_AFTER_MS } from './take-back-comment.js'

const BATCH = 200

/**
 * Makes notices of what happened since the last time. What is to be told was written in the transaction that did it,
 * and goes away in the one that tells it: nothing is forgotten and nothing told twice, however many processes look. Of
 * a message nobody hears as long as it can be taken back.
 * @returns of how many requests something was told
 */
export function tell(desk: Desk): Promise<number> {
  return transaction(desk, async (tx) => {
    const stories = await takeUntold(tx, desk.now() - STANDS_AFTER_MS, BATCH)
    if (stories.length === 0) return 0
    const offices = stories.flatMap(({ request }) => request.tasks.map((task) => task.office))
    const workers = await workersOf(tx, [...new Set(offices)], desk.now())
    const stuck = stories.some(({ events }) => events.some((one) => one.kind === 'stuck'))
    const administrators = stuck ? await administratorIds(tx) : []
    await settleNotices(
      tx,
      stories.map((one) => one.request.id),
      SETTLED,
      desk.now(),
    )
    await giveNotices(
      tx,
      desk,
      stories.flatMap((story) => whomToTell(desk.university, story, workers, administrators)),
    )
    return stories.length
  })
}

/** What is about a task is read when it is over for its reader; that it was withdrawn is news. */
const SETTLED = NOTICE_KINDS.filter((kind) => isAboutTask(kind) && kind !== 'withdrawn')
