import type { Field, Problem } from '../../desk/form/form.js'
import type { AskView, RequestView } from '../../desk/views.js'
import { digitsIn, formatTime, joinList } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Ago, Code, Digits, fullName, Status, When, Written } from '../ui/bits.js'
import { AnsweredAsk, Facts, History, Messages } from '../ui/conversation.js'
import { ErrorSummary, FieldView, type FormContext } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { ProcessMap } from '../ui/process-map.js'
import { Meter, Tracker } from '../ui/tracker.js'
import { Attach } from '../ui/uploads.js'
import type { Visit } from '../visit.js'

export interface RequestPage {
  readonly visit: Visit
  readonly request: RequestView
  readonly mine: boolean
  /** Fields an office asked to correct, by ask. */
  readonly askFields: (ask: AskView) => readonly Field[]
  readonly form: (ask: AskView) => FormContext
  readonly newToken: () => string
  /** What the last form said no to: of which form, and why. */
  readonly refused: { readonly form: string; readonly problems: readonly Problem[]; readonly typed: string } | null
}

/** The page of a request: where it is, what is asked, who did what. */
export const requestPage = (props: RequestPage) => {
  const { visit, request, mine } = props
  const { t, lang } = visit
  const open = request.asks.filter((ask) => ask.answeredAt === null)
  const answered = request.asks.filter((ask) => ask.answeredAt !== null)
  return page({
    visit,
    title: `${props.refused ? `${t.error}: ` : ''}${request.service[lang]} ${request.key}`,
    place: mine ? 'requests' : 'work',
    children: (
      <>
        <nav class="meta" aria-label={t.nav.path}>
          {mine ? <a href={paths.requests()}>{t.requests.title}</a> : <a href={paths.work()}>{t.nav.work}</a>}
        </nav>
        <div class="where title">
          <h1>{request.service[lang]}</h1>
          <Status visit={visit} status={request.status} word={request.statusWord} />
        </div>
        <p class="meta">
          {t.request.number} <Code>{request.key}</Code> · {t.request.registered(formatTime(request.openedAt, lang, 'date'))}
          {request.number ? (
            <>
              {' · '}
              {t.request.letter} <Digits visit={visit}>{request.number.text}</Digits>
            </>
          ) : null}
        </p>
        <Where visit={visit} request={request} mine={mine} />
        <Meter visit={visit} request={request} />
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
            <Results visit={visit} request={request} />
            <section class="section" aria-labelledby="dt">
              <h2 id="dt">{t.request.facts}</h2>
              <Facts visit={visit} request={request} />
            </section>
            <section class="section" aria-labelledby="hs">
              <h2 id="hs">{t.request.history}</h2>
              <History visit={visit} events={request.events} />
            </section>
            {mine ? <Withdraw {...props} /> : null}
          </div>
        </div>
        <section class="section" aria-labelledby="mp">
          <div class="head">
            <h2 id="mp">{t.request.map}</h2>
            <span class="meta">{t.request.mapHint}</span>
          </div>
          <ProcessMap visit={visit} map={request.map} label={t.request.map} />
        </section>
      </>
    ),
  })
}

/** «درخواست شما اکنون در اداره تغذیه است، از ۲ روز پیش». */
function Where({ visit, request, mine }: { visit: Visit; request: RequestView; mine: boolean }) {
  const { t, lang } = visit
  const date = request.closedAt === null ? '' : formatTime(request.closedAt, lang, 'date')
  if (request.status === 'done') return <p class="says">{t.request.finished(date)}</p>
  if (request.status === 'withdrawn') return <p class="says">{t.request.withdrawn(date)}</p>
  if (request.status === 'refused') {
    return (
      <>
        <p class="says">{t.request.refused(date)}</p>
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
  if (!first) return <p class="says">{t.request.working}</p>
  const offices = joinList(request.places.map((one) => one.office[lang]), lang)
  return (
    <p class="says">
      <b>{mine ? t.request.nowAt(offices) : t.request.nowAtStaff(offices)}</b>
      {lang === 'fa' ? '، ' : ', '}
      {t.request.since} <Ago visit={visit} at={first.since} />
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
            {visit.t.request.verifyCode}: <a href={paths.verify(document.code)}><Code>{document.code}</Code></a>
          </p>
        </div>
      </section>
    ))}
  </>
)

