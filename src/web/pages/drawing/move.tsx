import type { MovePreview } from '../../../commands/move-requests.js'
import type { PlanLine, StayReason } from '../../../desk/drawing/move-over.js'
import type { Problem } from '../../../desk/form/form.js'
import type { Text } from '../../../desk/text.js'
import type { ListedVersion } from '../../../store/services.js'
import type { Move, MoveProgress } from '../../../store/moves.js'
import { formatNumber } from '../../../persian/index.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { Code, When } from '../../ui/bits.js'
import { Icon } from '../../ui/icon.js'
import type { Visit } from '../../visit.js'
import { EntryField } from './entry.js'

export interface MovePage {
  readonly visit: Visit
  readonly id: string
  readonly name: Text
  readonly versions: readonly ListedVersion[]
  readonly from: ListedVersion | null
  readonly to: ListedVersion | null
  readonly preview: MovePreview | null
  readonly moves: readonly Move[]
  readonly once: string
  readonly note: string
  readonly problems: readonly Problem[]
  readonly running: boolean
}

/** Moves requests to another version: which, by which plan, and what would happen, before it does. */
export const movePage = (props: MovePage) => {
  const { visit, id, name, versions, preview, running } = props
  const t = visit.t.drawing
  return adminFrame({
    visit,
    section: 'services',
    title: `${t.moveTitle}: ${name[visit.lang]}`,
    children: (
      <>
        <p class="meta">
          <a href={paths.adminService(id)}>{name[visit.lang]}</a> · {t.moveIntro}
        </p>
        {running ? (
          <p class="notice" role="alert">
            <Icon name="triangle-alert" />
            <span>{visit.t.refusals['already-done']}</span>
          </p>
        ) : null}
        {versions.length < 2 ? <p class="notice">{t.moveOneVersion}</p> : <Choose {...props} />}
        {preview ? <Plan {...props} preview={preview} /> : null}
        <Moves {...props} />
      </>
    ),
  })
}

