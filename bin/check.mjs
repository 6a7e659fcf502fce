// Every check, one after the other, each asserting that it looked at more than nothing. CI runs the same list.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromiumPath } from './chromium.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const only = process.argv.slice(2)
const tool = (name, ...args) => [process.execPath, path.join('node_modules', ...name.split('/')), ...args]
const sources = globSync('src/**/*.{ts,tsx}').length

/** Names the figures of a Vitest run that must not be zero. */
const suite = (name, reason) => ({
  name: `tests: ${name}`,
  key: name,
  command: tool(
    'vitest/vitest.mjs',
    'run',
    '--project',
    name,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${path.join(tmpdir(), `mizban-${name}-${process.pid}.json`)}`,
  ),
  cannot: reason,
  looked: () => {
    const result = JSON.parse(readFileSync(path.join(tmpdir(), `mizban-${name}-${process.pid}.json`), 'utf8'))
    return {
      count: result.numPassedTests,
      text: `${result.numPassedTests} tests passed${notRun(result)}`,
    }
  },
})

/** Tests that this machine can't run; their names say why. */
function notRun({ testResults }) {
  const skipped = testResults
    .flatMap((file) => file.assertionResults)
    .filter((one) => one.status === 'skipped' || one.status === 'pending')
  return skipped.length === 0 ? '' : `; not run here: ${skipped.map((one) => one.title).join('; ')}`
}

const hasPostgres = () =>
  globSync('/usr/lib/postgresql/*/bin/initdb').length > 0 ||
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'initdb')))
    ? null
    : 'PostgreSQL 15 or newer is not on this machine (Debian: apt-get install postgresql)'
/** A virus scanner and two mail servers; each test says what it misses. */
const hasParts = () =>
  ['/usr/sbin/clamd', '/usr/sbin/dovecot', '/usr/lib/dovecot/lmtp', '/usr/sbin/smtpd'].every((file) => existsSync(file))
    ? null
    : 'clamd, Dovecot or OpenSMTPD is not on this machine (Debian: apt-get install clamav-daemon dovecot-imapd dovecot-lmtpd opensmtpd)'
const hasChromium = () =>
  chromiumPath ? null : 'Chromium is not on this machine (Debian: apt-get install chromium-headless-shell)'
/** A domain controller takes the ports below 1024, and its packages are Debian's. */
const hasSamba = () =>
  ['/usr/sbin/samba', '/usr/bin/samba-tool', '/usr/share/samba/setup/provision.ldif', '/usr/bin/openssl'].some(
    (file) => !existsSync(file),
  )
    ? 'Samba is not on this machine (Debian: apt-get install samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind)'
    : process.getuid?.() === 0
      ? null
      : 'a domain controller needs root, for ports below 1024'

const checks = [
  {
    key: 'build',
    name: 'types, walls and build',
    command: tool('../bin/build.mjs'),
    looked: () => ({ count: globSync('dist/**/*.js').length, text: `${globSync('dist/**/*.js').length} files built` }),
  },
  {
    key: 'format',
    name: 'format',
    command: tool('oxfmt/bin/oxfmt', '--check', 'src', 'test', 'bin', 'services', 'vitest.config.ts'),
    looked: () => ({ count: sources, text: `${sources} source files` }),
  },
  {
    key: 'lint',
    name: 'lint',
    command: tool('oxlint/bin/oxlint', '--deny-warnings', 'src', 'test', 'bin', 'services'),
    pattern: /on (\d+) files/,
  },
  {
    key: 'unused',
    name: 'unused files, exports, packages',
    command: tool('knip/bin/knip.js', '--no-progress'),
    looked: () => ({ count: sources, text: `${sources} source files` }),
  },
  suite('unit', () => null),
  suite('pglite', () => null),
  suite('postgres', hasPostgres),
  suite('parts', hasParts),
  suite('directory', hasSamba),
  suite('browser', hasChromium),
]

const failed = []
const skipped = []
for (const check of checks) {
  if (only.length > 0 && !only.includes(check.key)) continue
  const reason = check.cannot?.()
  if (reason) {
    skipped.push(`${check.name}: ${reason}`)
    continue
  }
  const from = Date.now()
  const [command, ...args] = check.command
  const run = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, FORCE_COLOR: '0' },
  })
  const output = `${run.stdout ?? ''}${run.stderr ?? ''}`
  const looked = run.status === 0 ? (check.looked?.() ?? lookedAt(check.pattern, output)) : null
  const seconds = ((Date.now() - from) / 1000).toFixed(1)
  if (looked && looked.count > 0) {
    console.log(`✓ ${check.name} · ${looked.text} · ${seconds} s`)
    continue
  }
  failed.push(check.name)
  console.log(
    `✗ ${check.name} · ${looked ? 'it looked at nothing' : `exit code ${run.status}`} · ${seconds} s\n${output.split('\n').slice(-120).join('\n')}`,
  )
}

function lookedAt(pattern, output) {
  const count = Number(pattern.exec(output)?.[1] ?? 0)
  return { count, text: `${count} files` }
}

for (const line of skipped) console.log(`– not run: ${line}`)
console.log(
  failed.length === 0
    ? `All ${only.length || checks.length - skipped.length} checks passed.`
    : `Failed: ${failed.join(', ')}.`,
)
process.exit(failed.length === 0 ? 0 : 1)
