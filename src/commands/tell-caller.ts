import { resultOf } from '../desk/progress.js'
import type { Service } from '../desk/service.js'
import type { Effect, State } from '../engine/index.js'
import { tellCaller } from '../store/process-messages.js'
import type { RequestRecord } from '../store/requests.js'
import type { Tx } from '../store/visible.js'

interface Called {
  readonly request: RequestRecord
  readonly service: Service
  readonly at: number
}

/** Tells whoever called this process how it ended and what it threw that nothing here has caught. */
export async function tellWhoCalled(
  tx: Tx,
  { request, service, at }: Called,
  state: State,
  told: { readonly effects: readonly Effect[]; readonly entered: readonly string[] },
): Promise<void> {
  const { caller } = request
  if (!caller) return
  for (const effect of told.effects) {
    if ((effect.kind !== 'throw-error' && effect.kind !== 'throw-escalation') || effect.caught !== null) continue
    const kind = effect.kind === 'throw-error' ? 'error' : 'escalation'
    await tellCaller(tx, caller, { kind, name: effect.code ?? '', variables: {}, at })
  }
  if (state.status === 'running') return
  if (state.status === 'cancelled')
    return tellCaller(tx, caller, { kind: 'failed', name: `${request.key} was closed`, variables: {}, at })
  const own = state.scopes.find((scope) => scope.parent === null)?.variables ?? {}
  const { request: _answers, ...variables } = own
  const result = resultOf(service.definition, told.entered)
  const called = { key: request.key, service: service.id, result }
  await tellCaller(tx, caller, { kind: 'ended', name: '', variables: { ...variables, called }, at })
}
