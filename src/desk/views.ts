import type { ExpectedEnd } from './expected-end.js'
import type { LeftOut } from './importing/foreign.js'
import type { Text } from './text.js'
import type { Length, TimeLeft } from './working-time/index.js'
import type { Scan } from './upload/scan.js'

/** What pages show: finished data, already cut down to what this reader may see. Times are epoch milliseconds. */

export type RequestStatus = 'open' | 'waiting' | 'done' | 'refused' | 'withdrawn'

export interface ServiceCard {
  readonly id: string
  readonly group: string
  readonly name: Text
  readonly summary: Text
  readonly icon: string
}

export interface ServiceGroup {
  readonly id: string
  readonly name: Text
  readonly icon: string
  readonly services: readonly ServiceCard[]
}

export interface FileView {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
  readonly at: number
  readonly by: Text | null
  /** Who brought it, and the office for which; the person is null where their office keeps to itself who works there. */
  readonly byId: number | null
  readonly from: string | null
  readonly scan: Scan
}

export interface PersonName {
  readonly name: Text
  readonly honorific: Text | null
  /** The colleague in whose stead they acted. */
  readonly for?: PersonName | null
}

/** Somebody of an office whom a task may be given to. */
export interface ExpertView {
  readonly id: number
  readonly name: Text
  readonly open: number
  /** Until when a colleague stands in for them; null when they are there. */
  readonly absentUntil: number | null
}

/** A row of "my requests". */
export interface RequestRow {
  readonly key: string
  /** Somebody else made it and shows it to the reader. */
  readonly shared: boolean
  readonly service: Text
  readonly serviceId: string
  readonly status: RequestStatus
  readonly statusWord: Text
  readonly offices: readonly Text[]
  readonly since: number
  readonly openedAt: number
  readonly closedAt: number | null
  readonly step: number
  readonly steps: number
}

/** How far something that is done several times has come; the total is null when it is not known. */
export interface Parts {
  readonly done: number
  readonly total: number | null
}

/** One step of the tracker. `reason` says why it was skipped or interrupted, or on what it depends. */
export interface TrackerStep {
  readonly element: string
  readonly name: Text
  readonly office: Text | null
  readonly state: 'done' | 'now' | 'next' | 'later' | 'skipped' | 'interrupted'
  readonly by: PersonName | null
  readonly at: number | null
  readonly outcome: Text | null
  readonly reason: Text | null
  /** How often it was opened. */
  readonly rounds: number
  /** Of a step that several people do, or one for each of several things. */
  readonly parts: Parts | null
}

/** What a request waits for that no office does. */
export type AwaitedThing = 'timer' | 'message' | 'signal' | 'condition' | 'event' | 'job' | 'inner' | 'incident'

/** A step in its place, something that is waited for just now, or a group of them. */
export type TrackerItem =
  | { readonly kind: 'step'; readonly step: TrackerStep }
  | {
      readonly kind: 'wait'
      readonly element: string
      readonly name: Text | null
      readonly on: AwaitedThing
      /** Until when at the latest; null when no time ends it. */
      readonly until: number | null
    }
  | TrackerGroup

export interface TrackerGroup {
  readonly kind: 'group'
  readonly element: string
  readonly name: Text | null
  /** Branches of which all, some or one are gone through; a sub-process, a called process, or what an event began. */
  readonly together: 'all' | 'some' | 'one' | 'inner' | 'called' | 'aside'
  readonly state: TrackerStep['state']
  readonly parts: Parts | null
  /** The round a loop is in; null when it is none, or not under way. */
  readonly round: number | null
  readonly branches: readonly { readonly label: Text | null; readonly items: readonly TrackerItem[] }[]
}

