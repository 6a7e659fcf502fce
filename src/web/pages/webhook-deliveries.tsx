import { WEBHOOK_KINDS, type DeliveryView, type WebhookKind, type WebhookView } from '../../desk/webhook.js'
import { formatNumber, formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Code, When } from '../ui/bits.js'
import { NextPage } from '../ui/next-page.js'
import type { Visit } from '../visit.js'

const DELIVERY_TONES: Readonly<Record<DeliveryView['state'], string>> = {
  waiting: 'st now',
  sending: 'st now',
  delivered: 'st done',
  failed: 'st bad',
}

/** What a webhook was sent, and sending it again. */
export const Deliveries = ({
  visit,
  hook,
  deliveries,
  next,
  newToken,
}: {
  visit: Visit
  hook: WebhookView
  deliveries: readonly DeliveryView[]
  next: number | null
  newToken: () => string
}) => {
  const t = visit.t.webhooks
  const n = (value: number) => formatNumber(value, visit.lang)
  if (deliveries.length === 0) return <p class="meta">{t.deliveriesNone}</p>
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.deliveries}</caption>
        <thead>
          <tr>
            <th scope="col">{t.event}</th>
            <th scope="col">{t.request}</th>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.state}</th>
            <th scope="col">
              <span class="sr">{t.resend}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => (
            <tr>
              <td>{isKind(one.kind) ? t.kindNames[one.kind] : t.trial}</td>
              <td data-l={t.request}>{one.key ? <Code>{one.key}</Code> : null}</td>
              <td data-l={t.when}>
                <When visit={visit} at={one.madeAt} style="short" />
              </td>
              <td data-l={t.state}>
                <span class={DELIVERY_TONES[one.state]}>{t.deliveryStates[one.state]}</span>{' '}
                <small class="meta">
                  {[
                    one.tries > 1 ? t.tries(n(one.tries)) : null,
                    one.status !== null && one.state !== 'delivered' ? t.status(n(one.status)) : null,
                    one.status === null && one.result !== null ? (t.results[one.result] ?? null) : null,
                    one.state === 'waiting' && one.dueAt !== null && one.tries > 0
                      ? t.next(formatTime(one.dueAt, visit.lang, 'both'))
                      : null,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </td>
              <td class="c-end">
                {one.state === 'delivered' || one.state === 'failed' ? (
                  <form method="post" action={paths.adminWebhookResend(hook.id, one.id)}>
                    <input type="hidden" name="once" value={newToken()} />
                    <button class="btn" aria-label={t.resendNamed(one.message)}>
                      {t.resend}
                    </button>
                  </form>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <NextPage href={next === null ? null : paths.adminWebhook(hook.id, { before: next })}>
        {visit.t.administration.next}
      </NextPage>
    </div>
  )
}

const isKind = (kind: string): kind is WebhookKind => WEBHOOK_KINDS.some((one) => one === kind)
