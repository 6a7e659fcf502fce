import type { Problem } from '../../desk/form/form.js'
import type { Person } from '../../desk/person.js'
import type { SessionView } from '../../desk/session.js'
import type { TokenView } from '../../desk/token.js'
import { fullName } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'
import { Mobile } from './account-mobile.js'
import { Sessions } from './account-sessions.js'
import { Tokens } from './account-tokens.js'

export interface AccountPage {
  readonly visit: Visit
  readonly me: Person
  readonly sessions: readonly SessionView[]
  readonly tokens: readonly TokenView[]
  /** E.164, and when its owner proved it; null for the second when the directory told it. */
  readonly number: { readonly mobile: string | null; readonly provedAt: number | null }
  /** Whether codes can be sent. */
  readonly mayVerify: boolean
  readonly newToken: () => string
  /** What of the mobile was refused. */
  readonly mobile: { readonly typed: string; readonly wrong: string } | null
  /** What of a new token was refused. */
  readonly token: {
    readonly name: string
    readonly scopes: readonly string[]
    readonly days: string
    readonly problems: readonly Problem[]
  } | null
  /** A token just made; without its text when it was shown before. */
  readonly made: { readonly token: string | null } | null
}

/** One's own account. */
export const accountPage = (props: AccountPage) => {
  const { visit, me } = props
  const { t, lang } = visit
  return page({
    visit,
    title: t.myAccount.title,
    place: null,
    children: (
      <div class="account">
        <h1>{t.myAccount.title}</h1>
        <p class="meta">
          {fullName(visit, me)}
          {me.title ? ` · ${me.title[lang]}` : ''} · <bdi dir="ltr">{me.username}</bdi>
        </p>
        {props.made ? <Made {...props} made={props.made} /> : null}
        <Sessions {...props} />
        {me.reach === 'own' ? (
          <p class="notice section">
            <Icon name="info" />
            <span>{t.myAccount.codeOnly}</span>
          </p>
        ) : (
          <>
            <Mobile {...props} />
            <Tokens {...props} />
          </>
        )}
      </div>
    ),
  })
}

const Made = ({ visit, made }: AccountPage & { made: NonNullable<AccountPage['made']> }) => {
  const { t } = visit
  if (made.token === null)
    return (
      <p class="notice section-near" role="status">
        <Icon name="info" />
        <span>{t.myAccount.tokenShown}</span>
      </p>
    )
  return (
    <section class="notice ok section-near" role="status" aria-labelledby="made" tabindex={-1} data-focus>
      <Icon name="key-round" />
      <div>
        <h2 id="made">{t.myAccount.tokenMade}</h2>
        <p>{t.myAccount.tokenMadeHint}</p>
        <code class="secret" dir="ltr">
          {made.token}
        </code>
      </div>
    </section>
  )
}
