import type { Behaviour } from './element.js'

export const startEvent: Behaviour = { enter: (run, node, { scope }) => run.leave(node, scope) }
