import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Visitor } from '../commands/open-session.js'
import type { Person } from '../desk/person.js'
import type { Lang, Text } from '../desk/text.js'
import type { Undo } from './undo.js'
import type { Words } from './text/index.js'

export type Theme = 'system' | 'light' | 'dark'

/** Who looks, in which language and when: what every page needs besides its own data. */
export interface Visit {
  readonly lang: Lang
  readonly theme: Theme
  readonly t: Words
  readonly person: Person | null
  readonly badges: { readonly waiting: number; readonly tasks: number; readonly notices: number }
  readonly now: number
  /** Path and query of this page, to come back to after a change of language. */
  readonly here: string
  readonly notice: keyof Words['notices'] | null
  /** How what the notice says can be taken back. */
  readonly undo: Undo | null
  readonly institution: Text
  readonly embedded: boolean
  /** Where the stream of changes stood when this page was asked for; null where nothing is told. */
  readonly liveAt: string | null
}

export type DeskEnv = {
  readonly Bindings: Partial<Pick<HttpBindings, 'incoming'>>
  readonly Variables: { visit: Visit; person: Person; visitor: Visitor }
}
export type DeskContext = Context<DeskEnv>

/** A part of the path. The route that runs has it, so an empty text only means that a path was written wrongly. */
export const param = (c: DeskContext, name: string): string => c.req.param(name) ?? ''
