import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readFolder } from '../catalog/services.js'
import { readInstitution } from '../catalog/institution.js'
import { checkService } from '../desk/drawing/check.js'
import { filesFault } from '../desk/drawing/draft.js'
import { CARD, readCard, type ServiceFiles } from '../desk/service.js'
import { recordAudit } from '../store/audit.js'
import { putServiceDraft } from '../store/service-drafts.js'
import { newestVersions, publishVersion, versionFiles } from '../store/services.js'
import type { Command, Terminal } from './main.js'
import { withDatabase } from './with-database.js'

/** Writes what is published as plain files, byte for byte; files of the folder that the service no longer has are removed. */
export const serviceExport: Command = {
  usage: 'ID [--to DIR]',
  about: 'Writes the published files of a service to a folder (services/ID), fit for git.',
  run: (args, terminal) => {
    const given = read(args)
    if (!given) return wrongly(terminal, `Name one service: mizban service export ${serviceExport.usage}`)
    const { name: id, to } = given
    return withDatabase(terminal, async ({ db }) => {
      const version = (await newestVersions(db)).find((one) => one.service === id)
      const files = version && (await versionFiles(db, version.id))
      if (!version || !files) return failed(terminal, `No version of ${id} is published.`)
      const folder = path.resolve(to ?? path.join('services', id))
      const before = await readFolder(folder).catch(() => ({}) as ServiceFiles)
      const card = readCard(before)
      if (CARD in before && (!('about' in card) || card.about.id !== id))
        return failed(terminal, `${folder} holds another service. Choose another folder with --to.`)
      for (const file of Object.keys(before).filter((one) => !(one in files))) {
        await rm(path.join(folder, file))
        terminal.out(`removed  ${file}`)
      }
      for (const [file, text] of Object.entries(files)) {
        if (before[file] === text) continue
        await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
        await writeFile(path.join(folder, file), text)
        terminal.out(`written  ${file}`)
      }
      terminal.out(`${id}, version ${version.number}, is in ${folder}.`)
      return 0
    })
  },
}

/** Reads a folder as a draft, or publishes it. What the check refuses is not taken. */
export const serviceImport: Command = {
  usage: 'DIR [--publish --note TEXT]',
  about: 'Checks the folder of a service and makes it the draft, or publishes it.',
  run: async (args, terminal) => {
    const given = read(args)
    if (!given) return wrongly(terminal, `Name one folder: mizban service import ${serviceImport.usage}`)
    const { name: folder, publish } = given
    const note = given.note?.trim().slice(0, 1000) ?? ''
    if (publish && note === '') return wrongly(terminal, 'Say what has changed: --note "…"')
    const files = await readFolder(path.resolve(folder)).catch(() => null)
    if (!files) return failed(terminal, `${folder} can't be read.`)
    const fault = filesFault(files)
    if (fault) return failed(terminal, fault)
    const { service, findings } = await checkService(files, await readInstitution())
    for (const one of findings.filter((finding) => finding.severity !== 'advice'))
      terminal.err(`${one.severity}: ${one.file} ${one.element ?? ''} ${one.text.en} ${one.cure?.en ?? ''}`.trimEnd())
    if (!service) return failed(terminal, 'It was not taken.')
    return withDatabase(terminal, ({ db }) =>
      db.transaction().execute(async (tx) => {
        const at = Date.now()
        if (!publish) {
          await putServiceDraft(tx, { service: service.id, files, at })
          terminal.out(`${service.id} is a draft now; look at it in the browser and publish it there.`)
          return 0
        }
        const version = await publishVersion(tx, {
          service: service.id,
          files,
          at,
          origin: 'command',
          by: null,
          note,
        })
        if (!version) {
          terminal.out(`${service.id} is published with these very files already.`)
          return 0
        }
        await recordAudit(tx, at, {
          kind: 'service-published',
          by: null,
          data: { service: service.id, version: version.number, note },
        })
        terminal.out(`${service.id} is published as version ${version.number}.`)
        return 0
      }),
    )
  },
}

function read(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, note: { type: 'string' }, publish: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [name = '', ...more] = positionals
    return name === '' || more.length > 0 ? null : { name, ...values }
  } catch {
    return null
  }
}

async function wrongly({ err }: Terminal, sentence: string): Promise<number> {
  err(sentence)
  return 2
}

function failed({ err }: Terminal, sentence: string): number {
  err(sentence)
  return 1
}
