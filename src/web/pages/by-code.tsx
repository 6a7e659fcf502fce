import { CODE_MS } from '../../desk/one-time-code.js'
import { paths } from '../paths.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'

interface NationalCode {
  readonly visit: Visit
  readonly wrong: string | null
  readonly typed: string
}

/** Asks for a national code, to send a code to the mobile. */
export const nationalCodePage = ({ visit, wrong, typed }: NationalCode) => {
  const { t } = visit
  return page({
    visit,
    title: t.byCode.title,
    place: null,
    children: (
      <div class="alone stack loose">
        <div>
          <h1>{t.byCode.title}</h1>
          <p class="meta">{t.byCode.intro}</p>
        </div>
        <form class="card stack loose" method="post" action={paths.signInCode()} data-turbo="false">
          <Wrong text={wrong} />
          <div class="field">
            <label class="label" for="nc">
              {t.byCode.nationalCode}
            </label>
            <p class="hint" id="nc-h">
              {t.byCode.nationalCodeHint}
            </p>
            <input
              class="in"
              id="nc"
              name="national_code"
              value={typed}
              dir="ltr"
              inputmode="numeric"
              autocomplete="off"
              maxlength={40}
              aria-describedby="nc-h"
              required
            />
          </div>
          <button class="btn go wide">{t.byCode.send}</button>
        </form>
        <p class="meta">
          <a href={paths.signIn()}>{t.byCode.back}</a>
        </p>
      </div>
    ),
  })
}

interface CodeEntry {
  readonly visit: Visit
  /** To sign in, or to verify a mobile on the account page. */
  readonly kind: 'sign-in' | 'mobile'
  readonly wrong: string | null
  readonly demo: boolean
}

/** Asks for the code that was sent. It does not tell to whom, nor whether it was. */
export const codePage = ({ visit, kind, wrong, demo }: CodeEntry) => {
  const { t } = visit
  const minutes = CODE_MS / 60_000
  const signIn = kind === 'sign-in'
  return page({
    visit,
    title: signIn ? t.byCode.entryTitle : t.myAccount.mobileTitle,
    place: null,
    children: (
      <div class="alone stack loose">
        <div>
          <h1>{signIn ? t.byCode.entryTitle : t.myAccount.mobileTitle}</h1>
          <p class="meta">{signIn ? t.byCode.sent(minutes) : t.myAccount.mobileSent(minutes)}</p>
        </div>
        <form
          class="card stack loose"
          method="post"
          action={signIn ? paths.signInCodeEntry() : paths.accountMobileCode()}
          data-turbo="false"
        >
          <Wrong text={wrong} />
          <div class="field">
            <label class="label" for="code">
              {t.byCode.code}
            </label>
            <input
              class="in digits"
              id="code"
              name="code"
              dir="ltr"
              inputmode="numeric"
              autocomplete="one-time-code"
              maxlength={12}
              required
            />
          </div>
          <button class="btn go wide">{signIn ? t.byCode.enter : t.myAccount.mobileConfirm}</button>
        </form>
        {demo ? (
          <p class="notice">
            <Icon name="message-square-text" />
            <a href={paths.demoOutbox()} target="_blank">
              {t.byCode.outboxLink}
            </a>
          </p>
        ) : null}
        <p class="meta">
          {signIn ? (
            <>
              {t.byCode.again} <a href={paths.signInCode()}>{t.byCode.askAgain}</a>
            </>
          ) : (
            <a href={paths.account()}>{t.myAccount.back}</a>
          )}
        </p>
      </div>
    ),
  })
}

const Wrong = ({ text }: { text: string | null }) =>
  text === null ? null : (
    <div class="errors" role="alert" tabindex={-1} data-focus>
      <p>{text}</p>
    </div>
  )
