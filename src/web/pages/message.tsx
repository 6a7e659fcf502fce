import type { Refusal } from '../../desk/refusal.js'
import { paths } from '../paths.js'
import { page, type Place } from '../ui/layout.js'
import { Empty } from '../ui/bits.js'
import type { DeskContext, Visit } from '../visit.js'
import { STATUS } from '../answer.js'

interface Message {
  readonly title: string
  readonly text: string
  readonly icon: string
  readonly back?: string
}

/** A page that only says something: an error, and a way on. */
const messagePage = (visit: Visit, { title, text, icon, back }: Message, place: Place = null) =>
  page({
    visit,
    title,
    place,
    children: (
      <div class="narrow">
        <Empty icon={icon} title={title} hint={text} whole>
          <a class="btn go" href={back ?? paths.home()}>
            {visit.t.errors.home}
          </a>
        </Empty>
      </div>
    ),
  })

export const notFound = (c: DeskContext) => {
  const { visit } = c.var
  return c.html(
    messagePage(visit, { title: visit.t.errors.notFound, text: visit.t.errors.notFoundText, icon: 'map-pin-off' }),
    404,
  )
}

export const broken = (c: DeskContext) => {
  const { visit } = c.var
  return c.html(
    messagePage(visit, { title: visit.t.errors.broken, text: visit.t.errors.brokenText, icon: 'circle-alert' }),
    500,
  )
}

export const tooLarge = (c: DeskContext) => {
  const { visit } = c.var
  return c.html(
    messagePage(visit, { title: visit.t.errors.tooLarge, text: visit.t.errors.tooLargeText, icon: 'circle-alert' }),
    413,
  )
}

/** A change that a page of another site asked for. */
export const foreign = (c: DeskContext) => {
  const { visit } = c.var
  const { foreign: title, foreignText: text } = visit.t.edges
  return c.html(messagePage(visit, { title, text, icon: 'circle-alert' }), 403)
}

const unread = (c: DeskContext, status: 400 | 415) => {
  const { visit } = c.var
  const { badForm: title, badFormText: text } = visit.t.edges
  return c.html(messagePage(visit, { title, text, icon: 'circle-alert' }), status)
}

/** A form that is broken, and one that is no form. */
export const badForm = (c: DeskContext) => unread(c, 400)
export const wrongMedia = (c: DeskContext) => unread(c, 415)

/** A refusal that no form shows: its sentence, with the status of the table. */
export const refusal = (c: DeskContext, refused: Refusal) => {
  const { visit } = c.var
  if (refused.code === 'not-found') return notFound(c)
  return c.html(
    messagePage(visit, { title: visit.t.errors.refused, text: visit.t.refusals[refused.code], icon: 'circle-alert' }),
    STATUS[refused.code],
  )
}
