import { sql, type Kysely } from 'kysely'
import { isEmptyDraft, mergeTyping, placeName, type DraftPlace } from '../desk/draft.js'
import type { RawFields } from '../desk/form/raw.js'
import type { Person } from '../desk/person.js'
import type { Database } from './database.js'
import { toMsOrNull, type Db, type Tx } from './visible.js'

export interface Draft {
  /** Makes every sending of this draft, from any window or device, the same sending. */
  readonly once: string
  readonly fields: RawFields
  readonly revision: number
  /** The version of the service whose form was typed into. */
  readonly version: number | null
  /** Null when there is nothing to show that was typed. */
  readonly savedAt: number | null
}

const COLUMNS = ['place', 'once', 'fields', 'marks', 'revision', 'version', 'saved_at'] as const

/** The draft of a person at a place; made when the form is first opened, so that a second window has the same. */
export async function openDraft(
  db: Kysely<Database>,
  person: Person,
  place: DraftPlace,
  made: { readonly newId: () => string; readonly at: number },
): Promise<Draft> {
  const find = async () => (await draftsAt(db, person, [place])).get(placeName(place))
  const known = await find()
  if (known) return known
  await db
    .insertInto('draft')
    .values({ person_id: person.id, place: placeName(place), once: made.newId(), touched_at: new Date(made.at) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await find()) ?? openDraft(db, person, place, made)
}

/** The drafts of a person at these places, by the names of the places: one query. */
export async function draftsAt(
  db: Db,
  person: Person,
  places: readonly DraftPlace[],
): Promise<ReadonlyMap<string, Draft>> {
  const rows = await db
    .selectFrom('draft')
    .select(COLUMNS)
    .where('person_id', '=', person.id)
    .where(sql<boolean>`place = any(${places.map(placeName)}::text[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.place,
      {
        once: row.once,
        fields: row.fields,
        revision: row.revision,
        version: row.version,
        savedAt: isEmptyDraft(row.fields) ? null : toMsOrNull(row.saved_at),
      },
    ]),
  )
}

export interface Typed {
  readonly once: string
  readonly fields: RawFields
  /** The revision that the page knew. */
  readonly seen: number
  /** The whole form was sent: a field that is not among `fields` was emptied. */
  readonly whole: boolean
  readonly version: number | null
  readonly at: number
}

/**
 * Keeps what was typed. The draft is locked meanwhile, so two devices that save at once both stay.
 * @returns the draft as it is now, and which fields were typed elsewhere since the page was made
 */
export async function saveDraft(
  tx: Tx,
  person: Person,
  place: DraftPlace,
  typed: Typed,
  newId: () => string,
): Promise<{ readonly once: string; readonly revision: number; readonly elsewhere: readonly string[] }> {
  const mine = { person_id: person.id, place: placeName(place) }
  const find = () =>
    tx
      .selectFrom('draft')
      .select(COLUMNS)
      .where('person_id', '=', mine.person_id)
      .where('place', '=', mine.place)
      .forUpdate()
      .executeTakeFirst()
  let row = await find()
  if (!row) {
    // What was sent is sent: who types on in another window writes something new.
    const once = (await isUsed(tx, person, typed.once)) ? newId() : typed.once
    await tx
      .insertInto('draft')
      .values({ ...mine, once, touched_at: new Date(typed.at) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    row = await find()
  }
  if (!row) throw new Error('a draft just made is not there')
  const emptied = typed.whole ? Object.fromEntries(Object.keys(row.fields).map((name) => [name, []])) : {}
  const { elsewhere, fields, marks, revision } = mergeTyping(row, { ...emptied, ...typed.fields }, typed.seen)
  await tx
    .updateTable('draft')
    .set((eb) => ({
      fields: JSON.stringify(fields),
      marks: JSON.stringify(marks),
      revision,
      // What a page says is believed only as far as there is such a version.
      version: eb.selectFrom('service_version').select('id').where('id', '=', typed.version),
      saved_at: new Date(typed.at),
      touched_at: new Date(typed.at),
    }))
    .where('person_id', '=', mine.person_id)
    .where('place', '=', mine.place)
    .execute()
  return { once: row.once, revision, elsewhere }
}

const isUsed = async (tx: Tx, person: Person, once: string): Promise<boolean> =>
  (await tx
    .selectFrom('receipt')
    .select('once')
    .where('person_id', '=', person.id)
    .where(sql<boolean>`position(${once} in once) > 0`)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Empties a draft; what was in it can be taken back until the day after. It gets a new token: it is not the same any more. */
export async function discardDraft(db: Db, person: Person, place: DraftPlace, once: string, at: number): Promise<void> {
  await db
    .updateTable('draft')
    .set((eb) => ({
      once,
      discarded: sql`fields`,
      fields: '{}',
      marks: '{}',
      revision: eb('revision', '+', 1),
      saved_at: null,
      touched_at: new Date(at),
    }))
    .where('person_id', '=', person.id)
    .where('place', '=', placeName(place))
    .where('saved_at', 'is not', null)
    .execute()
}

/** Takes back what was discarded; what was typed since stays. */
export async function restoreDraft(db: Db, person: Person, place: DraftPlace, at: number): Promise<void> {
  await db
    .updateTable('draft')
    .set((eb) => ({
      fields: sql`discarded || fields`,
      discarded: null,
      revision: eb('revision', '+', 1),
      saved_at: new Date(at),
      touched_at: new Date(at),
    }))
    .where('person_id', '=', person.id)
    .where('place', '=', placeName(place))
    .where('discarded', 'is not', null)
    .execute()
}

/** A draft that was sent is none any more. `token` is that of the receipt, in which the draft's own stands. */
export async function endSentDraft(tx: Tx, person: { readonly id: number }, token: string): Promise<void> {
  await tx
    .deleteFrom('draft')
    .where('person_id', '=', person.id)
    .where(sql<boolean>`position(once::text in ${token}) > 0`)
    .execute()
}

/** Forgets what was discarded, drafts with nothing in them, and drafts that nobody went on with. */
export async function removeOldDrafts(
  tx: Tx,
  before: { readonly discarded: number; readonly left: number },
): Promise<void> {
  const discarded = new Date(before.discarded)
  await tx
    .updateTable('draft')
    .set({ discarded: null })
    .where('discarded', 'is not', null)
    .where('touched_at', '<', discarded)
    .execute()
  await tx
    .deleteFrom('draft')
    .where((eb) =>
      eb.or([
        eb('touched_at', '<', new Date(before.left)),
        eb.and([eb('saved_at', 'is', null), eb('touched_at', '<', discarded)]),
      ]),
    )
    .execute()
}
