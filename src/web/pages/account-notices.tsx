import type { NoticeGroup } from '../../desk/notice.js'
import { waysOf, wayOf, type Channel } from '../../desk/ways.js'
import { digitsIn, formatPhone } from '../../persian/index.js'
import type { Contact } from '../../store/deliveries.js'
import { paths } from '../paths.js'
import { words } from '../text/index.js'
import { Code, Labelled } from '../ui/bits.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'

interface AccountNotices {
  readonly visit: Visit
  readonly contact: Contact
  readonly groups: readonly NoticeGroup[]
  /** Those that the desk can send on. */
  readonly channels: readonly Channel[]
}

/** How one is told: kinds of news, channels, quiet hours, language. */
export const accountNoticesPage = (props: AccountNotices) => {
  const { visit, contact } = props
  const t = visit.t.messages.ways
  return page({
    visit,
    title: t.title,
    place: null,
    children: (
      <form class="told stack loose" method="post" action={paths.accountNotices()}>
        <div>
          <h1>{t.title}</h1>
          <p class="meta">{t.intro}</p>
        </div>
        {props.channels.length === 0 ? null : (
          <section class="card" aria-label={t.title}>
            <Table {...props} />
            <p class="meta">{t.daily}</p>
          </section>
        )}
        <section class="card">
          <h2>{t.quiet}</h2>
          <p class="meta">{t.quietHint}</p>
          <div class="hours">
            <Labelled id="qf" label={t.from}>
              <Hour visit={visit} id="qf" name="quiet_from" chosen={contact.quiet.from} />
            </Labelled>
            <Labelled id="qu" label={t.until}>
              <Hour visit={visit} id="qu" name="quiet_until" chosen={contact.quiet.until} />
            </Labelled>
          </div>
        </section>
        <section class="card">
          <Labelled id="lg" label={t.language}>
            <select class="in w-m" id="lg" name="language">
              {(['fa', 'en'] as const).map((one) => (
                <option value={one} selected={one === contact.language} lang={one}>
                  {words(one === 'fa' ? 'en' : 'fa').account.language}
                </option>
              ))}
            </select>
          </Labelled>
        </section>
        <p>
          <button class="btn go">{t.save}</button>
        </p>
      </form>
    ),
  })
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** A whole hour of the day, as minutes since midnight. */
const Hour = ({ visit, id, name, chosen }: { visit: Visit; id: string; name: string; chosen: number }) => (
  <select class="in" id={id} name={name}>
    {HOURS.map((hour) => (
      <option value={String(hour * 60)} selected={hour * 60 === chosen}>
        {digitsIn(`${String(hour).padStart(2, '0')}:00`, visit.lang)}
      </option>
    ))}
  </select>
)

const Table = ({ visit, contact, groups, channels }: AccountNotices) => {
  const t = visit.t.messages.ways
  return (
    <table class="ways">
      <thead>
        <tr>
          <td></td>
          {channels.map((channel) => (
            <th scope="col">
              {t.channels[channel]}
              <small>
                <Where visit={visit} contact={contact} channel={channel} />
              </small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr>
            <th scope="row">{t.groups[group]}</th>
            {channels.map((channel) => (
              <td data-l={t.channels[channel]}>
                <select
                  class="in"
                  name={`${group}.${channel}`}
                  aria-label={`${t.groups[group]}: ${t.channels[channel]}`}
                >
                  {waysOf(channel).map((way) => (
                    <option value={way} selected={way === wayOf(contact.ways, group, channel)}>
                      {t.ways[way]}
                    </option>
                  ))}
                </select>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where it reaches somebody, or that it does not. */
const Where = ({ visit, contact, channel }: { visit: Visit; contact: Contact; channel: Channel }) => {
  const t = visit.t.messages.ways
  if (channel === 'mail' && contact.email === null) return <>{t.mailNone}</>
  if (channel === 'sms' && contact.mobile === null) return <>{t.smsNone}</>
  return (
    <>
      {t.where[channel]}{' '}
      <Code>
        {channel === 'mail'
          ? contact.email
          : channel === 'sms'
            ? formatPhone(contact.mobile ?? '', visit.lang)
            : contact.username}
      </Code>
    </>
  )
}