export interface AskView {
  readonly id: number
  readonly task: number
  readonly office: Text
  /** The office instance that asks. */
  readonly from: string
  readonly by: PersonName | null
  readonly byId: number | null
  readonly message: string
  readonly amount: number | null
  readonly paymentId: string | null
  readonly fields: readonly string[]
  readonly wantsFiles: boolean
  readonly askedAt: number
  /** When the request is withdrawn unless the answer comes; null: never. */
  readonly expires: number | null
  readonly answeredAt: number | null
  readonly answer: string | null
  readonly mail: ByMail | null
  readonly files: readonly FileView[]
  readonly changes: readonly {
    readonly field: string
    readonly label: Text
    readonly before: string
    readonly after: string
  }[]
}

export interface CommentView {
  readonly id: number
  readonly by: PersonName | null
  /** Their id; null where the office keeps to itself who works there. */
  readonly byId: number | null
  /** The office instance that wrote it; null: somebody of the requester's side. */
  readonly from: string | null
  readonly office: Text | null
  readonly mine: boolean
  readonly internal: boolean
  readonly body: string
  readonly at: number
  readonly files: readonly FileView[]
  readonly mail: ByMail | null
}

/** That something was written by mail, and what was cut off it for this reader to see. */
export interface ByMail {
  readonly cut: string | null
}

/** A line of history; the sentence is made by the page from kind and data. */
export interface EventView {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly by: PersonName | null
  readonly mine: boolean
  readonly office: Text | null
  readonly data: Readonly<Record<string, unknown>>
}

/** A field of the form with its value as text; `ltr` for codes and phones, which are isolated. */
export interface FactView {
  readonly key: string
  readonly section: Text | null
  readonly label: Text
  readonly value: string
  readonly ltr: boolean
  readonly long: boolean
  readonly files: readonly FileView[]
}

/** What stands at an element of the map besides its colour. */
export type MapNote =
  | { readonly kind: 'parts'; readonly parts: Parts }
  | { readonly kind: 'rounds'; readonly rounds: number }
  | { readonly kind: 'wait'; readonly on: AwaitedThing; readonly until: number | null }
  /** A branch that is done waits here for the others. */
  | { readonly kind: 'join' }
  /** Working days it usually takes. */
  | { readonly kind: 'typical'; readonly days: number }

export interface MapView {
  readonly url: string
  readonly marks: Readonly<Record<string, 'done' | 'now' | 'skipped' | 'interrupted' | 'added' | 'removed' | 'changed'>>
  readonly notes?: Readonly<Record<string, MapNote>>
}

/** Where a request came from, and what of it had no place here. */
export interface ImportedView {
  readonly key: string
  /** The host of the desk it came from. */
  readonly source: string
  readonly at: number
  readonly leftOut: readonly LeftOut[]
  /** That belong to no field and no message. */
  readonly files: readonly FileView[]
  /** It was closed there: what is known of its way is its statuses. */
  readonly closedThere: boolean
}

export interface DocumentView {
  readonly code: string
  readonly title: Text
  readonly number: string | null
  readonly issuedAt: number
}

export interface RequestView {
  readonly key: string
  readonly serviceId: string
  readonly service: Text
  readonly status: RequestStatus
  readonly statusWord: Text
  /** Where it is now: several offices when branches run in parallel. */
  readonly places: readonly { readonly office: Text; readonly since: number; readonly waits: Length }[]
  /** When it usually ends, and until when that is; null where history is too short to say. */
  readonly expected: (ExpectedEnd & { readonly until: number }) | null
  readonly openedAt: number
  readonly closedAt: number | null
  readonly number: { readonly text: string; readonly at: number } | null
  /** All steps, in the order of the drawing. */
  readonly tracker: readonly TrackerStep[]
  /** The same steps as the drawing branches and nests. */
  readonly track: readonly TrackerItem[]
  readonly map: MapView
  readonly facts: readonly FactView[]
  readonly asks: readonly AskView[]
  readonly comments: readonly CommentView[]
  readonly files: readonly FileView[]
  readonly events: readonly EventView[]
  /** Keys of requests that the history names and this reader may open. */
  readonly linked: readonly string[]
  readonly documents: readonly DocumentView[]
  readonly results: readonly { readonly label: Text; readonly value: string; readonly office: Text }[]
  readonly imported: ImportedView | null
  readonly mayWithdraw: boolean
  readonly mayComment: boolean
  /** An administrator reads it, with a reason, until then. */
  readonly reading: { readonly until: number; readonly reason: string } | null
  readonly refusal: string | null
}

