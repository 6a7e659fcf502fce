import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { root } from '../root.js'
import { paths } from './paths.js'

const folder = path.join(root, 'dist', 'assets')

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

let manifest: Readonly<Record<string, string>> | null = null

/** The URL of a built file by the name of its source: `style.css`, `desk.ts`. */
export function assetUrl(source: string): string {
  manifest ??= z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')))
  const name = manifest[source]
  if (!name) throw new Error(`${source} is not in dist/assets/manifest.json; npm run build makes it`)
  return paths.asset(name)
}

/** A built file with its media type, or null when there is none of that name. */
export async function readAsset(
  name: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | null> {
  const type = TYPES[path.extname(name)]
  if (!type || !/^[\w.-]+$/.test(name)) return null
  const bytes = await readFile(path.join(folder, name)).catch(() => null)
  return bytes ? { bytes: new Uint8Array(bytes), type } : null
}
