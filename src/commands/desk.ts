import type { Kysely } from 'kysely'
import type { Json, JsonObject } from '../desk/json.js'
import type { Mail } from '../desk/mail-in/mail.js'
import type { Outcome, Refusal } from '../desk/refusal.js'
import type { DrawnLetter, Letter } from '../desk/letter.js'
import type { Sign } from '../desk/reply-address.js'
import type { Service } from '../desk/service.js'
import type { University } from '../desk/university.js'
import type { Person } from '../desk/person.js'
import type { Database } from '../store/database.js'
import type { DirectoryEntry, DirectoryPerson } from '../desk/directory.js'
import { endSentDraft } from '../store/drafts.js'
import { claimReceipt, keepAnswer } from '../store/receipts.js'
import type { Tx } from '../store/visible.js'

/** Services by id (the version offered now) and by version (what a running request stays on). */
export interface Catalog {
  readonly offered: () => readonly { readonly service: Service; readonly versionId: number; readonly number: number }[]
  readonly version: (id: number) => Promise<Service>
  /** Looks whether anything was published, here or by another process; costs one look at an index when not. */
  readonly refresh: () => Promise<void>
}

/** Work for later, put in line inside the transaction that causes it. */
export interface Later {
  readonly run: (tx: Tx, job: ServiceJob) => Promise<void>
  /** Sends a text message that was kept (`src/store/messages.ts`), by its id. */
  readonly send: (tx: Tx, message: number) => Promise<void>
  /** Delivers what processes have sent, as soon as the transaction is kept. */
  readonly deliver: (tx: Tx) => Promise<void>
  /** Moves requests to another version, one after the other. */
  readonly move: (tx: Tx, job: MoveJob) => Promise<void>
}

export interface MoveJob {
  readonly move: number
}

/** A service task of a process that waits for the desk to do something. */
export interface ServiceJob {
  readonly request: number
  readonly token: number
  readonly type: string
  /** How often it may be tried before it is an incident. */
  readonly tries: number
}

/** Bytes by their hash. */
export interface FileStore {
  readonly put: (bytes: Uint8Array) => Promise<string>
  readonly get: (sha256: string) => Promise<Uint8Array | null>
  /** The caller knows that nothing names them any more. What is not there is nothing. */
  readonly remove: (sha256: string) => Promise<void>
}

/** What a virus scanner says: that it found nothing, what it found, or that it could not look. Never a fourth thing. */
export type ScanAnswer =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found'; readonly name: string }
  | { readonly kind: 'not-scanned'; readonly why: 'down' | 'slow' | 'too-large' | 'unreadable' }

export interface Scanner {
  readonly scan: (bytes: Uint8Array) => Promise<ScanAnswer>
}

/** What a directory answers to a user name and a password. Unknown names and wrong passwords are both `wrong`. */
export type DirectoryAnswer =
  | { readonly kind: 'found'; readonly person: DirectoryPerson }
  | { readonly kind: 'refused'; readonly why: DirectoryRefusal }
  /** No controller answered; nobody is let in on an old password. */
  | { readonly kind: 'down' }

export type DirectoryRefusal =
  | 'wrong-credentials'
  | 'password-expired'
  | 'password-must-change'
  | 'account-disabled'
  | 'account-expired'
  | 'account-locked'
  | 'outside-hours'
  | 'other-workstation'

/** Who somebody is, by user name and password. Never asked with an empty password. */
export interface Directory {
  readonly check: (username: string, password: string) => Promise<DirectoryAnswer>
  /** Everybody at once, for the sync; absent where a directory can't tell. */
  readonly listing?: DirectoryListing
}

export interface DirectoryListing {
  /** All accounts of the search base, closed ones too; null when no controller answered to the end. */
  readonly everyone: () => Promise<readonly DirectoryEntry[] | null>
  /** How its ids look, as a regular expression: people with other ids are none of its business. */
  readonly ids: string
}

/** Sends text messages to mobiles. */
export interface Sms {
  /** Whether nothing leaves the house and texts are read on the demo outbox page instead. */
  readonly demo: boolean
  /** `to` is E.164. */
  readonly send: (message: { readonly to: string; readonly text: string }) => Promise<Handing>
}

/**
 * What became of handing something over. `later`: it certainly was not taken, and may be tried again; `never`: nor will
 * it be; `unknown`: it may have been taken. `said` is for people and without personal data: `550 5.1.1`, `timeout`.
 */
export type Handing = { readonly kind: 'taken' | 'later' | 'never' | 'unknown'; readonly said: string }

/** One mail to one person. */
export interface OutMail extends DrawnLetter {
  readonly to: { readonly name: string; readonly address: string }
  /** Names this mail at every try, without brackets and host. */
  readonly id: string
  /** What it belongs to: mails of one request stand together. */
  readonly thread: string | null
  /** Where an answer goes; null: nowhere. */
  readonly replyTo: string | null
  /** Where its reader chooses what comes by mail. */
  readonly choices: string
}

