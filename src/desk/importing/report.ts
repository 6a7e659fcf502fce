import type { LeftOut } from './foreign.js'

/** What an import did, or would do, in sum and for each request that is not whole. */
export interface ImportReport {
  readonly source: string
  readonly dry: boolean
  /** Requests that the account may see there. */
  readonly found: number
  readonly taken: number
  /** Taken by an earlier run. */
  readonly already: number
  /** Of a request type that the mapping leaves out. */
  readonly otherTypes: number
  readonly held: readonly { readonly issue: string; readonly why: string }[]
  /** People of whom only the name is known here. */
  readonly unknownPeople: readonly string[]
  readonly knownPeople: number
  /** Requests that could not bring everything. */
  readonly partly: readonly {
    readonly issue: string
    readonly key: string | null
    readonly leftOut: readonly LeftOut[]
  }[]
  /** The same in sum: how many requests lack what, why. */
  readonly leftOut: readonly {
    readonly kind: LeftOut['kind']
    readonly why: LeftOut['why']
    readonly label: string
    readonly requests: number
  }[]
}

/** How many requests lack what; labels of files differ, so they count as one. */
export function sumOf(partly: ImportReport['partly']): ImportReport['leftOut'] {
  const sums = new Map<string, { kind: LeftOut['kind']; why: LeftOut['why']; label: string; requests: number }>()
  for (const { leftOut } of partly) {
    const seen = new Set<string>()
    for (const { kind, why, label: said } of leftOut) {
      const label = kind === 'field' ? said : ''
      const name = JSON.stringify([kind, why, label])
      if (seen.has(name)) continue
      seen.add(name)
      const sum = sums.get(name) ?? { kind, why, label, requests: 0 }
      sums.set(name, { ...sum, requests: sum.requests + 1 })
    }
  }
  return [...sums.values()].toSorted((a, b) => b.requests - a.requests)
}
