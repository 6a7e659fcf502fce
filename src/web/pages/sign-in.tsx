import type { DemoSignIn } from '../../desk/demo-sign-in.js'
import { paths } from '../paths.js'
import { Avatar, Code } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page, ThemeSwitch } from '../ui/layout.js'
import type { Visit } from '../visit.js'

export interface SignIn {
  readonly visit: Visit
  readonly next: string
  readonly username: string
  readonly refused: {
    readonly text: string
    readonly hint: string | null
    /** The directory does not answer: it is not the visitor who did something wrong. */
    readonly down: boolean
    /** Whether the site of the account is where it is mended. */
    readonly accountSite: boolean
  } | null
  readonly demo: DemoSignIn | null
  readonly accountUrl: string | null
  /** Whether codes can be sent to mobiles. */
  readonly byCode: boolean
  /** Whether people sign in at an OpenID provider. */
  readonly openId: boolean
}

export const signInPage = (props: SignIn) =>
  page({
    visit: props.visit,
    title: props.visit.t.signIn.title,
    place: null,
    children: (
      <div class={props.demo ? 'two sign-in' : 'alone'}>
        <Account {...props} />
        {props.demo ? <DemoPeople {...props} demo={props.demo} /> : null}
      </div>
    ),
  })

const Account = (props: SignIn) => {
  const { visit, next, username, accountUrl, byCode, openId } = props
  return (
    <div class="stack loose">
      <div>
        <h1>{visit.t.signIn.heading}</h1>
        <p class="meta">{visit.t.signIn.intro}</p>
      </div>
      {openId ? (
        <>
          <a class="btn go wide" href={paths.openId(next)} data-turbo="false">
            <Icon name="key-round" /> {visit.t.signIn.openId}
          </a>
          <p class="meta">{visit.t.signIn.orPassword}</p>
        </>
      ) : null}
      <form class="card stack loose" method="post" action={paths.sessions()} data-turbo="false">
        <input type="hidden" name="next" value={next} />
        <Refused {...props} />
        <div class="field">
          <label class="label" for="u">
            {visit.t.signIn.username}
          </label>
          <p class="hint" id="u-h">
            {visit.t.signIn.usernameHint}
          </p>
          <input
            class="in"
            id="u"
            name="username"
            value={username}
            dir="ltr"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            maxlength={256}
            aria-describedby="u-h"
            required
          />
        </div>
        <div class="field">
          <label class="label" for="p">
            {visit.t.signIn.password}
          </label>
          <input
            class="in"
            id="p"
            name="password"
            type="password"
            dir="ltr"
            autocomplete="current-password"
            maxlength={1024}
            required
          />
        </div>
        <button class="btn go wide">{visit.t.signIn.submit}</button>
        {accountUrl ? (
          <p class="meta">
            <a href={accountUrl}>{visit.t.signIn.forgot}</a>
          </p>
        ) : null}
      </form>
      {byCode ? (
        <p class="meta">
          <a href={paths.signInCode()}>{visit.t.byCode.link}</a>
        </p>
      ) : null}
      <ThemeSwitch visit={visit} />
    </div>
  )
}

function Refused({ visit, refused, accountUrl }: SignIn) {
  const { t } = visit
  if (!refused) return null
  if (refused.down)
    return (
      <div class="notice" role="alert" tabindex={-1} data-focus>
        <Icon name="cloud-off" />
        <div>
          <p>
            <b>{t.signIn.down}</b>
          </p>
          <p>{refused.text}</p>
          <p>{t.signIn.stillIn}</p>
        </div>
      </div>
    )
  return (
    <div class="errors" role="alert" tabindex={-1} data-focus>
      <p>{refused.text}</p>
      {refused.hint ? <p>{refused.hint}</p> : null}
      {refused.accountSite && accountUrl ? (
        <p>
          <a href={accountUrl}>{t.signIn.accountSite}</a>
        </p>
      ) : null}
    </div>
  )
}

const DemoPeople = ({ visit, next, demo }: SignIn & { demo: DemoSignIn }) => (
  <section class="stack" aria-labelledby="demo">
    <h2 id="demo">{visit.t.signIn.demo}</h2>
    <p class="meta">{visit.t.signIn.demoIntro}</p>
    {demo.groups.map((group, index) => (
      <details class="fold" open={index === 0}>
        <summary>{visit.t.signIn.groups[group.id]}</summary>
        <form method="post" action={paths.sessions()} data-turbo="false">
          <input type="hidden" name="next" value={next} />
          <ul class="rows">
            {group.people.map((one) => (
              <li>
                <Avatar name={one.name[visit.lang]} />
                <div class="body">
                  <button class="over" name="demo" value={one.username}>
                    {one.name[visit.lang]}
                  </button>
                  <p>
                    {one.title[visit.lang]}
                    {one.note ? ` · ${one.note[visit.lang]}` : ''}
                  </p>
                </div>
                <Icon name="chevron-right" flip />
              </li>
            ))}
          </ul>
        </form>
      </details>
    ))}
    <p class="meta">
      {visit.t.signIn.demoPassword} <Code>{demo.password}</Code>
    </p>
  </section>
)
