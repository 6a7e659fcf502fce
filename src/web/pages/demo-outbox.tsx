import { formatPhone } from '../../persian/index.js'
import type { Outgoing } from '../../store/outbox.js'
import { paths } from '../paths.js'
import { Ago, Code, Empty } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { Subject } from '../ui/pieces.js'
import type { Visit } from '../visit.js'

interface SignInCode {
  readonly mobile: string | null
  readonly body: string
  readonly madeAt: number
}

interface Outbox {
  readonly visit: Visit
  /** Text messages with codes to sign in. */
  readonly codes: readonly SignInCode[]
  /** What people were told by mail, chat and text message. */
  readonly messages: readonly Outgoing[]
}

/** What the demo would have sent, as it would look where it arrives. */
export const demoOutboxPage = ({ visit, codes, messages }: Outbox) => {
  const { t } = visit
  const words = t.messages.demo
  return page({
    visit,
    title: words.title,
    place: null,
    children: (
      <div class="alone stack loose">
        <div>
          <h1>{words.title}</h1>
          <p class="meta">{words.intro}</p>
        </div>
        {codes.length === 0 ? (
          <Empty icon="message-square" title={t.byCode.outboxEmpty} hint={t.byCode.outboxEmptyHint}>
            <a class="btn" href={paths.signInCode()}>
              {t.byCode.title}
            </a>
          </Empty>
        ) : (
          <section aria-labelledby="codes">
            <h2 id="codes">{words.codes}</h2>
            <ol class="stack under">
              {codes.map((one) => (
                <Bubble visit={visit} to={one.mobile ?? ''} at={one.madeAt} text={one.body} />
              ))}
            </ol>
          </section>
        )}
        <section aria-labelledby="told">
          <h2 id="told">{words.messages}</h2>
          {messages.length === 0 ? <p class="meta">{words.none}</p> : null}
          <ol class="stack under">
            {messages.map((one) =>
              one.channel === 'mail' ? (
                <Letter visit={visit} one={one} />
              ) : (
                <Bubble
                  visit={visit}
                  to={one.address ?? ''}
                  by={t.messages.ways.channels[one.channel]}
                  at={one.doneAt ?? one.madeAt}
                  text={one.kept?.text ?? ''}
                />
              ),
            )}
          </ol>
        </section>
      </div>
    ),
  })
}

const Bubble = ({ visit, to, by, at, text }: { visit: Visit; to: string; by?: string; at: number; text: string }) => (
  <li class="sms">
    <p class="meta row">
      <span>
        {by ? `${by} ` : ''}
        {visit.t.byCode.outboxTo} <Code>{/^\+\d/.test(to) ? formatPhone(to, visit.lang) : to}</Code>
      </span>
      <span class="push">
        <Ago visit={visit} at={at} />
      </span>
    </p>
    <div class="bubble">
      {text.split('\n').map((line) => (
        <p dir="auto">{line === '' ? '\u00a0' : line}</p>
      ))}
    </div>
  </li>
)

const Letter = ({ visit, one }: { visit: Visit; one: Outgoing }) => (
  <li class="sms">
    <p class="meta row">
      <span>
        {visit.t.messages.ways.channels.mail} {visit.t.byCode.outboxTo} <Code>{one.address}</Code>
      </span>
      <span class="push">
        <Ago visit={visit} at={one.doneAt ?? one.madeAt} />
      </span>
    </p>
    <p class="bubble">
      <Icon name="mail" />{' '}
      <a href={paths.demoMail(one.id)} data-turbo="false">
        <Subject of={one.subject ?? ''} />
      </a>
    </p>
  </li>
)
