import { Hono } from 'hono'
import type { Desk } from '../../commands/desk.js'
import { setMessageText, shipMessageText } from '../../commands/set-message-text.js'
import type { Problem } from '../../desk/form/form.js'
import type { TextKind } from '../../desk/letter.js'
import { sentencesOf, TEXT_KINDS } from '../../desk/message-texts.js'
import type { Lang } from '../../desk/text.js'
import { changedTexts } from '../../store/message-texts.js'
import { STATUS } from '../answer.js'
import { mailHtml } from '../headers.js'
import { sampleLetter } from '../letters/sample.js'
import { goOn } from '../middleware.js'
import { templatePage, templatesPage } from '../pages/admin-templates.js'
import { notFound, refusal } from '../pages/message.js'
import { paths } from '../paths.js'
import { readPosted } from '../posted.js'
import { param, type DeskContext, type DeskEnv } from '../visit.js'

/** The sentences of messages: reading, changing, looking at them as mail, and the shipped ones again. */
export function adminTemplatesRoutes(desk: Desk): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get(paths.adminTemplates(), async (c) => {
    const changed = await changedTexts(desk.db)
    const texts = TEXT_KINDS.map((kind) => ({
      kind,
      title: sentencesOf(desk.university.messages, changed, kind, c.var.visit.lang).title,
      changed: changed.some((one) => one.kind === kind),
    }))
    return c.html(templatesPage({ visit: c.var.visit, texts }))
  })

  app.get(paths.adminTemplate(LANG, KIND), (c) => show(c, desk, null))

  app.post(paths.adminTemplate(LANG, KIND), async (c) => {
    const which = whichText(c)
    if (!which) return notFound(c)
    const posted = await readPosted(c)
    const typed = { title: posted.text('title'), body: posted.text('body') }
    if (posted.text('act') === 'preview') return show(c, desk, { ...typed, problems: [] })
    const result = await setMessageText(desk, c.var.person, {
      ...which,
      ...typed,
      once: posted.text('once') || desk.newId(),
    })
    if (result.ok) return goOn(c, paths.adminTemplate(which.lang, which.kind), 'templateSaved')
    return result.code === 'incomplete' ? show(c, desk, { ...typed, problems: result.problems }) : refusal(c, result)
  })

  app.post(paths.adminTemplateShipped(LANG, KIND), async (c) => {
    const which = whichText(c)
    if (!which) return notFound(c)
    const once = (await readPosted(c)).text('once') || desk.newId()
    const result = await shipMessageText(desk, c.var.person, { ...which, once })
    return result.ok ? goOn(c, paths.adminTemplate(which.lang, which.kind), 'templateShipped') : refusal(c, result)
  })

  app.get(paths.adminTemplateMail(LANG, KIND), async (c) => {
    const which = whichText(c)
    if (!which) return notFound(c)
    const { lang, kind } = which
    const now = sentencesOf(desk.university.messages, await changedTexts(desk.db), kind, lang)
    const text = { title: c.req.query('title') ?? now.title, body: c.req.query('body') ?? now.body }
    return mailHtml(c, desk.letters.mail(sampleLetter(desk, kind, lang, text, c.var.visit.now)).html)
  })

  return app
}

const LANG = ':lang{fa|en}'
const KIND = ':kind{[a-z-]+}'

function whichText(c: DeskContext): { readonly lang: Lang; readonly kind: TextKind } | null {
  const kind = TEXT_KINDS.find((one) => one === param(c, 'kind'))
  return kind ? { kind, lang: param(c, 'lang') === 'en' ? 'en' : 'fa' } : null
}

interface Typed {
  readonly title: string
  readonly body: string
  readonly problems: readonly Problem[]
}

async function show(c: DeskContext, desk: Desk, typed: Typed | null): Promise<Response> {
  const which = whichText(c)
  if (!which) return notFound(c)
  const changed = await changedTexts(desk.db)
  const now = sentencesOf(desk.university.messages, changed, which.kind, which.lang)
  const page = templatePage({
    visit: c.var.visit,
    ...which,
    text: typed ?? { ...now, problems: [] },
    changed: changed.some((one) => one.kind === which.kind && one.lang === which.lang),
    newToken: desk.newId,
  })
  return c.html(page, typed && typed.problems.length > 0 ? STATUS.incomplete : 200)
}
