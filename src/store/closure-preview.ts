import type { ClosurePreview } from '../desk/calendar-view.js'
import { officeName, type University } from '../desk/university.js'
import { calendarsOf, dueOf, openTime } from '../desk/working-time/index.js'
import { dayOfIso, tehranInstant } from '../persian/index.js'
import { asClosure, closuresNow, type NewClosure } from './calendars.js'
import { runningClocks } from './clocks.js'
import type { Db } from './visible.js'

/** Works out what a closure would change, without making it: two queries. */
export async function previewClosure(db: Db, university: University, closure: NewClosure): Promise<ClosurePreview> {
  const [added, clocks] = await Promise.all([closuresNow(db), runningClocks(db)])
  const closures = added.map(asClosure)
  const [now, then] = [
    calendarsOf(university, closures, 0),
    calendarsOf(university, [...closures, asClosure(closure)], 0),
  ]
  const counts = new Map<string, number>()
  for (const one of clocks) {
    if (one.days === null) continue
    const clock = { from: one.from, days: one.days, waited: one.waited }
    if (dueOf(then.of(one.office), clock) > dueOf(now.of(one.office), clock))
      counts.set(one.office, (counts.get(one.office) ?? 0) + 1)
  }
  const day = dayOfIso(closure.day)
  const offices = closure.office === null ? university.offices.map((one) => one.id) : [closure.office]
  const openOn = (office: string, calendars: typeof now) =>
    openTime(calendars.of(office), tehranInstant(day, 0), tehranInstant(day + 1, 0))
  return {
    moved: [...counts.values()].reduce((sum, one) => sum + one, 0),
    offices: [...counts]
      .map(([office, count]) => ({ name: officeName(university, office), count }))
      .toSorted((a, b) => b.count - a.count),
    closedAnyway: offices.every((office) => openOn(office, now) === openOn(office, then)),
  }
}
