import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ServiceFiles } from '../desk/service.js'
import type { Text } from '../desk/text.js'
import type { Db, Tx } from './visible.js'

/** Where a version came from: a folder at start, an administrator's browser, or `mizban service import` and programs. */
export type VersionOrigin = 'folder' | 'browser' | 'command'

export interface PublishedVersion {
  readonly id: number
  readonly service: string
  readonly number: number
  readonly origin: VersionOrigin
  readonly publishedAt: number
}

export interface NewVersion {
  readonly service: string
  readonly files: ServiceFiles
  readonly at: number
  readonly origin: VersionOrigin
  readonly by: number | null
  readonly note: string | null
}

/**
 * Publishes files as the next version of a service; the newest version is the one that is offered.
 * @returns null when the newest version has these very files already
 */
export async function publishVersion(tx: Tx, version: NewVersion): Promise<PublishedVersion | null> {
  await holdVersions(tx)
  const { text, hash } = fingerprint(version.files)
  const newest = await tx
    .selectFrom('service_version')
    .select(['number', 'hash'])
    .where('service', '=', version.service)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest?.hash === hash) return null
  const row = await tx
    .insertInto('service_version')
    .values({
      service: version.service,
      number: (newest?.number ?? 0) + 1,
      hash,
      files: text,
      published_at: new Date(version.at),
      origin: version.origin,
      published_by: version.by,
      note: version.note,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return versionOf(row)
}

/**
 * What a folder becomes at start. While the newest version came from the folder, the folder rules: other files are the
 * next version. Once a person has published, a start undoes nothing: the folder is `held`, unless its files were
 * published before.
 */
export async function publishFolder(
  db: Db,
  service: string,
  files: ServiceFiles,
  at: number,
): Promise<{ readonly version: PublishedVersion; readonly same: boolean; readonly held: boolean }> {
  return db.transaction().execute(async (tx) => {
    await holdVersions(tx)
    const { hash } = fingerprint(files)
    const known = await tx
      .selectFrom('service_version')
      .select(['id', 'service', 'number', 'origin', 'published_at', 'hash'])
      .where('service', '=', service)
      .orderBy('number', 'desc')
      .execute()
    const newest = known[0]
    if (newest?.hash === hash) return { version: versionOf(newest), same: true, held: false }
    if (newest && newest.origin !== 'folder')
      return { version: versionOf(newest), same: false, held: !known.some((one) => one.hash === hash) }
    const version = await publishVersion(tx, { service, files, at, origin: 'folder', by: null, note: null })
    if (!version) throw new Error('a version that was not there a moment ago is there now')
    return { version, same: true, held: false }
  })
}

export async function versionFiles(db: Db, id: number): Promise<ServiceFiles | null> {
  const row = await db.selectFrom('service_version').select('files').where('id', '=', id).executeTakeFirst()
  return row?.files ?? null
}

/** The newest version of every service: what is offered, unless its card says otherwise. */
export async function newestVersions(db: Db): Promise<readonly PublishedVersion[]> {
  const rows = await db
    .selectFrom('service_version')
    .distinctOn('service')
    .select(['id', 'service', 'number', 'origin', 'published_at'])
    .orderBy('service')
    .orderBy('number', 'desc')
    .execute()
  return rows.map(versionOf)
}

/** Grows whenever anything is published, so that other processes see it with one look at an index. */
export async function newestVersionId(db: Db): Promise<number> {
  const row = await db
    .selectFrom('service_version')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst()
  return Number(row?.id ?? 0)
}

export interface ListedVersion extends PublishedVersion {
  readonly note: string | null
  readonly by: Text | null
  /** How many requests run on it. */
  readonly open: number
}

export async function publishedVersions(db: Db): Promise<readonly ListedVersion[]> {
  const rows = await db
    .selectFrom('service_version')
    .leftJoin('person', 'person.id', 'service_version.published_by')
    .select(['service_version.id', 'service', 'number', 'origin', 'published_at', 'note', 'person.name as by'])
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
  return rows.map((row) => ({ ...versionOf(row), note: row.note, by: row.by, open: row.open ?? 0 }))
}

/** Two who publish the same service take turns; publishing is rare, reading goes on. */
export const holdVersions = (tx: Tx) => sql`lock table service_version in share row exclusive mode`.execute(tx)

function fingerprint(files: ServiceFiles): { readonly text: string; readonly hash: string } {
  const text = JSON.stringify(Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))))
  return { text, hash: createHash('sha256').update(text).digest('hex') }
}

const versionOf = (row: {
  id: number
  service: string
  number: number
  origin: string
  published_at: Date
}): PublishedVersion => ({
  id: row.id,
  service: row.service,
  number: row.number,
  origin: row.origin as VersionOrigin,
  publishedAt: row.published_at.getTime(),
})
