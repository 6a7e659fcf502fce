import { commentViews } from '../desk/comment-view.js'
import { requestView, type Reader, type RequestParts } from '../desk/request-view.js'
import type { Person } from '../desk/person.js'
import type { Service } from '../desk/service.js'
import { mayReadNote } from '../desk/visibility.js'
import type { University } from '../desk/university.js'
import type { CommentView, RequestView } from '../desk/views.js'
import { calendarsNow } from './calendars.js'
import { documentsOf } from './documents.js'
import { filesOf } from './files.js'
import { asksOf, commentsOf, eventsOf } from './history.js'
import { importedOf } from './imported.js'
import { paceOf } from './pace.js'
import { namesOf } from './people.js'
import { readingUntil } from './readings.js'
import { seenAnswers, visibleKeys, type SeenRequest } from './requests.js'
import { seenTaskAnswers, tasksOf } from './tasks.js'
import { trackedTokens } from './tracked-tokens.js'
import type { Db } from './visible.js'

export interface PageSources {
  readonly university: University
  readonly version: (id: number) => Promise<Service>
}

/** Loads the page of a request that has been loaded for this reader: a few small queries, whatever its length. */
export async function requestPage(
  db: Db,
  sources: PageSources,
  request: SeenRequest,
  reader: Omit<Reader, 'person'> & { readonly person: Person },
): Promise<RequestView> {
  const [service, tasks, tokens, events, comments, asks, files, documents, calendars, pace, imported, reading] =
    await Promise.all([
      sources.version(request.versionId),
      tasksOf(db, request),
      trackedTokens(db, request.id),
      eventsOf(db, request),
      commentsOf(db, request, readableNotes(sources.university, request)),
      asksOf(db, request),
      filesOf(db, request),
      documentsOf(db, request),
      calendarsNow(db, sources.university),
      request.closedAt === null ? paceOf(db, request.service) : [],
      importedOf(db, request),
      request.standing.as === 'administrator'
        ? readingUntil(db, { ...reader, person: reader.person.id }, request.id)
        : null,
    ])
  const ids = [
    ...tasks.flatMap((task) => [task.closedBy, task.closedFor, task.assignee]),
    ...files.map((file) => file.owner),
  ]
  const told = events.map((one) => one.data['key']).filter((key) => typeof key === 'string')
  const [names, linked] = await Promise.all([
    namesOf(
      db,
      ids.filter((id) => id !== null),
    ),
    visibleKeys(db, reader.person, told),
  ])
  const parts: RequestParts = {
    request,
    answers: seenAnswers(request, service.requestForm),
    tasks: tasks.map((task) => ({
      ...task,
      answers: seenTaskAnswers(task, service.taskForms.get(task.form ?? '') ?? null, request.standing),
    })),
    tokens,
    events,
    linked,
    comments,
    asks,
    files,
    documents,
    names,
    calendars,
    pace,
    imported,
    reading,
  }
  return requestView(sources.university, service, parts, { ...reader, person: reader.person.id })
}

/** Only the messages and notes of it, without their files: one query. */
export async function requestComments(
  db: Db,
  university: University,
  request: SeenRequest,
  reader: Person,
): Promise<readonly CommentView[]> {
  const comments = await commentsOf(db, request, readableNotes(university, request))
  return commentViews(university, request.standing, { comments, reader: reader.id, filesFor: () => [] })
}

const readableNotes = (university: University, request: SeenRequest): readonly string[] =>
  request.reached.filter((office) => mayReadNote(university, request.standing, office))
