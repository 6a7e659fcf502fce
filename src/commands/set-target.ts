import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { stepOf } from '../desk/service.js'
import { foldDigits } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { saveTarget } from '../store/targets.js'
import { acting, type Desk } from './desk.js'

export interface TargetTyped {
  readonly service: string
  readonly element: string
  /** Working days; empty: as the drawing says. */
  readonly days: string
  readonly once: string
}

const MAX_DAYS = 90

/** Sets how many working days a step has, without a new drawing. Tasks that are open keep the target they have. */
export function setTarget(desk: Desk, person: Person, input: TargetTyped): Promise<Outcome<{ service: string }>> {
  return acting(desk, person, `target:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const service = desk.catalog.offered().find((one) => one.service.id === input.service)?.service
    if (!service || !stepOf(service, input.element)) return refused('not-found')
    const typed = foldDigits(input.days).trim()
    const days = typed === '' ? null : /^\d{1,2}$/.test(typed) ? Number(typed) : 0
    if (days !== null && (days < 1 || days > MAX_DAYS))
      return refused('incomplete', {}, [
        {
          key: 'days',
          code: 'number',
          text: { fa: 'عددی از ۱ تا ۹۰ بنویسید، یا خالی بگذارید.', en: 'Write a number from 1 to 90, or nothing.' },
        },
      ])
    const at = desk.now()
    const target = { service: service.id, element: input.element, days }
    if (await saveTarget(tx, target, person.id, at))
      await recordAudit(tx, at, { kind: days === null ? 'target-removed' : 'target-set', by: person.id, data: target })
    return { ok: true, service: service.id }
  })
}