const Choose = ({ visit, id, versions, from, to }: MovePage) => {
  const t = visit.t.drawing
  const select = (name: string, label: string, chosen: ListedVersion | null) => (
    <div>
      <label class="label" for={`mv-${name}`}>
        {label}
      </label>
      <select class="in" id={`mv-${name}`} name={name}>
        {versions.map((one) => (
          <option value={String(one.number)} selected={one.number === chosen?.number}>
            {`${formatNumber(one.number, visit.lang)} (${formatNumber(one.open, visit.lang)} ${t.open})`}
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <form method="get" action={paths.serviceMove(id)} class="filters">
      {select('from', t.moveFrom, from)}
      {select('to', t.moveTo, to)}
      <button class="btn">{t.moveChoose}</button>
    </form>
  )
}

const Plan = (props: MovePage & { readonly preview: MovePreview }) => {
  const { visit, id, from, to, preview, once, note, problems } = props
  const t = visit.t.drawing
  if (preview.lines.length === 0) return <p class="notice">{t.moveNone}</p>
  return (
    <form method="post" action={paths.serviceMove(id)} class="stack loose">
      <input type="hidden" name="from" value={String(from?.number ?? '')} />
      <input type="hidden" name="to" value={String(to?.number ?? '')} />
      <section aria-labelledby="pl">
        <h2 id="pl" class="head">
          {t.movePlan}
        </h2>
        <p class="meta">{t.movePlanHint}</p>
        <Lines visit={visit} lines={preview.lines} />
        <div class="bar">
          <button class="btn" formmethod="get">
            {t.moveCheck}
          </button>
        </div>
      </section>
      <section aria-labelledby="rs">
        <h2 id="rs" class="head">
          {t.moveResult}
        </h2>
        <p class={preview.cannot > 0 ? 'notice' : 'notice ok'}>
          <Icon name={preview.cannot > 0 ? 'triangle-alert' : 'check'} />
          <span>
            {t.moveCan(preview.can)}
            {preview.cannot > 0 ? ` · ${t.moveCannot(preview.cannot)}` : ''}
          </span>
        </p>
        <Stays visit={visit} stays={preview.stays} />
      </section>
      {preview.can > 0 ? (
        <section class="card stack narrow">
          <EntryField
            visit={visit}
            typed={{ note }}
            problems={problems}
            name="note"
            label={t.moveReason}
            hint={t.moveReasonHint}
            required
            lines={2}
          />
          <input type="hidden" name="once" value={once} />
          <div class="bar">
            <button class="btn go">{t.moveSubmit}</button>
          </div>
        </section>
      ) : null}
    </form>
  )
}

const Lines = ({ visit, lines }: { visit: Visit; lines: readonly PlanLine[] }) => {
  const t = visit.t.drawing
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <thead>
          <tr>
            <th scope="col">{t.moveOld}</th>
            <th scope="col">{t.moveWaiting}</th>
            <th scope="col">{t.moveNew}</th>
            <th scope="col">{t.moveHow}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td class="c-who">{line.name[visit.lang]}</td>
              <td class="num" data-l={t.moveWaiting}>
                {formatNumber(line.waiting, visit.lang)}
              </td>
              <td data-l={t.moveNew}>
                <select class="in" name={`plan.${line.element}`} aria-label={`${t.moveNew}: ${line.name[visit.lang]}`}>
                  <option value="" selected={line.to === null}>
                    {t.moveNowhere}
                  </option>
                  {line.options.map((one) => (
                    <option value={one.element} selected={one.element === line.to}>
                      {one.name[visit.lang]}
                    </option>
                  ))}
                </select>
              </td>
              <td data-l={t.moveHow}>
                <span class={line.to === null ? 'late' : 'meta'}>{t.moveWhy[line.why]}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const sentence = (visit: Visit, { code, name }: StayReason): string =>
  visit.t.drawing.moveStay[code](name?.[visit.lang] ?? '')

const Stays = ({
  visit,
  stays,
}: {
  visit: Visit
  stays: readonly { readonly key: string; readonly reasons: readonly StayReason[] }[]
}) =>
  stays.length === 0 ? null : (
    <div class="work">
      <table class="tbl fold-up plain">
        <thead>
          <tr>
            <th scope="col">{visit.t.drawing.request}</th>
            <th scope="col">{visit.t.drawing.reason}</th>
          </tr>
        </thead>
        <tbody>
          {stays.map(({ key, reasons }) => (
            <tr>
              <td class="c-who">
                <Code>{key}</Code>
              </td>
              <td data-l={visit.t.drawing.reason}>{reasons.map((one) => sentence(visit, one)).join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

const Moves = ({ visit, moves }: MovePage) => {
  const t = visit.t.drawing
  if (moves.length === 0) return null
  return (
    <section aria-labelledby="ms">
      <h2 id="ms" class="head">
        {t.moves}
      </h2>
      <ul class="rows">
        {moves.map((move) => (
          <li>
            <div class="body">
              <a class="over" href={paths.move(move.id)}>
                {versionsOf(visit, move)}
              </a>
              <p class="user">{move.note}</p>
            </div>
            <span class="end">
              {move.endedAt === null ? t.moveRunning : t.moveDone} · <When visit={visit} at={move.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const versionsOf = (visit: Visit, { from, to }: Move): string =>
  `${visit.t.drawing.moveFrom} ${formatNumber(from.number, visit.lang)} ${visit.t.drawing.moveTo} ${formatNumber(to.number, visit.lang)}`

interface ProgressPage {
  readonly visit: Visit
  readonly move: Move
  readonly name: Text
  readonly progress: MoveProgress
}

/** How far a move has come; a script loads it again while the job works. */
export const moveProgressPage = ({ visit, move, name, progress }: ProgressPage) => {
  const t = visit.t.drawing
  const done = progress.moved + progress.left
  const all = done + progress.waiting
  const running = progress.waiting > 0
  return adminFrame({
    visit,
    section: 'services',
    title: `${name[visit.lang]}: ${versionsOf(visit, move)}`,
    children: (
      <>
        <p class="meta">
          {move.byName[visit.lang]}، <When visit={visit} at={move.at} />
        </p>
        <p class="user">{move.note}</p>
        <div class="stack" role="status">
          <p>
            <b>{running ? t.moveRunning : t.moveDone}</b> · {t.moveProgress(done, all)}
          </p>
          <progress max={String(Math.max(all, 1))} value={String(done)}></progress>
          <p>
            {t.moveCan(progress.moved)} · {t.moveCannot(progress.left)}
          </p>
        </div>
        {running ? (
          <reload-soon>
            <a class="btn" href={paths.move(move.id)}>
              {t.moveRefresh}
            </a>
          </reload-soon>
        ) : null}
        <Stays visit={visit} stays={progress.stayed.map(({ key, reason }) => ({ key, reasons: [reason] }))} />
        <p>
          <a href={paths.serviceMove(move.service, { from: move.from.number, to: move.to.number })}>{t.moveTitle}</a>
        </p>
      </>
    ),
  })
}
