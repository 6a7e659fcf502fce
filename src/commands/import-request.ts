import type { Carried } from '../desk/importing/carry.js'
import type { ForeignIssue, LeftOut } from '../desk/importing/foreign.js'
import { identityOf } from '../desk/importing/people.js'
import { plainText } from '../desk/importing/plain.js'
import type { Answers } from '../desk/form/form.js'
import type { Json } from '../desk/json.js'
import { statusWord } from '../desk/progress.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { Service } from '../desk/service.js'
import { officeInstances } from '../desk/university.js'
import { jalaliYear, searchForms } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import type { FileRecord } from '../store/files.js'
import { insertComment, type NewEvent } from '../store/history.js'
import {
  bindPastFiles,
  insertImported,
  insertParticipants,
  insertPast,
  insertPastTask,
  takenIssues,
} from '../store/imported.js'
import { loadState } from '../store/instances.js'
import { personNameOf } from '../store/imported-people.js'
import { nextKey } from '../store/request-keys.js'
import { insertRequest, openRequestWith, recordEvents, wholeRequestForJob } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import { advance } from './advance.js'
import { refusable, type Desk } from './desk.js'
import type { KnownPerson } from './know-people.js'

/** A request of another desk, with everything about it decided but not written. */
export interface Importing {
  readonly source: string
  readonly issue: ForeignIssue
  readonly service: Service
  readonly versionId: number
  /** The kind of office that had it; null: none here. */
  readonly office: string | null
  readonly carried: Carried
  readonly people: ReadonlyMap<string, KnownPerson>
  /** Files that passed the checks of uploads, by their id there. */
  readonly files: ReadonlyMap<string, FileRecord>
  /** What of its files could not be taken. */
  readonly leftOut: readonly LeftOut[]
}

interface Imported {
  readonly key: string
  readonly leftOut: readonly LeftOut[]
}

/** Files that belong to no field and to no message; whoever sees the request sees them. */
const PAST_FILES = 'imported'

/**
 * Takes a request of another desk, once: the key people know finds it, times are those of then, and nothing official is
 * given out for it. One that is closed comes as history, one that is open goes on in the process of its service.
 */
export const importRequest = (desk: Desk, input: Importing): Promise<Outcome<Imported>> =>
  refusable<Imported>(desk, async (tx) => {
    const { source, issue, service, carried } = input
    const before = (await takenIssues(tx, source, [issue.id])).get(issue.id)
    if (before !== undefined) return refused('already-done', { key: before })
    const at = desk.now()
    const plan = await planOf(tx, desk, input)
    const { requester, faculty, office } = plan
    const key = await nextKey(tx, service.prefix, jalaliYear(issue.openedAt))
    const name = await personNameOf(tx, requester)
    const number = typeof carried.answers['student_no'] === 'string' ? carried.answers['student_no'] : ''
    const { words, loose } = searchForms([key, issue.key, name.fa, name.en, number, service.name.fa].join(' '))
    const open = 'at' in carried.stands
    const oneOf = open && service.one_open_per ? String(carried.answers[service.one_open_per] ?? '') || null : null
    const answers = withFiles(input)
    const id = await insertRequest(tx, {
      key,
      service: service.id,
      versionId: input.versionId,
      requester,
      answers,
      faculty,
      oneOf,
      caller: null,
      statusWord: { fa: 'ثبت‌شده', en: 'Submitted' },
      at: issue.openedAt,
      words,
      loose,
    })
    if (id === null)
      return refused('already-open', { key: (await openRequestWith(tx, service.id, oneOf ?? ''))?.key ?? '' })
    const leftOut = [...carried.leftOut, ...input.leftOut, ...plan.leftOut]
    const statuses = issue.statuses.map((one) => ({ name: one.name, at: one.at }))
    const isNew = await insertImported(tx, id, {
      source,
      issue: issue.id,
      key: issue.key,
      statuses: open ? [] : statuses,
      leftOut,
      office,
      at,
    })
    if (!isNew) return refused('already-done', { key: issue.key })

    const others = issue.participants.map((one) => idOf(input.people, one)).filter((one) => one !== requester)
    await insertParticipants(tx, id, { people: [...new Set(others)], by: requester, at })
    await writePast(tx, id, input, plan, at)
    if (!(await goOn(tx, desk, { ...input, answers }, id, at))) return refused('cannot-move')
    await recordAudit(tx, at, {
      kind: 'request-imported',
      by: null,
      request: id,
      data: { key, source, issue: issue.key, by: 'command line' },
    })
    return { ok: true, key, leftOut }
  })

/** Who and where, decided once. */
interface Plan {
  readonly requester: number
  readonly faculty: string | null
  /** The office instance that had it. */
  readonly office: string | null
  readonly leftOut: readonly LeftOut[]
}

async function planOf(tx: Tx, desk: Desk, input: Importing): Promise<Plan> {
  const { issue, service, carried, people } = input
  const requester = idOf(people, issue.by)
  const answer = service.faculty_from ? carried.answers[service.faculty_from] : null
  const faculty = typeof answer === 'string' && answer !== '' ? answer : (await personNameOf(tx, requester)).faculty
  const wanted = input.office === null ? [] : [input.office, `${input.office}:${faculty ?? ''}`]
  const office = officeInstances(desk.university).find((one) => wanted.includes(one)) ?? null
  const notes = issue.comments.filter((one) => !one.public)
  return {
    requester,
    faculty,
    office,
    leftOut: [
      // Without an office nobody could be told who may read them.
      ...(office === null
        ? notes.map((one) => ({
            kind: 'note' as const,
            label: new Date(one.at).toISOString(),
            text: plainText(one.body),
            why: 'no-place' as const,
          }))
        : []),
    ],
  }
}

