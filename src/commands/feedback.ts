import type { Person } from '../desk/person.js'
import { refused, type Outcome } from '../desk/refusal.js'
import { cleanText } from '../persian/index.js'
import { removeFeedback as remove, saveFeedback } from '../store/participants.js'
import { recordEvents, requestFor } from '../store/requests.js'
import { acting, type Desk } from './desk.js'

/** The longest comment, in letters. */
const LONGEST = 2000

/** The requester says what they think of a request that has ended; who says it again has changed their mind. */
export function giveFeedback(
  desk: Desk,
  person: Person,
  input: { readonly key: string; readonly once: string; readonly rating: number; readonly comment: string },
): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `feedback:${input.once}`, async (tx) => {
    const request = await requestFor(tx, person, input.key, { lock: true })
    if (!request) return refused('not-found')
    if (request.standing.as !== 'requester' || request.closedAt === null) return refused('not-allowed')
    if (!Number.isInteger(input.rating) || input.rating < 1 || input.rating > 5)
      return refused('incomplete', {}, [
        {
          key: 'rating',
          code: 'required',
          text: { fa: 'از ۱ تا ۵ یکی را برگزینید.', en: 'Choose one from 1 to 5.' },
        },
      ])
    const comment = cleanText(input.comment, { multiline: true }).slice(0, LONGEST) || null
    await saveFeedback(tx, request, { rating: input.rating, comment, at: desk.now() }, person.id)
    await recordEvents(tx, request, desk.now(), [
      { kind: 'rated', by: person.id, office: null, data: { rating: String(input.rating) } },
    ])
    return { ok: true, key: request.key }
  })
}

export function removeFeedback(
  desk: Desk,
  person: Person,
  input: { readonly key: string; readonly once: string },
): Promise<Outcome<{ key: string }>> {
  return acting(desk, person, `feedback-off:${input.once}`, async (tx) => {
    const request = await requestFor(tx, person, input.key, { lock: true })
    if (!request) return refused('not-found')
    if (request.standing.as !== 'requester') return refused('not-allowed')
    if (!(await remove(tx, request))) return refused('not-found')
    await recordEvents(tx, request, desk.now(), [{ kind: 'rating-removed', by: person.id, office: null }])
    return { ok: true, key: request.key }
  })
}
