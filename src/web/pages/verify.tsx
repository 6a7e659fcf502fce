import type { VerifyView } from '../../desk/views.js'
import { formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Code, Digits, When } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'

/** Whether a document is genuine, for anyone who holds it. */
export const verifyPage = ({ visit, code, result }: { visit: Visit; code: string; result: VerifyView | null }) => {
  const { t } = visit
  return page({
    visit,
    title: t.verify.title,
    place: null,
    children: (
      <div class="narrow stack loose">
        <div>
          <h1>{t.verify.title}</h1>
          {result ? (
            <p class="meta">
              {t.verify.resultFor} <Code>{code}</Code>
            </p>
          ) : null}
        </div>
        {result ? <Result visit={visit} result={result} /> : null}
        <section class={result ? 'section' : undefined} aria-labelledby="vf">
          {result ? (
            <h2 id="vf">{t.verify.another}</h2>
          ) : (
            <h2 id="vf" class="sr">
              {t.verify.title}
            </h2>
          )}
          <p class="meta">{t.verify.how}</p>
          <form class="field" action={paths.verifyAny()}>
            <label class="label" for="vc">
              {t.verify.code}
            </label>
            <p class="hint" id="vc-h">
              {t.verify.codeHint}
            </p>
            <div class="row one-line">
              <input
                class="in"
                id="vc"
                name="code"
                dir="ltr"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
                aria-describedby="vc-h"
                maxlength={40}
                required
              />
              <button class="btn go">{t.verify.submit}</button>
            </div>
          </form>
        </section>
      </div>
    ),
  })
}

function Result({ visit, result }: { visit: Visit; result: VerifyView }) {
  const { t, lang } = visit
  if (!result.found)
    return <Verdict kind="is-none" icon="circle-question-mark" title={t.verify.none} text={t.verify.noneText} />
  return (
    <section aria-labelledby="vd">
      {result.valid ? (
        <Verdict kind="" icon="badge-check" title={t.verify.valid} text={t.verify.validText(visit.institution[lang])} />
      ) : (
        <Verdict kind="is-bad" icon="circle-x" title={t.verify.void} text={t.verify.voidText} />
      )}
      <dl class="dl card under">
        <div>
          <dt>{t.verify.document}</dt>
          <dd>{result.title[lang]}</dd>
        </div>
        <div>
          <dt>{t.verify.holder}</dt>
          <dd>{result.initials[lang]}</dd>
        </div>
        {result.faculty ? (
          <div>
            <dt>{t.verify.faculty}</dt>
            <dd>{result.faculty[lang]}</dd>
          </div>
        ) : null}
        {result.number ? (
          <div>
            <dt>{t.verify.number}</dt>
            <dd>
              <Digits visit={visit}>{result.number}</Digits>
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t.verify.issued}</dt>
          <dd>
            <When visit={visit} at={result.issuedAt} style="date" />
          </dd>
        </div>
      </dl>
      <p class="meta under">{t.verify.privacy(formatTime(visit.now, lang, 'both'))}</p>
    </section>
  )
}

const Verdict = ({ kind, icon, title, text }: { kind: string; icon: string; title: string; text: string }) => (
  <div class={`verdict ${kind}`} role="status">
    <Icon name={icon} />
    <div>
      <h2 id="vd">{title}</h2>
      <p>{text}</p>
    </div>
  </div>
)
