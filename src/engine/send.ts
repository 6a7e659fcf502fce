import { begin, doAtOnce } from './activity.js'
import { fire } from './fire.js'
import { offerJob } from './job.js'
import type { Node } from './model.js'
import type { Arrival, Run } from './run.js'
import { mapped, text, visible } from './variables.js'

/**
 * Sends a message from a task or event: as a job where the drawing names one (Camunda 8), else as an effect, for
 * whoever waits for its name and key. It carries what the input mappings give, or all that is visible.
 */
export function sendMessage(run: Run, node: Node, arrival: Arrival): void {
  if (node.job) return begin(run, node, arrival, 'job', (token) => offerJob(run, node, token))
  doAtOnce(run, node, arrival, (variables) => {
    const { name, key } = node.event?.kind === 'message' ? node.event : { name: null, key: null }
    run.effects.push({
      kind: 'send-message',
      element: node.id,
      name: text(run, node.id, name, variables) ?? '',
      key: text(run, node.id, key, variables),
      variables: node.inputs.length === 0 ? variables : mapped(run, node, node.inputs, variables),
    })
    return { result: {} }
  })
}

/**
 * Throws a signal and goes on: this process hears it at once, every other through the caller. Whoever threw it stands
 * meanwhile, so that what the signal interrupts may end them too.
 */
export function throwSignal(run: Run, node: Node, scope: number): void {
  const token = run.wait({ scope, element: node.id, via: null }, 'signal')
  const seen = visible(run, scope)
  const variables = node.inputs.length === 0 ? seen : mapped(run, node, node.inputs, seen)
  const name = text(run, node.id, node.event?.kind === 'signal' ? node.event.name : null, variables) ?? ''
  run.effects.push({ kind: 'throw-signal', element: node.id, name, variables })
  for (const one of [...run.subscriptions.values()])
    if (one.on === 'signal' && one.name === name && run.subscriptions.has(one.id)) fire(run, one, {})
  if (!run.tokens.has(token.id)) return
  run.remove(token, 'completed')
  run.leave(node, scope)
}
