import { carry } from '../desk/importing/carry.js'
import type {
  ForeignFile,
  ForeignIssue,
  ForeignPerson,
  ForeignStatus,
  ForeignType,
  LeftOut,
} from '../desk/importing/foreign.js'
import type { Mapping, MappingEntry } from '../desk/importing/mapping.js'
import { identityOf } from '../desk/importing/people.js'
import type { SeenStatuses } from '../desk/importing/propose.js'
import { sumOf, type ImportReport } from '../desk/importing/report.js'
import type { Service } from '../desk/service.js'
import { recordAudit } from '../store/audit.js'
import type { FileRecord } from '../store/files.js'
import { takenIssues } from '../store/imported.js'
import { transaction, type Desk } from './desk.js'
import { formContext } from './form-context.js'
import { importRequest } from './import-request.js'
import { keepUpload, MAX_UPLOAD_BYTES } from './keep-upload.js'
import { knowPeople, type KnownPerson } from './know-people.js'

/** An issue as a list shows it; of one that only a queue or a search named, no more than its id is known. */
export interface ListedIssue {
  readonly id: string
  readonly type: string | null
  readonly status: Omit<ForeignStatus, 'at'> | null
}

/** Another desk, to read requests from. It throws when nothing more can be read. */
export interface ImportSource {
  /** Every request type of every desk, or of the one with this project key. */
  readonly types: (project: string | null) => Promise<readonly ForeignType[]>
  /** Every request of a desk that the account may see, the oldest first. */
  readonly issues: (desk: ForeignType['desk']) => Promise<readonly ListedIssue[]>
  readonly issue: (id: string) => Promise<ForeignIssue | { readonly fault: string } | null>
  readonly file: (file: ForeignFile, limit: number) => Promise<Uint8Array | 'too-large' | 'elsewhere' | null>
}

export interface ImportOrder {
  readonly mapping: Mapping
  readonly types: readonly ForeignType[]
  readonly dry: boolean
  /** How many requests are read at once. */
  readonly width: number
  /** Called after each request that was looked at. */
  readonly progress: (done: number, of: number) => void
}

/**
 * Takes the requests of another desk, one transaction each, the oldest first. What was taken before is not asked for
 * again, so an import that broke off goes on where it was.
 */
export async function importDesk(desk: Desk, source: ImportSource, order: ImportOrder): Promise<ImportReport> {
  const { mapping, types, dry } = order
  const entries = new Map(mapping.types.map((entry) => [`${entry.desk} ${entry.type}`, entry]))
  const run = openRun(desk, source, order)
  for (const there of desksOf(types)) {
    if (!mapping.types.some((entry) => entry.desk === there.key && entry.service !== null)) continue
    const listed = await source.issues(there)
    run.foundMore(listed.length)
    const taken = await takenIssues(
      desk.db,
      mapping.source,
      listed.map((one) => one.id),
    )
    const wanted = listed.filter((one) => {
      if (taken.has(one.id)) return run.isTaken()
      if (one.type !== null && !entries.get(`${there.key} ${one.type}`)?.service) return run.isOther()
      return true
    })
    for await (const [id, issue] of ahead(wanted, order.width, source)) {
      if (issue === null) run.hold(id, 'not-there')
      else if ('fault' in issue) run.hold(id, issue.fault)
      else await run.take(issue, entries.get(`${there.key} ${issue.type}`) ?? null)
      run.looked()
    }
  }
  const report = run.report()
  if (!dry)
    await transaction(desk, (tx) =>
      recordAudit(tx, desk.now(), {
        kind: 'import-done',
        by: null,
        data: {
          source: mapping.source,
          found: report.found,
          taken: report.taken,
          already: report.already,
          held: report.held.length,
          by: 'command line',
        },
      }),
    )
  return report
}

/** Reads a few at once and gives them in their order. */
async function* ahead(
  listed: readonly ListedIssue[],
  width: number,
  source: ImportSource,
): AsyncGenerator<readonly [string, Awaited<ReturnType<ImportSource['issue']>>]> {
  const reading: { readonly id: string; readonly issue: ReturnType<ImportSource['issue']> }[] = []
  let next = 0
  const read = () => {
    const one = listed[next]
    next += 1
    if (!one) return
    const issue = source.issue(one.id)
    // Whoever waits for it gets the error; until then nobody does.
    issue.catch(() => {})
    reading.push({ id: one.id, issue })
  }
  while (next < Math.min(width, listed.length)) read()
  for (let first = reading.shift(); first; first = reading.shift()) {
    yield [first.id, await first.issue]
    read()
  }
}

