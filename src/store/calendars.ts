import { createHash } from 'node:crypto'
import type { University } from '../desk/university.js'
import { calendarsOf, type Calendars, type Closure } from '../desk/working-time/index.js'
import { dayOfIso } from '../persian/index.js'
import { toMs, type Db, type Tx } from './visible.js'

const MINUTE = 60_000

const laidOut = new WeakMap<University, Calendars>()

/**
 * The calendars of all offices as they are now, laid out once per change: one small query, whatever is asked of them.
 * The revision is looked up each time, so every process knows a closure at once.
 */
export async function calendarsNow(db: Db, university: University): Promise<Calendars> {
  const { revision } = await db.selectFrom('calendar_state').select('revision').executeTakeFirstOrThrow()
  return calendarsAt(db, university, revision)
}

/** The calendars of a revision that the caller has just read. */
export async function calendarsAt(db: Db, university: University, revision: number): Promise<Calendars> {
  const known = laidOut.get(university)
  if (known?.revision === revision) return known
  const calendars = calendarsOf(university, (await closuresNow(db)).map(asClosure), revision)
  laidOut.set(university, calendars)
  return calendars
}

/** Calendars with what this transaction has closed or opened and may still take back: laid out for it alone. */
export async function calendarsWithin(tx: Tx, university: University): Promise<Calendars> {
  const { revision } = await tx.selectFrom('calendar_state').select('revision').executeTakeFirstOrThrow()
  return calendarsOf(university, (await closuresNow(tx)).map(asClosure), revision)
}

/** Says that due times have to be worked out anew. Changes of calendars wait here for one another. */
export async function nextRevision(tx: Tx): Promise<void> {
  await tx
    .updateTable('calendar_state')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .execute()
}

/** Notices at start that `university/calendar.yaml` is another than it was. @returns whether it is */
export async function noticeRules(db: Db, university: University): Promise<boolean> {
  const { lunarMonths, ...rules } = university.calendar
  const offices = university.offices.map((one) => [one.id, one.calendar])
  const hash = createHash('sha256')
    .update(JSON.stringify([rules, [...lunarMonths], offices]))
    .digest('hex')
  const { numUpdatedRows } = await db
    .updateTable('calendar_state')
    .set((eb) => ({ rules: hash, revision: eb('revision', '+', 1) }))
    .where('rules', '<>', hash)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A closure that an administrator added. Times are minutes since midnight in Tehran. */
export interface AddedClosure {
  readonly id: number
  /** A Gregorian ISO date. */
  readonly day: string
  readonly fromTime: number | null
  readonly untilTime: number | null
  readonly office: string | null
  readonly reason: string
  readonly addedAt: number
}

export type NewClosure = Omit<AddedClosure, 'id' | 'addedAt'>

export async function closuresNow(db: Db): Promise<readonly AddedClosure[]> {
  const rows = await db
    .selectFrom('closure')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('day')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    fromTime: row.from_time,
    untilTime: row.until_time,
    office: row.office,
    reason: row.reason,
    addedAt: toMs(row.added_at),
  }))
}

/** @returns null when the same closure is there already */
export async function insertClosure(tx: Tx, closure: NewClosure, by: number, at: number): Promise<number | null> {
  const row = await tx
    .insertInto('closure')
    .values({
      day: closure.day,
      from_time: closure.fromTime,
      until_time: closure.untilTime,
      office: closure.office,
      reason: closure.reason,
      added_by: by,
      added_at: new Date(at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** @returns the closure that was removed, or null when there is none any more */
export async function removeClosure(tx: Tx, id: number, by: number, at: number): Promise<NewClosure | null> {
  const row = await tx
    .updateTable('closure')
    .set({ removed_by: by, removed_at: new Date(at) })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row
    ? { day: row.day, fromTime: row.from_time, untilTime: row.until_time, office: row.office, reason: row.reason }
    : null
}

/** A closure as calendars count it. */
export const asClosure = (one: NewClosure): Closure => ({
  day: dayOfIso(one.day),
  hours: one.fromTime === null || one.untilTime === null ? null : [[one.fromTime * MINUTE, one.untilTime * MINUTE]],
  office: one.office,
})
