import type { Service } from '../../desk/service.js'
import type { University } from '../../desk/university.js'
import { officeName } from '../../desk/university.js'
import { digitsIn, formatNumber } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { When } from '../ui/bits.js'
import { ProcessMap } from '../ui/process-map.js'
import type { Visit } from '../visit.js'

interface Admin {
  readonly visit: Visit
  readonly university: University
  readonly services: readonly {
    readonly service: Service
    readonly versions: readonly { readonly number: number; readonly publishedAt: number; readonly open: number }[]
  }[]
  readonly registers: readonly {
    readonly register: string
    readonly office: string
    readonly year: number
    readonly last: number
  }[]
}

/** What an administrator wants to see at a glance: what is offered, who hands out work how, how far the registers are. */
export const adminPage = (props: Admin) =>
  adminFrame({
    visit: props.visit,
    section: 'overview',
    title: props.visit.t.admin.title,
    children: (
      <>
        <Services {...props} />
        <Registers {...props} />
        <Offices {...props} />
      </>
    ),
  })

const Services = ({ visit, services }: Admin) => (
  <section aria-labelledby="as">
    <h2 id="as" class="head">
      {visit.t.admin.services}
    </h2>
    <div class="work">
      <table class="tbl fold-up plain">
        <thead>
          <tr>
            <th scope="col">{visit.t.admin.service}</th>
            <th scope="col">{visit.t.admin.version}</th>
            <th scope="col">{visit.t.admin.published}</th>
            <th scope="col">{visit.t.admin.open}</th>
            <th scope="col">{visit.t.admin.alternatives}</th>
          </tr>
        </thead>
        <tbody>
          {services.flatMap(({ service, versions }) =>
            versions.map((version, index) => (
              <tr>
                <td class="c-who">
                  {index === 0 ? (
                    <a href={paths.service(service.id)}>{service.name[visit.lang]}</a>
                  ) : (
                    <span class="meta">{service.name[visit.lang]}</span>
                  )}
                </td>
                <td class="num" data-l={visit.t.admin.version}>
                  {formatNumber(version.number, visit.lang)}
                </td>
                <td class="num" data-l={visit.t.admin.published}>
                  <When visit={visit} at={version.publishedAt} style="date" />
                </td>
                <td class="num" data-l={visit.t.admin.open}>
                  {formatNumber(version.open, visit.lang)}
                </td>
                <td data-l={index === 0 && service.alternatives.length > 0 ? visit.t.admin.alternatives : undefined}>
                  {index === 0 ? service.alternatives.map((one) => one.name[visit.lang]).join(' · ') : ''}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
    {services.map(({ service }) => (
      <details class="fold">
        <summary>
          {visit.t.admin.map}: {service.name[visit.lang]}
        </summary>
        <ProcessMap
          visit={visit}
          map={{ url: paths.serviceMap(service.id), marks: {} }}
          label={service.name[visit.lang]}
        />
      </details>
    ))}
  </section>
)

const Registers = ({ visit, university, registers }: Admin) => (
  <section aria-labelledby="ar">
    <h2 id="ar" class="head">
      {visit.t.admin.registers}
    </h2>
    {registers.length === 0 ? (
      <p class="meta">{visit.t.admin.none}</p>
    ) : (
      <div class="work">
        <table class="tbl fold-up plain">
          <thead>
            <tr>
              <th scope="col">{visit.t.admin.office}</th>
              <th scope="col">{visit.t.admin.year}</th>
              <th scope="col">{visit.t.admin.last}</th>
            </tr>
          </thead>
          <tbody>
            {registers.map((one) => (
              <tr>
                <td class="c-who">{officeName(university, one.office)[visit.lang]}</td>
                <td class="num" data-l={visit.t.admin.year}>
                  {digitsIn(String(one.year), visit.lang)}
                </td>
                <td class="num" data-l={visit.t.admin.last}>
                  {formatNumber(one.last, visit.lang)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)

const Offices = ({ visit, university }: Admin) => (
  <section aria-labelledby="ao">
    <h2 id="ao" class="head">
      {visit.t.admin.offices}
    </h2>
    <div class="work">
      <table class="tbl fold-up plain">
        <thead>
          <tr>
            <th scope="col">{visit.t.admin.office}</th>
            <th scope="col">{visit.t.admin.scope}</th>
            <th scope="col">{visit.t.admin.dispatch}</th>
          </tr>
        </thead>
        <tbody>
          {university.offices.map((one) => (
            <tr>
              <td class="c-who">{one.name[visit.lang]}</td>
              <td data-l={visit.t.admin.scope}>{visit.t.admin.scopes[one.scope]}</td>
              <td data-l={visit.t.admin.dispatch}>{visit.t.admin.dispatches[one.dispatch]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
