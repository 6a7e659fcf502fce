import { CHANNELS, type Channel } from '../../desk/ways.js'
import { formatNumber } from '../../persian/index.js'
import { DELIVERY_STATES, type DeliveryState, type Outgoing } from '../../store/outbox.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code, Empty, When } from '../ui/bits.js'
import { FilterSelect } from '../ui/filter.js'
import { Icon } from '../ui/icon.js'
import { NextPage } from '../ui/next-page.js'
import { Subject } from '../ui/pieces.js'
import type { Visit } from '../visit.js'

export interface OutboxFilter {
  readonly state: DeliveryState | 'troubled' | ''
  readonly channel: Channel | ''
  readonly person: string
  readonly request: string
}

interface AdminOutbox {
  readonly visit: Visit
  readonly filter: OutboxFilter
  readonly items: readonly Outgoing[]
  readonly next: number | null
  /** How many failed, or nobody knows of. */
  readonly troubled: number
  readonly newToken: () => string
}

/** What left the desk, the newest first. Texts are not shown: what is in a request is read with a reason. */
export const adminOutboxPage = (props: AdminOutbox) => {
  const { visit, filter, items, next, troubled } = props
  const t = visit.t.messages.outbox
  return adminFrame({
    visit,
    section: 'outbox',
    title: t.title,
    children: (
      <div class="stack near out">
        <p class="meta">{t.intro}</p>
        {troubled === 0 || filter.state === 'troubled' ? null : (
          <p class="notice warn">
            <Icon name="triangle-alert" />
            <span>
              {t.troubled(troubled)} <a href={paths.adminOutbox({ state: 'troubled' })}>{t.troubledShow}</a>
            </span>
          </p>
        )}
        <Filters {...props} />
        {items.length === 0 ? (
          <Empty icon="send" title={t.nothing} hint={t.nothingHint}>
            <a class="btn" href={paths.adminOutbox()}>
              {visit.t.administration.clear}
            </a>
          </Empty>
        ) : (
          <Messages {...props} />
        )}
        <NextPage href={next === null ? null : paths.adminOutbox({ ...filter, before: next })}>
          {visit.t.messages.older}
        </NextPage>
      </div>
    ),
  })
}

const Filters = ({ visit, filter }: AdminOutbox) => {
  const t = visit.t.messages.outbox
  return (
    <form class="filters" role="search" action={paths.adminOutbox()}>
      <FilterSelect
        id="os"
        name="state"
        label={t.state}
        everything={t.everything}
        chosen={filter.state}
        options={DELIVERY_STATES.map((one) => [one, t.states[one]])}
      />
      <FilterSelect
        id="oc"
        name="channel"
        label={t.channel}
        everything={t.everything}
        chosen={filter.channel}
        options={CHANNELS.map((one) => [one, visit.t.messages.ways.channels[one]])}
      />
      <Typed id="op" name="person" label={t.person} hint={t.personHint} value={filter.person} />
      <Typed id="or" name="request" label={t.request} hint={t.requestHint} value={filter.request} />
      <button class="btn">{visit.t.requests.apply}</button>
    </form>
  )
}

const Typed = ({
  id,
  name,
  label,
  hint,
  value,
}: {
  id: string
  name: string
  label: string
  hint: string
  value: string
}) => (
  <div>
    <label class="label" for={id}>
      {label}
    </label>
    <input class="in" id={id} name={name} value={value} placeholder={hint} autocomplete="off" maxlength={100} />
  </div>
)

const Messages = ({ visit, items, newToken }: AdminOutbox) => {
  const t = visit.t.messages.outbox
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.person}</th>
            <th scope="col">{t.subject}</th>
            <th scope="col">{t.channel}</th>
            <th scope="col">{t.state}</th>
            <th scope="col">
              <span class="sr">{t.resend}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr>
              <td class="num c-when">
                <When visit={visit} at={one.doneAt ?? one.madeAt} />
              </td>
              <td class="c-who">
                <a href={paths.adminPerson(one.person.id)}>{one.person.name[visit.lang]}</a>
                {one.address === null ? null : (
                  <small class="block">
                    <Code>{one.address}</Code>
                  </small>
                )}
              </td>
              <td data-l={t.subject} class="subject">
                {one.subject === null ? <span class="meta">{t.notYet}</span> : <Subject of={one.subject} />}
                {one.carries > 1 ? <small class="block">{t.carries(one.carries)}</small> : null}
              </td>
              <td data-l={t.channel}>{visit.t.messages.ways.channels[one.channel]}</td>
              <td data-l={t.state} class={one.state}>
                <State visit={visit} one={one} />
              </td>
              <td class="num">
                {['sent', 'failed', 'unknown'].includes(one.state) ? (
                  <form method="post" action={paths.adminResend(one.id)} data-once>
                    <input type="hidden" name="once" value={newToken()} />
                    <input type="hidden" name="back" value={visit.here} />
                    <button class="btn bare">{t.resend}</button>
                  </form>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const State = ({ visit, one }: { visit: Visit; one: Outgoing }) => {
  const t = visit.t.messages.outbox
  const known = one.result === null ? undefined : t.results[one.result]
  return (
    <>
      {t.states[one.state]}
      <small class="block">
        {one.result === null ? null : known ? known : <Code>{one.result}</Code>}
        {one.tries > 1 ? ` · ${t.tries}: ${formatNumber(one.tries, visit.lang)}` : ''}
        {one.state === 'waiting' ? (
          <>
            {one.result === null ? '' : ' · '}
            <When visit={visit} at={one.dueAt} />
          </>
        ) : null}
      </small>
    </>
  )
}
