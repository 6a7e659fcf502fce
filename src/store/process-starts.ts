import { toMsOrNull, type Db, type Tx } from './visible.js'

/** A start event by which the desk itself opens requests of a service, in its newest version. */
export interface ProcessStart {
  readonly service: string
  readonly element: string
  readonly versionId: number
  readonly kind: 'timer' | 'message' | 'signal'
  /** Of the message or signal. */
  readonly name: string | null
  /** The timer as it is drawn. */
  readonly written: string | null
  /** Epoch milliseconds; null when it has opened its last. */
  readonly due: number | null
  /** How often it still opens one after that; null for ever. */
  readonly left: number | null
  /** Why the last one could not be opened. */
  readonly failed: string | null
}

const selectStarts = (tx: Db) =>
  tx
    .selectFrom('process_start')
    .select(['service', 'element', 'version_id', 'kind', 'name', 'written', 'due_at', 'left_over', 'failed'])
    .orderBy('service')
    .orderBy('element')

type Row = Awaited<ReturnType<ReturnType<typeof selectStarts>['execute']>>[number]

const startOf = (row: Row): ProcessStart => ({
  service: row.service,
  element: row.element,
  versionId: row.version_id,
  kind: row.kind as ProcessStart['kind'],
  name: row.name,
  written: row.written,
  due: toMsOrNull(row.due_at),
  left: row.left_over,
  failed: row.failed,
})

export const processStarts = async (tx: Db): Promise<readonly ProcessStart[]> =>
  (await selectStarts(tx).execute()).map(startOf)

/** The start events that a message of this name reaches. */
export const startsByMessage = async (tx: Db, name: string): Promise<readonly ProcessStart[]> =>
  (await selectStarts(tx).where('kind', '=', 'message').where('name', '=', name).execute()).map(startOf)

/** Start events whose time has come. */
export async function dueStarts(tx: Db, at: number): Promise<readonly ProcessStart[]> {
  return (await selectStarts(tx).where('due_at', '<=', new Date(at)).execute()).map(startOf)
}

/** The start event, locked: nobody else opens a request by it meanwhile. Null when it is gone. */
export async function lockStart(tx: Tx, service: string, element: string): Promise<ProcessStart | null> {
  const row = await selectStarts(tx)
    .where('service', '=', service)
    .where('element', '=', element)
    .forUpdate()
    .executeTakeFirst()
  return row ? startOf(row) : null
}

export async function saveStart(tx: Tx, start: ProcessStart): Promise<void> {
  const values = {
    version_id: start.versionId,
    kind: start.kind,
    name: start.name,
    written: start.written,
    due_at: start.due === null ? null : new Date(start.due),
    left_over: start.left,
    failed: start.failed,
  }
  await tx
    .insertInto('process_start')
    .values({ service: start.service, element: start.element, ...values })
    .onConflict((conflict) => conflict.columns(['service', 'element']).doUpdateSet(values))
    .execute()
}

export async function removeStart(tx: Tx, { service, element }: ProcessStart): Promise<void> {
  await tx.deleteFrom('process_start').where('service', '=', service).where('element', '=', element).execute()
}
