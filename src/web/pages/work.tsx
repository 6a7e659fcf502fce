import type { WorkRow, WorkState, WorkView } from '../../desk/views.js'
import { formatNumber } from '../../persian/index.js'
import { paths } from '../paths.js'
import { Code, Digits, Empty, expertLabel, fullName } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import { page } from '../ui/layout.js'
import { Left, Waits } from '../ui/time.js'
import type { Visit } from '../visit.js'

export const WORK_STATES: readonly WorkState[] = ['new', 'taken', 'answered', 'asked', 'returned']

interface WorkPage {
  readonly visit: Visit
  readonly work: WorkView
  readonly newToken: () => string
}

/** The work list of an office: what is nobody's, what is mine, everything. */
export const workPage = ({ visit, work, newToken }: WorkPage) => {
  const { t, lang } = visit
  const office = work.offices.find((one) => one.id === work.office)
  const name = office?.name[lang] ?? t.work.allOffices
  const heading = office ? t.work.heading(name) : t.work.title
  return page({
    visit,
    title: heading,
    place: 'work',
    dense: true,
    topics: work.offices.map((one) => `office:${one.id}`),
    children: (
      <div class={work.offices.length > 1 ? 'desk' : 'desk split-none'}>
        {work.offices.length > 1 ? <Offices visit={visit} work={work} /> : null}
        <div class="stack near">
          <div class="head flat">
            <h1>{heading}</h1>
          </div>
          <Tabs visit={visit} work={work} />
          <Filters visit={visit} work={work} />
          {work.rows.length === 0 ? (
            <Nothing visit={visit} work={work} />
          ) : (
            <Table visit={visit} work={work} name={name} newToken={newToken} />
          )}
          {work.next ? (
            <p>
              <a
                class="btn"
                href={paths.work({
                  office: work.office,
                  view: work.view,
                  q: work.query,
                  state: work.state,
                  after: work.next,
                })}
              >
                {t.work.next}
              </a>
            </p>
          ) : null}
          {work.rows.length > 0 ? (
            <form class="row" method="post" action={paths.workExport()} data-turbo="false">
              <input type="hidden" name="office" value={work.office ?? ''} />
              <input type="hidden" name="view" value={work.view} />
              <input type="hidden" name="state" value={work.state} />
              <input type="hidden" name="q" value={work.query} />
              <button class="btn">
                <Icon name="download" /> {t.importing.export}
              </button>
            </form>
          ) : null}
          <p class="keys hints">
            <span>
              <kbd>J</kbd> <kbd>K</kbd> {t.work.keys.move}
            </span>
            <span>
              <kbd>Enter</kbd> {t.work.keys.open}
            </span>
            <span>
              <kbd>X</kbd> {t.work.keys.pick}
            </span>
            <span>
              <kbd>/</kbd> {t.work.keys.search}
            </span>
          </p>
        </div>
      </div>
    ),
  })
}

