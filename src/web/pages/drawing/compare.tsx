import type { Change } from '../../../desk/drawing/compare.js'
import type { Text } from '../../../desk/text.js'
import { officeName, type University } from '../../../desk/university.js'
import { digitsIn } from '../../../persian/index.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { Code } from '../../ui/bits.js'
import { Icon } from '../../ui/icon.js'
import { ProcessMap } from '../../ui/process-map.js'
import type { Visit } from '../../visit.js'

interface ComparePage {
  readonly visit: Visit
  readonly university: University
  readonly id: string
  readonly name: Text
  /** The published version; null for a service that has none. */
  readonly version: number | null
  /** Null when the draft or the version can't be read. */
  readonly changes: readonly Change[] | null
}

/** A draft beside what is published: both maps with their marks, and every difference in words. */
export const comparePage = (props: ComparePage) => {
  const { visit, id, name, version, changes } = props
  const t = visit.t.drawing
  return adminFrame({
    visit,
    section: 'services',
    title: `${t.compareTitle}: ${name[visit.lang]}`,
    children: (
      <>
        <p class="meta">
          <a href={paths.serviceChange(id)}>{t.tools.back}</a>
        </p>
        {version === null ? (
          <p class="notice">{t.compareNone}</p>
        ) : changes === null ? (
          <p class="notice">{t.dryBlocked}</p>
        ) : changes.length === 0 ? (
          <p class="notice ok">
            <Icon name="check" />
            <span>{t.compareSame}</span>
          </p>
        ) : (
          <>
            <Maps {...props} version={version} changes={changes} />
            <section aria-labelledby="df">
              <h2 id="df" class="head">
                {t.compareCount(changes.length)}
              </h2>
              <ul class="rows changes">
                {changes.map((change) => (
                  <Line {...props} change={change} />
                ))}
              </ul>
            </section>
          </>
        )}
      </>
    ),
  })
}

const Maps = ({
  visit,
  id,
  version,
  changes,
}: ComparePage & { readonly version: number; readonly changes: readonly Change[] }) => {
  const t = visit.t.drawing
  const marks = (skip: Change['change']) =>
    Object.fromEntries(
      changes
        .filter((one) => (one.subject === 'element' || one.subject === 'flow') && one.change !== skip)
        .map((one) => [one.id, one.change]),
    )
  const map = (title: string, url: string, skip: Change['change']) => (
    <section class="stack">
      <h2 class="head">{title}</h2>
      <ProcessMap visit={visit} map={{ url, marks: marks(skip) }} label={title} />
    </section>
  )
  return (
    <>
      <ul class="row legend">
        {(['added', 'changed', 'removed'] as const).map((kind) => (
          <li class={kind}>{t.changes[kind]}</li>
        ))}
      </ul>
      <div class="beside">
        {map(`${t.before}: ${t.newest(version)}`, paths.adminServiceMap(id, version), 'added')}
        {map(t.after, paths.draftDrawing(id), 'removed')}
      </div>
    </>
  )
}

const Line = ({ visit, university, id, change }: ComparePage & { readonly change: Change }) => {
  const t = visit.t.drawing
  const drawn = change.subject === 'element' || change.subject === 'flow'
  const name = change.subject === 'card' ? cardWord(visit, change.id) : change.name[visit.lang]
  return (
    <li class={change.change}>
      <div class="body">
        <p>
          <span class={`mark ${change.change}`}>{t.changes[change.change]}</span> {t.subjects[change.subject]}{' '}
          {drawn && change.change !== 'removed' ? (
            <a href={paths.draftProcess(id, { element: change.id })}>{name}</a>
          ) : (
            <b>{name}</b>
          )}{' '}
          {change.form === null ? null : (
            <span class="meta">
              (<Code>{change.form}</Code>)
            </span>
          )}
        </p>
        {change.subject === 'template' ? null : (
          <dl class="was">
            {change.details.map((one) => (
              <div>
                <dt>{t.aspects[one.aspect]}</dt>
                <dd>
                  <Value visit={visit} university={university} aspect={one.aspect} value={one.before} old />{' '}
                  <Icon name="arrow-right" flip />{' '}
                  <Value visit={visit} university={university} aspect={one.aspect} value={one.after} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  )
}

const Value = ({
  visit,
  university,
  aspect,
  value,
  old = false,
}: {
  visit: Visit
  university: University
  aspect: Change['details'][number]['aspect']
  value: string
  old?: boolean
}) => {
  const t = visit.t.drawing
  const Tag = old ? 'del' : 'ins'
  if (value === '') return <span class="meta">{t.nothing}</span>
  if (value === 'true' || value === 'false') return <Tag>{value === 'true' ? t.yes : t.no}</Tag>
  if (aspect === 'office' && !value.startsWith('=')) return <Tag>{officeName(university, value)[visit.lang]}</Tag>
  return (
    <Tag>
      <span dir="auto" class="user">
        {/^\d+$/.test(value) ? digitsIn(value, visit.lang) : value}
      </span>
    </Tag>
  )
}

/** Parts of the card are called as on its page; those without a field there by their key. */
function cardWord(visit: Visit, key: string): string {
  const t = visit.t.drawing
  const known: Readonly<Record<string, string>> = {
    name: t.nameFa,
    summary: t.summaryFa,
    duration: t.durationFa,
    group: t.group,
    icon: t.icon,
    prefix: t.prefix,
    synonyms: t.synonyms,
    active: t.active,
    withdraw: t.withdraw,
  }
  return known[key] ?? key
}
