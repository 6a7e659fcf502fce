import { formatPhone } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Ago, Code, Empty } from '../ui/bits.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'

interface Outbox {
  readonly visit: Visit
  readonly messages: readonly { readonly mobile: string | null; readonly body: string; readonly madeAt: number }[]
}

/** The text messages of the demo, as they would stand on a telephone. */
export const demoOutboxPage = ({ visit, messages }: Outbox) => {
  const { t, lang } = visit
  return page({
    visit,
    title: t.byCode.outbox,
    place: null,
    children: (
      <div class="alone stack loose">
        <div>
          <h1>{t.byCode.outbox}</h1>
          <p class="meta">{t.byCode.outboxIntro}</p>
        </div>
        {messages.length === 0 ? (
          <Empty icon="message-square" title={t.byCode.outboxEmpty} hint={t.byCode.outboxEmptyHint}>
            <a class="btn" href={paths.signInCode()}>
              {t.byCode.title}
            </a>
          </Empty>
        ) : (
          <ol class="stack">
            {messages.map((message) => (
              <li class="sms">
                <p class="meta row">
                  <span>
                    {t.byCode.outboxTo} <Code>{formatPhone(message.mobile ?? '', lang)}</Code>
                  </span>
                  <span class="push">
                    <Ago visit={visit} at={message.madeAt} />
                  </span>
                </p>
                <div class="bubble">
                  {message.body.split('\n').map((line) => (
                    <p dir="auto">{line === '' ? '\u00a0' : line}</p>
                  ))}
                </div>
              </li>
            ))}
          </ol>
        )}
      </div>
    ),
  })
}
