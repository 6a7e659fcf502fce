import type { RequestView } from '../../desk/views.js'
import { formatTime, joinList } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Ago, Code, Digits, Status } from '../ui/bits.js'
import { AnsweredAsk, Facts, History } from '../ui/conversation.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { lengthText } from '../ui/time.js'
import { ProcessMap } from '../ui/process-map.js'
import { Meter, Tracker, awaitedText, waitsIn } from '../ui/tracker.js'
import type { Visit } from '../visit.js'
import { FromElsewhere } from './request-imported.js'
import { Ask, Talk, Withdraw } from './request-forms.js'
import { Participants, Rate } from './request-people.js'
import type { RequestPage } from './request-page.js'

/** The page of a request: where it is, what is asked, who did what. */
export const requestPage = (props: RequestPage) => {
  const { visit, request, mine } = props
  const { t, lang } = visit
  const open = request.asks.filter((ask) => ask.answeredAt === null)
  const answered = request.asks.filter((ask) => ask.answeredAt !== null)
  return page({
    visit,
    title: `${props.refused ? `${t.error}: ` : ''}${request.service[lang]} ${request.key}`,
    place: mine || props.shownBy ? 'requests' : request.reading ? 'admin' : 'work',
    topics: [`request:${props.id}`],
    children: (
      <>
        <nav class="meta" aria-label={t.nav.path}>
          {mine || props.shownBy ? (
            <a href={paths.requests()}>{t.requests.title}</a>
          ) : request.reading ? (
            <a href={paths.admin()}>{t.nav.admin}</a>
          ) : (
            <a href={paths.work()}>{t.nav.work}</a>
          )}
        </nav>
        <Reading visit={visit} request={request} />
        {props.shownBy ? <p class="meta">{t.participants.shownToYou(props.shownBy[lang])}</p> : null}
        <div class="where title">
          <h1>{request.service[lang]}</h1>
          <Status visit={visit} status={request.status} word={request.statusWord} />
        </div>
        <p class="meta">
          {t.request.number} <Code>{request.key}</Code> ·{' '}
          {t.request.registered(formatTime(request.openedAt, lang, 'date'))}
          {request.number ? (
            <>
              {' · '}
              {t.request.letter} <Digits visit={visit}>{request.number.text}</Digits>
            </>
          ) : null}
        </p>
        <Where visit={visit} request={request} mine={mine} />
        <Meter visit={visit} request={request} />
        <Expected visit={visit} request={request} mine={mine} />
        <div class={open.length > 0 || request.documents.length > 0 ? 'two req section-near' : 'two section-near'}>
          {open.length > 0 || request.documents.length > 0 ? (
            <div class="you-col stack">
              <Documents visit={visit} request={request} />
              {open.map((ask) => (
                <Ask {...props} ask={ask} />
              ))}
            </div>
          ) : null}
          <aside aria-labelledby="tr">
            <div class="card">
              <h2 id="tr">{t.request.track}</h2>
              <Tracker visit={visit} request={request} />
            </div>
          </aside>
          <div class="rest">
            <Rate {...props} />
            <Talk {...props} />
            {answered.length > 0 ? (
              <section class="section" aria-labelledby="ea">
                <h2 id="ea">{t.request.earlierAsks}</h2>
                <div class="stack">
                  {answered.map((ask) => (
                    <AnsweredAsk visit={visit} ask={ask} />
                  ))}
                </div>
              </section>
            ) : null}
            <FromElsewhere visit={visit} request={request} />
            <Results visit={visit} request={request} />
            <section class="section" aria-labelledby="dt">
              <h2 id="dt">{t.request.facts}</h2>
              <Facts visit={visit} request={request} />
            </section>
            <section class="section" aria-labelledby="hs">
              <h2 id="hs">{t.request.history}</h2>
              <History visit={visit} events={request.events} linked={request.linked} />
            </section>
            {mine || props.shownBy ? <Participants {...props} /> : null}
            {mine ? <Withdraw {...props} /> : null}
          </div>
        </div>
        {request.imported?.closedThere ? null : (
          <section class="section" aria-labelledby="mp">
            <div class="head">
              <h2 id="mp">{t.request.map}</h2>
              <span class="meta">{t.request.mapHint}</span>
            </div>
            <ProcessMap visit={visit} map={request.map} label={t.request.map} />
          </section>
        )}
      </>
    ),
  })
}

