import type { MailRow } from '../../store/incoming-mail.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Ago, Code, Empty } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { NextPage } from '../ui/next-page.js'
import type { Visit } from '../visit.js'

interface MailList {
  readonly visit: Visit
  readonly connected: boolean
  /** Those that wait, or those that were dealt with. */
  readonly held: boolean
  readonly items: readonly MailRow[]
  readonly next: number | null
}

/** Mail that came in, the newest first. */
export const mailListPage = (props: MailList) => {
  const { visit, connected, held, items, next } = props
  const t = visit.t.mailIn
  return adminFrame({
    visit,
    section: 'mail',
    title: t.title,
    children: (
      <div class="stack near">
        <p class="meta lead">{t.intro}</p>
        {connected ? null : (
          <p class="notice lead">
            <Icon name="info" />
            <span>{t.off}</span>
          </p>
        )}
        <nav class="tabs" aria-label={t.show.label}>
          <a href={paths.adminMail()} aria-current={held ? 'page' : undefined}>
            {t.show.held}
          </a>
          <a href={paths.adminMail({ show: 'dealt' })} aria-current={held ? undefined : 'page'}>
            {t.show.dealt}
          </a>
        </nav>
        {items.length === 0 ? (
          <Empty
            icon={held ? 'circle-check' : 'mail'}
            title={held ? t.none : t.noneDealt}
            hint={held ? t.noneHint : t.noneDealtHint}
          />
        ) : (
          <Rows {...props} />
        )}
        <NextPage href={next === null ? null : paths.adminMail({ ...(held ? {} : { show: 'dealt' }), before: next })}>
          {visit.t.administration.next}
        </NextPage>
      </div>
    ),
  })
}

const Rows = ({ visit, held, items }: MailList) => {
  const t = visit.t.mailIn
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.subject}</th>
            <th scope="col">{t.sender}</th>
            {held ? null : <th scope="col">{t.outcome}</th>}
            <th scope="col">{t.reason}</th>
            {held ? null : <th scope="col">{t.request}</th>}
            <th scope="col">{t.came}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr>
              <td class="c-who">
                {held ? <a href={paths.adminMailOne(row.id)}>{subjectOf(visit, row)}</a> : subjectOf(visit, row)}
              </td>
              <td data-l={t.sender}>{row.sender === '' ? t.nobody : <Code>{row.sender}</Code>}</td>
              {held ? null : (
                <td data-l={t.outcome}>
                  {t.states[row.state]}
                  {row.decidedBy ? <span class="meta"> · {t.by(row.decidedBy[visit.lang])}</span> : null}
                </td>
              )}
              <td data-l={row.why ? t.reason : undefined}>{row.why ? t.why[row.why] : null}</td>
              {held ? null : (
                <td class="num" data-l={row.request ? t.request : undefined}>
                  {row.request ? <Code>{row.request}</Code> : null}
                </td>
              )}
              <td class="num" data-l={t.came}>
                <Ago visit={visit} at={row.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const subjectOf = (visit: Visit, row: MailRow) => <bdi>{row.subject || visit.t.mailIn.noSubject}</bdi>
