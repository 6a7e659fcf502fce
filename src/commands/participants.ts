import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { NewEvent } from '../store/history.js'
import { peopleById, peopleNamed } from '../store/named-people.js'
import { addParticipants as save, removeParticipants as remove } from '../store/participants.js'
import { recordEvents, requestFor } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import { acting, type Desk } from './desk.js'

/** To so many people one request may be shown. */
const MOST = 50

interface Showing {
  readonly key: string
  readonly once: string
  /** Account ids, user names or e-mail addresses. */
  readonly people: readonly string[]
}

/** The requester shows the request to others. It is their data, so nobody else does it for them. */
export function addParticipants(desk: Desk, person: Person, input: Showing): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `participants:${input.once}`, async (tx) => {
    const request = await requestFor(tx, person, input.key, { lock: true })
    if (!request) return refused('not-found')
    if (request.standing.as !== 'requester') return refused('not-allowed')
    const named = await peopleNamed(tx, input.people)
    const found = named.flatMap((one) => (one ? [one.id] : [])).filter((id) => id !== request.requester)
    const unknown = input.people.filter((_, index) => !named[index])
    if (unknown.length > 0 || input.people.length === 0)
      return refused('incomplete', {}, [
        {
          key: 'people',
          code: 'unknown',
          text: {
            fa: 'کسی با این نام کاربری یا رایانامه نیست.',
            en: 'Nobody has this user name or e-mail address.',
          },
        },
      ])
    if (new Set([...request.participants, ...found]).size > MOST)
      return refused('incomplete', {}, [
        {
          key: 'people',
          code: 'too-many',
          text: { fa: 'درخواست را حداکثر ۵۰ نفر می‌بینند.', en: 'A request is shown to 50 people at most.' },
        },
      ])
    const added = await save(tx, request, [...new Set(found)], person.id, desk.now())
    await recordEvents(tx, request, desk.now(), await told(tx, 'participant-added', person.id, added))
    return { ok: true, key: request.key }
  })
}

/** The requester shows the request to somebody no longer; a participant may leave. Who is none is left alone. */
export function removeParticipants(desk: Desk, person: Person, input: Showing): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `participants-off:${input.once}`, async (tx) => {
    const request = await requestFor(tx, person, input.key, { lock: true })
    if (!request) return refused('not-found')
    const people = (await peopleNamed(tx, input.people)).flatMap((one) => (one ? [one.id] : []))
    const leaves = request.standing.as === 'participant' && people.every((one) => one === person.id)
    if (request.standing.as !== 'requester' && !leaves) return refused('not-allowed')
    const removed = await remove(tx, request, people)
    await recordEvents(tx, request, desk.now(), await told(tx, 'participant-removed', person.id, removed))
    return { ok: true, key: request.key }
  })
}

async function told(tx: Tx, kind: string, by: number, people: readonly number[]): Promise<readonly NewEvent[]> {
  const names = await peopleById(tx, people)
  return people.map((id) => ({ kind, by, office: null, data: { person: { ...names.get(id)?.name } } }))
}
