import { LIFETIMES, scopesFor, type TokenView } from '../../desk/token.js'
import { formatTime, relativeTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Code } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'
import type { AccountPage } from './account.js'

/** Access tokens for programs: those that live, and a form for another. */
export const Tokens = (props: AccountPage) => {
  const { visit, tokens } = props
  const { t } = visit
  return (
    <section class="section" aria-labelledby="tk">
      <h2 id="tk">{t.myAccount.tokens}</h2>
      <p class="meta">{t.myAccount.tokensHint}</p>
      {tokens.length === 0 ? (
        <p class="meta under">{t.myAccount.tokensNone}</p>
      ) : (
        <ul class="rows under">
          {tokens.map((token) => (
            <Token visit={visit} token={token} />
          ))}
        </ul>
      )}
      <details class="fold under" open={props.token !== null}>
        <summary>{t.myAccount.tokenNew}</summary>
        <NewToken {...props} />
      </details>
    </section>
  )
}

function Token({ visit, token }: { visit: Visit; token: TokenView }) {
  const { t, lang, now } = visit
  return (
    <li>
      <Icon name="key-round" />
      <div class="body">
        <b class="user">{token.name}</b>
        <p>
          {token.usedAt === null
            ? t.myAccount.tokenNever
            : t.myAccount.tokenUsed(relativeTime(token.usedAt, now, lang))}{' '}
          · {t.myAccount.tokenEnds(formatTime(token.endsAt, lang, 'date'))}
        </p>
        <p>{token.scopes.map((scope) => t.myAccount.scopes[scope]).join(lang === 'fa' ? '، ' : ', ')}</p>
      </div>
      <form class="end" method="post" action={paths.accountToken(token.id)}>
        <button class="btn" aria-label={t.myAccount.tokenRevokeNamed(token.name)}>
          {t.myAccount.tokenRevoke}
        </button>
      </form>
    </li>
  )
}

const DAY = 86_400_000

function NewToken({ visit, me, token, newToken }: AccountPage) {
  const { t, lang, now } = visit
  const wrong = (key: string) => token?.problems.find((one) => one.key === key)?.text[lang]
  const Wrong = ({ name }: { name: string }) => {
    const text = wrong(name)
    return text ? (
      <p class="err" id={`${name}-e`} role="alert">
        {text}
      </p>
    ) : null
  }
  return (
    // Loaded as a whole: the answer shows the token once, and nothing may keep a copy of that page.
    <form class="card stack under" method="post" action={paths.accountTokens()} data-turbo="false">
      <input type="hidden" name="once" value={newToken()} />
      <div class="field">
        <label class="label" for="tn">
          {t.myAccount.tokenName}
        </label>
        <p class="hint" id="tn-h">
          {t.myAccount.tokenNameHint}
        </p>
        <Wrong name="name" />
        <input
          class="in"
          id="tn"
          name="name"
          value={token?.name ?? ''}
          maxlength={80}
          aria-describedby="tn-h"
          required
        />
      </div>
      <fieldset class="field">
        <legend class="label">{t.myAccount.tokenScopes}</legend>
        <Wrong name="scope" />
        <div class="checks">
          {scopesFor(me).map((scope) => (
            <label class="pick">
              <input type="checkbox" name="scope" value={scope} checked={token?.scopes.includes(scope) ?? false} />
              <span>
                {t.myAccount.scopes[scope]}{' '}
                <small>
                  <Code>{scope}</Code>
                </small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="field">
        <label class="label" for="td">
          {t.myAccount.tokenDays}
        </label>
        <Wrong name="days" />
        <select class="in" id="td" name="days">
          {LIFETIMES.map((days) => (
            <option value={String(days)} selected={(token?.days ?? '30') === String(days)}>
              {t.myAccount.daysUntil(t.myAccount.days(days), formatTime(now + days * DAY, lang, 'date'))}
            </option>
          ))}
        </select>
      </div>
      <button class="btn go">{t.myAccount.tokenMake}</button>
    </form>
  )
}
