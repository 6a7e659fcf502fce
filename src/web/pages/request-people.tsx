import { accountId } from '../../desk/person.js'
import { formatNumber } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Labelled, Written } from '../ui/bits.js'
import { draftData, DraftLine } from '../ui/draft.js'
import { ErrorSummary } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import type { RequestPage } from './request-page.js'

/** Whom the requester shows the request to; a participant sees who else is there and may leave. */
export function Participants({ visit, request, mine, participants, newToken, refused }: RequestPage) {
  const { t, lang } = visit
  const own = accountId(visit.person?.id ?? 0)
  const problems = refused?.form === 'participant' ? refused.problems : []
  return (
    <details class="fold section" id="pa" open={problems.length > 0}>
      <summary>
        {t.participants.title}
        {participants.length > 0 ? ` (${formatNumber(participants.length, lang)})` : ''}
      </summary>
      <div class="stack">
        {mine ? <p class="meta">{t.participants.hint}</p> : null}
        {participants.length === 0 ? <p>{t.participants.nobody}</p> : null}
        <ul class="people-list">
          {participants.map((one) => (
            <li class="row">
              <span>
                {one.name[lang]} <bdi class="meta">{one.username}</bdi>
              </span>
              {mine || accountId(one.id) === own ? (
                <form method="post" action={paths.participantRemoval(request.key)} data-once>
                  <input type="hidden" name="once" value={newToken()} />
                  <input type="hidden" name="person" value={accountId(one.id)} />
                  <button class="btn bare" aria-label={mine ? t.participants.remove(one.name[lang]) : undefined}>
                    {mine ? t.participants.removeShort : t.participants.leave}
                  </button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
        {mine ? (
          <form class="stack" method="post" action={paths.participants(request.key)} novalidate data-once>
            <input type="hidden" name="once" value={newToken()} />
            <ErrorSummary
              visit={visit}
              title={t.form.fixAction}
              problems={problems}
              labelOf={() => t.participants.add}
              prefix="pa-"
            />
            <Labelled id="pa-people" label={t.participants.add}>
              <input
                class="in"
                id="pa-people"
                name="person"
                dir="ltr"
                maxlength={255}
                autocomplete="off"
                spellcheck={false}
                value={refused?.form === 'participant' ? refused.typed : ''}
                aria-invalid={problems.length > 0 ? 'true' : undefined}
              />
            </Labelled>
            <div class="row">
              <button class="btn">
                <Icon name="user-plus" /> {t.participants.addButton}
              </button>
            </div>
          </form>
        ) : null}
      </div>
    </details>
  )
}

/** Asked once, after the end, of the requester alone; what they said is read by them and the offices. */
export function Rate({ visit, request, mine, feedback, refused, ...page }: RequestPage) {
  const { t } = visit
  if (feedback) {
    const mark = t.participants.marks[feedback.rating - 1] ?? ''
    return (
      <div class="section-near">
        <p class="meta">{mine ? t.participants.given(mark) : t.participants.givenBy(mark)}</p>
        {feedback.comment === null ? null : <Written text={feedback.comment} />}
      </div>
    )
  }
  if (!mine || request.closedAt === null || request.status === 'withdrawn') return null
  const box = page.box('rating')
  const problems = refused?.form === box.place ? refused.problems : []
  const chosen = box.fields['rating']?.[0]
  return (
    <form
      class="card stack"
      method="post"
      action={paths.feedback(request.key)}
      novalidate
      data-once
      id="rate"
      {...draftData(box)}
    >
      <input type="hidden" name="once" value={box.once} />
      <ErrorSummary visit={visit} title={t.form.fixAction} problems={problems} labelOf={() => null} prefix="ra-" />
      <fieldset class="marks">
        <legend class="label">{t.participants.rate}</legend>
        <p class="meta">{t.participants.rateHint}</p>
        <div class="row">
          {t.participants.marks.map((mark, index) => (
            <label class="mark">
              <input
                type="radio"
                id={index === 0 ? 'ra-rating' : undefined}
                name="rating"
                value={String(index + 1)}
                checked={chosen === String(index + 1)}
              />{' '}
              {mark}
            </label>
          ))}
        </div>
      </fieldset>
      <div class="field">
        <label class="label" for="ra-comment">
          {t.participants.comment} <span class="opt">{t.form.optional}</span>
        </label>
        <textarea class="in" id="ra-comment" name="comment" rows={2} maxlength={2000}>
          {box.fields['comment']?.[0] ?? ''}
        </textarea>
      </div>
      <div class="row">
        <button class="btn">{t.participants.send}</button>
      </div>
      <DraftLine visit={visit} box={box} />
    </form>
  )
}
