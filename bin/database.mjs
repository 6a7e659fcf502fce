// npm run build:database: writes db/schema.sql and src/store/database.ts from the migrations. Needs a build.
import { writeFileSync } from 'node:fs'
import { connectEmbedded } from '../dist/store/connect.js'
import { describeDatabase } from '../dist/store/describe.js'
import { migrate } from '../dist/store/migrate.js'

const connection = await connectEmbedded(null)
await migrate(connection.pool)
const { sql, types } = await describeDatabase(connection.pool)
writeFileSync(new URL('../db/schema.sql', import.meta.url), sql)
writeFileSync(new URL('../src/store/database.ts', import.meta.url), types)
await connection.close()
console.log('db/schema.sql and src/store/database.ts are written.')
