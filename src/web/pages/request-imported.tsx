import type { RequestView } from '../../desk/views.js'
import { formatTime } from '../../persian/index.js'
import { Code, Files } from '../ui/bits.js'
import type { Visit } from '../visit.js'

/** Where an imported request came from, under which number, and what of it had no place here. */
export function FromElsewhere({ visit, request }: { visit: Visit; request: RequestView }) {
  const { imported } = request
  if (!imported) return null
  const { t, lang } = visit
  const words = t.importing
  return (
    <section class="section" aria-labelledby="im">
      <h2 id="im">{words.title}</h2>
      <div class="card stack">
        <p>
          {words.came(formatTime(imported.at, lang, 'date'))} {imported.closedThere ? words.closedThere : null}
        </p>
        <p class="meta">
          {words.key}: <Code>{imported.key}</Code> · <Code>{imported.source}</Code>
        </p>
        {imported.files.length > 0 ? (
          <div>
            <h3>{words.files}</h3>
            <Files visit={visit} files={imported.files} />
          </div>
        ) : null}
        {imported.leftOut.length > 0 ? (
          <div>
            <h3>{words.leftOut}</h3>
            <dl class="dl">
              {imported.leftOut.map((one) => (
                <div>
                  <dt>{one.kind === 'note' ? words.note : <bdi class="flow">{one.label}</bdi>}</dt>
                  <dd>
                    {one.text === '' ? null : <bdi class="flow user">{one.text}</bdi>}
                    {words.whys[one.why] === '' ? null : <span class="meta"> {words.whys[one.why]}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ) : null}
      </div>
    </section>
  )
}
