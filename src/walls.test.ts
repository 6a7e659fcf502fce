import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { root } from './root.js'

// The walls of ARCHITECTURE.md are kept by the compiler and the linter. Each is broken here on purpose, to see that it stands.
const made: string[] = []
afterEach(() => {
  for (const file of made.splice(0)) rmSync(file, { force: true })
})

function breach(folder: string, text: string): string {
  const file = path.join(root, 'src', folder, `breach-${process.pid}.ts`)
  made.push(file)
  writeFileSync(file, text)
  return file
}

const lint = (file: string) =>
  spawnSync(process.execPath, [path.join(root, 'node_modules/oxlint/bin/oxlint'), file], {
    cwd: root,
    encoding: 'utf8',
  })
const compile = (folder: string) =>
  spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      path.join(root, 'src', folder),
      '--noEmit',
      '--composite',
      'false',
      '--incremental',
      'false',
    ],
    { cwd: root, encoding: 'utf8' },
  )

test.each(['engine', 'persian', 'desk'])('%s can not read files: the compiler does not know Node there', (folder) => {
  breach(folder, "import { readFileSync } from 'node:fs'\nexport const secret = readFileSync('/etc/hostname')\n")
  const { status, stdout } = compile(folder)
  expect(status).not.toBe(0)
  expect(stdout).toMatch(/Cannot find (module|name) 'node:fs'/)
})

test.each([
  ['engine', 'export const now = () => Date.now()\n'],
  ['persian', 'export const now = () => new Date()\n'],
  ['desk', 'export const dice = () => Math.random()\n'],
  ['engine', "import { jalaliYear } from '../persian/index.js'\nexport const year = jalaliYear\n"],
  ['persian', "import { step } from '../engine/index.js'\nexport const walk = step\n"],
  ['desk', "import { taskFor } from '../store/tasks.js'\nexport const load = taskFor\n"],
])('%s takes time, dice and outer layers from nobody: %j', (folder, text) => {
  const { status, stdout } = lint(breach(folder, text))
  expect(status).not.toBe(0)
  expect(stdout).toMatch(/restrict/)
})

test('only src/store speaks SQL, only src/web speaks HTML, and nobody skips a layer', () => {
  const speaks = (pattern: string, inside: string) =>
    spawnSync(
      'grep',
      [
        '-rlE',
        pattern,
        path.join(root, 'src'),
        '--include=*.ts',
        '--include=*.tsx',
        '--exclude=*.test.ts',
        '--exclude=*.test.tsx',
      ],
      { encoding: 'utf8' },
    )
      .stdout.split('\n')
      .map((file) => path.relative(path.join(root, 'src'), file))
      .filter(
        (file) => file !== '' && !file.startsWith('..') && !inside.split('|').some((folder) => file.startsWith(folder)),
      )
  expect(speaks("from '(hono|\\.\\./.*web/)", 'web/|api/|app.ts|main.ts')).toEqual([])
  expect(
    speaks(
      "from '.*(adapters|catalog|jobs)/",
      'adapters/|catalog/|jobs/|app.ts|cli/service-files.ts|cli/import-jsm.ts',
    ),
  ).toEqual([])
  expect(speaks('sql`', 'store/|web/app.ts')).toEqual([])
  expect(speaks("from 'pg'", 'store/')).toEqual([])
  // What was filled in is reached through `seenAnswers` and `seenTaskAnswers`, or by a job that shows nothing.
  expect(
    speaks(
      'wholeRequestForJob',
      'store/requests.ts|commands/run-service-job.ts|commands/fire-timer.ts|commands/deliver-message.ts|commands/fail-service-job.ts|commands/operating.ts|commands/remind-task.ts|commands/remind-ask.ts|commands/move-requests.ts|commands/import-request.ts',
    ),
  ).toEqual([])
  expect(
    speaks(
      'request\\.answers',
      'store/requests.ts|commands/export-csv.ts|store/work-list.ts|store/describe.ts|desk/certificate.ts',
    ),
  ).toEqual([])
})
