import type { Problem } from '../../desk/form/form.js'
import { WEBHOOK_GROUPS, type DeliveryView, type WebhookState, type WebhookView } from '../../desk/webhook.js'
import { formatTime, relativeTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code, Empty } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'
import { Deliveries } from './webhook-deliveries.js'

export interface Typed {
  readonly name: string
  readonly url: string
  readonly kinds: readonly string[]
  readonly problems: readonly Problem[]
}

/** A secret that was just made: shown once. Null: it was shown before. */
export type Made = { readonly secret: string | null } | null

/** All webhooks, and a form for another. */
export const webhooksPage = (props: {
  readonly visit: Visit
  readonly hooks: readonly WebhookView[]
  readonly typed: Typed | null
  readonly newToken: () => string
}) => {
  const { visit, hooks, typed } = props
  const t = visit.t.webhooks
  return adminFrame({
    visit,
    section: 'webhooks',
    title: typed ? `${visit.t.error}: ${t.title}` : t.title,
    children: (
      <div class="stack near">
        <p class="meta lead">{t.intro}</p>
        {hooks.length === 0 ? (
          <Empty icon="workflow" title={t.none} hint={t.noneHint} />
        ) : (
          <ul class="rows">
            {hooks.map((hook) => (
              <li>
                <Icon name="workflow" />
                <div class="body">
                  <a class="over" href={paths.adminWebhook(hook.id)}>
                    <b class="user">{hook.name}</b>
                  </a>
                  <p class="meta">
                    <Code>{new URL(hook.url).host}</Code>
                    {hook.failingSince === null
                      ? ''
                      : ` · ${t.failing(relativeTime(hook.failingSince, visit.now, visit.lang))}`}
                  </p>
                </div>
                <State visit={visit} state={hook.state} />
              </li>
            ))}
          </ul>
        )}
        <details class="fold" open={typed !== null || hooks.length === 0}>
          <summary>{t.add}</summary>
          <form class="card stack under" method="post" action={paths.adminWebhooks()} data-turbo="false">
            <input type="hidden" name="once" value={props.newToken()} />
            <Fields visit={visit} typed={typed ?? { name: '', url: '', kinds: [], problems: [] }} />
            <button class="btn go">{t.add}</button>
          </form>
        </details>
      </div>
    ),
  })
}

/** One webhook: what it hears of, its secret, and what it was sent. */
export const webhookPage = (props: {
  readonly visit: Visit
  readonly hook: WebhookView
  readonly deliveries: readonly DeliveryView[]
  readonly next: number | null
  readonly typed: Typed | null
  readonly made: Made
  readonly newToken: () => string
}) => {
  const { visit, hook, typed, made, newToken } = props
  const t = visit.t.webhooks
  const once = <input type="hidden" name="once" value={newToken()} />
  return adminFrame({
    visit,
    section: 'webhooks',
    title: typed ? `${visit.t.error}: ${hook.name}` : hook.name,
    beside: <State visit={visit} state={hook.state} />,
    children: (
      <div class="stack near">
        {made ? <Secret visit={visit} secret={made.secret} /> : null}
        <p>
          <a href={paths.adminWebhooks()}>{t.back}</a>
        </p>
        {hook.state === 'active' ? null : (
          <p class={hook.state === 'disabled' ? 'notice bad' : 'notice'}>
            <Icon name={hook.state === 'disabled' ? 'circle-alert' : 'info'} />
            <span>{hook.state === 'disabled' ? t.disabledHint : t.pausedHint}</span>
          </p>
        )}
        <form class="card stack" method="post" action={paths.adminWebhook(hook.id)}>
          {once}
          <Fields visit={visit} typed={typed ?? { ...hook, problems: [] }} />
          <div class="row">
            <button class="btn go">{t.save}</button>
            <button class="btn" name="state" value={hook.state === 'active' ? 'paused' : 'active'}>
              {hook.state === 'active' ? t.pause : t.resume}
            </button>
          </div>
        </form>
        <section class="section" aria-labelledby="wd">
          <div class="head">
            <h2 id="wd">{t.deliveries}</h2>
            {hook.state === 'active' ? (
              <form method="post" action={paths.adminWebhookTrial(hook.id)}>
                {once}
                <button class="btn">{t.try}</button>
              </form>
            ) : null}
          </div>
          <Deliveries {...props} />
        </section>
        <section class="section" aria-labelledby="ws">
          <h2 id="ws">{t.secret}</h2>
          <p class="meta">
            {hook.oldUntil !== null && hook.oldUntil > visit.now
              ? t.oldUntil(formatTime(hook.oldUntil, visit.lang, 'both'))
              : t.rotateHint}
          </p>
          <form method="post" action={paths.adminWebhookSecret(hook.id)} data-turbo="false">
            {once}
            <button class="btn">{t.rotate}</button>
          </form>
        </section>
        <section class="section" aria-labelledby="wr">
          <h2 id="wr">{t.remove}</h2>
          <p class="meta">{t.removeHint}</p>
          <form method="post" action={paths.adminWebhookRemoval(hook.id)}>
            {once}
            <button class="btn">{t.remove}</button>
          </form>
        </section>
      </div>
    ),
  })
}

