#!/usr/bin/env node
// npm start: installs what is missing, builds what has changed, opens the desk. Plain JavaScript, because it
// runs before anything is installed, on Node.js 20 or newer.
console.log('Mizban is starting …')
const { installMissing } = await import('./install.mjs')
installMissing()
const { runNode } = await import('./run.mjs')
const { fileURLToPath } = await import('node:url')
runNode([fileURLToPath(new URL('./serve.mjs', import.meta.url)), ...process.argv.slice(2)])