/** An administrator is told that they read with a reason, and until when. */
function Reading({ visit, request }: { visit: Visit; request: RequestView }) {
  const { t, lang } = visit
  const { reading } = request
  if (!reading) return null
  return (
    <div class="notice reading" role="note">
      <Icon name="eye" />
      <div>
        <b>{t.rules.reading(formatTime(reading.until, lang, 'time'))}</b>
        <p class="meta">{t.rules.readingLogged}</p>
        <p>
          {t.rules.readingReason}: <span class="user">{reading.reason}</span>
        </p>
        <p>
          <a href={paths.adminInstance(request.key)}>{t.operating.incidents.instance}</a>
        </p>
      </div>
    </div>
  )
}

/** What a request waits for that no office has: its time, a message, or the desk itself. */
function waitSentence(visit: Visit, request: RequestView): string {
  const { t, lang } = visit
  const wait = waitsIn(request.track).find((one) => one.on !== 'job')
  if (!wait) return t.request.working
  const words = awaitedText(visit, wait)
  return wait.name ? t.tracker.waits(wait.name[lang], words) : t.tracker.waitsFor(words)
}

/** «درخواست شما اکنون در اداره تغذیه است، از ۲ روز پیش». */
function Where({ visit, request, mine }: { visit: Visit; request: RequestView; mine: boolean }) {
  const { t, lang } = visit
  const date = request.closedAt === null ? '' : formatTime(request.closedAt, lang, 'date')
  if (request.status === 'done')
    return (
      <p class="says" data-say>
        {t.request.finished(date)}
      </p>
    )
  if (request.status === 'withdrawn')
    return (
      <p class="says" data-say>
        {t.request.withdrawn(date)}
      </p>
    )
  if (request.status === 'refused') {
    return (
      <>
        <p class="says" data-say>
          {t.request.refused(date)}
        </p>
        {request.refusal ? (
          <div class="notice">
            <Icon name="message-square" />
            <div>
              <b>{t.request.reason}: </b>
              <span class="user">{request.refusal}</span>
            </div>
          </div>
        ) : null}
      </>
    )
  }
  const [first] = request.places
  if (!first)
    return (
      <p class="says" data-say>
        {waitSentence(visit, request)}
      </p>
    )
  const offices = joinList(
    request.places.map((one) => one.office[lang]),
    lang,
  )
  return (
    <p class="says" data-say>
      <b>{mine ? t.request.nowAt(offices) : t.request.nowAtStaff(offices)}</b>
      {lang === 'fa' ? '، ' : ', '}
      {t.request.since} <Ago visit={visit} at={first.since} />
      {first.waits.count > 0 ? ` (${lengthText(visit, first.waits)})` : null}
    </p>
  )
}

/** «تا پایان معمولاً ۶ تا ۹ روز کاری دیگر». */
function Expected({ visit, request, mine }: { visit: Visit; request: RequestView; mine: boolean }) {
  const { expected, status } = request
  if (!expected) return null
  const { time } = visit.t
  const range = time.range(expected.low, expected.high)
  return (
    <p class="meta">
      {status === 'waiting' && mine
        ? time.expectedAfter(range)
        : time.expected(range, formatTime(expected.until, visit.lang, 'date'))}
    </p>
  )
}

const Documents = ({ visit, request }: { visit: Visit; request: RequestView }) => (
  <>
    {request.documents.map((document) => (
      <section class="notice ok ready" aria-labelledby={`d-${document.code}`}>
        <Icon name="badge-check" />
        <div class="stack">
          <h2 id={`d-${document.code}`}>{visit.t.request.documents}</h2>
          <p>
            <a class="btn go" href={paths.document(document.code)} data-turbo="false">
              <Icon name="download" /> {visit.t.request.download(document.title[visit.lang])}
            </a>
          </p>
          <p class="meta">
            {visit.t.request.verifyCode}:{' '}
            <a href={paths.verify(document.code)}>
              <Code>{document.code}</Code>
            </a>
          </p>
        </div>
      </section>
    ))}
  </>
)

const Results = ({ visit, request }: { visit: Visit; request: RequestView }) =>
  request.results.length === 0 ? null : (
    <section class="section" aria-labelledby="rs">
      <h2 id="rs">{visit.t.request.results}</h2>
      <dl class="dl card">
        {request.results.map((one) => (
          <div>
            <dt>
              {one.label[visit.lang]}, {one.office[visit.lang]}
            </dt>
            <dd>
              <bdi class="flow">{one.value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
