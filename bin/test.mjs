#!/usr/bin/env node
// npm test: installs what is missing, runs everything, says what it could not run and why.
console.log('Mizban is being tested …')
const { installMissing } = await import('./install.mjs')
installMissing()
const { runNode } = await import('./run.mjs')
const { fileURLToPath } = await import('node:url')
runNode([fileURLToPath(new URL('./check.mjs', import.meta.url)), ...process.argv.slice(2)])
