import { sql } from 'kysely'
import type { ServiceFiles } from '../desk/service.js'
import type { Text } from '../desk/text.js'
import type { Db, Tx } from './visible.js'

/** A service while administrators change it. */
export interface ServiceDraft {
  readonly service: string
  readonly files: ServiceFiles
  readonly revision: number
  /** The version it was opened from; null for a new service. */
  readonly base: { readonly id: number; readonly number: number } | null
  /** Null when it was read from a folder on the command line. */
  readonly savedBy: Text | null
  readonly savedAt: number
}

export async function serviceDraft(db: Db, service: string): Promise<ServiceDraft | null> {
  const row = await selectDrafts(db)
    .select('service_draft.files')
    .where('service_draft.service', '=', service)
    .executeTakeFirst()
  return row ? { ...draftOf(row), files: row.files } : null
}

export async function serviceDrafts(db: Db): Promise<readonly Omit<ServiceDraft, 'files'>[]> {
  return (await selectDrafts(db).orderBy('service_draft.service').execute()).map(draftOf)
}

/** @returns false when the service has a draft already: it stays as it is */
export async function insertServiceDraft(
  tx: Tx,
  draft: { service: string; files: ServiceFiles; base: number | null; by: number; at: number },
): Promise<boolean> {
  const row = await tx
    .insertInto('service_draft')
    .values({
      service: draft.service,
      files: JSON.stringify(draft.files),
      base_id: draft.base,
      opened_by: draft.by,
      opened_at: new Date(draft.at),
      saved_by: draft.by,
      saved_at: new Date(draft.at),
    })
    .onConflict((conflict) => conflict.column('service').doNothing())
    .returning('service')
    .executeTakeFirst()
  return row !== undefined
}

/** Locks the draft until the transaction ends. */
export async function lockServiceDraft(
  tx: Tx,
  service: string,
): Promise<{ readonly files: ServiceFiles; readonly revision: number; readonly base: number | null } | null> {
  const row = await tx
    .selectFrom('service_draft')
    .select(['files', 'revision', 'base_id'])
    .where('service', '=', service)
    .forUpdate()
    .executeTakeFirst()
  return row ? { files: row.files, revision: row.revision, base: row.base_id } : null
}

/** Writes files over a locked draft. @returns the new revision */
export async function updateServiceDraft(
  tx: Tx,
  draft: { service: string; files: ServiceFiles; base?: number; by: number; at: number },
): Promise<number> {
  const row = await tx
    .updateTable('service_draft')
    .set({
      files: JSON.stringify(draft.files),
      revision: sql<number>`revision + 1`,
      saved_by: draft.by,
      saved_at: new Date(draft.at),
      ...(draft.base === undefined ? {} : { base_id: draft.base }),
    })
    .where('service', '=', draft.service)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return row.revision
}

/** Makes files the draft of a service, over one that is open: what `mizban service import` read. */
export async function putServiceDraft(
  tx: Tx,
  draft: { service: string; files: ServiceFiles; at: number },
): Promise<void> {
  const newest = await tx
    .selectFrom('service_version')
    .select('id')
    .where('service', '=', draft.service)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const values = { files: JSON.stringify(draft.files), saved_by: null, saved_at: new Date(draft.at) }
  await tx
    .insertInto('service_draft')
    .values({
      service: draft.service,
      base_id: newest?.id ?? null,
      opened_by: null,
      opened_at: new Date(draft.at),
      ...values,
    })
    .onConflict((conflict) =>
      conflict.column('service').doUpdateSet({ ...values, revision: sql<number>`service_draft.revision + 1` }),
    )
    .execute()
}

export async function deleteServiceDraft(tx: Tx, service: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('service_draft')
    .where('service', '=', service)
    .returning('service')
    .executeTakeFirst()
  return row !== undefined
}

const selectDrafts = (db: Db) =>
  db
    .selectFrom('service_draft')
    .leftJoin('person', 'person.id', 'service_draft.saved_by')
    .leftJoin('service_version', 'service_version.id', 'service_draft.base_id')
    .select([
      'service_draft.service',
      'service_draft.revision',
      'service_draft.base_id',
      'service_version.number as base_number',
      'person.name as saved_by_name',
      'service_draft.saved_at',
    ])

const draftOf = (row: {
  service: string
  revision: number
  base_id: number | null
  base_number: number | null
  saved_by_name: Text | null
  saved_at: Date
}): Omit<ServiceDraft, 'files'> => ({
  service: row.service,
  revision: row.revision,
  base: row.base_id === null ? null : { id: row.base_id, number: row.base_number ?? 0 },
  savedBy: row.saved_by_name,
  savedAt: row.saved_at.getTime(),
})
