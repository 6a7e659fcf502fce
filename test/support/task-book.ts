import type { TrackedTask, Tracked } from '../../src/desk/tracker/index.js'
import { callsOf } from '../../src/desk/tracker/calls.js'
import type { Effect, State } from '../../src/engine/index.js'

/** Keeps the tasks of a process as the desk does, from what the engine asks for. */
export function taskBook() {
  const tasks = new Map<number, TrackedTask>()
  let at = 0
  return {
    write: (effects: readonly Effect[], state: State) => {
      for (const effect of effects) {
        at += 1
        if (effect.kind === 'open-task')
          tasks.set(effect.token, {
            id: at,
            element: effect.element,
            calls: callsOf(state.scopes, state.tokens.find((one) => one.id === effect.token)?.scope ?? -1),
            office: { fa: 'دفتر', en: 'Office' },
            state: 'open',
            openedAt: at,
            closedAt: null,
            by: null,
            outcome: null,
            automatic: null,
            keep: false,
          })
        const known = effect.kind === 'close-task' ? tasks.get(effect.token) : undefined
        if (known && effect.kind === 'close-task')
          tasks.set(effect.token, { ...known, state: effect.reason, closedAt: at })
      }
    },
    tracked: (
      service: Tracked['service'],
      state: State,
      status: Tracked['status'] = state.status === 'running' ? 'open' : 'done',
    ): Tracked => ({
      service,
      status,
      tasks: [...tasks.values()],
      tokens: state.tokens.map((token) => ({
        element: token.element,
        calls: callsOf(state.scopes, token.scope),
        waits: token.waits,
        until: ['timer', 'event'].includes(token.waits)
          ? (state.timers.find((timer) => timer.token === token.id)?.due ?? null)
          : null,
        rounds: state.scopes.find((scope) => scope.token === token.id && scope.kind === 'rounds')?.rounds ?? null,
      })),
      officeOfStep: () => null,
    }),
  }
}
