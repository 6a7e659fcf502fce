import type { Service } from '../../desk/service.js'
import type { ProcessCount } from '../../store/processes.js'
import { formatNumber } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Empty, When } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

interface Processes {
  readonly visit: Visit
  readonly rows: readonly (ProcessCount & { readonly name: Service['name'] })[]
}

/** What runs, by service and version. */
export const processesPage = ({ visit, rows }: Processes) => {
  const t = visit.t.operating.processes
  return adminFrame({
    visit,
    section: 'processes',
    title: t.title,
    children: (
      <div class="stack near">
        <p class="meta lead">{t.intro}</p>
        {rows.length === 0 ? <Empty icon="workflow" title={t.none} hint="" /> : <Rows visit={visit} rows={rows} />}
      </div>
    ),
  })
}

const Rows = ({ visit, rows }: Processes) => {
  const t = visit.t.operating.processes
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.service}</th>
            <th scope="col">{t.version}</th>
            <th scope="col">{t.published}</th>
            <th scope="col">{t.running}</th>
            <th scope="col">{t.waiting}</th>
            <th scope="col">{t.stuck}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td class="c-who">
                <a href={paths.adminProcess(row.service, row.number)}>{row.name[visit.lang]}</a>
              </td>
              <td class="num" data-l={t.version}>
                {formatNumber(row.number, visit.lang)}
              </td>
              <td class="num" data-l={t.published}>
                <When visit={visit} at={row.publishedAt} style="date" />
              </td>
              <Count visit={visit} label={t.running} count={row.running} />
              <Count visit={visit} label={t.waiting} count={row.waiting} />
              <td class="num" data-l={t.stuck}>
                {row.stuck > 0 ? (
                  <span class="late">
                    <Icon name="circle-alert" /> {formatNumber(row.stuck, visit.lang)}
                  </span>
                ) : (
                  <span class="meta">{formatNumber(0, visit.lang)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Count = ({ visit, label, count }: { visit: Visit; label: string; count: number }) => (
  <td class="num" data-l={label}>
    {count === 0 ? <span class="meta">{formatNumber(0, visit.lang)}</span> : formatNumber(count, visit.lang)}
  </td>
)
