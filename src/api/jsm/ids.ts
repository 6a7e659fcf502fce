import { createHash } from 'node:crypto'

/**
 * A number for a name: clients of this dialect take numbers for ids, and the desk's services, groups, faculties and
 * offices are called by names. The same name has the same number for ever, here and on every other desk.
 */
export const numberOf = (kind: 'service' | 'group' | 'faculty' | 'office', name: string): string => {
  const hash = createHash('sha256').update(`${kind}:${name}`).digest().readUInt32BE(0)
  // Between one and two thousand million: apart from numbers that the database counts, and a 32-bit integer.
  return String(1_000_000_000 + (hash % 1_000_000_000))
}

/** The one service desk: its id, the id of its project and its key. */
export const DESK = { id: '1', projectId: '10000', key: 'MIZBAN' } as const

export const isDesk = (idOrKey: string): boolean =>
  idOrKey === DESK.id ||
  idOrKey.toUpperCase() === DESK.key ||
  idOrKey === `projectId:${DESK.projectId}` ||
  idOrKey.toUpperCase() === `PROJECTKEY:${DESK.key}`
