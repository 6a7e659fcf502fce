// Builds what has changed and runs a command of the desk.
import { build } from './build.mjs'

await build({ quiet: true })
const { main } = await import('../dist/cli/main.js')
const terminal = { out: (line) => console.log(line), err: (line) => console.error(line), env: process.env }
process.exit(await main(process.argv.slice(2), terminal))
