import { mapMarks, mapNotes, type ElementView, type Heat } from '../../desk/process-view.js'
import type { Service } from '../../desk/service.js'
import { officeName, type University } from '../../desk/university.js'
import { formatNumber } from '../../persian/index.js'
import type { ProcessCount, StandingRequest } from '../../store/processes.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Ago, Code } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { NextPage } from '../ui/next-page.js'
import { ProcessMap } from '../ui/process-map.js'
import type { Visit } from '../visit.js'

interface ProcessPage {
  readonly visit: Visit
  readonly university: University
  readonly service: Service
  readonly version: ProcessCount
  readonly elements: readonly ElementView[]
  /** The element whose requests are listed; null for none. */
  readonly at: {
    readonly element: string
    readonly name: string
    readonly items: readonly StandingRequest[]
    readonly next: string | null
  } | null
}

/** Where the requests of a version are now and how long its steps take: on the map, and beneath it in words. */
export const processPage = (props: ProcessPage) => {
  const { visit, service, version, elements, at } = props
  const t = visit.t.operating
  return adminFrame({
    visit,
    section: 'processes',
    title: [service.name[visit.lang], t.processes.versionOf(version.number)].join(visit.lang === 'fa' ? '، ' : ', '),
    beside: (
      <a class="btn" href={paths.adminProcesses()}>
        {t.processes.all}
      </a>
    ),
    children: (
      <>
        <Totals visit={visit} version={version} />
        <section aria-labelledby="pm">
          <h2 id="pm" class="head">
            {t.process.map}
          </h2>
          <p class="meta lead">{t.process.mapHint}</p>
          <ProcessMap
            visit={visit}
            map={{
              url: paths.adminProcessMap(service.id, version.number),
              marks: mapMarks(elements),
              notes: mapNotes(elements),
            }}
            counts={countsOf(visit, elements)}
            label={t.process.map}
          />
          <ul class="legend" aria-label={t.process.legend}>
            {HEATS.map((heat) => (
              <li class={`heat ${heat}`}>{t.process.heat[heat]}</li>
            ))}
          </ul>
        </section>
        <Elements {...props} />
        {at ? <Standing {...props} at={at} /> : null}
      </>
    ),
  })
}

const HEATS: readonly Heat[] = ['quick', 'steady', 'slow']

const Totals = ({ visit, version }: { visit: Visit; version: ProcessCount }) => {
  const t = visit.t.operating.processes
  const one = (label: string, count: number) => (
    <div>
      <dt>{label}</dt>
      <dd>{formatNumber(count, visit.lang)}</dd>
    </div>
  )
  return (
    <dl class="dl totals">
      {one(t.running, version.running)}
      {one(t.waiting, version.waiting)}
      {one(t.stuck, version.stuck)}
    </dl>
  )
}

/** What the map writes beside an element. */
const countsOf = ({ t }: Visit, elements: readonly ElementView[]) =>
  Object.fromEntries(
    elements
      .filter((one) => one.count > 0)
      .map((one) => [
        one.element,
        {
          text: t.operating.process.mapCount(one.count),
          title: t.operating.process.mapTitle(one.count, one.incidents),
          stuck: one.incidents > 0,
        },
      ]),
  )

const Elements = ({ visit, service, version, elements, at }: ProcessPage) => {
  const t = visit.t.operating.process
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.element}</th>
            <th scope="col">{t.here}</th>
            <th scope="col">{t.since}</th>
            <th scope="col">{t.typical}</th>
          </tr>
        </thead>
        <tbody>
          {elements.map((one) => (
            <tr>
              <td class="c-who">
                {one.count > 0 ? (
                  <a
                    href={`${paths.adminProcess(service.id, version.number, { at: one.element })}#at`}
                    aria-current={at?.element === one.element ? 'true' : undefined}
                  >
                    <bdi>{one.name[visit.lang]}</bdi>
                  </a>
                ) : (
                  <bdi class="meta">{one.name[visit.lang]}</bdi>
                )}
              </td>
              <td class="num" data-l={t.here}>
                {one.count === 0 ? <span class="meta">{t.nothing}</span> : formatNumber(one.count, visit.lang)}
                {one.incidents > 0 ? (
                  <span class="late gap">
                    <Icon name="circle-alert" /> {t.incidents(one.incidents)}
                  </span>
                ) : null}
              </td>
              <td class="num" data-l={one.since === null ? undefined : t.since}>
                {one.since === null ? null : <Ago visit={visit} at={one.since} />}
              </td>
              <td data-l={t.typical}>
                <Typical visit={visit} typical={one.typical} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Typical = ({ visit, typical }: { visit: Visit; typical: ElementView['typical'] }) => {
  const t = visit.t.operating.process
  if (!typical) return <span class="meta">{t.unknown}</span>
  return (
    <>
      {t.days(typical.days, typical.samples)} <span class={`heat ${typical.heat}`}>{t.heat[typical.heat]}</span>
    </>
  )
}

const Standing = ({
  visit,
  university,
  service,
  version,
  at,
}: ProcessPage & { at: NonNullable<ProcessPage['at']> }) => {
  const t = visit.t.operating.process
  return (
    <section id="at" aria-labelledby="ath">
      <h2 id="ath" class="head">
        {t.standingAt(at.name)}
      </h2>
      <p class="meta lead">
        {t.content} <a href={paths.adminReadings()}>{t.read}</a>
      </p>
      {at.items.length === 0 ? (
        <p class="meta">{t.noneHere}</p>
      ) : (
        <div class="work">
          <table class="tbl fold-up plain">
            <caption class="sr">{t.standingAt(at.name)}</caption>
            <thead>
              <tr>
                <th scope="col">{t.request}</th>
                <th scope="col">{t.office}</th>
                <th scope="col">{t.from}</th>
              </tr>
            </thead>
            <tbody>
              {at.items.map((row) => (
                <tr>
                  <td class="num c-who">
                    <a href={paths.adminInstance(row.key)}>
                      <Code>{row.key}</Code>
                    </a>
                    {row.stuck ? (
                      <span class="late gap">
                        <Icon name="circle-alert" /> {t.incidents(1)}
                      </span>
                    ) : null}
                  </td>
                  <td data-l={row.office === null ? undefined : t.office}>
                    {row.office === null ? null : officeName(university, row.office)[visit.lang]}
                  </td>
                  <td class="num" data-l={t.from}>
                    <Ago visit={visit} at={row.since} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <NextPage
        href={
          at.next === null
            ? null
            : `${paths.adminProcess(service.id, version.number, { at: at.element, after: at.next })}#at`
        }
      >
        {visit.t.administration.next}
      </NextPage>
    </section>
  )
}
