import { z } from 'zod'
import { MOST_MAILBOX_OCTETS } from './desk/reply-address.js'

/** The mailbox in which answers to notices arrive. */
export interface MailboxConfig {
  /** The desk's own address; answers come to `desk+…@host`. */
  readonly address: string
  readonly host: string
  readonly port: number
  /** TLS from the first byte; false: STARTTLS, and nothing without it. */
  readonly tls: boolean
  readonly user: string
  readonly password: string
  /** Certificates that are trusted, as PEM; null for those of the system. */
  readonly ca: string | null
  /** Whose Authentication-Results are believed; null: nobody's, and the senders of answers are not checked by them. */
  readonly authority: string | null
  /** The service that mail about nothing becomes a request of; null: such mail is held. */
  readonly service: string | null
}

const ADDRESS = new RegExp(`^[a-z0-9][a-z0-9._-]{0,${MOST_MAILBOX_OCTETS - 1}}@[a-z0-9.-]+$`, 'i')

const schema = z.object({
  MIZBAN_MAILBOX_ADDRESS: z
    .string()
    .regex(ADDRESS, `must be an address with at most ${MOST_MAILBOX_OCTETS} letters, and no +, before its @`)
    .optional(),
  MIZBAN_MAILBOX_URL: z
    .string()
    .regex(/^imaps?:\/\/([^\s,/@:]+|\[[0-9a-f:]+\])(:\d{1,5})?\/?$/i, 'must be imaps:// or imap:// and a host')
    .optional(),
  MIZBAN_MAILBOX_USER: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_MAILBOX_PASSWORD_FILE: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_MAILBOX_CA_FILE: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_MAILBOX_AUTHORITY: z.string().min(1, 'must not be empty').optional(),
  MIZBAN_MAILBOX_SERVICE: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'must be the id of a service')
    .optional(),
})

type Settings = z.infer<typeof schema>

/** Reads the settings of the mailbox. @returns null when there is none, or one sentence per mistake */
export function readMailbox(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): { readonly mailbox: MailboxConfig | null } | { readonly problems: readonly string[] } {
  const result = schema.safeParse(env)
  if (!result.success)
    return { problems: result.error.issues.map((issue) => `The setting ${issue.path.join('.')} ${issue.message}.`) }
  const settings = result.data
  const set = Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (set.length === 0) return { mailbox: null }
  const missing = (['ADDRESS', 'URL', 'PASSWORD_FILE'] as const)
    .map((name) => `MIZBAN_MAILBOX_${name}` as const)
    .filter((name) => settings[name] === undefined)
  if (missing.length > 0)
    return { problems: missing.map((name) => `The setting ${name} is missing; ${set[0]} needs it.`) }
  // Who writes first proves nothing but what the own mail server found out about the sender.
  if (settings.MIZBAN_MAILBOX_SERVICE !== undefined && settings.MIZBAN_MAILBOX_AUTHORITY === undefined)
    return { problems: ['The setting MIZBAN_MAILBOX_AUTHORITY is missing; MIZBAN_MAILBOX_SERVICE needs it.'] }
  return withFiles(settings, readFile)
}

function withFiles(settings: Settings, readFile: (path: string) => string) {
  const problems: string[] = []
  const read = (name: 'MIZBAN_MAILBOX_PASSWORD_FILE' | 'MIZBAN_MAILBOX_CA_FILE') => {
    try {
      return settings[name] === undefined ? null : readFile(settings[name])
    } catch {
      problems.push(`The file that ${name} names can't be read.`)
      return null
    }
  }
  const [password, ca] = [read('MIZBAN_MAILBOX_PASSWORD_FILE'), read('MIZBAN_MAILBOX_CA_FILE')]
  if (ca !== null && !ca.includes('-----BEGIN CERTIFICATE-----'))
    problems.push('The file that MIZBAN_MAILBOX_CA_FILE names has no certificate in PEM form.')
  if (problems.length > 0) return { problems }
  const url = new URL(settings.MIZBAN_MAILBOX_URL ?? '')
  const tls = url.protocol === 'imaps:'
  const address = settings.MIZBAN_MAILBOX_ADDRESS ?? ''
  return {
    mailbox: {
      address,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (tls ? 993 : 143) : Number(url.port),
      tls,
      user: settings.MIZBAN_MAILBOX_USER ?? address,
      password: (password ?? '').replace(/\r?\n$/, ''),
      ca,
      authority: settings.MIZBAN_MAILBOX_AUTHORITY ?? null,
      service: settings.MIZBAN_MAILBOX_SERVICE ?? null,
    },
  }
}
