import { begin } from '../activity.js'
import { offerJob } from '../job.js'
import type { Behaviour } from './element.js'

/** Asks for a job and waits until it is done. */
export const serviceTask: Behaviour = {
  enter: (run, node, arrival) => begin(run, node, arrival, 'job', (token) => offerJob(run, node, token)),
}
