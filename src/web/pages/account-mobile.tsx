import { formatPhone, formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Code } from '../ui/bits.js'
import type { AccountPage } from './account.js'

/** The mobile number that codes go to, and the way to another one. */
export const Mobile = ({ visit, number, mobile, mayVerify }: AccountPage) => {
  const { t, lang } = visit
  return (
    <section class="section" aria-labelledby="mb">
      <h2 id="mb">{t.myAccount.mobile}</h2>
      <p class="meta">{t.myAccount.mobileHint}</p>
      <div class="card under">
        {number.mobile === null ? (
          <p>{t.myAccount.mobileNone}</p>
        ) : (
          <p>
            <b>
              <Code>{formatPhone(number.mobile, lang)}</Code>
            </b>{' '}
            <span class="meta">
              ·{' '}
              {number.provedAt === null
                ? t.myAccount.mobileFrom
                : t.myAccount.mobileProved(formatTime(number.provedAt, lang, 'date'))}
            </span>
          </p>
        )}
        {mayVerify ? (
          <details class="fold" open={mobile !== null}>
            <summary>{number.mobile === null ? t.myAccount.mobileAdd : t.myAccount.mobileChange}</summary>
            <form class="stack under" method="post" action={paths.accountMobile()}>
              <div class="field">
                <label class="label" for="mobile">
                  {t.myAccount.mobileNew}
                </label>
                <p class="hint" id="mobile-h">
                  {t.myAccount.mobileNewHint}
                </p>
                {mobile ? (
                  <p class="err" id="mobile-e" role="alert">
                    {mobile.wrong}
                  </p>
                ) : null}
                <input
                  class="in w-m"
                  id="mobile"
                  name="mobile"
                  value={mobile?.typed ?? ''}
                  dir="ltr"
                  type="tel"
                  autocomplete="tel"
                  maxlength={40}
                  aria-describedby={mobile ? 'mobile-h mobile-e' : 'mobile-h'}
                  aria-invalid={mobile ? 'true' : undefined}
                  required
                />
              </div>
              <button class="btn">{t.myAccount.mobileSend}</button>
            </form>
          </details>
        ) : null}
      </div>
    </section>
  )
}
