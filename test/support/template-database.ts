import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { connectServer, embeddedConnection, type Connection } from '../../src/store/connect.js'
import { migrate } from '../../src/store/migrate.js'
import { openQueue } from '../../src/jobs/queue.js'
import { startPostgres } from './postgres.js'

declare module 'vitest' {
  export interface ProvidedContext {
    database: { readonly kind: 'pglite'; readonly dump: string } | { readonly kind: 'postgres'; readonly url: string }
  }
}

/** Migrates one database per project, once; each test file starts from a copy of it (test/support/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  return project.config.env['MIZBAN_TEST_DATABASE'] === 'postgres' ? setupServer(project) : setupEmbedded(project)
}

async function setupEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mizban-template-'))
  const pglite = await PGlite.create()
  await prepare(embeddedConnection(pglite))
  const dump = path.join(folder, 'template.tar')
  await writeFile(dump, new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await pglite.close()
  project.provide('database', { kind: 'pglite', dump })
  return () => rm(folder, { recursive: true, force: true })
}

async function setupServer(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startPostgres({ fsync: false })
  const admin = connectServer(cluster.url('postgres'), 1)
  await admin.pool.query('create database template_desk')
  const template = connectServer(cluster.url('template_desk'))
  await prepare(template)
  await template.close()
  // A database that somebody is connected to can't be copied, and the job queue hangs up late.
  await admin.pool.query('alter database template_desk with allow_connections false')
  await admin.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'template_desk'")
  await admin.close()
  project.provide('database', { kind: 'postgres', url: cluster.url('template_desk') })
  return cluster.stop
}

async function prepare(connection: Connection): Promise<void> {
  await migrate(connection.pool)
  const queue = await openQueue(connection, () => {})
  await queue.stop()
}

export const readDump = async (file: string): Promise<Blob> => new Blob([new Uint8Array(await readFile(file))])
