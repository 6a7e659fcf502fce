import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { readMailbox, type MailboxConfig } from './config-mailbox.js'
import { readMessageConfig, type MessageConfig } from './config-messages.js'

/** The settings of a running desk; see docs/operations/configuration.md. */
export interface Config extends MessageConfig {
  readonly port: number
  readonly host: string
  /** Absent: the embedded database in the data folder. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly baseUrl: string
  /** Where clamd listens: `host:port` or the path of its socket. Null: uploads are not scanned. */
  readonly clamd: string | null
  /** Null: the demo people. */
  readonly directory: DirectoryConfig | null
  /** Minutes between two runs of the sync; 0 for never by itself. */
  readonly syncEveryMinutes: number
  /** Where people change or recover the password of their account; null when there is no such site. */
  readonly accountUrl: string | null
  /** How many proxies of one's own stand before the desk; so many entries of X-Forwarded-For are believed. */
  readonly trustProxy: number
  /** How many calls a minute somebody’s programs may make; null for no limit. */
  readonly apiPerMinute: number | null
  /** An OpenID provider where people sign in; null when there is none. */
  readonly openId: OpenIdConfig | null
  /** Where answers to notices arrive; null when nobody answers by mail. */
  readonly mailbox: MailboxConfig | null
  /** Blocks of private addresses that webhooks may call; without them only public ones, with TLS. */
  readonly webhookNetworks: readonly string[]
  /** How text messages are sent; null when they are not. */
  readonly sms: {
    readonly url: string
    readonly tokenFile: string | null
    readonly header: string
    readonly body: string
  } | null
}

export interface OpenIdConfig {
  readonly issuer: string
  readonly clientId: string
  /** Null for a public client; PKCE protects both kinds. */
  readonly clientSecret: string | null
  readonly claims: {
    /** The claim that names a person for ever: `sub`, or the one that carries the directory's objectGUID. */
    readonly id: string
    readonly groups: string
  }
}

export interface DirectoryConfig {
  readonly urls: readonly string[]
  readonly base: string
  readonly bindDn: string
  readonly password: string
  /** Certificates that are trusted, as PEM; null for those of the system. */
  readonly ca: string | null
}

const DIRECTORY_ADDRESS = /^ldaps?:\/\/[^\s,/]+\/?$/

const whole = (most: number, tooBig: string) =>
  z.coerce.number('must be a number').int('must be a whole number').min(0, tooBig).max(most, tooBig)

/** Whether `10.1.0.0/16` or `fd00::/8` is a block of addresses. */
export function isBlock(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const bits = isIP(address) === 4 ? 32 : 128
  return isIP(address) > 0 && more.length === 0 && /^\d{1,3}$/.test(prefix ?? '') && Number(prefix) <= bits
}

const schema = z.object({
  PORT: whole(65_535, 'must be between 0 and 65535').default(3000),
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  MIZBAN_DATA_DIR: z.string().min(1, 'must not be empty').default('./data'),
  MIZBAN_CLAMD: z
    .string()
    .regex(/^(\/.+|[^\s/:]+:\d{1,5}|\[[0-9a-f:]+\]:\d{1,5})$/i, 'must be host:port or the path of a socket')
    .optional(),
  MIZBAN_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
  MIZBAN_ACCOUNT_URL: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
  MIZBAN_SYNC_EVERY_MINUTES: whole(10_080, 'must be between 0 and 10080').default(60),
  MIZBAN_DIRECTORY_URL: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine(
      (urls) => urls.every((one) => DIRECTORY_ADDRESS.test(one)),
      'must be ldaps:// or ldap:// addresses, with commas between them',
    )
    .optional(),
  MIZBAN_DIRECTORY_BASE: z
    .string()
    .regex(/=/, 'must be a distinguished name such as OU=People,DC=example,DC=org')
    .optional(),
  MIZBAN_DIRECTORY_BIND_DN: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_DIRECTORY_PASSWORD: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_DIRECTORY_PASSWORD_FILE: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_DIRECTORY_CA_FILE: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_TRUST_PROXY: whole(5, 'must be between 0 and 5').default(0),
  MIZBAN_API_PER_MINUTE: whole(1_000_000, 'must be between 0 and 1000000').default(1200),
  MIZBAN_OPENID_ISSUER: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
  MIZBAN_OPENID_CLIENT_ID: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_OPENID_SECRET_FILE: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_OPENID_ID_CLAIM: z.string().min(1, 'must not be empty').default('sub'),
  MIZBAN_OPENID_GROUPS_CLAIM: z.string().min(1, 'must not be empty').default('groups'),
  MIZBAN_WEBHOOK_NETWORKS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    )
    .refine((blocks) => blocks.every(isBlock), 'must be blocks such as 10.1.0.0/16, with commas between them')
    .default([]),
  MIZBAN_SMS_URL: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
  MIZBAN_SMS_TOKEN_FILE: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_SMS_HEADER: z
    .string()
    .regex(/^[\w-]+: ?.+$/, 'must be a header: a name, a colon, a value')
    .default('Authorization: Bearer {token}'),
  MIZBAN_SMS_BODY: z
    .string()
    .regex(/\{(to|local)\}[^]*\{text\}|\{text\}[^]*\{(to|local)\}/, 'must contain {text}, and {to} or {local}')
    .default('{"to":"{to}","text":"{text}"}'),
})

type Settings = z.infer<typeof schema>

/** Reads a file that a setting names. */
export type ReadFile = (path: string) => string

