// Builds what has changed and opens the desk, both in one process.
import { build } from './build.mjs'

await build({ quiet: true })
const { main } = await import('../dist/main.js')
await main()
