import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { root } from '../../src/root.js'

/** Browser tests load what is built: scripts, styles, fonts. */
export default function setup(): void {
  execFileSync(process.execPath, [path.join(root, 'bin', 'build.mjs')], { stdio: 'inherit' })
}
