import type { SyncLine } from '../../desk/sync.js'
import { digitsIn, formatTime, joinList } from '../../persian/index.js'
import type { SyncRun, SyncState } from '../../store/sync-runs.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code, Empty, When } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

interface Sync {
  readonly visit: Visit
  /** Whether there is a directory to read. */
  readonly connected: boolean
  /** Newest first. */
  readonly runs: readonly SyncRun[]
  /** The one whose lines are shown. */
  readonly chosen: SyncRun | null
  readonly newToken: () => string
}

/** The last runs of the sync, what each did, and the yes for one that waits. */
export const syncPage = (props: Sync) => {
  const { visit, connected, runs, chosen, newToken } = props
  const t = visit.t.directory.sync
  const [last] = runs
  return adminFrame({
    visit,
    section: 'sync',
    title: t.title,
    children: (
      <>
        <p class="meta lead">{t.lead}</p>
        {connected ? <Start visit={visit} newToken={newToken} /> : null}
        {last?.state === 'held' ? (
          <Held visit={visit} run={last} shown={chosen?.id === last.id} newToken={newToken} />
        ) : null}
        {runs.length === 0 ? (
          <Empty
            icon={connected ? 'refresh-cw' : 'unplug'}
            title={connected ? t.never : t.noDirectory}
            hint={connected ? t.neverHint : t.noDirectoryHint}
          />
        ) : (
          <>
            {chosen ? <Result visit={visit} run={chosen} /> : null}
            <Runs {...props} />
          </>
        )}
      </>
    ),
  })
}

const Start = ({ visit, newToken }: { visit: Visit; newToken: () => string }) => (
  <form class="row" method="post" action={paths.adminSync()} data-once>
    <input type="hidden" name="once" value={newToken()} />
    <button class="btn" name="dry" value="yes">
      {visit.t.directory.sync.dry}
    </button>
    <button class="btn go">{visit.t.directory.sync.now}</button>
  </form>
)

interface HeldRun {
  readonly visit: Visit
  readonly run: SyncRun
  /** Whether its lines are on the page already. */
  readonly shown: boolean
  readonly newToken: () => string
}

const Held = ({ visit, run, shown, newToken }: HeldRun) => {
  const t = visit.t.directory.sync
  return (
    <section class="you stack near" aria-labelledby="sh">
      <h2 id="sh">{t.heldTitle(run.leaving.length)}</h2>
      <p>{t.heldText}</p>
      <form class="row" method="post" action={paths.adminSync()} data-once>
        <input type="hidden" name="once" value={newToken()} />
        <input type="hidden" name="yes" value={String(run.id)} />
        {shown ? null : (
          <a class="btn" href={paths.adminSync({ run: run.id })}>
            {t.show}
          </a>
        )}
        <button class="btn stop">{t.yes(run.leaving.length)}</button>
      </form>
    </section>
  )
}

const TONES: Readonly<Record<SyncState, string>> = {
  planned: 'st off',
  held: 'st you-st',
  done: 'st done',
  failed: 'st bad',
}

const Runs = ({ visit, runs, chosen }: Sync) => {
  const t = visit.t.directory.sync
  return (
    <section aria-labelledby="sr">
      <h2 id="sr" class="head">
        {t.runs}
      </h2>
      <div class="work">
        <table class="tbl fold-up plain">
          <thead>
            <tr>
              <th scope="col">{t.at}</th>
              <th scope="col">{t.state}</th>
              <th scope="col">{t.counts}</th>
              <th scope="col">{t.by}</th>
              <th scope="col">{t.took}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr class={run.id === chosen?.id ? 'cur' : undefined}>
                <td class="c-who">
                  <a href={paths.adminSync({ run: run.id })}>
                    <When visit={visit} at={run.at} />
                  </a>
                </td>
                <td>
                  <span class={TONES[run.state]}>{t.states[run.state]}</span>
                </td>
                <td data-l={t.counts}>{counts(visit, run)}</td>
                <td data-l={t.by}>{run.by ? run.by[visit.lang] : <span class="meta">{t.itself}</span>}</td>
                <td class="num" data-l={t.took}>
                  {t.seconds(decimal(visit, run.tookMs))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Seconds with one digit after the point. */
const decimal = (visit: Visit, ms: number): string =>
  digitsIn((ms / 1000).toFixed(1), visit.lang).replace('.', visit.lang === 'fa' ? '٫' : '.')

const KINDS = ['joined', 'changed', 'left', 'returned'] as const

function counts(visit: Visit, run: SyncRun): string {
  const t = visit.t.directory.sync
  if (run.counts.listed === undefined) return ''
  const parts = KINDS.flatMap((kind) => (run.counts[kind] ? [t[kind](run.counts[kind])] : []))
  return parts.length === 0 ? t.noChange : parts.join(' · ')
}

const Result = ({ visit, run }: { visit: Visit; run: SyncRun }) => {
  const t = visit.t.directory.sync
  const all = KINDS.reduce((sum, kind) => sum + (run.counts[kind] ?? 0), 0)
  return (
    <section aria-labelledby="so">
      <h2 id="so" class="head">
        {t.result(formatTime(run.at, visit.lang, 'both'))}
      </h2>
      <div class="stack near">
        {run.state === 'failed' ? (
          <div class="notice">
            <Icon name="circle-alert" />
            <p>{run.reason === 'no-directory' ? t.failed['no-directory'] : t.failed['directory-down']}</p>
          </div>
        ) : (
          <p class="row">
            <span class={TONES[run.state]}>{t.states[run.state]}</span>
            <span class="meta">{t.listed(run.counts.listed ?? 0)}</span>
            <span>{counts(visit, run)}</span>
          </p>
        )}
        {run.state === 'planned' && run.reason !== null ? (
          <div class="notice">
            <Icon name="info" />
            <p>{t.wouldHold}</p>
          </div>
        ) : null}
        {run.lines.length > 0 ? <Lines visit={visit} lines={run.lines} /> : null}
        {all > run.lines.length ? <p class="meta">{t.more(all - run.lines.length)}</p> : null}
      </div>
    </section>
  )
}

const LINE_TONES: Readonly<Record<SyncLine['kind'], string>> = {
  joined: 'st done',
  changed: 'st now',
  left: 'st bad',
  returned: 'st done',
}

const Lines = ({ visit, lines }: { visit: Visit; lines: readonly SyncLine[] }) => {
  const t = visit.t.directory.sync
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.username}</th>
            <th scope="col">{t.what}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td class="c-who">{line.name[visit.lang]}</td>
              <td data-l={t.username}>
                <Code>{line.username}</Code>
              </td>
              <td>
                <span class={LINE_TONES[line.kind]}>{t.kinds[line.kind]}</span>{' '}
                <span class="meta">{detail(visit, line)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function detail(visit: Visit, line: SyncLine): string {
  const t = visit.t.directory.sync
  if (line.why) return t.why[line.why]
  return joinList(
    (line.fields ?? []).map((field) => t.fields[field]),
    visit.lang,
  )
}
