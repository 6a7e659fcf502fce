import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type OpenDesk } from '../../src/app.js'
import { main } from '../../src/cli/main.js'
import { readConfig } from '../../src/config.js'
import { loopback, PASSWORD, settingsFor, startController, type Controller } from '../support/samba/samba.js'

let dc: Controller
let folder: string
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  dc = await startController(loopback(5))
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-desk-'))
  const { base, bindDn, password } = settingsFor(dc, [])
  writeFileSync(path.join(folder, 'secret'), `${password}\n`)
  env = {
    MIZBAN_DATA_DIR: path.join(folder, 'data'),
    MIZBAN_DIRECTORY_URL: dc.ldap,
    MIZBAN_DIRECTORY_BASE: base,
    MIZBAN_DIRECTORY_BIND_DN: bindDn,
    MIZBAN_DIRECTORY_PASSWORD_FILE: path.join(folder, 'secret'),
    MIZBAN_DIRECTORY_CA_FILE: dc.caFile,
  }
})
afterAll(async () => {
  await dc.stop()
  rmSync(folder, { recursive: true, force: true })
})

const mizban = async (...args: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env,
    secret: async () => '',
  })
  return { code, out, err: err.join('\n') }
}

const opened = async (): Promise<OpenDesk> => {
  const read = readConfig(env)
  if ('problems' in read) throw new Error(read.problems.join())
  return openDesk(read.config, () => {})
}

test('the command line: a dry run, a run, and what it refuses', async () => {
  const dry = await mizban('sync', '--dry-run', '--json')
  expect(dry.code).toBe(0)
  expect(JSON.parse(dry.out.join(''))).toMatchObject({ state: 'planned', counts: { joined: 1_628 } })
  const run = await mizban('sync')
  expect([run.code, run.err]).toEqual([0, ''])
  expect(run.out.at(-1)).toMatch(/^Run 2 is done\. \d+ accounts read: 1628 join, 0 change, 0 leave, 0 return\./)
  expect((await mizban('sync', '--everything')).code).toBe(2)
})

test('with a directory there are no demo people, no demo requests and no sign-in by one click', async () => {
  const desk = await opened()
  try {
    expect(desk.welcome.join()).not.toMatch(/demo/i)
    const ask = async (path: string, fields?: Readonly<Record<string, string>>) => {
      const origin = desk.desk.baseUrl
      const post = fields && { method: 'POST', body: new URLSearchParams(fields), headers: { origin } }
      return desk.fetch(new Request(origin + path, post))
    }
    const page = await (await ask('/sign-in')).text()
    expect(page).toContain('دانشگاه نمونه')
    expect(page).not.toMatch(/name="demo"|mizban-demo/)
    expect((await ask('/sessions', { demo: 'sara', username: 'sara', password: 'mizban-demo' })).status).toBe(422)
    expect((await ask('/sessions', { username: 'A.Rezaei', password: PASSWORD })).status).toBe(303)
    const { db } = desk.desk
    expect(await db.selectFrom('request').select('id').execute()).toEqual([])
    expect(await db.selectFrom('person').select('id').where('directory_id', 'like', 'demo:%').execute()).toEqual([])
  } finally {
    await desk.close()
  }
})

test('no controller: the command says so and changes nothing', async () => {
  dc.freeze()
  try {
    const run = await mizban('sync')
    expect(run.code).toBe(1)
    expect(run.err).toMatch(/the directory did not answer\. Nothing was changed\./)
  } finally {
    dc.thaw()
  }
})
