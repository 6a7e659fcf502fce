import { formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Ago, Code, Digits, expertLabel, fullName, Written } from '../ui/bits.js'
import { Answer, AnsweredAsk, Facts, History, Messages } from '../ui/conversation.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { Left } from '../ui/time.js'
import { Tracker } from '../ui/tracker.js'
import { Act } from './task-act.js'
import type { TaskPage } from './task-page.js'
import { Write } from './task-write.js'

/** A task: what is known, what was said, and the outcome. */
export const taskPage = (props: TaskPage) => {
  const { visit, task, refused } = props
  const { t, lang } = visit
  return page({
    visit,
    title: `${refused ? `${t.error}: ` : ''}${task.name[lang]}, ${task.requester[lang]}`,
    place: 'work',
    dense: true,
    topics: [`request:${props.request}`, `task:${task.id}`],
    children: (
      <>
        <nav class="meta" aria-label={t.nav.path}>
          <a href={paths.work({ office: task.office })}>{t.task.back}</a>
        </nav>
        <div class="where title">
          <h1>{task.requester[lang]}</h1>
          <span class={STATE_TONES[task.state]} data-say>
            {t.work.states[task.state]}
          </span>
        </div>
        <p class="meta">
          {task.name[lang]} · {task.request.service[lang]}{' '}
          <a href={paths.request(task.request.key)}>
            <Code>{task.request.key}</Code>
          </a>{' '}
          · <Ago visit={visit} at={task.openedAt} />
          {task.time ? (
            <>
              {' · '}
              {t.time.due(formatTime(task.time.due, lang, 'both'))}
              {' · '}
              <Left visit={visit} time={task.time} />
            </>
          ) : null}
          {task.request.number ? (
            <>
              {' · '}
              {t.request.letter} <Digits visit={visit}>{task.request.number.text}</Digits>
            </>
          ) : null}
        </p>
        <Assignment {...props} />
        {task.state === 'done' ? null : (
          <p class="meta present" id="presence" role="status" data-presence={paths.presence(task.id)}></p>
        )}
        {task.returned ? (
          <div class="notice returned">
            <Icon name="undo-2" />
            <div>
              <b>{t.task.returned(task.returned.from[lang])}</b>
              {task.returned.by ? <span class="meta"> {fullName(visit, task.returned.by)}</span> : null}
              <Written text={task.returned.reason} />
            </div>
          </div>
        ) : null}
        <div class="desk split section-near">
          <Known {...props} />
          <div class="sticky stack">
            <Act {...props} />
            <Write {...props} />
          </div>
        </div>
      </>
    ),
  })
}

const STATE_TONES = {
  new: 'st',
  taken: 'st now',
  asked: 'st off',
  answered: 'st you-st',
  returned: 'st bad',
  done: 'st done',
} as const

/** Who has it, and who may change that. */
function Assignment({ visit, task, newToken, refused }: TaskPage) {
  const { t } = visit
  if (task.state === 'done') return null
  return (
    <div class="row assignment">
      <span>
        {task.mine ? t.task.mine : task.assignee ? t.task.assignee(fullName(visit, task.assignee)) : t.task.nobody}
      </span>
      {task.stead ? <span class="meta">{t.rules.inSteadOf(fullName(visit, task.stead))}</span> : null}
      {task.mayTake ? (
        <form method="post" action={paths.taskAssignment(task.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <button class="btn" name="to" value="me">
            {t.task.take}
          </button>
        </form>
      ) : null}
      {task.mayAssign ? (
        <form class="row" method="post" action={paths.taskAssignment(task.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <label class="sr" for="to">
            {t.task.assign}
          </label>
          <select class="in w-l" id="to" name="to">
            <option value="">{t.form.choose}</option>
            {task.experts.map((one) => (
              <option value={one.id} selected={task.assignee?.id === one.id}>
                {expertLabel(visit, one)}
              </option>
            ))}
          </select>
          <button class="btn">{t.task.assign}</button>
        </form>
      ) : null}
      {task.mayRelease ? (
        <form method="post" action={paths.taskAssignment(task.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <button class="btn bare" name="to" value="office">
            {t.task.release}
          </button>
        </form>
      ) : null}
      {refused?.action === 'assignment' ? <p class="late">{refused.sentence}</p> : null}
    </div>
  )
}

function Known({ visit, task }: TaskPage) {
  const { t, lang } = visit
  const { request } = task
  const answers = request.asks.filter((ask) => ask.task === task.id && ask.answeredAt !== null)
  const latest = answers.at(-1)
  return (
    <div class="stack loose">
      {latest ? (
        <section aria-labelledby="an">
          <h2 id="an" class="head">
            {t.task.answer}
          </h2>
          <div class="card stack">
            <Answer visit={visit} ask={latest} />
          </div>
        </section>
      ) : null}
      <section aria-labelledby="dt">
        <h2 id="dt" class="head">
          {t.task.request}
        </h2>
        <Facts visit={visit} request={request} />
        {task.hidden ? (
          <p class="meta under">
            <Icon name="lock" /> {t.task.hidden}
          </p>
        ) : null}
      </section>
      {task.earlier.length > 0 ? (
        <section aria-labelledby="ea">
          <h2 id="ea" class="head">
            {t.task.earlier}
          </h2>
          <dl class="dl card">
            {task.earlier.map((one) => (
              <div>
                <dt>
                  {one.label[lang]} · {one.office[lang]}
                </dt>
                <dd>
                  <bdi class="flow">{one.value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      <section aria-labelledby="hs" class="stack">
        <h2 id="hs">{t.task.talk}</h2>
        {request.comments.length > 0 ? <Messages visit={visit} comments={request.comments} /> : null}
        {request.asks
          .filter((ask) => ask !== latest && ask.answeredAt !== null)
          .map((ask) => (
            <AnsweredAsk visit={visit} ask={ask} />
          ))}
        <History visit={visit} events={request.events} linked={request.linked} />
        <details class="fold">
          <summary>{t.task.track(request.tracker.length)}</summary>
          <Tracker visit={visit} request={request} />
        </details>
      </section>
      {task.mayAct && task.state !== 'asked' && task.fourEyes.length === 0 ? (
        <p class="jump">
          <a class="btn go wide" href="#oc">
            {t.task.toOutcome}
          </a>
        </p>
      ) : null}
    </div>
  )
}
