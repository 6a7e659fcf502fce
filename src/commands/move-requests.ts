import { elementName, planFor, stayReason, type PlanLine, type StayReason } from '../desk/drawing/move-over.js'
import type { Person } from '../desk/person.js'
import { statusWord } from '../desk/progress.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { stepOf, type Service } from '../desk/service.js'
import { migrate, occupied, type Plan, type State } from '../engine/index.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { loadState, loadStates, saveState } from '../store/instances.js'
import {
  endMove,
  finishItem,
  insertMove,
  moveById,
  moveTasks,
  requestsOnVersion,
  waitingItems,
  type Move,
} from '../store/moves.js'
import { recordEvents, wholeRequestForJob } from '../store/requests.js'
import { newestVersions } from '../store/services.js'
import { openTasksOf } from '../store/tasks.js'
import { acting, transaction, type Desk } from './desk.js'

/** What a move would do, without doing it. */
export interface MovePreview {
  readonly plan: Plan
  readonly lines: readonly PlanLine[]
  readonly can: number
  readonly cannot: number
  /** Requests that would stay, the first of them. */
  readonly stays: readonly { readonly key: string; readonly reasons: readonly StayReason[] }[]
}

const BATCH = 200
const SHOWN = 200

/** Tries a plan on every open request of the old version: what goes over, what stays and why. Changes nothing. */
export async function previewMove(
  desk: Desk,
  input: { readonly from: number; readonly to: number; readonly chosen: Readonly<Record<string, string>> },
): Promise<MovePreview> {
  const [from, to] = await Promise.all([desk.catalog.version(input.from), desk.catalog.version(input.to)])
  const waiting: Record<string, number> = {}
  const { plan } = planFor(from, to, input.chosen, {})
  const stays: { key: string; reasons: readonly StayReason[] }[] = []
  let [can, cannot, after] = [0, 0, 0]
  for (;;) {
    const requests = await requestsOnVersion(desk.db, input.from, after, BATCH)
    const states = await loadStates(
      desk.db,
      requests.map((one) => one.id),
    )
    for (const { id, key } of requests) {
      const state = states.get(id)
      if (!state) continue
      for (const element of occupied(state)) waiting[element] = (waiting[element] ?? 0) + 1
      const moved = migrate(from.definition, to.definition, state, plan, desk.now())
      if (moved.ok) can += 1
      else {
        cannot += 1
        if (stays.length < SHOWN) stays.push({ key, reasons: moved.stays.map((one) => stayReason(from, one)) })
      }
    }
    const last = requests.at(-1)
    if (!last || requests.length < BATCH) break
    after = last.id
  }
  return { ...planFor(from, to, input.chosen, waiting), can, cannot, stays }
}

export interface MoveInput {
  readonly service: string
  readonly from: number
  readonly to: number
  readonly chosen: Readonly<Record<string, string>>
  readonly note: string
  readonly once: string
}

/** Begins to move the open requests of a version; a job does it, request by request. */
export function moveRequests(desk: Desk, person: Person, input: MoveInput): Promise<Outcome<{ move: number }>> {
  return acting(desk, person, `move:${input.once}`, async (tx) => {
    if (!person.administrator) return refused('not-allowed')
    const note = cleanText(input.note, { multiline: true }).slice(0, 1000)
    if (note === '')
      return refused('incomplete', {}, [
        { key: 'note', code: 'required', text: { fa: 'دلیل را بنویسید.', en: 'Write the reason.' } },
      ])
    const [from, to] = await Promise.all([desk.catalog.version(input.from), desk.catalog.version(input.to)])
    const newest = (await newestVersions(tx)).find((one) => one.service === input.service)
    if (from.id !== input.service || to.id !== input.service || !newest || input.from === input.to)
      return refused('not-found')
    const { plan } = planFor(from, to, input.chosen, {})
    const at = desk.now()
    const move = await insertMove(tx, {
      service: input.service,
      from: input.from,
      to: input.to,
      plan,
      note,
      by: person.id,
      at,
    })
    if (move === null) return refused('already-done')
    await recordAudit(tx, at, {
      kind: 'requests-migrated',
      by: person.id,
      data: { service: input.service, move, from: input.from, to: input.to, note },
    })
    await desk.later.move(tx, { move })
    return { ok: true, move }
  })
}

/** Does a move: each request in a transaction of its own, so that one that fails holds up none. May be run again at any time. */
export async function runMove(desk: Desk, id: number): Promise<void> {
  const move = await moveById(desk.db, id)
  if (!move || move.endedAt !== null) return
  const failures: unknown[] = []
  const tried = new Set<number>()
  for (;;) {
    const waiting = (await waitingItems(desk.db, id, BATCH + tried.size)).filter((request) => !tried.has(request))
    if (waiting.length === 0) break
    for (const request of waiting) {
      tried.add(request)
      try {
        await moveRequest(desk, move, request)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await transaction(desk, (tx) => endMove(tx, id, desk.now()))
  // The queue tries again; what has moved meanwhile has moved.
  if (failures.length > 0) throw failures[0]
}

/** Moves one request, when it still stands where the plan can take it. */
export function moveRequest(desk: Desk, move: Move, id: number): Promise<void> {
  return transaction(desk, async (tx) => {
    const request = await wholeRequestForJob(tx, id)
    const at = desk.now()
    const finish = (reason: StayReason | null) => finishItem(tx, move.id, id, { at, reason })
    const stay = (code: 'other-version' | 'ended') => finish({ code, element: null, name: null })
    if (!request || request.closedAt !== null) return stay('ended')
    // Moved before, by a run that was cut off between this and the list.
    if (request.versionId === move.to.id) return finish(null)
    if (request.versionId !== move.from.id) return stay('other-version')
    const [from, to] = await Promise.all([desk.catalog.version(move.from.id), desk.catalog.version(move.to.id)])
    const before = await loadState(tx, id)
    if (!before) return stay('ended')
    const moved = migrate(from.definition, to.definition, before, move.plan, at)
    const [first] = moved.ok ? [] : moved.stays
    if (!moved.ok) return finish(first ? stayReason(from, first) : { code: 'not-supported', element: null, name: null })
    await saveState(tx, id, before, moved.state, at)
    // The new drawing may listen to what has been sent already.
    await desk.later.deliver(tx)
    await moveTasks(tx, id, move.plan, openTasks(to, moved.state))
    const open = await openTasksOf(tx, id)
    await recordEvents(
      tx,
      request,
      at,
      [
        {
          kind: 'migrated',
          by: move.by,
          office: null,
          data: { from: move.from.number, to: move.to.number, reason: move.note },
        },
      ],
      {
        versionId: move.to.id,
        ...(request.status === 'open' ? { statusWord: statusWord(to, 'open', open) } : {}),
      },
    )
    await recordAudit(tx, at, {
      kind: 'request-migrated',
      by: move.by,
      request: id,
      data: { move: move.id, from: move.from.number, to: move.to.number },
    })
    return finish(null)
  })
}

const openTasks = (service: Service, state: State) =>
  state.tokens
    .filter((token) => token.waits === 'task')
    .map(({ id, element }) => ({
      token: id,
      name: elementName(service, element),
      kind: stepOf(service, element)?.kind ?? 'review',
      form: stepOf(service, element)?.form ?? null,
    }))
