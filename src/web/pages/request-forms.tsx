import { rawForm } from '../../desk/form/raw.js'
import type { AskView } from '../../desk/views.js'
import { digitsIn, formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { fullName, Labelled, When, Written } from '../ui/bits.js'
import { Messages } from '../ui/conversation.js'
import { draftData, DraftLine } from '../ui/draft.js'
import { ErrorSummary, FieldView } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { Attach, Kept } from '../ui/uploads.js'
import type { RequestPage } from './request-page.js'

/** What an office asks of the requester, with the form to answer it; for offices, only what was asked. */
export function Ask({ visit, ask, mine, askFields, form, refused, ...page }: RequestPage & { ask: AskView }) {
  const { t, lang } = visit
  const fields = askFields(ask)
  const context = form(ask)
  const box = page.box(ask)
  const problems = refused?.form === box.place ? refused.problems : []
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
      {mine && ask.expires !== null && ask.expires > visit.now ? (
        <p class="due">
          <Icon name="clock" /> {t.time.expires(formatTime(ask.expires, lang, 'date'))}
        </p>
      ) : null}
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
        <form
          class="stack loose"
          method="post"
          action={paths.askAnswer(ask.id)}
          enctype="multipart/form-data"
          novalidate
          data-once
          {...draftData(box)}
        >
          <input type="hidden" name="once" value={box.once} />
          <ErrorSummary
            visit={visit}
            title={t.form.fixAction}
            problems={problems}
            labelOf={label}
            prefix={context.prefix}
          />
          {ask.wantsFiles ? (
            <Attach
              id={id('files')}
              name="files"
              label={t.request.fileWanted}
              hint={t.form.fileHint(lang === 'fa' ? 'PDF، JPEG یا PNG' : 'PDF, JPEG or PNG', 10)}
              visit={visit}
              kept={rawForm(box.fields).uploads('files')}
            />
          ) : null}
          {fields.map((field) => (
            <FieldView field={field} form={context} />
          ))}
          <div class="field">
            <label class="label" for={id('message')}>
              {t.request.message}{' '}
              {ask.wantsFiles || fields.length > 0 ? <span class="opt">{t.form.optional}</span> : null}
            </label>
            <textarea class="in" id={id('message')} name="message" rows={2} maxlength={5000}>
              {box.fields['message']?.[0] ?? ''}
            </textarea>
          </div>
          <div class="row">
            <button class="btn go">{t.request.sendAnswer(ask.office[lang])}</button>
          </div>
          <DraftLine visit={visit} box={box} />
        </form>
      ) : null}
    </section>
  )
}

/** Messages and, while it makes sense, a place to write one. */
export function Talk({ visit, request, mine, refused, ...page }: RequestPage) {
  const { t } = visit
  const box = page.box('comment')
  const problems = refused?.form === box.place ? refused.problems : []
  return (
    <section aria-labelledby="cm" class="stack">
      <h2 id="cm">{t.request.messages}</h2>
      {request.comments.length === 0 ? (
        <p class="meta">{mine && request.mayComment ? t.request.noMessages : t.request.noMessagesStaff}</p>
      ) : (
        <Messages visit={visit} comments={request.comments} />
      )}
      {request.mayComment ? (
        <form
          class="card stack"
          method="post"
          action={paths.requestComments(request.key)}
          enctype="multipart/form-data"
          novalidate
          data-once
          id="write"
          {...draftData(box)}
        >
          <input type="hidden" name="once" value={box.once} />
          <ErrorSummary visit={visit} title={t.form.fixAction} problems={problems} labelOf={() => null} prefix="c-" />
          <Labelled id="c-body" label={t.request.write}>
            <textarea
              class="in"
              id="c-body"
              name="body"
              rows={2}

              maxlength={10000}
              aria-invalid={problems.length > 0 ? 'true' : undefined}
            >
              {box.fields['body']?.[0] ?? ''}
            </textarea>
          </Labelled>
          <div class="row">
            <button class="btn">{t.request.send}</button>
            <label class="btn bare attach">
              <Icon name="paperclip" /> {t.request.attach}
              <input class="sr" id="c-files" type="file" name="files" multiple accept=".pdf,.jpg,.jpeg,.png" />
            </label>
            <span class="chosen meta" aria-live="polite"></span>
          </div>
          <Kept visit={visit} name="files" files={rawForm(box.fields).uploads('files')} />
          <DraftLine visit={visit} box={box} />
        </form>
      ) : null}
    </section>
  )
}

/** A last look before the request is taken back. */
export function Withdraw({ visit, request, newToken }: RequestPage) {
  const { t } = visit
  if (!request.mayWithdraw)
    return request.number && request.closedAt === null ? <p class="section meta">{t.request.numbered}</p> : null
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