/** Hands mail to a mail server. */
export interface Mailer {
  /** Whether nothing leaves the house and mail is read on the demo outbox page instead. */
  readonly demo: boolean
  readonly send: (mail: OutMail) => Promise<Handing>
}

/** Messages to people by the user name they have in the chat too. */
export interface Chat {
  readonly demo: boolean
  readonly send: (message: { readonly to: string; readonly text: string }) => Promise<Handing>
}

/** Draws letters: the words and links around what is told. */
export interface Letters {
  readonly mail: (letter: Letter) => DrawnLetter
  /** As a text message or a line of chat. */
  readonly short: (letter: Letter) => string
  /** Where people choose what they are told, and how. */
  readonly choices: string
}

/**
 * An OpenID Connect provider where people sign in instead of typing a password here. What `begin` gives to keep stays in
 * the browser that began, so that nobody can finish what somebody else began.
 */
export interface OpenId {
  /** Where to send the browser, or null when the provider does not answer. */
  readonly begin: () => Promise<{ readonly url: string; readonly kept: OpenIdKept } | null>
  /** @param returned the whole address to which the browser came back */
  readonly finish: (returned: URL, kept: OpenIdKept) => Promise<DirectoryAnswer>
  /** Where to sign out there too, or null when the provider has no such place. */
  readonly leave: () => Promise<string | null>
}

export interface OpenIdKept {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Where answers to notices arrive. `src/desk/reply-address.ts` makes and reads the addresses, with these two. */
export interface Mailbox {
  readonly address: string
  readonly sign: Sign
  /** Null when it can't be read. Never throws: what comes in is anybody's. */
  readonly read: (raw: Uint8Array) => Promise<Mail | null>
  /** Whose Authentication-Results are believed; null: nobody's. */
  readonly authority: string | null
  /** The service that mail about nothing becomes a request of, if any. */
  readonly service: string | null
}

export interface Renderer {
  readonly render: (input: {
    template: string
    data: { readonly [key: string]: Json }
    qr?: string
  }) => Promise<Uint8Array>
}

/** What came of a call of a webhook: the status that was answered, or why there is none. */
export interface HookAnswer {
  readonly status: number | null
  readonly why: 'forbidden-address' | 'no-tls' | 'timeout' | 'unknown-host' | 'certificate' | 'no-connection' | null
}

/** Calls programs elsewhere. */
export interface Hooks {
  /** Whether any address may be called without TLS. */
  readonly mayPlain: boolean
  /** Never throws: what fails is the answer. */
  readonly post: (call: {
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }) => Promise<HookAnswer>
}

/** Everything a command may need from outside; put together in src/app.ts. */
export interface Desk {
  readonly db: Kysely<Database>
  readonly catalog: Catalog
  readonly university: University
  readonly later: Later
  readonly files: FileStore
  /** Null where none is connected: nothing is scanned then, and nothing waits. */
  readonly scanner: Scanner | null
  readonly directory: Directory
  /** Null where no way to send is set: then nothing is offered that needs one. */
  readonly sms: Sms | null
  /** Null where no mail server is set: then nobody is written to. */
  readonly mail: Mailer | null
  /** Null where no chat is connected. */
  readonly chat: Chat | null
  readonly letters: Letters
  /** Null: nobody signs in at a provider. */
  readonly openId: OpenId | null
  /** Null: nobody answers by mail. */
  readonly mailbox: Mailbox | null
  readonly renderer: Renderer
  readonly hooks: Hooks
  /** Where the desk is reached, for links in documents; no slash at the end. */
  readonly baseUrl: string
  readonly now: () => number
  readonly newId: () => string
  readonly newCode: () => string
}

export const transaction = <T>(desk: Desk, act: (tx: Tx) => Promise<T>): Promise<T> =>
  desk.db.transaction().execute(act)

/**
 * One transaction that acts once per person and token: a repeat, even while the first is under way, gets the first
 * answer. A refusal takes everything back, so it may be tried again. The draft that was sent is gone with it.
 */
export const acting = <T extends JsonObject>(
  desk: Desk,
  person: Person,
  token: string,
  act: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  refusable(desk, async (tx) => {
    const before = await claimReceipt(tx, person.id, token, desk.now())
    if (before) return before.answer as Outcome<T> & JsonObject
    const outcome = await act(tx)
    if (outcome.ok) {
      await keepAnswer(tx, person.id, token, outcome)
      await endSentDraft(tx, person, token)
    }
    return outcome
  })

/** One transaction that a refusal takes back. */
export async function refusable<T>(desk: Desk, act: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await transaction(desk, async (tx) => {
      const outcome = await act(tx)
      if (!outcome.ok) throw new TakenBack(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.refusal
    throw error
  }
}

class TakenBack extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}
