import { mayAdminister } from '../desk/administration.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { checkAudit, recordAudit } from '../store/audit.js'
import { acting, type Desk } from './desk.js'

/** Walks the whole audit log and writes down, as its newest line, whether it is as it was written. */
export async function checkLog(
  desk: Desk,
  person: Person,
  input: { readonly once: string },
): Promise<Outcome<{ whole: boolean }>> {
  if (!mayAdminister(person)) return refused('not-found')
  // Outside the transaction: the walk may take seconds, and nobody waits for it.
  const check = await checkAudit(desk.db)
  return acting(desk, person, `log-check:${input.once}`, async (tx) => {
    const data = check.whole
      ? { whole: true, lines: check.lines, hash: check.hash }
      : { whole: false, line: check.line, fault: check.fault }
    await recordAudit(tx, desk.now(), { kind: 'log-checked', by: person.id, data })
    return { ok: true, whole: check.whole }
  })
}
