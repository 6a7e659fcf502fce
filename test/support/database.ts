import { inject } from 'vitest'
import { connectEmbedded, connectServer, type Connection } from '../../src/store/connect.js'
import { readDump } from './template-database.js'

let copies = 0

/** A migrated, empty database of this test file's own, embedded or on the server as the project says. */
export async function openTestDatabase(): Promise<Connection> {
  const template = inject('database')
  if (template.kind === 'pglite') return connectEmbedded(null, await readDump(template.dump))
  const admin = connectServer(template.url.replace('/template_desk', '/postgres'), 1)
  copies += 1
  const name = `desk_${process.pid}_${copies}_${Math.floor(performance.now() * 1000)}`
  await admin.pool.query(`create database ${name} template template_desk`)
  await admin.close()
  return connectServer(template.url.replace('/template_desk', `/${name}`))
}