export type WorkState = 'new' | 'taken' | 'asked' | 'answered' | 'returned'

/** A row of an office's work list. */
export interface WorkRow {
  readonly task: number
  readonly key: string
  readonly requester: Text
  readonly studentNo: string | null
  readonly faculty: Text | null
  readonly service: Text
  readonly step: Text
  readonly office: string
  readonly officeName: Text
  readonly state: WorkState
  readonly openedAt: number
  /** Null while it waits for its requester. */
  readonly time: TimeLeft | null
  readonly waits: Length
  readonly assignee: PersonName | null
  readonly mine: boolean
  /** It is a colleague's for whom the reader stands in. */
  readonly stead: boolean
}

export interface WorkView {
  readonly offices: readonly { readonly id: string; readonly name: Text; readonly open: number }[]
  readonly office: string | null
  readonly view: 'unassigned' | 'mine' | 'all'
  readonly query: string
  readonly state: WorkState | ''
  readonly counts: { readonly unassigned: number; readonly mine: number; readonly all: number }
  readonly rows: readonly WorkRow[]
  readonly next: string | null
  readonly mayAssign: boolean
  readonly mayTake: boolean
  readonly experts: readonly ExpertView[]
}

export interface OutcomeView {
  readonly id: string
  readonly label: Text
  readonly hint: Text | null
  readonly tone: 'go' | 'plain' | 'stop'
  readonly fields: readonly string[]
}

/** A task as one of the people of its office sees it. */
export interface TaskView {
  readonly id: number
  readonly revision: number
  readonly element: string
  readonly kind: string
  readonly name: Text
  readonly office: string
  readonly officeName: Text
  readonly state: WorkState | 'done'
  readonly openedAt: number
  /** How it ended: who, when, and with which outcome; an outcome is missing when the process took it away. */
  readonly ended: { readonly by: PersonName | null; readonly at: number; readonly outcome: Text | null } | null
  /** Null while it waits for its requester. */
  readonly time: TimeLeft | null
  readonly waits: Length
  readonly assignee: (PersonName & { readonly id: number }) | null
  readonly mine: boolean
  /** In whose stead the reader would act; null when by their own right. */
  readonly stead: PersonName | null
  /** The steps whose doer the reader is, where this one needs other eyes: the outcomes are closed to them. */
  readonly fourEyes: readonly Text[]
  readonly mayAct: boolean
  readonly mayTake: boolean
  readonly mayRelease: boolean
  readonly mayAssign: boolean
  readonly experts: readonly ExpertView[]
  readonly outcomes: readonly OutcomeView[]
  readonly mayAsk: boolean
  readonly askableFields: readonly { readonly key: string; readonly label: Text }[]
  readonly sendBackTo: readonly { readonly element: string; readonly name: Text; readonly office: Text }[]
  readonly returned: { readonly from: Text; readonly by: PersonName | null; readonly reason: string } | null
  readonly register: { readonly next: string } | null
  readonly requester: Text
  readonly hidden: boolean
  readonly request: RequestView
  readonly earlier: readonly { readonly label: Text; readonly value: string; readonly office: Text }[]
}

/** What /verify shows anyone: that the document is genuine, and nothing more than needed. */
export type VerifyView =
  | { readonly found: false }
  | {
      readonly found: true
      readonly valid: boolean
      readonly title: Text
      readonly initials: Text
      readonly faculty: Text | null
      readonly number: string | null
      readonly issuedAt: number
      readonly requestKey: string
    }
