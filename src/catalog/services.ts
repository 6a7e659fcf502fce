import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Kysely } from 'kysely'
import type { Catalog } from '../commands/desk.js'
import { readService, type Service, type ServiceFiles } from '../desk/service.js'
import type { Database } from '../store/database.js'
import { publishService, versionFiles } from '../store/services.js'

/**
 * Publishes every folder of services that is active, and keeps what is offered in memory. A folder added or changed
 * is a new version at the next start; running requests stay on theirs.
 * @throws with one sentence per mistake when a folder can't be offered
 */
export async function openCatalog(db: Kysely<Database>, folder: string, at: number): Promise<Catalog> {
  const offered: { service: Service; versionId: number; number: number }[] = []
  const versions = new Map<number, Promise<Service>>()
  const problems: string[] = []
  for (const name of await serviceFolders(folder)) {
    const files = await readFolder(path.join(folder, name))
    const read = await readService(files)
    if (!read.service) {
      problems.push(...read.problems.map((problem) => `services/${name}: ${problem}`))
      continue
    }
    const version = await publishService(db, read.service.id, files, at)
    versions.set(version.id, Promise.resolve(read.service))
    if (read.service.active) offered.push({ service: read.service, versionId: version.id, number: version.number })
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return {
    offered: () => offered,
    version: (id) => {
      const known = versions.get(id) ?? load(db, id)
      versions.set(id, known)
      return known
    },
  }
}

async function load(db: Kysely<Database>, id: number): Promise<Service> {
  const files = await versionFiles(db, id)
  const read = files && (await readService(files))
  if (!read?.service)
    throw new Error(
      `version ${id} of a service can no longer be read: ${read?.problems.join('; ') ?? 'it is not there'}`,
    )
  return read.service
}

async function serviceFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The files that make a service; tests and the README of the folder are not part of what is published. */
async function readFolder(folder: string): Promise<ServiceFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const wanted = entries.filter(
    (entry) => entry.isFile() && /\.(yaml|json|bpmn|dmn|typ)$/.test(entry.name) && !entry.name.endsWith('.trace.json'),
  )
  const files = await Promise.all(
    wanted.map(async (entry) => {
      const full = path.join(entry.parentPath, entry.name)
      return [path.relative(folder, full).split(path.sep).join('/'), await readFile(full, 'utf8')] as const
    }),
  )
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)))
}
