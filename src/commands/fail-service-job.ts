import { wholeRequestForJob } from '../store/requests.js'
import { advance } from './advance.js'
import { transaction, type Desk, type ServiceJob } from './desk.js'

/** A job was tried as often as its drawing allows: its token stands as an incident, until somebody tries again. */
export function failServiceJob(desk: Desk, job: ServiceJob, message: string): Promise<boolean> {
  return transaction(desk, async (tx) => {
    const request = await wholeRequestForJob(tx, job.request)
    if (!request) return false
    const service = await desk.catalog.version(request.versionId)
    return advance(tx, desk, {
      service,
      request,
      at: desk.now(),
      happening: { kind: 'job-failed', token: job.token, message },
      events: [],
    })
  })
}
