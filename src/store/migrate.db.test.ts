import { expect, test } from 'vitest'
import { openTestDatabase } from '../../test/support/database.js'
import { migrate } from './migrate.js'

test('what was applied is not applied again, and a file changed since is refused by name', async () => {
  const connection = await openTestDatabase()
  expect(await migrate(connection.pool)).toEqual([])
  await connection.pool.query("update migration set hash = 'another' where name = '0001-desk.sql'")
  await expect(migrate(connection.pool)).rejects.toThrow(
    'db/migrations/0001-desk.sql was changed after it had been applied',
  )
  await connection.close()
})
