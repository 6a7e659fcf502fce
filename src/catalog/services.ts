import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Kysely } from 'kysely'
import type { Catalog } from '../commands/desk.js'
import { readService, type Service, type ServiceFiles } from '../desk/service.js'
import type { Database } from '../store/database.js'
import { newestVersionId, newestVersions, publishFolder, versionFiles } from '../store/services.js'

/**
 * Publishes the folders of services, and keeps what is offered in memory: the newest version of each service. Running
 * requests stay on theirs. A folder becomes a new version when its files are new and nobody published since from the
 * browser or the command line (docs/decisions/0040-folder-and-database.md); `say` hears of folders held back.
 * @throws with one sentence per mistake when a folder can't be offered
 */
export async function openCatalog(
  db: Kysely<Database>,
  folder: string,
  at: number,
  say: (line: string) => void = () => {},
): Promise<Catalog> {
  const versions = new Map<number, Promise<Service>>()
  const folders = new Set<string>()
  const problems: string[] = []
  for (const name of await serviceFolders(folder)) {
    const files = await readFolder(path.join(folder, name))
    const read = await readService(files)
    if (!read.service) {
      problems.push(...read.problems.map((problem) => `services/${name}: ${problem}`))
      continue
    }
    folders.add(read.service.id)
    const { version, same, held } = await publishFolder(db, read.service.id, files, at)
    if (held)
      say(
        `services/${name} has changes that were not published, because version ${version.number} was published by a person. To publish them: mizban service import services/${name} --publish --note "…"`,
      )
    if (same) versions.set(version.id, Promise.resolve(read.service))
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))

  let offered: ReturnType<Catalog['offered']> = []
  let seen = -1
  const version = (id: number): Promise<Service> => {
    const known = versions.get(id) ?? load(db, id)
    versions.set(id, known)
    return known
  }
  const refresh = async () => {
    const newest = await newestVersionId(db)
    if (newest === seen) return
    const next: { service: Service; versionId: number; number: number }[] = []
    for (const one of await newestVersions(db)) {
      // Who takes a folder away takes the service away; one that was made in the browser has no folder.
      if (one.origin === 'folder' && !folders.has(one.service)) continue
      try {
        const service = await version(one.id)
        if (service.active) next.push({ service, versionId: one.id, number: one.number })
      } catch (error) {
        versions.delete(one.id)
        say(`${one.service} is not offered: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    offered = next
    seen = newest
  }
  await refresh()
  return { offered: () => offered, version, refresh }
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
export async function readFolder(folder: string): Promise<ServiceFiles> {
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
