import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { ServiceFiles } from '../desk/service.js'
import type { Database } from './database.js'

export interface PublishedVersion {
  readonly id: number
  readonly service: string
  readonly number: number
  readonly publishedAt: number
}

/** Publishes the files of a service as a new version, or finds the version that holds the same files. */
export async function publishService(
  db: Kysely<Database>,
  service: string,
  files: ServiceFiles,
  at: number,
): Promise<PublishedVersion> {
  const ordered = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
  const text = JSON.stringify(ordered)
  const hash = createHash('sha256').update(text).digest('hex')
  return db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('service_version')
      .selectAll()
      .where('service', '=', service)
      .orderBy('number', 'desc')
      .forUpdate()
      .execute()
    const row =
      known.find((one) => one.hash === hash) ??
      (await tx
        .insertInto('service_version')
        .values({ service, number: (known[0]?.number ?? 0) + 1, hash, files: text, published_at: new Date(at) })
        .onConflict((conflict) => conflict.columns(['service', 'hash']).doUpdateSet({ hash }))
        .returningAll()
        .executeTakeFirstOrThrow())
    return { id: row.id, service, number: row.number, publishedAt: row.published_at.getTime() }
  })
}

export async function versionFiles(db: Kysely<Database>, id: number): Promise<ServiceFiles | null> {
  const row = await db.selectFrom('service_version').select('files').where('id', '=', id).executeTakeFirst()
  return row?.files ?? null
}

export async function publishedVersions(
  db: Kysely<Database>,
): Promise<readonly (PublishedVersion & { readonly open: number })[]> {
  const rows = await db
    .selectFrom('service_version')
    .select(['id', 'service', 'number', 'published_at'])
    .select((eb) =>
      eb
        .selectFrom('request')
        .whereRef('version_id', '=', 'service_version.id')
        .where('closed_at', 'is', null)
        .select(eb.fn.countAll<number>().as('n'))
        .as('open'),
    )
    .orderBy('service')
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    service: row.service,
    number: row.number,
    publishedAt: row.published_at.getTime(),
    open: row.open ?? 0,
  }))
}
