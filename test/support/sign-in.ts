import { createHash } from 'node:crypto'
import type { Desk, DirectoryAnswer } from '../../src/commands/desk.js'
import type { Visitor } from '../../src/commands/open-session.js'
import type { Client } from './client.js'
import type { TestDesk } from './desk.js'

export const VISITOR: Visitor = { address: '127.0.0.9', device: 'firefox/linux' }

/** The desk with a directory that answers so. */
export const withDirectory = (
  desk: Desk,
  check: (username: string, password: string) => Promise<DirectoryAnswer> | DirectoryAnswer,
): Desk => ({ ...desk, directory: { check: async (username, password) => check(username, password) } })

export interface AuditLine {
  readonly kind: string
  readonly by: number | null
  readonly person: number | null
  readonly address: string | null
  readonly data: unknown
}

/** What the audit log says from a line on. */
export async function auditAfter({ desk }: TestDesk, id: number): Promise<readonly AuditLine[]> {
  const rows = await desk.db.selectFrom('audit').selectAll().where('id', '>', id).orderBy('id').execute()
  return rows.map((row) => ({
    kind: row.kind,
    by: row.by_id,
    person: row.person_id,
    address: row.address,
    data: row.data,
  }))
}

export async function lastAudit({ desk }: TestDesk): Promise<number> {
  return (await desk.db.selectFrom('audit_head').select('id').executeTakeFirstOrThrow()).id
}

/** The code of the newest message, as somebody reads it on the demo outbox page; null when there is none. */
export async function codeIn(client: Client): Promise<string | null> {
  return /#(\d{6})/.exec((await client.get('/demo/outbox')).html)?.[1] ?? null
}

/** A code that is not this one. */
export const otherCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** The account of somebody is closed: the directory knows them no more. */
export async function closeAccount({ desk }: TestDesk, username: string): Promise<void> {
  await desk.db
    .updateTable('person')
    .set({ active: false, left_at: new Date(desk.now()) })
    .where('username', '=', username)
    .execute()
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
