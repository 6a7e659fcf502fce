import { z } from 'zod'
import type { ReadFile } from './config.js'

/** How messages leave the desk. */
export interface MessageConfig {
  /** Null: nobody is written to by mail. */
  readonly smtp: {
    readonly host: string
    readonly port: number
    readonly security: 'tls' | 'starttls' | 'none'
    readonly user: string | null
    readonly passwordFile: string | null
    readonly ca: string | null
    readonly from: string
  } | null
  /** Null: nobody is written to in the chat. */
  readonly rocketChat: { readonly url: string | null; readonly secretFile: string } | null
}

const KINDS = {
  'smtps:': { security: 'tls', port: 465 },
  'smtp:': { security: 'starttls', port: 587 },
  'smtp-plain:': { security: 'none', port: 25 },
} as const

const file = z.string().min(1, 'must not be empty').optional()

const schema = z.object({
  MIZBAN_SMTP_URL: z
    .string()
    .refine(
      (text) => smtpOf(text) !== null,
      'must be smtps://user@host:port, smtp:// for STARTTLS, or smtp-plain:// on a line of your own; no password',
    )
    .optional(),
  MIZBAN_SMTP_PASSWORD_FILE: file,
  MIZBAN_SMTP_CA_FILE: file,
  MIZBAN_MAIL_FROM: z.email('must be a mail address').optional(),
  MIZBAN_ROCKETCHAT_URL: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
  MIZBAN_ROCKETCHAT_SECRET_FILE: file,
})

function smtpOf(text: string) {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, port, username, password, pathname, search } = new URL(text)
  const kind = Object.entries(KINDS).find(([name]) => name === protocol)?.[1]
  if (!kind || hostname === '' || password !== '' || !['', '/'].includes(pathname) || search !== '') return null
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? kind.port : Number(port),
    security: kind.security,
    user: username === '' ? null : decodeURIComponent(username),
  }
}

/** Reads the part of the environment that says how messages leave. @returns it, or one sentence per mistake */
export function readMessageConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): MessageConfig | { readonly problems: readonly string[] } {
  const result = schema.safeParse(env)
  if (!result.success)
    return { problems: result.error.issues.map((issue) => `The setting ${issue.path.join('.')} ${issue.message}.`) }
  const set = result.data
  const smtp = set.MIZBAN_SMTP_URL === undefined ? null : smtpOf(set.MIZBAN_SMTP_URL)
  const problems = [
    ...(smtp && !set.MIZBAN_MAIL_FROM ? ['The setting MIZBAN_MAIL_FROM is missing; MIZBAN_SMTP_URL needs it.'] : []),
    ...(smtp?.user && !set.MIZBAN_SMTP_PASSWORD_FILE
      ? ['The setting MIZBAN_SMTP_PASSWORD_FILE is missing; the user of MIZBAN_SMTP_URL needs it.']
      : []),
    ...(set.MIZBAN_ROCKETCHAT_URL && !set.MIZBAN_ROCKETCHAT_SECRET_FILE
      ? ['The setting MIZBAN_ROCKETCHAT_SECRET_FILE is missing; MIZBAN_ROCKETCHAT_URL needs it.']
      : []),
  ]
  let ca: string | null = null
  if (set.MIZBAN_SMTP_CA_FILE !== undefined)
    try {
      ca = readFile(set.MIZBAN_SMTP_CA_FILE)
    } catch {
      problems.push("The file that MIZBAN_SMTP_CA_FILE names can't be read.")
    }
  if (problems.length > 0) return { problems }
  return {
    smtp: smtp && {
      ...smtp,
      passwordFile: set.MIZBAN_SMTP_PASSWORD_FILE ?? null,
      ca,
      from: set.MIZBAN_MAIL_FROM ?? '',
    },
    rocketChat: set.MIZBAN_ROCKETCHAT_SECRET_FILE
      ? { url: set.MIZBAN_ROCKETCHAT_URL ?? null, secretFile: set.MIZBAN_ROCKETCHAT_SECRET_FILE }
      : null,
  }
}
