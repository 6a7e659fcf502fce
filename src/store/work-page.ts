import type { Person } from '../desk/person.js'
import { isHeadOf, officesOf } from '../desk/person.js'
import { facultyName, officeName, officeOf, type University } from '../desk/university.js'
import type { WorkView } from '../desk/views.js'
import { lengthOf, timeLeft } from '../desk/working-time/index.js'
import type { Text } from '../desk/text.js'
import { calendarsNow } from './calendars.js'
import { expertsOf, expertView } from './people.js'
import type { Db } from './visible.js'
import { workCounts, workList, type WorkQuery } from './work-list.js'

/** The work list of a person: four queries, however many requests are closed. */
export async function workPage(
  db: Db,
  sources: { readonly university: University; readonly serviceName: (id: string) => Text },
  person: Person,
  query: WorkQuery & { readonly now: number },
): Promise<WorkView> {
  const { university } = sources
  const offices = officesOf(person)
  const office = query.office ?? (offices.length === 1 ? (offices[0] ?? null) : null)
  const head = office !== null && isHeadOf(person, office)
  const [list, counts, experts, calendars] = await Promise.all([
    workList(db, person, { ...query, office }),
    workCounts(db, person),
    office !== null && head ? expertsOf(db, office, query.now) : [],
    calendarsNow(db, university),
  ])
  const counted = counts.filter((one) => office === null || one.office === office)
  const sum = (key: 'all' | 'mine' | 'unassigned') => counted.reduce((total, one) => total + one[key], 0)
  const mayTake = person.memberships.some(
    (one) =>
      (office === null || one.office === office) &&
      (one.role === 'head' || officeOf(university, one.office)?.dispatch !== 'manual'),
  )
  return {
    offices: offices.map((id) => ({
      id,
      name: officeName(university, id),
      open: counts.find((count) => count.office === id)?.all ?? 0,
    })),
    office,
    view: query.view,
    query: query.query,
    state: query.state,
    counts: { unassigned: sum('unassigned'), mine: sum('mine'), all: sum('all') },
    rows: list.items.map(({ dueAt, ...item }) => ({
      ...item,
      time: dueAt === null ? null : timeLeft(calendars.of(item.office), dueAt, query.now),
      waits: lengthOf(calendars.of(item.office), item.openedAt, query.now),
      faculty: facultyName(university, item.faculty),
      service: sources.serviceName(item.service),
      officeName: officeName(university, item.office),
      stead: item.mine && item.assignee?.id !== person.id,
    })),
    next: list.next,
    mayAssign: head,
    mayTake,
    experts: experts.map(expertView),
  }
}
