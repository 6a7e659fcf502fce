import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project: `db`, `services`, `university` and `fonts` are read from there. */
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
