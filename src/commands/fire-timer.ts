import { wholeRequestForJob } from '../store/requests.js'
import { advance } from './advance.js'
import { transaction, type Desk } from './desk.js'

/** Fires a timer of a process whose time has come. A timer that is gone or was fired by another process is nothing. */
export function fireTimer(desk: Desk, due: { readonly request: number; readonly timer: number }): Promise<boolean> {
  return transaction(desk, async (tx) => {
    const request = await wholeRequestForJob(tx, due.request)
    if (!request) return false
    const service = await desk.catalog.version(request.versionId)
    return advance(tx, desk, {
      service,
      request,
      at: desk.now(),
      happening: { kind: 'timer-due', timer: due.timer },
      events: [],
    })
  })
}
