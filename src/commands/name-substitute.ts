import type { Problem } from '../desk/form/form.js'
import { ownOffices, type Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { mayEndSubstitution, mayNameSubstitute, spanProblems } from '../desk/substitution.js'
import { recordAudit } from '../store/audit.js'
import { personById } from '../store/people.js'
import { endSubstitutionRow, insertSubstitution, isStoodInFor, substitutionById } from '../store/substitutions.js'
import { acting, type Desk } from './desk.js'
import { giveNotices } from './give-notices.js'

export interface NamingSubstitute {
  readonly once: string
  readonly absent: number
  readonly substitute: number
  /** Null: every office of who is away. */
  readonly office: string | null
  /** Epoch milliseconds; the end is not included. */
  readonly from: number
  readonly until: number
}

/** Names who stands in for somebody, between two moments: by themself, the head of the office, or an administrator. */
export function nameSubstitute(desk: Desk, person: Person, input: NamingSubstitute): Promise<Outcome<{ id: number }>> {
  return acting(desk, person, `substitute:${input.once}`, async (tx) => {
    const at = desk.now()
    const absent = await personById(tx, input.absent, at)
    // Whoever may not name somebody for this person is not told whether there is such a person.
    if (!mayNameSubstitute(person, { id: input.absent, offices: absent ? ownOffices(absent) : [] }, input.office))
      return refused('not-allowed')
    if (!absent) return refused('not-found')
    const substitute = await personById(tx, input.substitute, at)
    const problems = [
      ...placeProblems(absent, input.office),
      ...substituteProblems(absent, substitute),
      ...spanProblems(input, at),
    ]
    if (problems.length > 0) return refused('incomplete', {}, problems)
    if (await isStoodInFor(tx, input)) return refused('already-done')

    const id = await insertSubstitution(tx, { ...input, madeBy: person.id, at })
    await recordAudit(tx, at, {
      kind: 'substitute-named',
      by: person.id,
      for: absent.id,
      person: input.substitute,
      data: { id, office: input.office, from: input.from, until: input.until },
    })
    if (input.substitute !== person.id)
      await giveNotices(tx, desk, [
        {
          person: input.substitute,
          kind: 'substitute-named',
          request: null,
          data: { absent: { ...absent.name }, until: input.until },
          at,
        },
      ])
    return { ok: true, id }
  })
}

/** Ends a substitution before its time, or takes it back before it began. */
export function endSubstitution(
  desk: Desk,
  person: Person,
  input: { readonly once: string; readonly id: number },
): Promise<Outcome<{ id: number }>> {
  return acting(desk, person, `substitute-end:${input.once}`, async (tx) => {
    const one = await substitutionById(tx, input.id)
    if (!one || !mayEndSubstitution(person, one)) return refused('not-found')
    const at = desk.now()
    if (one.endedAt !== null || one.until <= at) return refused('already-done')
    await endSubstitutionRow(tx, one.id, at)
    await recordAudit(tx, at, {
      kind: 'substitute-ended',
      by: person.id,
      for: one.absent,
      person: one.substitute,
      data: { id: one.id, office: one.office },
    })
    return { ok: true, id: one.id }
  })
}

function placeProblems(absent: Person, office: string | null): readonly Problem[] {
  const offices = ownOffices(absent)
  if (office === null ? offices.length > 0 : offices.includes(office)) return []
  const text = { fa: 'این شخص در این واحد کار نمی‌کند.', en: 'This person does not work in this office.' }
  return [{ key: 'office', code: 'unknown', text }]
}

function substituteProblems(absent: Person, substitute: Person | null): readonly Problem[] {
  if (substitute && substitute.id !== absent.id) return []
  const text = substitute
    ? { fa: 'کسی جانشین خودش نمی‌شود.', en: 'Nobody stands in for themself.' }
    : { fa: 'جانشین را از فهرست انتخاب کنید.', en: 'Choose the substitute from the list.' }
  return [{ key: 'substitute', code: 'unknown', text }]
}
