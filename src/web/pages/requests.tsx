import type { RequestRow, RequestStatus } from '../../desk/views.js'
import type { Text } from '../../desk/text.js'
import { formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Code, Empty, Status } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { RequestLine } from '../ui/request-line.js'
import type { Visit } from '../visit.js'

export const STATUSES: readonly RequestStatus[] = ['waiting', 'open', 'done', 'refused', 'withdrawn']

interface Requests {
  readonly visit: Visit
  readonly filter: { readonly service: string; readonly status: string; readonly q: string }
  readonly services: readonly { readonly id: string; readonly name: Text }[]
  readonly rows: readonly RequestRow[]
  readonly next: string | null
}

/** «درخواست‌های من». */
export const requestsPage = (props: Requests) => {
  const { visit, filter, rows, next } = props
  const { t } = visit
  // Somebody who came in with a code: they open no new requests.
  const own = visit.person?.reach === 'own'
  const filtered = filter.service !== '' || filter.status !== '' || filter.q !== ''
  return page({
    visit,
    title: t.requests.title,
    place: 'requests',
    children: (
      <>
        <div class="head">
          <h1>{t.requests.title}</h1>
          {own ? null : (
            <a class="btn go push" href={paths.home()}>
              <Icon name="plus" /> {t.requests.create}
            </a>
          )}
        </div>
        {own ? (
          <p class="notice said">
            <Icon name="info" />
            <span>{t.byCode.own}</span>
          </p>
        ) : null}
        {rows.length === 0 && !filtered ? (
          <Empty icon="inbox" title={t.requests.emptyTitle} hint={t.requests.emptyHint}>
            {own ? null : (
              <a class="btn" href={paths.services()}>
                {t.requests.emptyGo}
              </a>
            )}
          </Empty>
        ) : (
          <div class="stack loose">
            <Filters {...props} />
            {rows.length === 0 ? (
              <Empty icon="search-x" title={t.requests.nothing} hint={t.requests.nothingHint}>
                <a class="btn" href={paths.requests()}>
                  {t.requests.clear}
                </a>
              </Empty>
            ) : (
              <section aria-labelledby="cnt">
                <div class="head">
                  <h2 id="cnt" class="meta">
                    {t.requests.count(rows.length, next !== null)}
                  </h2>
                  <span class="push meta">{t.requests.newest}</span>
                </div>
                <ul class="rows">
                  {rows.map((row) => (
                    <Row visit={visit} row={row} />
                  ))}
                </ul>
                {next ? (
                  <p class="section-near">
                    <a class="btn" href={paths.requests({ ...filter, after: next })}>
                      {t.requests.next}
                    </a>
                  </p>
                ) : null}
              </section>
            )}
          </div>
        )}
      </>
    ),
  })
}

const Row = ({ visit, row }: { visit: Visit; row: RequestRow }) => (
  <li>
    <div class="body">
      <a class="over" href={paths.request(row.key)}>
        {row.service[visit.lang]}
      </a>
      <p>
        <RequestLine visit={visit} row={row} />
        {row.closedAt === null && row.steps > 1 ? <span> · {visit.t.request.step(row.step, row.steps)}</span> : null}
      </p>
    </div>
    <p class="ids">
      <span>
        <Code>{row.key}</Code>
        {row.shared ? <span> · {visit.t.participants.shared}</span> : null}
      </span>
      <span>{visit.t.requests.opened(formatTime(row.openedAt, visit.lang, 'date'))}</span>
    </p>
    <span class="end">
      <Status visit={visit} status={row.status} word={row.statusWord} />
    </span>
  </li>
)

const Filters = ({ visit, filter, services }: Requests) => (
  <form class="filters card" role="search" action={paths.requests()}>
    <div class="grow">
      <label class="label" for="q">
        {visit.t.requests.search}
      </label>
      <input
        class="in"
        id="q"
        name="q"
        type="search"
        value={filter.q}
        placeholder={visit.t.requests.searchHint}

        data-hotkey="/"
      />
    </div>
    <div>
      <label class="label" for="fs">
        {visit.t.requests.service}
      </label>
      <select class="in" id="fs" name="service">
        <option value="">{visit.t.requests.allServices}</option>
        {services.map((one) => (
          <option value={one.id} selected={filter.service === one.id}>
            {one.name[visit.lang]}
          </option>
        ))}
      </select>
    </div>
    <div>
      <label class="label" for="ft">
        {visit.t.requests.status}
      </label>
      <select class="in" id="ft" name="status">
        <option value="">{visit.t.requests.allStatuses}</option>
        {STATUSES.map((one) => (
          <option value={one} selected={filter.status === one}>
            {visit.t.status[one]}
          </option>
        ))}
      </select>
    </div>
    <button class="btn">{visit.t.requests.apply}</button>
  </form>
)
