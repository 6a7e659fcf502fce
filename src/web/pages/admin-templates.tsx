import type { Problem } from '../../desk/form/form.js'
import type { TextKind } from '../../desk/letter.js'
import { MOST_BODY, MOST_TITLE } from '../../desk/message-texts.js'
import { PLACEHOLDERS } from '../../desk/sentence.js'
import type { Lang } from '../../desk/text.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

interface Templates {
  readonly visit: Visit
  readonly texts: readonly { readonly kind: TextKind; readonly title: string; readonly changed: boolean }[]
}

const LANGS: readonly Lang[] = ['fa', 'en']

/** All sentences of messages, each with the way to its two languages. */
export const templatesPage = ({ visit, texts }: Templates) => {
  const t = visit.t.messages.templates
  return adminFrame({
    visit,
    section: 'templates',
    title: t.title,
    children: (
      <div class="stack near">
        <p class="meta">{t.intro}</p>
        <div class="work">
          <table class="tbl fold-up plain">
            <caption class="sr">{t.title}</caption>
            <tbody>
              {texts.map(({ kind, title, changed }) => (
                <tr>
                  <td class="c-who">
                    <b>{t.kinds[kind]}</b> {changed ? <span class="st now">{t.changed}</span> : null}
                    <small class="block">{title}</small>
                  </td>
                  <td>
                    <span class="row">
                      {LANGS.map((lang) => (
                        <a class="btn bare" href={paths.adminTemplate(lang, kind)}>
                          {t.language[lang]}
                          <span class="sr">: {t.kinds[kind]}</span>
                        </a>
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    ),
  })
}

interface Template {
  readonly visit: Visit
  readonly kind: TextKind
  readonly lang: Lang
  readonly text: { readonly title: string; readonly body: string; readonly problems: readonly Problem[] }
  readonly changed: boolean
  readonly newToken: () => string
}

/** One text in one language: to be changed, and how a mail with it looks. */
export const templatePage = (props: Template) => {
  const { visit, kind, lang, text, changed, newToken } = props
  const t = visit.t.messages.templates
  return adminFrame({
    visit,
    section: 'templates',
    title: t.kinds[kind],
    beside: (
      <a class="btn bare push" href={paths.adminTemplates()}>
        {t.back}
      </a>
    ),
    children: (
      <div class="stack loose">
        <nav class="tabs" aria-label={t.title}>
          {LANGS.map((one) => (
            <a href={paths.adminTemplate(one, kind)} aria-current={one === lang ? 'page' : undefined}>
              {t.language[one]} {one === lang && changed ? <span class="st now">{t.changed}</span> : null}
            </a>
          ))}
        </nav>
        <form class="stack" method="post" action={paths.adminTemplate(lang, kind)}>
          <input type="hidden" name="once" value={newToken()} />
          <Field {...props} name="title" label={t.heading} hint={t.headingHint} most={MOST_TITLE} />
          <Field {...props} name="body" label={t.body} hint={t.bodyHint} most={MOST_BODY} />
          <p class="meta">
            {t.placeholders}{' '}
            {Object.keys(PLACEHOLDERS).map((name) => (
              <>
                <Code>{`{${name}}`}</Code>{' '}
              </>
            ))}
          </p>
          <div class="row">
            <button class="btn go">{t.save}</button>
            <button class="btn" name="act" value="preview">
              {t.preview}
            </button>
          </div>
        </form>
        {changed ? (
          <form method="post" action={paths.adminTemplateShipped(lang, kind)}>
            <input type="hidden" name="once" value={newToken()} />
            <button class="btn">
              <Icon name="rotate-ccw" /> {t.shipped}
            </button>
          </form>
        ) : null}
        <section>
          <h2>{t.previewTitle}</h2>
          <iframe
            class="letter"
            title={t.previewTitle}
            sandbox=""
            src={paths.adminTemplateMail(lang, kind, { title: text.title, body: text.body })}
          ></iframe>
        </section>
      </div>
    ),
  })
}

const Field = ({
  visit,
  lang,
  text,
  name,
  label,
  hint,
  most,
}: Template & { name: 'title' | 'body'; label: string; hint: string; most: number }) => {
  const wrong = text.problems.filter((one) => one.key === name)
  const [id, errorId] = [`mt-${name}`, `mt-${name}-e`]
  const common = {
    class: 'in',
    id,
    name,
    lang,
    dir: lang === 'fa' ? 'rtl' : 'ltr',
    maxlength: most,
    'aria-describedby': wrong.length > 0 ? `${id}-h ${errorId}` : `${id}-h`,
    'aria-invalid': wrong.length > 0 ? 'true' : undefined,
  } as const
  return (
    <div class={wrong.length > 0 ? 'field wrong' : 'field'}>
      <label class="label" for={id}>
        {label}
      </label>
      <p class="hint" id={`${id}-h`}>
        {hint}
      </p>
      {wrong.length > 0 ? (
        <p class="err" id={errorId} role="alert">
          <Icon name="circle-alert" />
          <span>{wrong.map((one) => one.text[visit.lang]).join(' ')}</span>
        </p>
      ) : null}
      {name === 'title' ? (
        <input {...common} value={text.title} required />
      ) : (
        <textarea {...common} rows={3}>
          {text.body}
        </textarea>
      )}
    </div>
  )
}
