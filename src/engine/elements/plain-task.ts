import { doAtOnce } from '../activity.js'
import type { Behaviour } from './element.js'

/** A task that nobody is told of: one without a type, or done by hand outside the desk. Its token goes on at once. */
export const plainTask: Behaviour = {
  enter: (run, node, arrival) => doAtOnce(run, node, arrival, () => ({ result: {} })),
}
