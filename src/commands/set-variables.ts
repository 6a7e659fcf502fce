import type { Problem } from '../desk/form/form.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { changedVariables, scopesOf } from '../desk/variables.js'
import { loadState } from '../store/instances.js'
import { revisionOf } from '../store/processes.js'
import { advance } from './advance.js'
import type { Desk } from './desk.js'
import { operating, type Operator, type Repair } from './operating.js'

interface SettingVariables extends Repair {
  readonly incident: number
  readonly scope: number
  /** That of the process when the page was made: what changed since is not written over. */
  readonly revision: number
  /** Name to JSON, as typed. */
  readonly typed: Readonly<Record<string, string>>
}

/**
 * Corrects what a process that stands still knows. Variables are content: whoever changes them has opened the request
 * for reading, and neither the history nor the audit log repeats a value. The command line shows none.
 */
export const setVariables = (
  desk: Desk,
  operator: Operator,
  input: SettingVariables,
): Promise<Outcome<{ key: string }>> =>
  operating(desk, operator, repairOf(input), async ({ tx, request, service, at, by }) => {
    if (operator && !operator.readings.includes(request.id)) return refused('not-allowed')
    const state = await loadState(tx, request.id)
    const incident = state?.incidents.find((one) => one.id === input.incident)
    if (!state || !incident || (await revisionOf(tx, request.id)) !== input.revision) return refused('stale')
    const scope = scopesOf(state, incident.token).find((one) => one.id === input.scope)
    if (!scope) return refused('stale')
    const { changed, problems } = changedVariables(scope.variables, input.typed)
    const none: Problem = {
      key: 'variables',
      code: 'unchanged',
      text: { fa: 'چیزی عوض نشده است.', en: 'Nothing is changed.' },
    }
    const names = Object.keys(changed)
    if (problems.length > 0 || names.length === 0)
      return refused('incomplete', {}, problems.length > 0 ? problems : [none])
    const went = await advance(tx, desk, {
      service,
      request,
      at,
      happening: { kind: 'set-variables', scope: scope.id, variables: changed },
      events: [{ kind: 'repaired', by, office: null, internal: true }],
    })
    const data = { element: incident.element, names: names.join(', ') }
    return went ? { ok: true, kind: 'variables-set', data } : refused('stale')
  })

/** Whoever may not is told so before anything is said of the revision. */
const repairOf = ({ key, reason, once }: SettingVariables) => ({ key, reason, once })
