import { elementName, placesFor } from '../../desk/process-view.js'
import type { Service } from '../../desk/service.js'
import { officeName, type University } from '../../desk/university.js'
import type { IncidentRow, InstanceRecord } from '../../store/incidents.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Ago, When } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

interface InstancePage {
  readonly visit: Visit
  readonly university: University
  readonly service: Service
  readonly instance: InstanceRecord
  readonly incidents: readonly IncidentRow[]
}

type Token = InstanceRecord['tokens'][number]

/** Where the process of one request stands, and how it is taken on from there. No field of the request is here. */
export const instancePage = (props: InstancePage) => {
  const { visit, service, instance } = props
  const t = visit.t.operating
  return adminFrame({
    visit,
    section: 'processes',
    title: t.instance.title(instance.key),
    beside: (
      <a class="btn" href={paths.adminReadings({ key: instance.key })}>
        {t.process.read}
      </a>
    ),
    children: (
      <>
        <p class="meta lead">
          <a href={paths.adminProcess(instance.service, instance.version)}>{service.name[visit.lang]}</a>
          {' · '}
          {t.processes.versionOf(instance.version)} {' · '}
          {t.instance.openedAt}: <When visit={visit} at={instance.openedAt} style="date" />
        </p>
        {instance.status === 'running' ? <Standing {...props} /> : <p class="notice">{t.instance.over}</p>}
        {instance.status === 'running' ? (
          <section class="card" aria-labelledby="ic">
            <h2 id="ic">{t.instance.cancel}</h2>
            <p class="meta">{t.instance.cancelHint}</p>
            <p class="under">
              <a class="btn" href={paths.adminCancellation(instance.key)}>
                {t.instance.cancel}
              </a>
            </p>
          </section>
        ) : null}
      </>
    ),
  })
}

const Standing = (props: InstancePage) => {
  const { visit, university, service, instance, incidents } = props
  const t = visit.t.operating
  return (
    <section aria-labelledby="is">
      <h2 id="is" class="head">
        {t.instance.standing}
      </h2>
      <div class="work">
        <table class="tbl fold-up plain">
          <caption class="sr">{t.instance.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.process.element}</th>
              <th scope="col">{t.instance.waits}</th>
              <th scope="col">{t.process.office}</th>
              <th scope="col">{t.process.from}</th>
              <th scope="col">{t.instance.move}</th>
            </tr>
          </thead>
          <tbody>
            {instance.tokens.map((token) => {
              const stuck = incidents.filter((one) => one.element === token.element)
              return (
                <tr>
                  <td class="c-who">
                    <bdi>{elementName(service, token.element)[visit.lang]}</bdi>
                  </td>
                  <td data-l={t.instance.waits}>
                    {t.instance.waitsFor[stuck.length > 0 ? 'incident' : token.waits]}
                    {stuck.slice(0, 1).map((one) => (
                      <a class="late gap" href={paths.adminIncident(instance.key, one.id)}>
                        <Icon name="circle-alert" /> {t.instance.incident}
                      </a>
                    ))}
                  </td>
                  <td data-l={token.office === null ? undefined : t.process.office}>
                    {token.office === null ? null : officeName(university, token.office)[visit.lang]}
                  </td>
                  <td class="num" data-l={t.process.from}>
                    <Ago visit={visit} at={token.since} />
                  </td>
                  <td class="c-set" data-l={t.instance.move}>
                    <Move {...props} token={token} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Rounds and what is being undone can't be taken elsewhere one by one. */
const isFixed = ({ scopeKind }: Token): boolean => scopeKind === 'rounds' || scopeKind === 'compensation'

const Move = ({ visit, service, instance, token }: InstancePage & { token: Token }) => {
  const t = visit.t.operating.instance
  const places = isFixed(token) ? [] : placesFor(service, token.element)
  if (places.length === 0) return <span class="meta">{t.fixed}</span>
  const id = `to-${token.id}`
  const name = elementName(service, token.element)[visit.lang]
  return (
    <form method="get" action={paths.adminMove(instance.key)} class="row">
      <input type="hidden" name="token" value={String(token.id)} />
      <label class="sr" for={id}>
        {t.toOf(name)}
      </label>
      <select class="in" id={id} name="to">
        {places.map((one) => (
          <option value={one.element}>{one.name[visit.lang]}</option>
        ))}
      </select>
      <button class="btn" aria-label={t.nextOf(name)}>
        {t.next}
      </button>
    </form>
  )
}
