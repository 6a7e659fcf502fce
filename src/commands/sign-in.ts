import type { Person } from '../desk/person.js'
import { refused, type Outcome, type RefusalCode } from '../desk/refusal.js'
import { countedName, foldName, isLocalName, isPlausible } from '../desk/sign-in-name.js'
import { THROTTLES } from '../desk/throttle.js'
import { claimTry, forgetTries, giveBackTry, type Counted } from '../store/attempts.js'
import { recordAudit } from '../store/audit.js'
import { idOfUsername, personById, type DirectoryPerson } from '../store/people.js'
import type { Tx } from '../store/visible.js'
import { admit } from './admit.js'
import { networkOf } from './address.js'
import { transaction, type Desk, type DirectoryRefusal } from './desk.js'
import { checkLocal } from './local-account.js'
import { openSessionFor, type Visitor } from './open-session.js'

export interface SigningIn {
  readonly username: string
  readonly password: string
  readonly visitor: Visitor
  /** The session token of the browser, if it held one. */
  readonly replaces: string | null
  /** One click on a demo person. */
  readonly demo?: boolean
}

/**
 * Asks who this is and opens a session. Names that end in `@local` go to the accounts of the desk, all others to the
 * directory, and neither ever falls back to the other. Unknown people and wrong passwords look and last the same.
 */
export async function signIn(desk: Desk, input: SigningIn): Promise<Outcome<{ token: string; person: Person }>> {
  const entered = await letIn(desk, input, async (tx, person, local) => {
    const { token } = await openSessionFor(tx, {
      person: person.id,
      method: local ? 'local' : input.demo ? 'demo' : 'password',
      visitor: input.visitor,
      replaces: input.replaces,
      at: desk.now(),
    })
    return { token, person }
  })
  return entered.ok ? { ok: true, ...entered.found } : entered
}

/**
 * The door itself: asks whose name and password these are, counted like every try. `then` runs in the transaction that
 * lets the person in.
 */
export async function letIn<T>(
  desk: Desk,
  input: Pick<SigningIn, 'username' | 'password' | 'visitor'>,
  then: (tx: Tx, person: Person, local: boolean) => Promise<T>,
): Promise<Outcome<{ found: T }>> {
  const name = foldName(input.username)
  if (!isPlausible(name, input.password)) return refused('wrong-credentials')
  const counted = countedFor(name, input.visitor)
  const until = await transaction(desk, (tx) => claimTry(tx, counted.all, desk.now()))
  if (until !== null) return refused('too-many-attempts', { until: String(until) })
  const local = isLocalName(name)
  const answer = local
    ? await checkLocal(desk, name, input.password)
    : directoryAnswer(await desk.directory.check(name, input.password))
  return transaction(desk, async (tx) => {
    if ('why' in answer) return refuse(tx, desk, input.visitor, name, counted.all, answer.why)
    const id = 'person' in answer ? answer.person : await admit(tx, answer.found, desk.now())
    const person = await personById(tx, id, desk.now())
    if (!person) return refuse(tx, desk, input.visitor, name, counted.all, 'account-disabled')
    await forgetTries(tx, counted.account)
    if (counted.address) await giveBackTry(tx, [counted.address])
    return { ok: true, found: await then(tx, person, local) }
  })
}

type Answer = { readonly found: DirectoryPerson } | { readonly why: DirectoryRefusal | 'directory-down' }

function directoryAnswer(answer: Awaited<ReturnType<Desk['directory']['check']>>): Answer {
  if (answer.kind === 'down') return { why: 'directory-down' }
  if (answer.kind === 'refused') return { why: answer.why }
  // A directory that knows such a name would hand out an account of the desk.
  return isLocalName(foldName(answer.person.username)) ? { why: 'wrong-credentials' } : { found: answer.person }
}

/** What a try to sign in is counted by. Without an address (a test, a pipe) by the account alone. */
function countedFor(
  name: string,
  visitor: Visitor,
): { readonly account: Counted; readonly address: Counted | null; readonly all: readonly Counted[] } {
  const account = { what: `account ${countedName(name)}`, rule: THROTTLES.account }
  const network = networkOf(visitor.address)
  const address = network === '' ? null : { what: `address ${network}`, rule: THROTTLES.address }
  return { account, address, all: address ? [account, address] : [account] }
}

/** Refusals that may come from guessing. The others say that the password was right, or that nobody could tell. */
const GUESSES: ReadonlySet<RefusalCode> = new Set(['wrong-credentials', 'account-locked'])

async function refuse(
  tx: Tx,
  desk: Desk,
  visitor: Visitor,
  name: string,
  counted: readonly Counted[],
  why: DirectoryRefusal | 'directory-down',
) {
  if (!GUESSES.has(why)) await giveBackTry(tx, counted)
  // A name that belongs to nobody is not written down: people type passwords into this field.
  const person = await idOfUsername(tx, countedName(name))
  await recordAudit(tx, desk.now(), {
    kind: 'sign-in-refused',
    by: null,
    person,
    address: visitor.address,
    data: { why, method: isLocalName(name) ? 'local' : 'password', device: visitor.device },
  })
  return refused(why)
}
