import type { Kysely } from 'kysely'
import { mayOpenDocument } from '../desk/certificate.js'
import type { Person } from '../desk/person.js'
import type { Text } from '../desk/text.js'
import type { Database } from './database.js'
import type { PageSources } from './request-page.js'
import { requestById } from './requests.js'
import { toMs, toMsOrNull, visibleTo, type Db, type Seen, type Tx } from './visible.js'

export interface NewDocument {
  readonly request: number
  readonly code: string
  readonly job: string
  readonly title: Text
  readonly number: string | null
  readonly sha256: string
  readonly size: number
  readonly at: number
}

/** Issues a document; an earlier one of the same kind is void from now on. */
export async function insertDocument(tx: Tx, document: NewDocument): Promise<void> {
  const at = new Date(document.at)
  await tx
    .updateTable('document')
    .set({ voided_at: at })
    .where('request_id', '=', document.request)
    .where('job', '=', document.job)
    .where('voided_at', 'is', null)
    .execute()
  await tx
    .insertInto('document')
    .values({
      request_id: document.request,
      code: document.code,
      job: document.job,
      title: JSON.stringify(document.title),
      number: document.number,
      sha256: document.sha256,
      size: document.size,
      issued_at: at,
    })
    .execute()
}

export async function documentsOf(tx: Db, request: Seen<{ readonly id: number }>) {
  const rows = await tx
    .selectFrom('document')
    .selectAll()
    .where('request_id', '=', request.id)
    .where('voided_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ code: row.code, title: row.title, number: row.number, issuedAt: toMs(row.issued_at) }))
}

/** A document, when the person may see its request and all that it shows. */
export async function documentFor(db: Db, sources: PageSources, person: Person, code: string) {
  const row = await db
    .selectFrom('document')
    .innerJoin('request', 'request.id', 'document.request_id')
    .select(['document.sha256', 'document.title', 'request.id', 'request.key'])
    .where('document.code', '=', code)
    .where(visibleTo(person))
    .executeTakeFirst()
  const request = row && (await requestById(db, person, row.id, { lock: false }))
  if (!row || !request) return null
  return mayOpenDocument(await sources.version(request.versionId), request.standing) ? row : null
}

/** What anyone with the code may know. */
export async function documentByCode(db: Kysely<Database>, code: string) {
  const row = await db
    .selectFrom('document')
    .innerJoin('request', 'request.id', 'document.request_id')
    .innerJoin('person', 'person.id', 'request.requester_id')
    .select([
      'document.title',
      'document.number',
      'document.issued_at',
      'document.voided_at',
      'request.key',
      'request.faculty',
      'person.name',
    ])
    .where('document.code', '=', code)
    .executeTakeFirst()
  return row
    ? {
        title: row.title,
        number: row.number,
        issuedAt: toMs(row.issued_at),
        voidedAt: toMsOrNull(row.voided_at),
        key: row.key,
        faculty: row.faculty,
        name: row.name,
      }
    : null
}
