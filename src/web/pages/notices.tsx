import type { NoticeGroup } from '../../desk/notice.js'
import { groupOf } from '../../desk/notice.js'
import { formatTime, isoDateInTehran } from '../../persian/index.js'
import { paths } from '../paths.js'
import type { ToldNotice } from '../told.js'
import { Ago, Code, Empty } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { NextPage } from '../ui/next-page.js'
import { Pieces } from '../ui/pieces.js'
import type { Visit } from '../visit.js'

interface NoticesPage {
  readonly visit: Visit
  readonly unread: boolean
  readonly notices: readonly ToldNotice[]
  readonly next: number | null
}

/** What somebody was told, by day and then by matter, the newest first. */
export const noticesPage = (props: NoticesPage) => {
  const { visit, notices, next, unread } = props
  const t = visit.t.messages
  return page({
    visit,
    title: t.title,
    place: null,
    children: (
      <div class="told stack loose">
        <div class="head">
          <h1>{t.title}</h1>
          <div class="row push">
            <a class="btn bare" href={paths.accountNotices()}>
              <Icon name="settings-2" /> {t.choices}
            </a>
            {visit.badges.notices === 0 ? null : (
              <form method="post" action={paths.noticesRead()}>
                <input type="hidden" name="back" value={visit.here} />
                <button class="btn">
                  <Icon name="check-check" /> {t.readAll}
                </button>
              </form>
            )}
          </div>
        </div>
        <nav class="tabs" aria-label={t.views}>
          <a href={paths.notices()} aria-current={unread ? undefined : 'page'}>
            {t.all}
          </a>
          <a href={paths.notices({ unread: 'yes' })} aria-current={unread ? 'page' : undefined}>
            {t.unread}
          </a>
        </nav>
        {notices.length === 0 ? (
          <Empty
            icon={unread ? 'check-check' : 'bell'}
            title={unread ? t.emptyUnread : t.empty}
            hint={unread ? t.emptyUnreadHint : t.emptyHint}
          />
        ) : (
          byDay(notices).map(({ day, at, matters }) => (
            <section aria-labelledby={`d-${day}`}>
              <h2 id={`d-${day}`} class="day">
                {dayName(visit, day, at)}
              </h2>
              <div class="card list">
                {matters.map((matter) => (
                  <Matter visit={visit} of={matter} />
                ))}
              </div>
            </section>
          ))
        )}
        <NextPage href={next === null ? null : paths.notices({ before: next, ...(unread ? { unread: 'yes' } : {}) })}>
          {t.older}
        </NextPage>
      </div>
    ),
  })
}

/** Notices of one matter that follow one another. */
type Run = readonly [ToldNotice, ...ToldNotice[]]

const Matter = ({ visit, of }: { visit: Visit; of: Run }) => {
  const [{ request }] = of
  return (
    <div class="matter">
      <p class="about">
        {request ? (
          <>
            {request.service} · <Code>{request.key}</Code>
          </>
        ) : (
          visit.t.messages.desk
        )}
      </p>
      <ul>
        {of.map((one) => (
          <Line visit={visit} one={one} />
        ))}
      </ul>
    </div>
  )
}

const Line = ({ visit, one }: { visit: Visit; one: ToldNotice }) => {
  const t = visit.t.messages
  return (
    <li class={one.read ? undefined : 'new'}>
      <Icon name={ICONS[groupOf(one.kind)]} />
      <a href={one.href}>
        {one.read ? null : <span class="sr">{t.isNew}: </span>}
        <Pieces of={one.sentence} />
      </a>
      <small>
        <Ago visit={visit} at={one.at} />
      </small>
      {one.read ? null : (
        <form method="post" action={paths.noticeRead(one.id)}>
          <input type="hidden" name="back" value={visit.here} />
          <button class="btn bare icon" title={t.readOne}>
            <Icon name="check" />
            <span class="sr">{t.readOne}</span>
          </button>
        </form>
      )}
    </li>
  )
}

const ICONS: Readonly<Record<NoticeGroup, string>> = {
  asks: 'circle-question-mark',
  messages: 'message-square',
  progress: 'circle-check',
  results: 'file-check-2',
  'new-work': 'inbox',
  'my-work': 'user-round-check',
  deadlines: 'clock',
  'standing-in': 'users',
  operation: 'wrench',
}

interface Day {
  readonly day: string
  readonly at: number
  readonly matters: Run[]
}

function byDay(notices: readonly ToldNotice[]): readonly Day[] {
  const days: Day[] = []
  for (const one of notices) {
    const day = isoDateInTehran(one.at)
    const last = days.at(-1)
    const here = last?.day === day ? last : { day, at: one.at, matters: [] }
    if (here !== last) days.push(here)
    const run = here.matters.at(-1)
    if (run && run[0].request?.key === one.request?.key) here.matters[here.matters.length - 1] = [...run, one]
    else here.matters.push([one])
  }
  return days
}

function dayName({ t, now, lang }: Visit, day: string, at: number): string {
  if (day === isoDateInTehran(now)) return t.messages.today
  if (day === isoDateInTehran(now - 86_400_000)) return t.messages.yesterday
  return formatTime(at, lang, 'full')
}
