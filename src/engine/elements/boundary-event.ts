import type { Behaviour } from './element.js'

/** Stands on an activity; entered when its trigger comes, and left at once. */
export const boundaryEvent: Behaviour = { enter: (run, node, { scope }) => run.leave(node, scope) }