const TONES: Readonly<Record<WebhookState, string>> = { active: 'st done', paused: 'st off', disabled: 'st bad' }

const State = ({ visit, state }: { visit: Visit; state: WebhookState }) => (
  <span class={TONES[state]}>{visit.t.webhooks.states[state]}</span>
)

const Secret = ({ visit, secret }: { visit: Visit; secret: string | null }) => {
  const t = visit.t.webhooks
  if (secret === null)
    return (
      <p class="notice" role="status">
        <Icon name="info" />
        <span>{t.secretShown}</span>
      </p>
    )
  return (
    <section class="notice ok" role="status" aria-labelledby="made" tabindex={-1} data-focus>
      <Icon name="key-round" />
      <div>
        <h2 id="made">{t.secretNew}</h2>
        <p>{t.secretHint}</p>
        <code class="secret" dir="ltr">
          {secret}
        </code>
      </div>
    </section>
  )
}

const GROUPS = ['request', 'requester', 'work', 'papers'] as const

const Fields = ({ visit, typed }: { visit: Visit; typed: Typed }) => {
  const { t, lang } = visit
  const Wrong = ({ name }: { name: string }) => {
    const text = typed.problems.find((one) => one.key === name)?.text[lang]
    return text ? (
      <p class="err" id={`${name}-e`} role="alert">
        {text}
      </p>
    ) : null
  }
  return (
    <>
      <div class="field">
        <label class="label" for="wn">
          {t.webhooks.name}
        </label>
        <Wrong name="name" />
        <input class="in" id="wn" name="name" value={typed.name} maxlength={80} required />
      </div>
      <div class="field">
        <label class="label" for="wu">
          {t.webhooks.url}
        </label>
        <p class="hint" id="wu-h">
          {t.webhooks.urlHint}
        </p>
        <Wrong name="url" />
        <input
          class="in"
          id="wu"
          name="url"
          dir="ltr"
          value={typed.url}
          maxlength={2000}
          aria-describedby="wu-h"
          required
        />
      </div>
      <fieldset class="field">
        <legend class="label">{t.webhooks.kinds}</legend>
        <Wrong name="kinds" />
        <div class="event-groups">
          {GROUPS.map((group) => (
            <fieldset class="checks">
              <legend>{t.webhooks.kindGroups[group]}</legend>
              {WEBHOOK_GROUPS[group].map((kind) => (
                <label class="pick">
                  <input type="checkbox" name="kind" value={kind} checked={typed.kinds.includes(kind)} />
                  <span>
                    {t.webhooks.kindNames[kind]}{' '}
                    <small>
                      <Code>request.{kind}</Code>
                    </small>
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      </fieldset>
    </>
  )
}
