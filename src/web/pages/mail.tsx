import type { MailWay } from '../../commands/judge-mail.js'
import type { MailWhy } from '../../desk/mail-in/incoming.js'
import type { Written as WrittenMail } from '../../desk/mail-in/written.js'
import { cleanFileName } from '../../persian/index.js'
import type { HeldMail } from '../../store/incoming-mail.js'
import type { PersonNames } from '../../store/people.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code, fileSize, fullName, When, Written } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

interface MailPage {
  readonly visit: Visit
  readonly held: HeldMail
  readonly senderName: string
  /** Null: it can't be read. */
  readonly written: WrittenMail | null
  /** What a yes would do; null: nothing. */
  readonly way: MailWay | null
  readonly person: PersonNames | null
}

/** A held mail, as plain text: why it waits, what a yes would do, yes or no. */
export const mailPage = (props: MailPage) => {
  const { visit, held, written } = props
  const t = visit.t.mailIn
  return adminFrame({
    visit,
    section: 'mail',
    title: held.subject || t.noSubject,
    beside: (
      <a class="btn" href={paths.adminMail()}>
        {t.one.back}
      </a>
    ),
    children: (
      <>
        <About {...props} />
        <Decision {...props} />
        {written ? <Text visit={visit} written={written} /> : null}
      </>
    ),
  })
}

const About = ({ visit, held, senderName }: MailPage) => {
  const t = visit.t.mailIn
  return (
    <section class="card" aria-labelledby="ma">
      <h2 id="ma">{t.one.about}</h2>
      <dl class="dl">
        <div>
          <dt>{t.one.from}</dt>
          <dd>{held.sender === '' ? t.nobody : <Code>{held.sender}</Code>}</dd>
        </div>
        {senderName === '' ? null : (
          <div>
            <dt>{t.one.name}</dt>
            <dd>
              <bdi>{senderName}</bdi>
            </dd>
          </div>
        )}
        <div>
          <dt>{t.came}</dt>
          <dd>
            <When visit={visit} at={held.at} />
          </dd>
        </div>
        <div class="full">
          <dt>{t.reason}</dt>
          <dd>{isHeldWhy(t.whyHeld, held.why) ? t.whyHeld[held.why] : null}</dd>
        </div>
      </dl>
    </section>
  )
}

const isHeldWhy = <T extends object>(words: T, why: MailWhy | null): why is MailWhy & keyof T =>
  why !== null && why in words

const Decision = (props: MailPage) => {
  const { visit, held, way, written } = props
  const t = visit.t.mailIn.one
  const will = way ? [willDo(props, way), ...(written?.files.length ? [t.scanned] : []), t.vouch] : []
  return (
    <section class="card stack" aria-labelledby="mw">
      <h2 id="mw">{way ? t.will : t.decision}</h2>
      {way ? (
        <ul class="will">
          {will.map((one) => (
            <li>
              <Icon name="arrow-left-right" />
              <span>{one}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="lead">{t.cannot}</p>
      )}
      <div class="row">
        {way ? (
          <form method="post" action={paths.adminMailPass(held.id)} data-once>
            <button class="btn go">{t.pass}</button>
          </form>
        ) : null}
        <form method="post" action={paths.adminMailDrop(held.id)} data-once>
          <button class="btn" aria-describedby="mail-drop">
            {t.drop}
          </button>
        </form>
        <span class="meta" id="mail-drop">
          {t.dropHint}
        </span>
      </div>
    </section>
  )
}

function willDo({ visit, person }: MailPage, way: MailWay): string {
  const t = visit.t.mailIn.one
  const name = person ? fullName(visit, { ...person, for: null }) : ''
  if (way.kind === 'open') return t.opens(name, way.service.name[visit.lang])
  const say = way.target.ask !== null ? t.answers : way.target.internal ? t.note : t.replies
  return say(name, way.target.request)
}

const Text = ({ visit, written }: { visit: Visit; written: WrittenMail }) => {
  const t = visit.t.mailIn.one
  return (
    <section class="card" aria-labelledby="mt">
      <h2 id="mt">{t.text}</h2>
      {written.own === '' ? <p class="meta">{t.noText}</p> : <Written text={written.own} />}
      {written.cut === null ? null : (
        <details class="fold">
          <summary>{t.rest}</summary>
          <Written text={written.cut} />
        </details>
      )}
      {written.files.length === 0 ? null : (
        <>
          <h3>{t.files(written.files.length)}</h3>
          <ul class="files">
            {written.files.map((one) => (
              <li>
                <Icon name="file-text" />
                <bdi dir="auto">{cleanFileName(one.name)}</bdi>
                <span class="meta">{fileSize(visit, one.bytes.length)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
