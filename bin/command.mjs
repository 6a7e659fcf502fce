// Builds what has changed and runs a command of the desk.
import { build } from './build.mjs'

await build({ quiet: true })
const { main } = await import('../dist/cli/main.js')
const { askSecret } = await import('../dist/cli/secret.js')
const terminal = {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  env: process.env,
  secret: (question) => askSecret(question, process.stdin, process.stderr),
}
process.exit(await main(process.argv.slice(2), terminal))