const Offices = ({ visit, work }: { visit: Visit; work: WorkView }) => (
  <nav class="views sticky" aria-label={visit.t.work.office}>
    <h2>{visit.t.work.office}</h2>
    <ul>
      <li>
        <a href={paths.work({ view: work.view })} aria-current={work.office === null ? 'page' : undefined}>
          {visit.t.work.allOffices}
        </a>
      </li>
      {work.offices.map((one) => (
        <li>
          <a
            href={paths.work({ office: one.id, view: work.view })}
            aria-current={work.office === one.id ? 'page' : undefined}
          >
            {one.name[visit.lang]} <span class="n-b">{formatNumber(one.open, visit.lang)}</span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const Tabs = ({ visit, work }: { visit: Visit; work: WorkView }) => (
  <nav class="tabs" aria-label={visit.t.work.views}>
    {(['unassigned', 'mine', 'all'] as const).map((view) => (
      <a href={paths.work({ office: work.office, view })} aria-current={work.view === view ? 'page' : undefined}>
        {visit.t.work[view]} <span class="n-b">{formatNumber(work.counts[view], visit.lang)}</span>
      </a>
    ))}
  </nav>
)

const Filters = ({ visit, work }: { visit: Visit; work: WorkView }) => (
  <form class="filters" role="search" action={paths.work()}>
    {work.office ? <input type="hidden" name="office" value={work.office} /> : null}
    <input type="hidden" name="view" value={work.view} />
    <div class="grow">
      <label class="label" for="q">
        {visit.t.work.search}
      </label>
      <input
        class="in"
        id="q"
        name="q"
        type="search"
        value={work.query}
        placeholder={visit.t.work.searchHint}

        data-hotkey="/"
      />
    </div>
    <div>
      <label class="label" for="ws">
        {visit.t.work.state}
      </label>
      <select class="in" id="ws" name="state">
        <option value="">{visit.t.work.allStates}</option>
        {WORK_STATES.map((state) => (
          <option value={state} selected={work.state === state}>
            {visit.t.work.states[state]}
          </option>
        ))}
      </select>
    </div>
    <button class="btn">{visit.t.requests.apply}</button>
  </form>
)

const Nothing = ({ visit, work }: { visit: Visit; work: WorkView }) =>
  work.query !== '' || work.state !== '' ? (
    <Empty icon="search-x" title={visit.t.work.nothing} hint={visit.t.requests.nothingHint}>
      <a class="btn" href={paths.work({ office: work.office, view: work.view })}>
        {visit.t.requests.clear}
      </a>
    </Empty>
  ) : (
    <Empty icon="inbox" title={visit.t.work.emptyTitle} hint={visit.t.work.emptyHint} />
  )

function Table({ visit, work, name, newToken }: WorkPage & { name: string }) {
  const { t } = visit
  const may = work.mayAssign || work.mayTake
  return (
    <form method="post" action={paths.workAssignment()} class="work" data-once>
      <input type="hidden" name="once" value={newToken()} />
      <input type="hidden" name="back" value={visit.here} />
      <table class="tbl fold-up" data-rows>
        <caption class="sr">{t.work.caption(name)}</caption>
        <thead>
          <tr>
            {may ? (
              <th scope="col" class="c-pick">
                <label>
                  <span class="sr">{t.work.selectAll}</span>
                  <input type="checkbox" data-all />
                </label>
              </th>
            ) : null}
            <th scope="col">{t.work.who}</th>
            <th scope="col">{t.work.request}</th>
            <th scope="col" class="c-sno">
              {t.work.studentNo}
            </th>
            <th scope="col">{work.offices.length > 1 && work.office === null ? t.work.office : t.work.faculty}</th>
            <th scope="col">{t.work.step}</th>
            <th scope="col">{t.work.state}</th>
            <th scope="col">{t.work.waits}</th>
            <th scope="col" aria-sort="ascending">
              {t.work.due}
            </th>
            <th scope="col">{t.work.assignee}</th>
          </tr>
        </thead>
        <tbody>
          {work.rows.map((row) => (
            <Row visit={visit} row={row} may={may} byOffice={work.offices.length > 1 && work.office === null} />
          ))}
        </tbody>
      </table>
      {may ? <Bulk visit={visit} work={work} /> : null}
    </form>
  )
}

const TONES: Readonly<Record<WorkState, string>> = {
  new: '',
  taken: '',
  asked: 'st off',
  answered: 'st you-st',
  returned: 'st bad',
}

function Row({ visit, row, may, byOffice }: { visit: Visit; row: WorkRow; may: boolean; byOffice: boolean }) {
  const { t, lang } = visit
  return (
    <tr>
      {may ? (
        <td class="c-pick">
          <label>
            <span class="sr">{t.work.select(row.requester[lang])}</span>
            <input type="checkbox" name="task" value={row.task} />
          </label>
        </td>
      ) : null}
      <td class="c-who">
        <a href={paths.task(row.task)}>{row.requester[lang]}</a>
      </td>
      <td class="num" data-l={t.work.request}>
        <Code>{row.key}</Code>
      </td>
      <td class="num c-sno" data-l={t.work.studentNo}>
        {row.studentNo ? <Digits visit={visit}>{row.studentNo}</Digits> : null}
      </td>
      <td data-l={byOffice ? t.work.office : t.work.faculty}>
        {byOffice ? row.officeName[lang] : row.faculty?.[lang]}
      </td>
      <td data-l={t.work.step}>{row.step[lang]}</td>
      <td class="num" data-l={t.work.state}>
        <span class={TONES[row.state] || undefined}>{t.work.states[row.state]}</span>
      </td>
      <td class="num c-waits" data-l={t.work.waits}>
        <Waits visit={visit} since={row.openedAt} length={row.waits} />
      </td>
      <td class="num c-due" data-l={t.work.due}>
        <Due visit={visit} row={row} />
      </td>
      <td class="num" data-l={t.work.assignee}>
        {row.mine && !row.stead ? (
          t.work.me
        ) : row.assignee ? (
          <>
            {fullName(visit, row.assignee)}
            {row.stead ? <small class="block meta">{t.rules.youStandIn}</small> : null}
          </>
        ) : (
          <span class="meta">
            <span aria-hidden="true">—</span>
            <span class="sr">{t.work.nobody}</span>
          </span>
        )}
      </td>
    </tr>
  )
}

/** What is left says so in words before it says so in colour. */
function Due({ visit, row }: { visit: Visit; row: WorkRow }) {
  if (row.state === 'asked') return <span class="meta">{visit.t.work.paused}</span>
  return row.time ? <Left visit={visit} time={row.time} /> : null
}

const Bulk = ({ visit, work }: { visit: Visit; work: WorkView }) => (
  <div class="bulk">
    <span class="meta">{visit.t.work.selected}</span>
    {work.mayTake ? (
      <button class="btn" name="to" value="me">
        {visit.t.work.take}
      </button>
    ) : null}
    {work.mayAssign && work.experts.length > 0 ? (
      <>
        <label class="sr" for="expert">
          {visit.t.work.assignTo}
        </label>
        <select class="in w-l" id="expert" name="expert">
          <option value="">{visit.t.form.choose}</option>
          {work.experts.map((one) => (
            <option value={one.id}>{expertLabel(visit, one)}</option>
          ))}
        </select>
        <button class="btn" name="to" value="expert">
          {visit.t.work.assign}
        </button>
      </>
    ) : null}
  </div>
)
