import type { Json } from '../json.js'

/** What another desk tells, free of how it tells it. Times are epoch milliseconds. */

export interface ForeignPerson {
  /** What the person signs in with there; null of somebody who was deleted. */
  readonly username: string | null
  readonly name: string
  readonly email: string | null
}

export interface ForeignOption {
  readonly value: string
  readonly label: string
  readonly children: readonly ForeignOption[]
}

export interface ForeignField {
  readonly id: string
  readonly name: string
  readonly required: boolean
  /** As the other desk names it, such as `string`, `option`, `array of attachment`. */
  readonly type: string
  readonly options: readonly ForeignOption[]
}

/** A request type of a desk there: what a service is here. */
export interface ForeignType {
  readonly desk: { readonly id: string; readonly key: string; readonly name: string }
  readonly id: string
  readonly name: string
  readonly fields: readonly ForeignField[]
}

export interface ForeignStatus {
  readonly name: string
  readonly closed: boolean
  readonly at: number
}

export interface ForeignFile {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly by: ForeignPerson
  readonly at: number
  readonly url: string
}

export interface ForeignComment {
  readonly id: string
  readonly body: string
  readonly public: boolean
  readonly by: ForeignPerson
  readonly at: number
  /** Ids of the files that came with it. */
  readonly files: readonly string[]
}

export interface ForeignIssue {
  readonly id: string
  readonly key: string
  readonly type: string
  readonly summary: string
  readonly openedAt: number
  readonly by: ForeignPerson
  readonly fields: readonly { readonly id: string; readonly name: string; readonly value: Json }[]
  /** The oldest first; the last is how it stands now. */
  readonly statuses: readonly ForeignStatus[]
  readonly comments: readonly ForeignComment[]
  readonly files: readonly ForeignFile[]
  readonly participants: readonly ForeignPerson[]
}

/** A status that a request had at the desk it came from. */
export interface PastStatus {
  readonly name: string
  readonly at: number
}

/** Something of a request that could not be carried. */
export interface LeftOut {
  readonly kind: 'field' | 'file' | 'note'
  readonly label: string
  /** What it said there; empty for a file. */
  readonly text: string
  readonly why:
    | 'not-mapped'
    | 'not-valid'
    | 'too-large'
    | 'bad-file'
    | 'virus'
    | 'not-there'
    | 'elsewhere'
    | 'no-place'
    | 'missing'
}