/** What an office asks of the requester, with the form to answer it; for offices, only what was asked. */
function Ask({ visit, ask, mine, askFields, form, newToken, refused }: RequestPage & { ask: AskView }) {
  const { t, lang } = visit
  const problems = refused?.form === `ask-${ask.id}` ? refused.problems : []
  const fields = askFields(ask)
  const context = form(ask)
  const id = (name: string) => `${context.prefix}${name}`
  const label = (key: string) => fields.find((one) => one.key === key)?.label[lang] ?? null
  return (
    <section class="you" aria-labelledby={id('h')}>
      <div class="head flat">
        <h2 id={id('h')}>{mine ? t.request.asks(ask.office[lang]) : t.request.asksStaff(ask.office[lang])}</h2>
      </div>
      <Written text={ask.message} />
      <p class="meta">
        {ask.by ? `${fullName(visit, ask.by)}${lang === 'fa' ? '، ' : ', '}` : ''}
        {ask.office[lang]} · <When visit={visit} at={ask.askedAt} style="short" />
      </p>
      {ask.amount !== null || ask.paymentId ? (
        <dl class="dl">
          {ask.amount !== null ? (
            <div>
              <dt>{t.request.amount}</dt>
              <dd class="sum nowrap">{t.request.rial(ask.amount)}</dd>
            </div>
          ) : null}
          {ask.paymentId ? (
            <div>
              <dt>{t.request.paymentId}</dt>
              <dd>
                <bdi dir="ltr">{digitsIn(ask.paymentId, lang)}</bdi>
              </dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {mine ? (
        <form class="stack loose" method="post" action={paths.askAnswer(ask.id)} enctype="multipart/form-data" novalidate data-once>
          <input type="hidden" name="once" value={newToken()} />
          <ErrorSummary visit={visit} title={t.form.fixAction} problems={problems} labelOf={label} prefix={context.prefix} />
          {ask.wantsFiles ? <Attach id={id('files')} name="files" label={t.request.fileWanted} hint={t.form.fileHint(lang === 'fa' ? 'PDF، JPEG یا PNG' : 'PDF, JPEG or PNG', 10)} drop={t.form.drop} choose={t.form.dropChoose} /> : null}
          {fields.map((field) => (
            <FieldView field={field} form={context} />
          ))}
          <div class="field">
            <label class="label" for={id('message')}>
              {t.request.message} {ask.wantsFiles || fields.length > 0 ? <span class="opt">{t.form.optional}</span> : null}
            </label>
            <textarea class="in" id={id('message')} name="message" rows={2} dir="auto" maxlength={5000}>
              {refused?.form === `ask-${ask.id}` ? refused.typed : ''}
            </textarea>
          </div>
          <div class="row">
            <button class="btn go">{t.request.sendAnswer(ask.office[lang])}</button>
          </div>
        </form>
      ) : null}
    </section>
  )
}

/** Messages and, while it makes sense, a place to write one. */
function Talk({ visit, request, mine, newToken, refused }: RequestPage) {
  const { t } = visit
  const problems = refused?.form === 'comment' ? refused.problems : []
  return (
    <section aria-labelledby="cm" class="stack">
      <h2 id="cm">{t.request.messages}</h2>
      {request.comments.length === 0 ? <p class="meta">{mine && request.mayComment ? t.request.noMessages : t.request.noMessagesStaff}</p> : <Messages visit={visit} comments={request.comments} />}
      {request.mayComment ? (
        <form class="card stack" method="post" action={paths.requestComments(request.key)} enctype="multipart/form-data" novalidate data-once id="write">
          <input type="hidden" name="once" value={newToken()} />
          <ErrorSummary visit={visit} title={t.form.fixAction} problems={problems} labelOf={() => null} prefix="c-" />
          <div class="field">
            <label class="label" for="c-body">
              {t.request.write}
            </label>
            <textarea class="in" id="c-body" name="body" rows={2} dir="auto" maxlength={10000} aria-invalid={problems.length > 0 ? 'true' : undefined}>
              {refused?.form === 'comment' ? refused.typed : ''}
            </textarea>
          </div>
          <div class="row">
            <button class="btn">{t.request.send}</button>
            <label class="btn bare attach">
              <Icon name="paperclip" /> {t.request.attach}
              <input class="sr" id="c-files" type="file" name="files" multiple accept=".pdf,.jpg,.jpeg,.png" />
            </label>
            <span class="chosen meta" aria-live="polite"></span>
          </div>
        </form>
      ) : null}
    </section>
  )
}

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

function Withdraw({ visit, request, newToken }: RequestPage) {
  const { t } = visit
  if (!request.mayWithdraw) return request.number && request.closedAt === null ? <p class="section meta">{t.request.numbered}</p> : null
  return (
    <details class="fold section">
      <summary>{t.request.withdraw}</summary>
      <form class="stack" method="post" action={paths.withdrawal(request.key)} data-once>
        <input type="hidden" name="once" value={newToken()} />
        <p>{t.request.withdrawHint}</p>
        <button class="btn stop">{t.request.withdrawConfirm}</button>
      </form>
    </details>
  )
}
