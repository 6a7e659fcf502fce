import { elementName } from '../../desk/process-view.js'
import type { Service } from '../../desk/service.js'
import type { IncidentRow } from '../../store/incidents.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Ago, Code, Empty } from '../ui/bits.js'
import { NextPage } from '../ui/next-page.js'
import type { Visit } from '../visit.js'

interface Incidents {
  readonly visit: Visit
  readonly rows: readonly (IncidentRow & { readonly version: Service })[]
  readonly next: string | null
}

/** Where processes stand still, the oldest first. */
export const incidentsPage = (props: Incidents) => {
  const { visit, rows, next } = props
  const t = visit.t.operating.incidents
  return adminFrame({
    visit,
    section: 'incidents',
    title: t.title,
    children: (
      <div class="stack near">
        <p class="meta lead">{t.intro}</p>
        {rows.length === 0 ? (
          <Empty icon="circle-check" title={t.none} hint={t.noneHint}>
            <a class="btn" href={paths.adminProcesses()}>
              {visit.t.operating.processes.title}
            </a>
          </Empty>
        ) : (
          <Rows {...props} />
        )}
        <NextPage href={next === null ? null : paths.adminIncidents({ after: next })}>
          {visit.t.administration.next}
        </NextPage>
      </div>
    ),
  })
}

const Rows = ({ visit, rows }: Incidents) => {
  const t = visit.t.operating.incidents
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.request}</th>
            <th scope="col">{t.service}</th>
            <th scope="col">{t.element}</th>
            <th scope="col">{t.reason}</th>
            <th scope="col">{t.since}</th>
            <th scope="col">{t.tries}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td class="num c-who">
                <a href={paths.adminIncident(row.key, row.id)}>
                  <Code>{row.key}</Code>
                </a>
              </td>
              <td data-l={t.service}>{row.version.name[visit.lang]}</td>
              <td data-l={t.element}>
                <bdi>{elementName(row.version, row.element)[visit.lang]}</bdi>
              </td>
              <td data-l={t.reason}>{t.reasons[row.reason]}</td>
              <td class="num" data-l={t.since}>
                <Ago visit={visit} at={row.since} />
              </td>
              <td class="num" data-l={t.tries}>
                {t.times(row.tries)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
