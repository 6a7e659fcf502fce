import type { Child } from 'hono/jsx'
import type { RequestRow, ServiceCard, ServiceGroup } from '../../desk/views.js'
import { paths } from '../paths.js'
import { Code, Empty, fullName, Status, When } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { RequestLine } from '../ui/request-line.js'
import type { Visit } from '../visit.js'
import type { PersonName } from '../../desk/views.js'

interface Home {
  readonly visit: Visit
  readonly me: PersonName
  readonly groups: readonly ServiceGroup[]
  readonly recent: readonly RequestRow[]
}

/** The first page of everybody: what waits for me, what can I ask for, what did I ask for. */
export const homePage = ({ visit, me, groups, recent }: Home) => {
  const { t } = visit
  const waiting = recent.filter((row) => row.status === 'waiting')
  return page({
    visit,
    title: t.home.title,
    place: 'home',
    children: (
      <>
        <h1>{t.home.welcome(fullName(visit, me))}</h1>
        {waiting.length > 0 ? <Waiting visit={visit} rows={waiting} /> : null}
        <section class="section" aria-labelledby="s">
          <h2 id="s">{t.home.services}</h2>
          <ServiceSearch visit={visit} query="" />
          <Groups visit={visit} groups={groups} />
        </section>
        <section class="section" aria-labelledby="r">
          <div class="head">
            <h2 id="r">{t.home.recent}</h2>
            {recent.length > 0 ? (
              <a class="push meta" href={paths.requests()}>
                {t.home.all}
              </a>
            ) : null}
          </div>
          {recent.length === 0 ? (
            <p class="meta">{t.home.none}</p>
          ) : (
            <ul class="rows">
              {recent.map((row) => (
                <li>
                  <div class="body">
                    <a class="over" href={paths.request(row.key)}>
                      {row.service[visit.lang]}
                    </a>
                    <p>
                      <Code>{row.key}</Code> · <RequestLine visit={visit} row={row} />
                    </p>
                  </div>
                  <span class="end">
                    <Status visit={visit} status={row.status} word={row.statusWord} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </>
    ),
  })
}

const Waiting = ({ visit, rows }: { visit: Visit; rows: readonly RequestRow[] }) => (
  <section class="you section-near" aria-labelledby="w">
    <div class="head flat">
      <h2 id="w">{visit.t.home.waiting}</h2>
      <span class="meta">{visit.t.home.waitingHint}</span>
    </div>
    <ul class="rows">
      {rows.map((row) => (
        <li>
          <Icon name="message-circle-question-mark" />
          <div class="body">
            <a class="over" href={paths.request(row.key)}>
              {visit.t.home.answer(row.offices[0]?.[visit.lang] ?? '')}
            </a>
            <p>
              {row.service[visit.lang]} <Code>{row.key}</Code>
            </p>
          </div>
          <span class="end">
            <When visit={visit} at={row.since} style="short" />
          </span>
        </li>
      ))}
    </ul>
  </section>
)

const ServiceSearch = ({ visit, query }: { visit: Visit; query: string }) => (
  <form class="search big" role="search" action={paths.services()}>
    <label class="sr" for="q">
      {visit.t.home.searchLabel}
    </label>
    <Icon name="search" />
    <input
      class="in"
      id="q"
      name="q"
      type="search"
      value={query}
      placeholder={visit.t.home.searchHint}

      data-hotkey="/"
    />
    <button class="btn go">{visit.t.home.search}</button>
  </form>
)

const Groups = ({ visit, groups }: { visit: Visit; groups: readonly ServiceGroup[] }) => (
  <div class="grid groups">
    {groups.map((group) => (
      <section class="card">
        <h3 class="row">
          <Icon name={group.icon} /> {group.name[visit.lang]}
        </h3>
        <ul class="svc">
          {group.services.map((service) => (
            <li>
              <a href={paths.service(service.id)}>{service.name[visit.lang]}</a>
              <small>{service.summary[visit.lang]}</small>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </div>
)

interface Found {
  readonly visit: Visit
  readonly query: string
  readonly results: readonly ServiceCard[]
  /** What was meant if the keyboard stood on the other layout, when that finds something. */
  readonly meant: string | null
  readonly groups: readonly ServiceGroup[]
}

/** The result of searching services, or all of them. */
export const servicesPage = ({ visit, query, results, meant, groups }: Found) => {
  const { t } = visit
  let body: Child = <Groups visit={visit} groups={groups} />
  if (query !== '') {
    body =
      results.length === 0 ? (
        <Empty icon="search-x" title={t.services.none(query)} hint={t.services.noneHint}>
          <a class="btn" href={paths.services()}>
            {t.services.all}
          </a>
        </Empty>
      ) : (
        <ul class="rows">
          {results.map((service) => (
            <li>
              <Icon name={service.icon} />
              <div class="body">
                <a class="over" href={paths.service(service.id)}>
                  {service.name[visit.lang]}
                </a>
                <p>{service.summary[visit.lang]}</p>
              </div>
            </li>
          ))}
        </ul>
      )
  }
  return page({
    visit,
    title: query === '' ? t.services.title : t.services.results(query),
    place: 'home',
    children: (
      <div class="stack loose">
        <h1>{query === '' ? t.services.title : t.services.results(query)}</h1>
        <ServiceSearch visit={visit} query={query} />
        {meant ? (
          <p class="notice">
            <Icon name="keyboard" />
            <span>
              {t.services.didYouMean} <a href={paths.services(meant)}>{meant}</a>
            </span>
          </p>
        ) : null}
        {body}
      </div>
    ),
  })
}
