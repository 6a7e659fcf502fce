import { Hono } from 'hono'
import { saveServiceDraft } from '../../commands/change-service.js'
import type { Desk } from '../../commands/desk.js'
import { drawingsOf } from '../../desk/drawing/draft.js'
import { CARD_NAMES, cardEntry, changeCard, type CardEntry } from '../../desk/drawing/card-edit.js'
import type { Problem } from '../../desk/form/form.js'
import { CARD, readCard } from '../../desk/service.js'
import { cleanText } from '../../persian/index.js'
import { serviceDraft } from '../../store/service-drafts.js'
import { STATUS } from '../answer.js'
import { goOn } from '../middleware.js'
import { cardPage } from '../pages/drawing/card.js'
import { notFound, refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { words } from '../text/index.js'
import { param, type DeskEnv } from '../visit.js'
import { draftName } from './draft.js'

const NEEDED = ['name.fa', 'name.en', 'summary.fa', 'summary.en', 'icon'] as const

/** The card of a service under change. */
export function draftCardRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.draftCard(':id'), async (c) => {
    const draft = await serviceDraft(desk.db, param(c, 'id'))
    const card = draft && readCard(draft.files)
    if (!draft || !card || 'fault' in card) return notFound(c)
    return c.html(
      cardPage({
        visit: c.var.visit,
        university: desk.university,
        id: draft.service,
        name: draftName(draft),
        revision: draft.revision,
        drawings: drawingsOf(draft.files),
        typed: cardEntry(card.about),
        problems: [],
        stale: false,
      }),
    )
  })

  app.post(paths.draftCard(':id'), async (c) => {
    const draft = await serviceDraft(desk.db, param(c, 'id'))
    const card = draft && readCard(draft.files)
    if (!draft || !card || 'fault' in card) return notFound(c)
    const posted = await readPosted(c)
    const typed = Object.fromEntries(CARD_NAMES.map((name) => [name, cleanText(posted.text(name)).slice(0, 1000)]))
    const drawings = drawingsOf(draft.files)
    const process = drawings.some(({ file }) => file === typed['process']) ? typed['process'] : undefined
    const entry: CardEntry = { ...cardEntry(card.about), ...typed, process: process ?? card.about.process }
    const problems: readonly Problem[] = NEEDED.filter((name) => entry[name] === '').map((key) => ({
      key,
      code: 'required',
      text: { fa: words('fa').drawing.required, en: words('en').drawing.required },
    }))
    const again = (stale: boolean) =>
      cardPage({
        visit: c.var.visit,
        university: desk.university,
        id: draft.service,
        name: draftName(draft),
        revision: draft.revision,
        drawings,
        typed: entry,
        problems,
        stale,
      })
    const text = problems.length > 0 ? null : changeCard(draft.files[CARD] ?? '', entry)
    if (text === null) return c.html(again(false), 422)
    const result = await saveServiceDraft(desk, c.var.person, {
      service: draft.service,
      revision: Number(posted.text('revision')),
      changes: { [CARD]: text },
    })
    if (result.ok) return goOn(c, paths.serviceChange(draft.service), 'draft')
    return result.code === 'stale' ? c.html(again(true), STATUS.stale) : refusal(c, result)
  })

  return app
}
