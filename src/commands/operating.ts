import type { Person } from '../desk/person.js'
import { readReason } from '../desk/reason.js'
import { refused, type Outcome } from '../desk/refusal.js'
import type { Service } from '../desk/service.js'
import type { AuditKind } from '../desk/audit.js'
import type { JsonObject } from '../desk/json.js'
import { cleanText } from '../persian/index.js'
import { recordAudit } from '../store/audit.js'
import { revisionOf } from '../store/processes.js'
import { requestIdByKey } from '../store/readings.js'
import { wholeRequestForJob, type WholeRequest } from '../store/requests.js'
import type { Tx } from '../store/visible.js'
import { acting, refusable, type Desk } from './desk.js'

/** Who repairs a process: an administrator, or null for whoever is at the command line of the desk. */
export type Operator = Person | null

/** A repair of one request. `once` makes it act once however often it is sent. */
export interface Repair {
  readonly key: string
  readonly reason: string
  readonly once: string
  /** The revision of the process that was looked at; whoever gives none takes it as it is. */
  readonly revision?: number | undefined
}

/** What every repair has at hand: the request, locked, and the version it runs on. */
export interface Operation {
  readonly tx: Tx
  readonly request: WholeRequest
  readonly service: Service
  readonly at: number
  readonly by: number | null
  readonly reason: string
}

/** What a repair did, for the audit log; its transaction keeps both or neither. */
export type Operated = Outcome<{ readonly kind: AuditKind; readonly data: JsonObject }>

/**
 * The frame of every repair: only administrators and the command line, with a reason, on a locked request, once, and
 * with a line of the audit log.
 */
export function operating(
  desk: Desk,
  operator: Operator,
  repair: Repair,
  act: (operation: Operation) => Promise<Operated>,
): Promise<Outcome<{ key: string }>> {
  const run = async (tx: Tx): Promise<Outcome<{ key: string }>> => {
    if (operator && !operator.administrator) return refused('not-allowed')
    const { reason, problem } = readReason(repair.reason)
    if (problem) return refused('incomplete', {}, [problem])
    const id = await requestIdByKey(tx, cleanText(repair.key).toUpperCase())
    const request = id === null ? null : await wholeRequestForJob(tx, id)
    if (!request) return refused('not-found')
    if (repair.revision !== undefined && repair.revision !== (await revisionOf(tx, request.id)))
      return refused('changed')
    const at = desk.now()
    const service = await desk.catalog.version(request.versionId)
    const outcome = await act({ tx, request, service, at, by: operator?.id ?? null, reason })
    if (!outcome.ok) return outcome
    await recordAudit(tx, at, {
      kind: outcome.kind,
      by: operator?.id ?? null,
      request: request.id,
      data: { key: request.key, reason, ...outcome.data, ...(operator ? {} : { by: 'command line' }) },
    })
    return { ok: true, key: request.key }
  }
  return operator ? acting(desk, operator, `operate:${repair.once}`, run) : refusable(desk, run)
}
