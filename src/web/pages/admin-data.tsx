import type { RowFault } from '../../desk/importing/table.js'
import type { Text } from '../../desk/text.js'
import { formatNumber } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

/** What became of a file. */
export type DataResult =
  | { readonly kind: 'missing'; readonly field: 'what' | 'file' }
  | { readonly kind: 'too-many'; readonly rows: number; readonly most: number }
  | { readonly kind: 'faults'; readonly rows: number; readonly faults: readonly RowFault[]; readonly taken: number }
  | { readonly kind: 'fine'; readonly rows: number; readonly already: number }
  | { readonly kind: 'people'; readonly rows: number; readonly added: number; readonly changed: number }
  | {
      readonly kind: 'requests'
      readonly rows: number
      readonly already: number
      readonly taken: readonly { readonly line: number; readonly key: string }[]
    }

interface Data {
  readonly visit: Visit
  readonly services: readonly { readonly id: string; readonly name: Text }[]
  readonly what: string
  readonly result: DataResult | null
  readonly once: string
}

/** People and requests from a file: what to take, the file, a look first, then the taking. */
export const dataPage = (props: Data) => {
  const { visit, services, what, result, once } = props
  const t = visit.t.importing.data
  const wrong = result?.kind === 'missing' ? result.field : null
  return adminFrame({
    visit,
    section: 'data',
    title: t.title,
    children: (
      <div class="stack loose">
        <p class="meta lead">{t.intro}</p>
        {result ? <Result visit={visit} result={result} /> : null}
        <form
          class="card stack"
          method="post"
          action={paths.adminData()}
          enctype="multipart/form-data"
          data-turbo="false"
        >
          <input type="hidden" name="once" value={once} />
          <div class={wrong === 'what' ? 'wrong' : undefined}>
            <label class="label" for="dw">
              {t.what}
            </label>
            {wrong === 'what' ? <Wrong visit={visit} id="dw-e" text={t.chooseWhat} /> : null}
            <select class="in" id="dw" name="what" aria-describedby={wrong === 'what' ? 'dw-e' : undefined}>
              <option value="">{t.choose}</option>
              <option value="people" selected={what === 'people'}>
                {t.people}
              </option>
              {services.map((one) => (
                <option value={one.id} selected={what === one.id}>
                  {t.requestsOf(one.name[visit.lang])}
                </option>
              ))}
            </select>
          </div>
          <div class={wrong === 'file' ? 'wrong' : undefined}>
            <label class="label" for="df">
              {t.file}
            </label>
            {wrong === 'file' ? <Wrong visit={visit} id="df-e" text={t.chooseFile} /> : null}
            <input
              class="in"
              id="df"
              type="file"
              name="file"
              accept=".csv,text/csv"
              aria-describedby={wrong === 'file' ? 'df-e df-h' : 'df-h'}
            />
            <p class="meta" id="df-h">
              {t.fileHint}
            </p>
          </div>
          <div class="row">
            <button class="btn go" name="act" value="check">
              <Icon name="search-check" /> {t.check}
            </button>
            <button class="btn" name="act" value="take">
              {t.take}
            </button>
          </div>
        </form>
        <section aria-labelledby="dt">
          <h2 id="dt">{t.templates}</h2>
          <p class="meta">{t.templatesHint}</p>
          <ul>
            <li>
              <a href={paths.adminDataTemplate('people')} data-turbo="false">
                {t.people}
              </a>
            </li>
            {services.map((one) => (
              <li>
                <a href={paths.adminDataTemplate(one.id)} data-turbo="false">
                  {t.requestsOf(one.name[visit.lang])}
                </a>
              </li>
            ))}
          </ul>
        </section>
      </div>
    ),
  })
}

const Wrong = ({ visit, id, text }: { visit: Visit; id: string; text: string }) => (
  <p class="err" id={id}>
    <Icon name="circle-alert" />
    <span>
      <span class="sr">{visit.t.error}: </span>
      {text}
    </span>
  </p>
)

const SHOWN = 100

function Result({ visit, result }: { visit: Visit; result: DataResult }) {
  const t = visit.t.importing.data
  const n = (value: number) => formatNumber(value, visit.lang)
  if (result.kind === 'missing') return null
  if (result.kind === 'faults') return <Faults visit={visit} result={result} />
  if (result.kind === 'too-many')
    return (
      <div class="errors" role="alert" tabindex={-1} data-focus>
        <p>{t.tooMany(n(result.rows), n(result.most))}</p>
      </div>
    )
  return (
    <div class="notice ok" role="status">
      <Icon name="check" />
      <div class="stack">
        <p>
          {result.kind === 'fine' ? t.fine(n(result.rows), n(result.already)) : null}
          {result.kind === 'people' ? t.tookPeople(n(result.added), n(result.changed), n(result.rows)) : null}
          {result.kind === 'requests' ? t.tookRequests(n(result.taken.length), n(result.already)) : null}
        </p>
        {result.kind === 'requests' && result.taken.length > 0 ? (
          <p>
            {result.taken.slice(0, 20).map((one) => (
              <>
                <Code>{one.key}</Code>{' '}
              </>
            ))}
            {result.taken.length > 20 ? '…' : null}
          </p>
        ) : null}
      </div>
    </div>
  )
}

function Faults({ visit, result }: { visit: Visit; result: Extract<DataResult, { kind: 'faults' }> }) {
  const { lang } = visit
  const t = visit.t.importing.data
  const n = (value: number) => formatNumber(value, lang)
  const { faults, taken } = result
  return (
    <section aria-labelledby="fe" class="stack near">
      <div class="errors" role="alert" tabindex={-1} aria-labelledby="fe" data-focus>
        <h2 id="fe">{taken === 0 ? t.nothingTaken(n(faults.length)) : t.someTaken(n(faults.length), n(taken))}</h2>
      </div>
      <div class="work">
        <table class="tbl fold-up plain">
          <thead>
            <tr>
              <th scope="col">{t.line}</th>
              <th scope="col">{t.column}</th>
              <th scope="col">{t.fault}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, SHOWN).map((one) => (
              <tr>
                <td class="num" data-l={t.line}>
                  {n(one.line)}
                </td>
                <td data-l={one.column ? t.column : undefined}>{one.column?.[lang] ?? ''}</td>
                <td class="c-text" data-l={t.fault}>
                  <bdi class="flow">{one.text[lang]}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length > SHOWN ? <p class="meta">{t.moreFaults(n(faults.length - SHOWN))}</p> : null}
    </section>
  )
}
