#!/usr/bin/env node
// The command line of the desk; see src/cli/main.ts. Runs under a Node.js that is new enough, on what is built.
import { runNode } from './run.mjs'
import { fileURLToPath } from 'node:url'

runNode([fileURLToPath(new URL('./command.mjs', import.meta.url)), ...process.argv.slice(2)])
