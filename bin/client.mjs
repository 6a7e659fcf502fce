// npm run build:client: writes the types of the client from the API's schemas. With `--release` it also keeps the documents
// of both interfaces in docs/api as those that later changes must not break. Needs a build.
import { writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { clientTypes } from '../dist/api/client-types.js'
import { jsmDocument, nativeDocument } from '../dist/api/document.js'

const document = nativeDocument({}, '/api/v1')
const types = fileURLToPath(new URL('../client/openapi.d.ts', import.meta.url))
writeFileSync(types, clientTypes(document))
spawnSync(process.execPath, [fileURLToPath(new URL('../node_modules/oxfmt/bin/oxfmt', import.meta.url)), types])
if (process.argv.includes('--release'))
  for (const [name, released] of [
    ['openapi', document],
    ['openapi-jsm', jsmDocument({}, '/rest')],
  ])
    writeFileSync(new URL(`../docs/api/${name}.json`, import.meta.url), `${JSON.stringify(released, null, 2)}\n`)
console.log('client/openapi.d.ts is written.')
