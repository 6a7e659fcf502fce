// Builds dist/: TypeScript with tsc, browser code and styles with esbuild. Says nothing when asked to be quiet.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const assets = path.join(root, 'dist', 'assets')

export async function build({ quiet }) {
  // tsc keeps what has not changed, and is done in a blink when nothing has.
  const tsc = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', ...(quiet ? [] : ['--pretty'])],
    { cwd: root, stdio: 'inherit' },
  )
  if (tsc.status !== 0) process.exit(tsc.status ?? 1)
  await buildAssets()
}

/**
 * The process editor's libraries write some styles in ways the policy of the pages refuses. Each is put in another way,
 * at the one place where it stands; a library that changed fails the build instead of losing its looks unseen.
 */
const withoutInlineStyles = {
  name: 'without-inline-styles',
  setup(build) {
    const change = (filter, edit) =>
      build.onLoad({ filter }, ({ path: file }) => {
        const before = readFileSync(file, 'utf8')
        const contents = edit(before)
        if (contents === before) throw new Error(`${file} has changed; see withoutInlineStyles in bin/build.mjs`)
        return { contents, loader: 'js' }
      })
    // CodeMirror knows constructable stylesheets, but uses them in shadow trees only; here it uses them always.
    change(/[\\/]style-mod[\\/]src[\\/]style-mod\.js$/, (text) =>
      text.replace('!root.head && root.adoptedStyleSheets', 'root.adoptedStyleSheets'),
    )
    // Icons of SVG: what a style attribute says, attributes say as well.
    change(/[\\/](Align|Distribute)ElementsIcons\.js$/, (text) =>
      text.replace(/style="([^"]*)"/g, (_, style) => style.replace(/([\w-]+):([^;]+);?/g, '$1="$2" ').trim()),
    )
    // Two boxes whose sizes are in editor.css instead.
    change(/[\\/]bpmn-js-properties-panel[\\/]dist[\\/]index\.esm\.js$/, (text) =>
      text.replace('<div style="height: 100%" ', '<div ').replace('<div style="flex: none; height: auto" ', '<div '),
    )
  },
}

/** Files are named by their content, so that browsers may keep them for a year; the manifest tells the names. */
async function buildAssets() {
  const { build: bundle } = await import('esbuild')
  rmSync(assets, { recursive: true, force: true })
  mkdirSync(assets, { recursive: true })
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: {
      desk: 'src/web/islands/desk.ts',
      style: 'src/web/styles/style.css',
      'map-style': 'src/web/styles/map.css',
      'editor-style': 'src/web/styles/editor.css',
    },
    outdir: assets,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    plugins: [withoutInlineStyles],
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    // What browsers of the last four years understand; older ones get the pages without scripts.
    target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
    legalComments: 'none',
    metafile: true,
  })
  const names = {}
  for (const [file, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
    const source = entryPoint ?? (file.endsWith('.woff2') ? Object.keys(inputs)[0] : undefined)
    if (source) names[path.basename(source)] = path.basename(file)
  }
  writeFileSync(path.join(assets, 'manifest.json'), JSON.stringify(names))
  const font = readFileSync(path.join(root, 'src/web/fonts/OFL.txt'))
  writeFileSync(path.join(assets, 'OFL.txt'), font)
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await build({ quiet: false })
