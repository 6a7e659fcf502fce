// Installs the packages of package-lock.json when they are missing or older than the lock file.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode } from './run.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

export function installMissing() {
  if (isInstalled() && findNode()) return
  console.log('Installing packages; this takes about half a minute the first time …')
  const npm = process.env.npm_execpath
  const [command, ...first] = npm?.endsWith('.js')
    ? [process.execPath, npm]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  const { status } = spawnSync(
    command,
    [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  if (status !== 0) {
    console.error(
      'The packages could not be installed; is the package registry reachable? npm ci in this folder shows more.',
    )
    process.exit(1)
  }
}

function isInstalled() {
  const installed = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs) return true
  // A fresh checkout makes the lock file newer than what is installed although they are equal.
  const require = createRequire(import.meta.url)
  const wanted = require('../package-lock.json').packages
  const have = require('../node_modules/.package-lock.json').packages
  return Object.entries(wanted).every(
    ([name, one]) => name === '' || one.optional || one.peer || have[name]?.version === one.version,
  )
}
