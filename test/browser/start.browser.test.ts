import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../src/root.js'

// What a newcomer meets: the demo starts, ends at Ctrl+C, starts again, and says in one sentence what is in its way.
let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mizban-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Started {
  readonly process: ChildProcess
  readonly output: () => string
  readonly ended: Promise<number | null>
}

function start(env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [path.join(root, 'bin', 'serve.mjs')], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', MIZBAN_DATA_DIR: path.join(folder, 'data'), ...env },
    timeout: 60_000,
  })
  let output = ''
  child.stdout.on('data', (text) => (output += String(text)))
  child.stderr.on('data', (text) => (output += String(text)))
  return { process: child, output: () => output, ended: new Promise((resolve) => child.once('exit', resolve)) }
}

async function until(started: Started, text: string): Promise<void> {
  for (let waited = 0; !started.output().includes(text); waited += 50) {
    if (waited > 50_000 || started.process.exitCode !== null)
      throw new Error(`it never said «${text}»: ${started.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('the demo starts with its people, ends at Ctrl+C, and its folder is free again', async () => {
  for (const round of [1, 2]) {
    const started = start({})
    await until(started, 'Ctrl+C ends it.')
    expect(started.output()).toContain('mizban-demo')
    expect(started.output()).toContain('Trial database')
    expect(started.output().includes('Filling the demo university')).toBe(round === 1)
    if (round === 2) {
      const second = start({})
      expect(await second.ended).toBe(1)
      expect(second.output().trim()).toMatch(
        /^Another Mizban is running on .*data\. End it first, or set MIZBAN_DATA_DIR to another folder\.$/,
      )
    }
    started.process.kill('SIGINT')
    expect(await started.ended).toBe(0)
  }
})

test('a port in use, a bad setting, a folder that can not be: one sentence and exit code 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  writeFileSync(path.join(folder, 'a-file'), '')
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ PORT: port, MIZBAN_DATA_DIR: path.join(folder, 'other') }, /^Port \d+ is in use on 127\.0\.0\.1\./m],
    [{ PORT: 'many' }, /^The setting PORT must be a number\.$/],
    [{ MIZBAN_DATA_DIR: path.join(folder, 'a-file', 'data') }, /^The data folder .* can't be written \(ENOTDIR\)\./],
    [{ MIZBAN_DATA_DIR: '/proc/mizban' }, /^The data folder \/proc\/mizban can't be written/],
    [
      { DATABASE_URL: 'postgres://127.0.0.1:1/nothing' },
      /^The database of DATABASE_URL can't be reached \(ECONNREFUSED\)\.$/m,
    ],
  ]
  for (const [env, sentence] of cases) {
    const started = start(env)
    expect(await started.ended, JSON.stringify(env)).toBe(1)
    expect(started.output().trim()).toMatch(sentence)
    expect(started.output()).not.toMatch(/\n\s+at /)
  }
  taken.close()
})
