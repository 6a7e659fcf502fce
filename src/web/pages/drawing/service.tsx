import type { Service } from '../../../desk/service.js'
import type { ListedVersion } from '../../../store/services.js'
import { formatNumber } from '../../../persian/index.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { When } from '../../ui/bits.js'
import { Icon } from '../../ui/icon.js'
import { ProcessMap } from '../../ui/process-map.js'
import type { Visit } from '../../visit.js'

interface ServicePage {
  readonly visit: Visit
  /** The newest version. */
  readonly service: Service
  readonly versions: readonly ListedVersion[]
  readonly hasDraft: boolean
}

/** A service: its versions, its map, and what an administrator can do with it. */
export const servicePage = (props: ServicePage) => {
  const { visit, service, versions, hasDraft } = props
  const t = visit.t.drawing
  const [newest] = versions
  return adminFrame({
    visit,
    section: 'services',
    title: service.name[visit.lang],
    children: (
      <>
        {service.active ? null : <p class="notice">{t.off}</p>}
        <div class="row">
          {hasDraft ? (
            <a class="btn go" href={paths.serviceChange(service.id)}>
              <Icon name="pencil" /> {t.goOn}
            </a>
          ) : (
            <form method="post" action={paths.serviceChange(service.id)}>
              <button class="btn go">
                <Icon name="pencil" /> {t.change}
              </button>
            </form>
          )}
          {versions.length > 1 ? (
            <a class="btn" href={paths.serviceMove(service.id)}>
              <Icon name="arrow-right-left" /> {t.moveOver}
            </a>
          ) : null}
        </div>
        <section aria-labelledby="vs">
          <h2 id="vs" class="head">
            {t.versions}
          </h2>
          <Versions {...props} />
        </section>
        {newest ? (
          <section aria-labelledby="mp">
            <h2 id="mp" class="head">
              {t.map}
            </h2>
            <ProcessMap
              visit={visit}
              map={{ url: paths.adminServiceMap(service.id, newest.number), marks: {} }}
              label={service.name[visit.lang]}
            />
          </section>
        ) : null}
      </>
    ),
  })
}

const Versions = ({ visit, versions }: ServicePage) => {
  const t = visit.t.drawing
  return (
    <div class="work">
      <table class="tbl fold-up">
        <thead>
          <tr>
            <th scope="col">{t.version}</th>
            <th scope="col">{t.published}</th>
            <th scope="col">{t.origin}</th>
            <th scope="col">{t.by}</th>
            <th scope="col">{t.note}</th>
            <th scope="col">{t.open}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr>
              <td class="c-who num">{formatNumber(one.number, visit.lang)}</td>
              <td class="num" data-l={t.published}>
                <When visit={visit} at={one.publishedAt} />
              </td>
              <td data-l={t.origin}>{t.origins[one.origin]}</td>
              <td data-l={one.by ? t.by : undefined}>{one.by?.[visit.lang]}</td>
              <td data-l={one.note ? t.note : undefined} class="user">
                {one.note}
              </td>
              <td class="num" data-l={t.open}>
                {formatNumber(one.open, visit.lang)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
