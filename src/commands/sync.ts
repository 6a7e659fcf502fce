import type { AuditEntry } from '../desk/audit.js'
import type { DirectoryEntry } from '../desk/directory.js'
import type { RightChange } from '../desk/groups.js'
import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { brakes, planSync, type SyncCounts, type SyncLine, type SyncPlan } from '../desk/sync.js'
import { recordAudit } from '../store/audit.js'
import { adoptImported } from '../store/imported-people.js'
import { foreignUsernames, keepPeople, knownPeople } from '../store/directory-people.js'
import { endSessionsOf, releaseTasksOf } from '../store/leaving.js'
import { keepRights } from '../store/rights.js'
import { heldRun, insertRun, lastRuns, lockSync, type SyncReason, type SyncState } from '../store/sync-runs.js'
import { administratorIds } from '../store/untold.js'
import type { Tx } from '../store/visible.js'
import { acting, type Desk } from './desk.js'
import { giveNotices, type NoticeDesk } from './give-notices.js'
import { currentGrants } from './grants.js'

/** What a sync needs of a desk; the command line has no more. */
export type SyncDesk = Pick<Desk, 'db' | 'directory'> & NoticeDesk

export interface SyncOrder {
  /** Says what would be done and does nothing. */
  readonly dry: boolean
  /** A yes to many accounts being closed: to those of a held run, or to whatever this run finds. */
  readonly yes: 'all' | number | null
}

export interface SyncReport {
  readonly run: number
  readonly state: SyncState
  readonly reason: SyncReason | null
  readonly counts: SyncCounts | null
  readonly lines: readonly SyncLine[]
  /** Tasks of people who left, given back to their offices. */
  readonly released: number
}

/** Brings people here in line with the directory; by itself or from the command line. */
export async function syncPeople(desk: SyncDesk, order: SyncOrder): Promise<Outcome<SyncReport>> {
  const from = desk.now()
  const listing = await list(desk)
  return desk.db.transaction().execute((tx) => run(tx, desk, listing, order, null, from))
}

/** The same by an administrator, once however often they press. */
export async function orderSync(
  desk: Desk,
  person: Person,
  input: SyncOrder & { readonly once: string },
): Promise<Outcome<{ run: number; state: SyncState }>> {
  if (!person.administrator) return refused('not-found')
  const from = desk.now()
  const listing = await list(desk)
  return acting(desk, person, `sync:${input.once}`, async (tx) => {
    const done = await run(tx, desk, listing, input, person.id, from)
    return done.ok ? { ok: true, run: done.run, state: done.state } : done
  })
}

type Listing = { readonly people: readonly DirectoryEntry[]; readonly ids: string } | { readonly failed: SyncReason }

/** Asks the directory before the transaction begins: it may take seconds. */
async function list({ directory }: SyncDesk): Promise<Listing> {
  if (!directory.listing) return { failed: 'no-directory' }
  const people = await directory.listing.everyone()
  return people === null ? { failed: 'directory-down' } : { people, ids: directory.listing.ids }
}

async function run(
  tx: Tx,
  desk: SyncDesk,
  listing: Listing,
  order: SyncOrder,
  by: number | null,
  at: number,
): Promise<Outcome<SyncReport>> {
  await lockSync(tx)
  const agreed = typeof order.yes === 'number' ? await heldRun(tx, order.yes) : null
  if (typeof order.yes === 'number' && !agreed) return refused('stale')
  const note = { at, by, yesTo: agreed?.id ?? null }
  if ('failed' in listing) return failed(tx, desk, note, listing.failed)

  if (!order.dry)
    await adoptImported(
      tx,
      listing.people.filter((one) => one.open),
    )
  const plan = planSync(
    listing.people,
    await knownPeople(tx, { like: listing.ids }),
    await foreignUsernames(tx, listing.ids),
    await currentGrants(tx, desk.university),
  )
  const yes = new Set(order.yes === 'all' ? plan.leaving : (agreed?.leaving ?? []))
  const state = order.dry ? 'planned' : brakes(plan, yes) ? 'held' : 'done'
  const reason = brakes(plan, yes) ? 'too-many' : null
  const [before] = state === 'held' ? await lastRuns(tx, 1) : []
  const released = state === 'done' ? await write(tx, plan, desk.now()) : 0
  const lines = shown(plan.lines)
  const id = await insertRun(tx, {
    ...note,
    endedAt: desk.now(),
    state,
    reason,
    counts: plan.counts,
    leaving: state === 'done' ? [] : plan.leaving,
    lines,
  })
  const told =
    state === 'held' ? !sameLeaving(before, plan) : state === 'done' && (by !== null || plan.lines.length > 0)
  if (told)
    await recordAudit(tx, desk.now(), {
      kind: state === 'held' ? 'sync-held' : 'sync-done',
      by,
      data: { run: id, ...plan.counts, released },
    })
  if (told && state === 'held') {
    const administrators = await administratorIds(tx)
    const notice = { kind: 'sync-held', request: null, data: { run: id, count: plan.leaving.length }, at } as const
    await giveNotices(
      tx,
      desk,
      administrators.filter((one) => one !== by).map((person) => ({ ...notice, person })),
    )
  }
  return { ok: true, run: id, state, reason, counts: plan.counts, lines, released }
}

