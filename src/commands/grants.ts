import { withGrants } from '../desk/directory.js'
import { grantsBy, type Grants } from '../desk/groups.js'
import type { University } from '../desk/university.js'
import { addedRules } from '../store/group-rules.js'
import type { Db } from '../store/visible.js'
import type { Directory } from './desk.js'

/** What groups give now: by the rules of `university/directory.yaml` and those that administrators added. */
export async function currentGrants(db: Db, university: University): Promise<(groups: readonly string[]) => Grants> {
  const { rules, codes } = university.directory
  return grantsBy([...rules, ...(await addedRules(db))], codes)
}

/** The same directory; whoever it finds has the rights that their groups give at that moment. */
export function withRules(db: Db, university: University, directory: Directory): Directory {
  return {
    ...directory,
    check: async (username, password) => {
      const answer = await directory.check(username, password)
      if (answer.kind !== 'found') return answer
      const grants = await currentGrants(db, university)
      return { kind: 'found', person: withGrants(answer.person, grants(answer.person.groups)) }
    },
  }
}
