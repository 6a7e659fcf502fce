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
  /** Where clamd listens: `host:port` or the path of its socket. Null: uploads are not scanned. */
  readonly clamd: string | null
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
  MIZBAN_CLAMD: z
    .string()
    .regex(/^(\/.+|[^\s/:]+:\d{1,5}|\[[0-9a-f:]+\]:\d{1,5})$/i, 'must be host:port or the path of a socket')
    .optional(),
  MIZBAN_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be a full http or https address' }).optional(),
})

/** Reads the environment. @returns the settings, or one sentence per mistake; values are never repeated, some are secret */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { readonly config: Config } | { readonly problems: readonly string[] } {
  const result = schema.safeParse(env)
  if (!result.success)
    return { problems: result.error.issues.map((issue) => `The setting ${issue.path.join('.')} ${issue.message}.`) }
  const { PORT, HOST, DATABASE_URL, MIZBAN_DATA_DIR, MIZBAN_BASE_URL, MIZBAN_CLAMD } = result.data
  return {
    config: {
      port: PORT,
      host: HOST,
      databaseUrl: DATABASE_URL ?? null,
      dataDir: path.resolve(MIZBAN_DATA_DIR),
      clamd: MIZBAN_CLAMD ?? null,
      baseUrl: (MIZBAN_BASE_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`).replace(/\/$/, ''),
    },
  }
}
