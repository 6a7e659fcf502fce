import { inSteadOf } from '../../desk/actor.js'
import type { AskView, ByMail, CommentView, EventView, RequestView } from '../../desk/views.js'
import { paths } from '../paths.js'
import { eventSentence } from '../text/events.js'
import type { Visit } from '../visit.js'
import { Avatar, Digits, Files, fullName, When, Written } from './bits.js'
import { Icon } from './icon.js'

/** Who says it: «شما», a person with their office, or the office alone. */
const speaker = (
  visit: Visit,
  one: { readonly mine: boolean; readonly by: CommentView['by']; readonly office: CommentView['office'] },
): string => {
  if (one.mine)
    return one.by?.for ? inSteadOf(visit.t.request.you, fullName(visit, one.by.for), visit.lang) : visit.t.request.you
  if (one.by) return fullName(visit, one.by)
  return one.office?.[visit.lang] ?? visit.t.request.requester
}

/** Messages between requester and offices, and the notes this reader may see. */
export const Messages = ({ visit, comments }: { visit: Visit; comments: readonly CommentView[] }) => (
  <div class="talk">
    {comments.map((one) =>
      one.internal ? <Note visit={visit} comment={one} /> : <Message visit={visit} comment={one} />,
    )}
  </div>
)

const Message = ({ visit, comment }: { visit: Visit; comment: CommentView }) => {
  const who = speaker(visit, comment)
  return (
    <article class={comment.mine ? 'msg mine' : 'msg'}>
      <Avatar name={comment.by?.name[visit.lang] ?? who} />
      <div>
        <header>
          <b>{who}</b>
          {comment.office ? <span class="meta">{comment.office[visit.lang]}</span> : null}
          <span class="meta">
            <When visit={visit} at={comment.at} style="short" />
          </span>
          {comment.mail ? <span class="meta">{visit.t.mailIn.byMail}</span> : null}
        </header>
        <Written text={comment.body} />
        <CutOff visit={visit} mail={comment.mail} />
        <Files visit={visit} files={comment.files} />
      </div>
    </article>
  )
}

const Note = ({ visit, comment }: { visit: Visit; comment: CommentView }) => (
  <article class="note">
    <header>
      <Icon name="lock" />
      <b>{visit.t.task.note}</b>
      <span>{speaker(visit, comment)}</span>
      <When visit={visit} at={comment.at} style="short" />
      <span class="push">{visit.t.task.noteHint}</span>
    </header>
    <Written text={comment.body} />
    <CutOff visit={visit} mail={comment.mail} />
    <Files visit={visit} files={comment.files} />
  </article>
)

/** Quotes and signature of a mail, folded away: what was cut is not lost. */
const CutOff = ({ visit, mail }: { visit: Visit; mail: ByMail | null }) =>
  mail?.cut ? (
    <details class="fold">
      <summary>{visit.t.mailIn.cut}</summary>
      <Written text={mail.cut} />
    </details>
  ) : null

const FIRST_EVENTS = 6

interface Told {
  readonly visit: Visit
  readonly events: readonly EventView[]
  /** Requests that may be named in it and opened. */
  readonly linked: readonly string[]
}

/** What happened, the newest first; all but the newest are folded away. */
export const History = ({ visit, events, linked }: Told) => {
  const older = events.slice(FIRST_EVENTS)
  return (
    <div class="card">
      <Log visit={visit} events={events.slice(0, FIRST_EVENTS)} linked={linked} />
      {older.length > 0 ? (
        <details class="fold">
          <summary>{visit.t.request.earlierEvents(older.length)}</summary>
          <Log visit={visit} events={older} linked={linked} />
        </details>
      ) : null}
    </div>
  )
}

const Log = ({ visit, events, linked }: Told) => (
  <ol class="log">
    {events.map((event) => (
      <li>
        <When visit={visit} at={event.at} style="short" />
        <span>
          <Linked
            text={eventSentence(event, visit.lang, speaker(visit, event))}
            link={linked.find((key) => key === event.data['key'])}
          />
        </span>
      </li>
    ))}
  </ol>
)

/** A sentence with the request that it names as a link. */
const Linked = ({ text, link }: { readonly text: string; readonly link: string | undefined }) => {
  const at = link === undefined ? -1 : text.indexOf(link)
  if (link === undefined || at < 0) return <>{text}</>
  return (
    <>
      {text.slice(0, at)}
      <a href={paths.request(link)}>{link}</a>
      {text.slice(at + link.length)}
    </>
  )
}

/** What an office asked earlier, and what came back. */
export const AnsweredAsk = ({ visit, ask }: { visit: Visit; ask: AskView }) => (
  <div class="card stack">
    <p class="meta">
      {ask.office[visit.lang]} · <When visit={visit} at={ask.askedAt} style="short" />
    </p>
    <Written text={ask.message} />
    {ask.answeredAt !== null ? (
      <>
        <p class="meta">
          {visit.t.request.yourAnswer} · <When visit={visit} at={ask.answeredAt} style="short" />
        </p>
        <Answer visit={visit} ask={ask} />
      </>
    ) : null}
  </div>
)

export const Answer = ({ visit, ask }: { visit: Visit; ask: AskView }) => (
  <>
    {ask.answer ? <Written text={ask.answer} /> : null}
    <CutOff visit={visit} mail={ask.mail} />
    <Files visit={visit} files={ask.files} />
    {ask.changes.length > 0 || ask.amount !== null ? (
      <dl class="dl">
        {ask.changes.map((change) => (
          <div>
            <dt>{visit.t.task.corrected(change.label[visit.lang])}</dt>
            <dd>
              <bdi>{change.after}</bdi>{' '}
              <del class="meta">
                <bdi>{change.before}</bdi>
              </del>
            </dd>
          </div>
        ))}
        {ask.amount !== null ? (
          <div>
            <dt>{visit.t.request.amount}</dt>
            <dd class="nowrap">{visit.t.request.rial(ask.amount)}</dd>
          </div>
        ) : null}
        {ask.paymentId ? (
          <div>
            <dt>{visit.t.request.paymentId}</dt>
            <dd>
              <Digits visit={visit}>{ask.paymentId}</Digits>
            </dd>
          </div>
        ) : null}
      </dl>
    ) : null}
  </>
)

/** What was entered, as far as this reader may see it. */
export const Facts = ({ visit, request }: { visit: Visit; request: RequestView }) => (
  <dl class="dl card">
    {request.facts.map((fact) => (
      <div class={fact.long || fact.files.length > 0 ? 'full' : undefined}>
        <dt>{fact.label[visit.lang]}</dt>
        <dd>
          {fact.ltr ? <bdi dir="ltr">{fact.value}</bdi> : <bdi class="flow">{fact.value}</bdi>}
          <Files visit={visit} files={fact.files} />
        </dd>
      </div>
    ))}
  </dl>
)
