import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openCatalog } from '../catalog/services.js'
import { root } from '../root.js'
import { connectEmbedded, connectServer } from '../store/connect.js'
import { migrate } from '../store/migrate.js'
import { main } from './main.js'

let folder: string
let env: Record<string, string>
let close = async () => {}

/** Opens the database for a moment: commands have it to themselves. */
async function withCatalog<T>(act: (number: number | undefined) => T): Promise<T> {
  const connection = env['DATABASE_URL']
    ? connectServer(env['DATABASE_URL'])
    : await connectEmbedded(path.join(folder, 'data', 'database'))
  await migrate(connection.pool)
  const catalog = await openCatalog(connection.db, path.join(folder, 'services'), Date.now())
  const found = catalog.offered().find((one) => one.service.id === 'it-question')?.number
  await connection.close()
  return act(found)
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mizban-cli-'))
  await cp(path.join(root, 'services'), path.join(folder, 'services'), { recursive: true })
  const template = inject('database')
  env = { MIZBAN_DATA_DIR: path.join(folder, 'data') }
  if (template.kind !== 'pglite') {
    const admin = connectServer(template.url.replace('/template_desk', '/postgres'), 1)
    const name = `cli_${process.pid}`
    await admin.pool.query(`create database ${name}`)
    env['DATABASE_URL'] = template.url.replace('/template_desk', `/${name}`)
    close = async () => {
      await admin.pool.query(`drop database ${name}`)
      await admin.close()
    }
  }
  await withCatalog(() => {})
})
afterAll(async () => {
  await close()
  await rm(folder, { recursive: true, force: true })
})

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const lines: string[] = []
  const code = await main(args, {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    secret: async () => '',
    env,
  })
  return { code, said: lines.join('\n') }
}

test('export and import are plain files, byte for byte; publishing says what has changed', async () => {
  const target = path.join(folder, 'out')
  expect(await run('service', 'export', 'it-question', '--to', target)).toMatchObject({ code: 0 })
  for (const file of ['service.yaml', 'form.json', 'process.bpmn', 'tasks/answer.json'])
    expect(await readFile(path.join(target, file))).toEqual(
      await readFile(path.join(root, 'services', 'it-question', file)),
    )
  // Nothing to write the second time; a file that the service has not goes.
  await writeFile(path.join(target, 'stale.json'), '{}')
  const again = await run('service', 'export', 'it-question', '--to', target)
  expect(again.said).toContain('removed  stale.json')
  expect(again.said).not.toContain('written')

  const card = path.join(target, 'service.yaml')
  await writeFile(card, (await readFile(card, 'utf8')).replace(/^icon: .*$/m, 'icon: star'))
  expect(await run('service', 'import', target)).toMatchObject({ code: 0, said: expect.stringContaining('draft') })
  expect(await run('service', 'import', target, '--publish')).toMatchObject({ code: 2 })
  expect(await run('service', 'import', target, '--publish', '--note', 'ستاره')).toMatchObject({
    code: 0,
    said: expect.stringContaining('version 2'),
  })
  expect((await run('service', 'import', target, '--publish', '--note', 'باز')).said).toContain('already')
  // A start with the older folder leaves it.
  expect(await withCatalog((number) => number)).toBe(2)
  expect(await run('audit', 'verify')).toMatchObject({ code: 0 })
}, 120_000)

test('a folder that the check refuses is not taken, and another service is not written over', async () => {
  const broken = path.join(folder, 'broken')
  await cp(path.join(root, 'services', 'it-question'), broken, { recursive: true })
  const drawing = path.join(broken, 'process.bpmn')
  await writeFile(
    drawing,
    (await readFile(drawing, 'utf8')).replace('candidateGroups="it"', 'candidateGroups="nobody"'),
  )
  const refused = await run('service', 'import', broken, '--publish', '--note', 'x')
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('nobody') })
  expect(
    (await run('service', 'export', 'it-question', '--to', path.join(root, 'services', 'sms-panel-top-up'))).code,
  ).toBe(1)
  expect((await run('service', 'export', 'none')).code).toBe(1)
  expect((await run('service', 'export')).code).toBe(2)
}, 120_000)
