import type { Line, OperationView, Reference } from '../api-reference.js'
import { paths } from '../paths.js'
import { page } from '../ui/layout.js'
import type { Visit } from '../visit.js'

interface ApiReference {
  readonly visit: Visit
  readonly reference: Reference
}

/** The API for whoever writes a program: everything on one page, so that the browser's search finds it. */
export const apiReferencePage = ({ visit, reference }: ApiReference) => {
  const t = visit.t.apiReference
  return page({
    visit,
    title: t.title,
    place: null,
    dense: true,
    children: (
      <div class="desk">
        <nav class="views sticky parts" aria-label={t.parts}>
          <ul>
            <li>
              <a href="#begin">{t.begin}</a>
            </li>
            {reference.groups.map(({ tag }) => (
              <li>
                <a href={`#${tag}`}>{t.tags[tag] ?? tag}</a>
              </li>
            ))}
            <li>
              <a href="#shapes">{t.shapes}</a>
            </li>
          </ul>
        </nav>
        <div class="stack loose api">
          <div class="head flat">
            <h1>{t.title}</h1>
          </div>
          <p class="meta lead">{t.intro}</p>
          <Begin visit={visit} />
          {reference.groups.map(({ tag, operations }) => (
            <section class="section" aria-labelledby={tag}>
              <h2 id={tag}>{t.tags[tag] ?? tag}</h2>
              {operations.map((one) => (
                <Operation visit={visit} operation={one} />
              ))}
            </section>
          ))}
          <section class="section" aria-labelledby="shapes">
            <h2 id="shapes">{t.shapes}</h2>
            {reference.shapes.map(({ name, type, lines }) => (
              <article class="card stack near op" aria-labelledby={`shape-${name}`}>
                <h3 id={`shape-${name}`}>
                  <Mono text={name} />
                </h3>
                {lines.length > 0 ? <Lines visit={visit} caption={name} lines={lines} /> : <Mono text={type} />}
              </article>
            ))}
          </section>
        </div>
      </div>
    ),
  })
}

const Begin = ({ visit }: { visit: Visit }) => {
  const t = visit.t.apiReference
  return (
    <section class="section" aria-labelledby="begin">
      <h2 id="begin">{t.begin}</h2>
      <ol class="steps-list">
        {t.beginSteps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <p class="row">
        <a href={paths.account()}>{t.tokens}</a>
        <a href={paths.apiDocument()} data-turbo="false">
          {t.document}
        </a>
        <a href={paths.jsmDocument()} data-turbo="false">
          {t.jsmDocument}
        </a>
      </p>
    </section>
  )
}

const Operation = ({ visit, operation }: { visit: Visit; operation: OperationView }) => {
  const t = visit.t.apiReference
  const { id, method, path, summary, note, scope, takes, status, answers, curl } = operation
  return (
    <article class="card stack near op" aria-labelledby={id}>
      <div>
        <h3 id={id}>
          <bdi dir="ltr" class="mono">
            <b class={`verb ${method.toLowerCase()}`}>{method}</b> {path}
          </bdi>
        </h3>
        <p>{t.operations[id] ?? summary}</p>
        {note ? <p class="meta">{t.notes[note] ?? note}</p> : null}
        <p class="meta">
          {t.scope}: {scope ? <Mono text={scope} /> : t.noScope}
        </p>
      </div>
      {takes.length > 0 ? <Lines visit={visit} caption={t.takes} lines={takes} /> : null}
      <p>
        {t.answers} <Mono text={status} />
        {answers.ref && answers.lines.length === 0 ? (
          <>
            : <Shape name={answers.ref} text={answers.ref} />
          </>
        ) : answers.bytes ? (
          `: ${t.file}`
        ) : answers.lines.length === 0 ? (
          `: ${t.empty}`
        ) : null}
      </p>
      {answers.lines.length > 0 ? <Lines visit={visit} caption={t.answers} lines={answers.lines} /> : null}
      <pre dir="ltr" class="code" aria-label={t.example}>
        {curl}
      </pre>
    </article>
  )
}

const Lines = ({
  visit,
  caption,
  lines,
}: {
  visit: Visit
  caption: string
  lines: readonly (Line & { readonly in?: keyof Visit['t']['apiReference']['in'] })[]
}) => {
  const t = visit.t.apiReference
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.kind}</th>
            <th scope="col">{t.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td>
                <Mono text={line.name} />
              </td>
              <td data-l={t.kind}>
                {line.ref ? <Shape name={line.ref} text={line.type} /> : <Mono text={line.type} />}
              </td>
              <td data-l={t.meaning}>
                {[
                  line.in ? t.in[line.in] : null,
                  line.in && line.must ? t.must : null,
                  line.note && (t.notes[line.note] ?? line.note),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Mono = ({ text }: { text: string }) => (
  <bdi dir="ltr" class="mono">
    {text}
  </bdi>
)

const Shape = ({ name, text }: { name: string; text: string }) => (
  <a href={`#shape-${name}`}>
    <Mono text={text} />
  </a>
)
