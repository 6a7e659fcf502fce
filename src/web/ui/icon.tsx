import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { raw } from 'hono/html'

// Icons: lucide-static, ISC License, Copyright (c) Lucide Icons and Contributors.
const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons')
const drawn = new Map<string, string>()

function drawing(name: string): string {
  const known = drawn.get(name)
  if (known !== undefined) return known
  const file = path.join(folder, `${name}.svg`)
  const svg =
    /^[a-z0-9-]+$/.test(name) && existsSync(file)
      ? readFileSync(file, 'utf8')
      : readFileSync(path.join(folder, 'file-text.svg'), 'utf8')
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s*\n\s*/g, '')
  drawn.set(name, inner)
  return inner
}

/** An icon of Lucide by name; it repeats a word beside it and is hidden from screen readers. */
export const Icon = ({ name, flip = false }: { name: string; flip?: boolean }) => (
  <svg class={flip ? 'i flip' : 'i'} viewBox="0 0 24 24" aria-hidden="true">
    {raw(drawing(name))}
  </svg>
)

/** The mark of Mizban: a gate with a door. */
export const Mark = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
    <path d="M5 19v-7a7 7 0 0 1 14 0v7" />
    <path d="M2 19h20" />
    <path d="M9.5 19v-6a2.5 2.5 0 0 1 5 0v6" />
  </svg>
)
