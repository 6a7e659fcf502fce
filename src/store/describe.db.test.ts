import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.js'
import { openTestDatabase } from '../../test/support/database.js'
import { describeDatabase } from './describe.js'

test('db/schema.sql and src/store/database.ts are what the migrations make', async () => {
  const connection = await openTestDatabase()
  const { sql, types } = await describeDatabase(connection.pool)
  await connection.close()
  expect(sql).toBe(await readFile(path.join(root, 'db/schema.sql'), 'utf8'))
  expect(types).toBe(await readFile(path.join(root, 'src/store/database.ts'), 'utf8'))
})
