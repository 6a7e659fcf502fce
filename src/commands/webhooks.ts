import { randomBytes } from 'node:crypto'
import type { AuditKind } from '../desk/audit.js'
import type { Problem } from '../desk/form/form.js'
import type { JsonObject } from '../desk/json.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { OLD_SECRET_MS, WEBHOOK_KINDS, type WebhookView } from '../desk/webhook.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import type { Tx } from '../store/visible.js'
import {
  changeSecret,
  changeWebhook as saveChange,
  insertTrial,
  insertWebhook,
  removeWebhook as remove,
  resendDelivery as resend,
  webhookById,
} from '../store/webhooks.js'
import { acting, type Desk } from './desk.js'

export interface WebhookTyped {
  readonly name: string
  readonly url: string
  readonly kinds: readonly string[]
}

/** A webhook, and the revision of it that was looked at; whoever gives none takes it as it is. */
export interface WebhookAt {
  readonly id: number
  readonly once: string
  readonly revision?: number | undefined
}

/**
 * Has a program elsewhere told of events from now on. The secret is in this answer and nowhere else: sent twice, the
 * second answer has none.
 */
export async function addWebhook(
  desk: Desk,
  person: Person,
  input: WebhookTyped & { readonly once: string },
): Promise<Outcome<{ id: number; secret: string | null }>> {
  const secret = newSecret()
  const made = await acting(desk, person, `webhook:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const { typed, problems } = readTyped(desk, input)
    if (problems.length > 0) return refused('incomplete', {}, problems)
    const at = desk.now()
    const id = await insertWebhook(tx, { ...typed, secret, by: person.id, at })
    await audit(tx, at, person, 'webhook-added', { webhook: id, name: typed.name, host: new URL(typed.url).host })
    return { ok: true, id, mark: markOf(secret) }
  })
  return made.ok ? { ok: true, id: made.id, secret: made.mark === markOf(secret) ? secret : null } : made
}

/** Changes what it is told of and where, pauses it or has it go on. One that the desk disabled goes on as new. */
export const changeWebhook = (
  desk: Desk,
  person: Person,
  input: WebhookAt & Partial<WebhookTyped> & { readonly state?: 'active' | 'paused' | undefined },
): Promise<Outcome<{ id: number }>> =>
  changing(desk, person, 'change', input, async (tx, hook, at) => {
    const whole = { name: input.name ?? hook.name, url: input.url ?? hook.url, kinds: input.kinds ?? hook.kinds }
    const { typed, problems } = readTyped(desk, whole)
    if (problems.length > 0) return refused('incomplete', {}, problems)
    const state = input.state ?? hook.state
    await saveChange(tx, hook.id, { ...typed, state, ...(state === 'active' ? { failingSince: null } : {}) })
    const data = { webhook: hook.id, name: typed.name, host: new URL(typed.url).host, state }
    await audit(tx, at, person, 'webhook-changed', data)
    return { ok: true, id: hook.id }
  })

/** Gives it a new secret; the one before signs too for a day, so that the other side can change over. */
export async function rotateSecret(
  desk: Desk,
  person: Person,
  input: WebhookAt,
): Promise<Outcome<{ id: number; secret: string | null }>> {
  const secret = newSecret()
  const made = await changing(desk, person, 'secret', input, async (tx, hook, at) => {
    await changeSecret(tx, hook.id, secret, at + OLD_SECRET_MS)
    await audit(tx, at, person, 'webhook-secret-changed', { webhook: hook.id, name: hook.name })
    return { ok: true, id: hook.id, mark: markOf(secret) }
  })
  return made.ok ? { ok: true, id: made.id, secret: made.mark === markOf(secret) ? secret : null } : made
}

export const removeWebhook = (desk: Desk, person: Person, input: WebhookAt): Promise<Outcome<{ id: number }>> =>
  changing(desk, person, 'removal', input, async (tx, hook, at) => {
    await remove(tx, hook.id)
    await audit(tx, at, person, 'webhook-removed', { webhook: hook.id, name: hook.name })
    return { ok: true, id: hook.id }
  })

/** Sends it something that tells of no request, to see whether it arrives. */
export const tryWebhook = (desk: Desk, person: Person, input: WebhookAt): Promise<Outcome<{ delivery: number }>> =>
  changing(desk, person, 'trial', input, async (tx, hook, at) =>
    hook.state === 'active' ? { ok: true, delivery: await insertTrial(tx, hook.id, at) } : refused('already-done'),
  )

/** Sends a delivery again, under the id it had. */
export const resendDelivery = (
  desk: Desk,
  person: Person,
  input: WebhookAt & { readonly delivery: number },
): Promise<Outcome<{ delivery: number }>> =>
  changing(desk, person, `resend:${input.delivery}`, input, async (tx, hook, at) =>
    (await resend(tx, hook.id, input.delivery, at)) ? { ok: true, delivery: input.delivery } : refused('already-done'),
  )

/** The frame of every change: administrators only, on a locked webhook, once. */
const changing = <T extends JsonObject>(
  desk: Desk,
  person: Person,
  what: string,
  { id, once, revision }: WebhookAt,
  act: (tx: Tx, hook: WebhookView, at: number) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  acting(desk, person, `webhook-${what}:${once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const hook = await webhookById(tx, id, { lock: true })
    if (!hook) return refused('not-found')
    if (revision !== undefined && revision !== hook.revision) return refused('changed')
    return act(tx, hook, desk.now())
  })

/** 192 random bits, as the Standard Webhooks write them. */
const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`

/** Enough to know the secret again, too little to sign with. */
const markOf = (secret: string): string => secret.slice(6, 14)

const audit = (tx: Tx, at: number, person: Person, kind: AuditKind, data: JsonObject): Promise<void> =>
  recordAudit(tx, at, { kind, by: person.id, data })

function readTyped(desk: Desk, input: WebhookTyped): { typed: WebhookTyped; problems: readonly Problem[] } {
  const name = cleanText(input.name).slice(0, 80)
  const url = input.url.trim()
  const kinds = WEBHOOK_KINDS.filter((kind) => input.kinds.includes(kind))
  const wrong = (key: string, fa: string, en: string): Problem => ({ key, code: 'wrong', text: { fa, en } })
  const plain = desk.hooks.mayPlain
  return {
    typed: { name, url, kinds },
    problems: [
      ...(name === '' ? [wrong('name', 'نامی بنویسید.', 'Write a name.')] : []),
      ...(isAddress(url, plain)
        ? []
        : [wrong('url', 'نشانی کامل را با https:// بنویسید.', 'Write the full address, with https://.')]),
      ...(kinds.length === 0 || kinds.length < new Set(input.kinds).size
        ? [wrong('kinds', 'دست‌کم یک رویداد را انتخاب کنید.', 'Choose at least one event.')]
        : []),
    ],
  }
}

/** @param plain whether some addresses may be called without TLS; which, is seen when it is called */
function isAddress(text: string, plain: boolean): boolean {
  if (text.length > 2_000 || !URL.canParse(text)) return false
  const url = new URL(text)
  return (url.protocol === 'https:' || (plain && url.protocol === 'http:')) && url.username === '' && url.hash === ''
}