function openRun(desk: Desk, source: ImportSource, order: ImportOrder) {
  const { mapping, dry, progress } = order
  const people = new Map<string, KnownPerson>()
  const unknown = new Set<string>()
  const held: ImportReport['held'][number][] = []
  const partly: ImportReport['partly'][number][] = []
  let [found, taken, already, otherTypes, looked] = [0, 0, 0, 0, 0]

  const know = async (issue: ForeignIssue): Promise<void> => {
    const missing = peopleOf(issue).filter((one) => !people.has(identityOf(one)))
    if (missing.length === 0) return
    for (const [identity, person] of await knowPeople(desk, mapping.source, missing, dry)) people.set(identity, person)
    for (const one of missing)
      if (people.get(identityOf(one))?.placeholder) unknown.add([one.name, one.username].filter(Boolean).join(', '))
  }

  const take = async (issue: ForeignIssue, entry: MappingEntry | null): Promise<void> => {
    if (!entry?.service) {
      otherTypes += 1
      return
    }
    const offered = desk.catalog.offered().find((one) => one.service.id === entry.service)
    if (!offered) return void held.push({ issue: issue.key, why: `no-service ${entry.service}` })
    const { service, versionId } = offered
    const carried = carry(issue, entry, service.requestForm, formContext(desk, service.requestForm, null))
    if ('notTaken' in carried)
      return void held.push({ issue: issue.key, why: `${carried.notTaken}: ${issue.statuses.at(-1)?.name ?? ''}` })
    await know(issue)
    const { files, leftOut } = await filesOf(desk, source, issue, people, dry)
    if (dry) {
      const all = [...carried.leftOut, ...leftOut]
      taken += 1
      if (all.length > 0) partly.push({ issue: issue.key, key: null, leftOut: all })
      return
    }
    const { office } = entry
    const input = { source: mapping.source, issue, service, versionId, office, carried, people, files, leftOut }
    const outcome = await importRequest(desk, input)
    if (outcome.ok) {
      taken += 1
      if (outcome.leftOut.length > 0) partly.push({ issue: issue.key, key: outcome.key, leftOut: outcome.leftOut })
    } else if (outcome.code === 'already-done') already += 1
    else held.push({ issue: issue.key, why: outcome.code })
  }

  return {
    take,
    hold: (issue: string, why: string) => void held.push({ issue, why }),
    foundMore: (count: number) => {
      found += count
    },
    isTaken: () => {
      already += 1
      return false
    },
    isOther: () => {
      otherTypes += 1
      return false
    },
    looked: () => {
      looked += 1
      progress(looked, found - already - otherTypes)
    },
    report: (): ImportReport => ({
      source: mapping.source,
      dry,
      found,
      taken,
      already,
      otherTypes,
      held,
      unknownPeople: [...unknown],
      knownPeople: [...people.values()].filter((one) => !one.placeholder).length,
      partly,
      leftOut: sumOf(partly),
    }),
  }
}

const peopleOf = (issue: ForeignIssue): readonly ForeignPerson[] => [
  issue.by,
  ...issue.comments.map((one) => one.by),
  ...issue.files.map((one) => one.by),
  ...issue.participants,
]

/** Brings the files of an issue through the checks of every upload; what does not pass is told of. */
async function filesOf(
  desk: Desk,
  source: ImportSource,
  issue: ForeignIssue,
  people: ReadonlyMap<string, KnownPerson>,
  dry: boolean,
): Promise<{ readonly files: ReadonlyMap<string, FileRecord>; readonly leftOut: readonly LeftOut[] }> {
  const files = new Map<string, FileRecord>()
  const leftOut: LeftOut[] = []
  for (const file of issue.files) {
    const leave = (why: LeftOut['why']) => leftOut.push({ kind: 'file', label: file.name, text: '', why })
    const bytes = file.size > MAX_UPLOAD_BYTES ? 'too-large' : dry ? 'dry' : await source.file(file, MAX_UPLOAD_BYTES)
    if (bytes === 'dry') continue
    if (bytes === null) leave('not-there')
    else if (bytes === 'too-large' || bytes === 'elsewhere') leave(bytes)
    else {
      const owner = people.get(identityOf(file.by))?.id ?? 0
      const kept = await keepUpload(desk, { id: owner }, { name: file.name, bytes, purpose: 'imported' })
      if (kept.ok) files.set(file.id, kept)
      else leave(kept.detail['why'] === 'virus' ? 'virus' : 'bad-file')
    }
  }
  return { files, leftOut }
}

/** The statuses that the lists of another desk show, for mappings. */
export async function statusesSeen(source: ImportSource, types: readonly ForeignType[]): Promise<SeenStatuses> {
  const seen = new Map<string, Map<string, Omit<ForeignStatus, 'at'>>>()
  for (const there of desksOf(types))
    for (const { type, status } of await source.issues(there)) {
      if (type === null || status === null) continue
      seen.set(type, (seen.get(type) ?? new Map()).set(status.name, status))
    }
  return new Map([...seen].map(([type, found]) => [type, [...found.values()]]))
}

const desksOf = (types: readonly ForeignType[]): readonly ForeignType['desk'][] => [
  ...new Map(types.map((type) => [type.desk.id, type.desk])).values(),
]

/** What is offered here, for mappings. */
export const servicesOf = (desk: Pick<Desk, 'catalog'>): readonly Service[] =>
  desk.catalog.offered().map((one) => one.service)
