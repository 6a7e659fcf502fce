import type { Behaviour } from './element.js'

/** Whatever began the process or sub-process has happened; the token goes on. */
export const startEvent: Behaviour = { enter: (run, node, { scope }) => run.leave(node, scope) }
