import type { Directory } from '../../commands/desk.js'
import { openEntry, type DirectoryPerson } from '../../desk/directory.js'

/** The password of all demo people. They exist only when no directory is configured. */
export const DEMO_PASSWORD = 'mizban-demo'

/** A directory of invented people from `university/demo-people.yaml`. */
export function demoDirectory(people: readonly DirectoryPerson[]): Directory {
  const byName = new Map(people.map((person) => [person.username, person]))
  return {
    check: async (username, password) => {
      const person = password === DEMO_PASSWORD ? byName.get(username) : undefined
      return person ? { kind: 'found', person } : { kind: 'refused', why: 'wrong-credentials' }
    },
    listing: { everyone: async () => people.map(openEntry), ids: '^demo:' },
  }
}
