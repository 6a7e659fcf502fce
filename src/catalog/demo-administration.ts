import { checkLog } from '../commands/check-log.js'
import type { Desk } from '../commands/desk.js'
import { giveMembership } from '../commands/give-membership.js'
import { nameSubstitute } from '../commands/name-substitute.js'
import { openReading } from '../commands/open-reading.js'
import type { Person } from '../desk/person.js'
import type { Outcome } from '../desk/refusal.js'
import { isoDateInTehran, startOfDayInTehran } from '../persian/index.js'
import { personByUsername } from '../store/people.js'

const DAY = 86_400_000

/**
 * What the administrator of the demo university has done, and who is away soon, told through the same commands that
 * people use.
 * @param key a request that the administrator had a reason to read
 */
export async function tellAdministration(desk: Desk, key: string): Promise<void> {
  const ago = (days: number): Desk => ({ ...desk, now: () => desk.now() - days * DAY })
  const person = async (username: string): Promise<Person> => {
    const found = await personByUsername(desk.db, username, desk.now())
    if (!found) throw new Error(`the demo university has nobody called ${username}`)
    return found
  }
  const [admin, helper, absent, substitute] = [
    await person('admin'),
    await person('azizi'),
    await person('fallahi'),
    await person('rezaei'),
  ]
  const today = startOfDayInTehran(isoDateInTehran(desk.now()))
  must(
    await giveMembership(ago(12), admin, {
      once: 'story-membership',
      person: helper.id,
      office: 'dormitory',
      role: 'expert',
      until: today + 60 * DAY,
    }),
  )
  must(
    await openReading(ago(3), admin, {
      key,
      reason: 'درخواست‌کننده تلفنی گفت که رسیدش دیده نشده است.',
      once: 'story-reading',
    }),
  )
  must(
    await nameSubstitute(ago(1), absent, {
      once: 'story-substitute',
      absent: absent.id,
      substitute: substitute.id,
      office: null,
      from: today + 4 * DAY,
      until: today + 9 * DAY,
    }),
  )
  must(await checkLog(ago(0.1), admin, { once: 'story-check' }))
}

function must<T>(outcome: Outcome<T>): void {
  if (!outcome.ok) throw new Error(`the demo story was refused: ${outcome.code}`)
}