const idOf = (people: Importing['people'], person: ForeignIssue['by']): number => {
  const known = people.get(identityOf(person))
  if (!known) throw new Error('a person of an imported request is not known')
  return known.id
}

/** The answers with the files that go to fields for them; those of messages stay with their messages. */
function withFiles({ issue, carried, files }: Importing): Answers {
  const said = new Set(issue.comments.flatMap((one) => one.files))
  const refs: Record<string, Json[]> = {}
  for (const one of issue.files) {
    const file = files.get(one.id)
    const field = fieldOf(carried, one.id)
    if (!file || field === null || said.has(one.id)) continue
    const { id, name, size, type } = file
    refs[field] = [...(refs[field] ?? []), { id, name, size, type }]
  }
  return { ...carried.answers, ...refs }
}

const fieldOf = ({ filesTo }: Carried, file: string): string | null => filesTo.named.get(file) ?? filesTo.rest

async function writePast(tx: Tx, request: number, input: Importing, plan: Plan, at: number): Promise<void> {
  const { issue, people, files } = input
  const { office, requester } = plan
  const participants = new Set(issue.participants.map((one) => identityOf(one)))
  const past: (NewEvent & { readonly at: number })[] = [
    { at: issue.openedAt, kind: 'opened', by: requester, office: null },
    ...issue.statuses
      .slice(1)
      .map((one) => ({ at: one.at, kind: 'was-status', by: null, office: null, data: { name: one.name } })),
  ]
  const cameAt = new Map(issue.files.map((one) => [one.id, one.at]))
  const bound: Parameters<typeof bindPastFiles>[2][number][] = []
  for (const comment of issue.comments) {
    const by = idOf(people, comment.by)
    // Whoever is neither the requester nor somebody they shared it with wrote for the office.
    const staff = by !== requester && !participants.has(identityOf(comment.by))
    const internal = !comment.public
    if (internal && office === null) continue
    const from = staff || internal ? office : null
    const purposes: string[] = []
    for (const body of parts(plainText(comment.body) || namesOf(comment.files, files))) {
      const id = await insertComment(tx, { request, by, stead: null, office: from, internal, body, at: comment.at })
      purposes.push(`comment:${id}`)
    }
    // All that it said was a file that could not be taken; the report tells of that.
    if (purposes.length === 0) continue
    if (from !== null || by === requester)
      past.push({ at: comment.at, kind: internal ? 'noted' : 'commented', by, office: from, internal })
    for (const one of comment.files) {
      const file = files.get(one)
      const own = { internal, office: from, at: cameAt.get(one) ?? comment.at }
      if (file) bound.push({ id: file.id, purpose: purposes[0] ?? PAST_FILES, ...own })
    }
  }
  const said = new Set(issue.comments.flatMap((one) => one.files))
  for (const one of issue.files) {
    const file = files.get(one.id)
    if (!file || said.has(one.id)) continue
    bound.push({
      id: file.id,
      purpose: fieldOf(input.carried, one.id) ?? PAST_FILES,
      internal: false,
      office: null,
      at: one.at,
    })
  }
  await bindPastFiles(tx, request, bound)
  past.sort((a, b) => a.at - b.at)
  past.push({ at, kind: 'imported', by: null, office: null, data: { key: issue.key } })
  await insertPast(tx, request, past)
  const until = issue.statuses.at(-1)?.at ?? issue.openedAt
  if (office !== null) await insertPastTask(tx, { request, office, from: issue.openedAt, until })
}

/** A message may hold 10,000 letters; what is longer becomes several. */
const parts = (body: string): readonly string[] => body.match(/[^]{1,10000}/gu) ?? []

const namesOf = (ids: readonly string[], files: Importing['files']): string =>
  ids.flatMap((id) => files.get(id)?.name ?? []).join('\n')

/** Closes it as it was closed there, or lets its process go on here. @returns false when it can't stand there */
async function goOn(
  tx: Tx,
  desk: Desk,
  input: Importing & { readonly answers: Answers },
  id: number,
  at: number,
): Promise<boolean> {
  const { issue, service, carried } = input
  const request = await wholeRequestForJob(tx, id)
  if (!request) throw new Error('a request just imported is not there')
  const { stands } = carried
  if ('end' in stands) {
    const closedAt = issue.statuses.at(-1)?.at ?? issue.openedAt
    const change = { status: stands.end, statusWord: statusWord(service, stands.end, []), closedAt }
    await recordEvents(tx, request, at, [], change)
    return true
  }
  const variables = { request: { ...input.answers, key: request.key, faculty: request.faculty, service: service.id } }
  await advance(tx, desk, { service, request, at, happening: { kind: 'start', variables }, events: [] })
  if (stands.at === null) return true
  const tokens = (await loadState(tx, id))?.tokens ?? []
  const [token, ...more] = tokens
  if (!token || more.length > 0) return false
  if (token.element === stands.at) return true
  const begun = await wholeRequestForJob(tx, id)
  if (!begun) return false
  const happening = { kind: 'move-token', token: token.id, to: stands.at, anywhere: true } as const
  return advance(tx, desk, { service, request: begun, at, happening, events: [] })
}
