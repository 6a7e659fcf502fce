import path from 'node:path'
import { z } from 'zod'

/** The settings of a running desk; see docs/operations/configuration.md. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Absent: the embedded database in the data folder. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly baseUrl: string
  /** Where people change or recover the password of their account; null when there is no such site. */
  readonly accountUrl: string | null
  /** How many proxies of one's own stand before the desk; so many entries of X-Forwarded-For are believed. */
  readonly trustProxy: number
  /** How text messages are sent; null when they are not. */
  readonly sms: {
    readonly url: string
    readonly tokenFile: string | null
    readonly header: string
    readonly body: string
  } | null
}

const schema = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(3000),
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  MIZBAN_DATA_DIR: z.string().min(1, 'must not be empty').default('./data'),
  MIZBAN_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
  MIZBAN_ACCOUNT_URL: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
  MIZBAN_TRUST_PROXY: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be between 0 and 5')
    .max(5, 'must be between 0 and 5')
    .default(0),
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

/** Reads the environment. @returns the settings, or one sentence per mistake; values are never repeated, some are secret */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { readonly config: Config } | { readonly problems: readonly string[] } {
  const result = schema.safeParse(env)
  if (!result.success)
    return { problems: result.error.issues.map((issue) => `The setting ${issue.path.join('.')} ${issue.message}.`) }
  const { PORT, HOST, DATABASE_URL, MIZBAN_DATA_DIR, MIZBAN_BASE_URL, ...more } = result.data
  return {
    config: {
      port: PORT,
      host: HOST,
      databaseUrl: DATABASE_URL ?? null,
      dataDir: path.resolve(MIZBAN_DATA_DIR),
      baseUrl: (MIZBAN_BASE_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`).replace(/\/$/, ''),
      accountUrl: more.MIZBAN_ACCOUNT_URL ?? null,
      trustProxy: more.MIZBAN_TRUST_PROXY,
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