/** A run that is held for the same people as the one before it is no news. */
const sameLeaving = (
  before: { readonly state: SyncState; readonly leaving: readonly number[] } | undefined,
  plan: SyncPlan,
): boolean =>
  before?.state === 'held' &&
  before.leaving.length === plan.leaving.length &&
  plan.leaving.every((one) => before.leaving.includes(one))

async function failed(
  tx: Tx,
  desk: SyncDesk,
  note: { at: number; by: number | null; yesTo: number | null },
  reason: SyncReason,
): Promise<Outcome<SyncReport>> {
  const empty = { counts: null, lines: [] } as const
  const run = await insertRun(tx, { ...note, ...empty, endedAt: desk.now(), state: 'failed', reason, leaving: [] })
  return { ok: true, run, state: 'failed', reason, ...empty, released: 0 }
}

/** Writes everything a plan says, a few statements however many people it names. @returns how many tasks went back */
async function write(tx: Tx, plan: SyncPlan, at: number): Promise<number> {
  const ids = await keepPeople(tx, plan.keep, at)
  const people = plan.keep.map((one) => ({ ...one, person: ids.get(one.directoryId) ?? 0 }))
  await keepRights(
    tx,
    people.map(({ person, grants }) => ({ person, ...grants })),
  )
  await endSessionsOf(tx, plan.leaving)
  const lost = plan.rights.filter((one) => !one.gains && one.office !== null).map((one) => one.person)
  const released = await releaseTasksOf(tx, [...new Set([...plan.leaving, ...lost])], at)
  const joined = people.filter((one) => one.story === 'joined')
  const entries = [
    ...people.flatMap(({ person, story }): AuditEntry[] =>
      story === null || story === 'changed' ? [] : [{ kind: `person-${story}`, by: null, person }],
    ),
    ...rightEntries([...plan.rights, ...joined.flatMap(firstRights)], null),
  ]
  for (let from = 0; from < entries.length; from += AUDIT_BATCH)
    await recordAudit(tx, at, ...entries.slice(from, from + AUDIT_BATCH))
  return released
}

/** A statement takes 65,535 values; a line has eleven. */
const AUDIT_BATCH = 2_000

const firstRights = ({
  person,
  grants,
}: {
  person: number
  grants: SyncPlan['keep'][number]['grants']
}): RightChange[] => [
  ...grants.memberships.map(({ office, role }) => ({ person, gains: true, office, role })),
  ...(grants.administrator ? [{ person, gains: true, office: null, role: null }] : []),
]

/** The audit lines of rights that groups gave or took. @param by who changed the rule; null when the groups changed */
export const rightEntries = (changes: readonly RightChange[], by: number | null): readonly AuditEntry[] =>
  changes.map(({ person, gains, office, role }) => ({
    kind:
      office === null
        ? (`administrator-${gains ? 'given' : 'taken'}` as const)
        : (`membership-${gains ? 'given' : 'taken'}` as const),
    by,
    person,
    data: office === null || role === null ? { source: 'directory' } : { source: 'directory', office, role },
  }))

/** How many lines of each kind a run keeps; the counts tell how many there were. */
const MOST_LINES = 100
const ORDER = ['left', 'returned', 'joined', 'changed'] as const

const shown = (lines: readonly SyncLine[]): readonly SyncLine[] =>
  ORDER.flatMap((kind) => lines.filter((one) => one.kind === kind).slice(0, MOST_LINES))