/** Reads the environment. @returns the settings, or one sentence per mistake; values are never repeated, some are secret */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile = (file) => readFileSync(file, 'utf8'),
): { readonly config: Config } | { readonly problems: readonly string[] } {
  const result = schema.safeParse(env)
  if (!result.success)
    return { problems: result.error.issues.map((issue) => `The setting ${issue.path.join('.')} ${issue.message}.`) }
  const { PORT, HOST, DATABASE_URL, MIZBAN_DATA_DIR, MIZBAN_BASE_URL, MIZBAN_CLAMD, ...more } = result.data
  const directory = readDirectory(result.data, readFile)
  if (directory && 'problems' in directory) return directory
  const openId = readOpenId(result.data, readFile)
  if (openId && 'problems' in openId) return openId
  const messages = readMessageConfig(env, readFile)
  if ('problems' in messages) return messages
  const mailbox = readMailbox(env, readFile)
  if ('problems' in mailbox) return mailbox
  return {
    config: {
      ...messages,
      port: PORT,
      host: HOST,
      databaseUrl: DATABASE_URL ?? null,
      dataDir: path.resolve(MIZBAN_DATA_DIR),
      clamd: MIZBAN_CLAMD ?? null,
      baseUrl: (MIZBAN_BASE_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`).replace(/\/$/, ''),
      directory,
      syncEveryMinutes: more.MIZBAN_SYNC_EVERY_MINUTES,
      accountUrl: more.MIZBAN_ACCOUNT_URL ?? null,
      trustProxy: more.MIZBAN_TRUST_PROXY,
      apiPerMinute: more.MIZBAN_API_PER_MINUTE === 0 ? null : more.MIZBAN_API_PER_MINUTE,
      openId,
      mailbox: mailbox.mailbox,
      webhookNetworks: more.MIZBAN_WEBHOOK_NETWORKS,
      sms: more.MIZBAN_SMS_URL
        ? {
            url: more.MIZBAN_SMS_URL,
            tokenFile: more.MIZBAN_SMS_TOKEN_FILE ?? null,
            header: more.MIZBAN_SMS_HEADER,
            body: more.MIZBAN_SMS_BODY,
          }
        : null,
    },
  }
}

function readOpenId(
  settings: Settings,
  readFile: ReadFile,
): OpenIdConfig | null | { readonly problems: readonly string[] } {
  const { MIZBAN_OPENID_ISSUER: issuer, MIZBAN_OPENID_CLIENT_ID: clientId } = settings
  if (!issuer && !clientId) return null
  if (!issuer || !clientId)
    return { problems: ['MIZBAN_OPENID_ISSUER and MIZBAN_OPENID_CLIENT_ID are set together or not at all.'] }
  const file = settings.MIZBAN_OPENID_SECRET_FILE
  const claims = { id: settings.MIZBAN_OPENID_ID_CLAIM, groups: settings.MIZBAN_OPENID_GROUPS_CLAIM }
  try {
    return { issuer, clientId, clientSecret: file === undefined ? null : readFile(file).trim(), claims }
  } catch {
    return { problems: ["The file that MIZBAN_OPENID_SECRET_FILE names can't be read."] }
  }
}

function readDirectory(
  settings: Settings,
  readFile: ReadFile,
): DirectoryConfig | null | { readonly problems: readonly string[] } {
  const { MIZBAN_DIRECTORY_URL: urls, MIZBAN_DIRECTORY_BASE: base, MIZBAN_DIRECTORY_BIND_DN: bindDn } = settings
  const { MIZBAN_DIRECTORY_PASSWORD: word, MIZBAN_DIRECTORY_PASSWORD_FILE: file } = settings
  if (!urls) return strays(settings)
  const read = (name: 'PASSWORD_FILE' | 'CA_FILE') => {
    const from = settings[`MIZBAN_DIRECTORY_${name}`]
    if (from === undefined) return null
    try {
      return readFile(from)
    } catch {
      return { problem: `The file that MIZBAN_DIRECTORY_${name} names can't be read.` }
    }
  }
  const [password, ca] = [file === undefined ? (word ?? null) : read('PASSWORD_FILE'), read('CA_FILE')]
  const problems = [
    ...(base ? [] : [missing('BASE')]),
    ...(bindDn ? [] : [missing('BIND_DN')]),
    ...(password === null ? [`${missing('PASSWORD')} MIZBAN_DIRECTORY_PASSWORD_FILE may name a file with it.`] : []),
    ...(word !== undefined && file !== undefined
      ? ['Set MIZBAN_DIRECTORY_PASSWORD or MIZBAN_DIRECTORY_PASSWORD_FILE, not both.']
      : []),
    ...[password, ca].flatMap((one) => (one !== null && typeof one === 'object' ? [one.problem] : [])),
    ...(typeof ca === 'string' && !ca.includes('-----BEGIN CERTIFICATE-----')
      ? ['The file that MIZBAN_DIRECTORY_CA_FILE names has no certificate in PEM form.']
      : []),
  ]
  if (
    problems.length > 0 ||
    !base ||
    !bindDn ||
    typeof password !== 'string' ||
    (ca !== null && typeof ca !== 'string')
  )
    return { problems }
  return { urls, base, bindDn, password: password.replace(/\r?\n$/, ''), ca }
}

const missing = (name: string) => `The setting MIZBAN_DIRECTORY_${name} is missing; MIZBAN_DIRECTORY_URL needs it.`

/** Half a directory is a mistake: the demo people would open a desk that is meant to have real ones. */
function strays(settings: Settings): null | { readonly problems: readonly string[] } {
  const names = (['BASE', 'BIND_DN', 'PASSWORD', 'PASSWORD_FILE', 'CA_FILE'] as const).filter(
    (name) => settings[`MIZBAN_DIRECTORY_${name}`] !== undefined,
  )
  return names.length === 0
    ? null
    : {
        problems: [
          `The setting MIZBAN_DIRECTORY_URL is missing; MIZBAN_DIRECTORY_${names[0]} is of no use without it.`,
        ],
      }
}
