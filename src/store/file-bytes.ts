import { sql } from 'kysely'
import type { Db, Tx } from './visible.js'

/** Whoever writes or removes the bytes of a hash holds this until the transaction ends; nobody removes what another just kept. */
export async function lockBytes(tx: Tx, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`.execute(tx)
}

/** Whether anything still names these bytes: an upload in which nothing was found, a document, or a mail that is held. */
export async function bytesNeeded(tx: Tx, sha256: string): Promise<boolean> {
  const { needed } = await tx
    .selectNoFrom((eb) =>
      eb
        .or([
          eb.exists(eb.selectFrom('file').select('id').where('sha256', '=', sha256).where('scan', '!=', 'found')),
          eb.exists(eb.selectFrom('document').select('id').where('sha256', '=', sha256)),
          eb.exists(eb.selectFrom('incoming_mail').select('id').where('raw', '=', sha256)),
        ])
        .as('needed'),
    )
    .executeTakeFirstOrThrow()
  return Boolean(needed)
}

export interface Upload {
  readonly id: string
  readonly sha256: string
}

/**
 * Uploads that no form took. One that a saved draft of its owner names waits longer.
 * @param before epoch milliseconds: of uploads that nothing names, and of those in a draft
 */
export async function forgottenUploads(
  db: Db,
  before: { readonly loose: number; readonly drafted: number },
  limit: number,
): Promise<readonly Upload[]> {
  return db
    .selectFrom('file')
    .select(['id', 'sha256'])
    .where('request_id', 'is', null)
    .where('uploaded_at', '<', new Date(before.loose))
    .where((eb) =>
      eb.or([
        eb('uploaded_at', '<', new Date(before.drafted)),
        eb.not(
          eb.exists(
            eb
              .selectFrom('draft')
              .select('person_id')
              .whereRef('person_id', '=', 'file.owner_id')
              .where(
                sql<boolean>`strpos(draft.fields::text || coalesce(draft.discarded::text, ''), file.id::text) > 0`,
              ),
          ),
        ),
      ]),
    )
    .orderBy('uploaded_at')
    .limit(limit)
    .execute()
}

/** Takes an upload away that still waits. @returns whether it did */
export async function deleteUpload(tx: Tx, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('file')
    .where('id', '=', id)
    .where('request_id', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}
