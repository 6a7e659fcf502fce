import { withGrants } from '../desk/directory.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { recordAudit } from '../store/audit.js'
import { knownPeople } from '../store/directory-people.js'
import { personById, type DirectoryPerson } from '../store/people.js'
import type { Tx } from '../store/visible.js'
import { transaction, type Desk, type OpenIdKept } from './desk.js'
import { admit } from './admit.js'
import { currentGrants } from './grants.js'
import { openSessionFor, type Visitor } from './open-session.js'

export interface Returning {
  /** The whole address to which the browser came back from the provider. */
  readonly returned: URL
  readonly kept: OpenIdKept
  readonly visitor: Visitor
  readonly replaces: string | null
}

/** Opens a session for whoever the OpenID provider says came back. */
export async function signInWithOpenId(
  desk: Desk,
  { returned, kept, visitor, replaces }: Returning,
): Promise<Outcome<{ token: string; person: Person }>> {
  if (!desk.openId) return refused('not-found')
  const answer = await desk.openId.finish(returned, kept)
  if (answer.kind === 'down') return refused('directory-down')
  return transaction(desk, async (tx) => {
    const at = desk.now()
    const id = answer.kind === 'found' ? await keep(tx, desk, answer.person) : null
    const person = id === null ? null : await personById(tx, id, at)
    if (!person) {
      const why = id === null ? 'provider-refused' : 'account-disabled'
      await recordAudit(tx, at, {
        kind: 'sign-in-refused',
        by: null,
        person: id,
        address: visitor.address,
        data: { why, method: 'openid', device: visitor.device },
      })
      return refused(why)
    }
    const { token } = await openSessionFor(tx, { person: person.id, method: 'openid', visitor, replaces, at })
    return { ok: true, token, person }
  })
}

/** Whom the directory's sync knows stays as the directory says; of all others the provider is the source. */
async function keep(tx: Tx, desk: Desk, person: DirectoryPerson): Promise<number> {
  const [known] = person.directoryId.startsWith('openid:') ? [] : await knownPeople(tx, { one: person.directoryId })
  if (known) return known.person
  const grants = await currentGrants(tx, desk.university)
  return admit(tx, withGrants(person, grants(person.groups)), desk.now())
}
