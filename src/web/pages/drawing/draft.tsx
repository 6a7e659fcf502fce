import type { Finding } from '../../../desk/drawing/check.js'
import type { DrawingFile } from '../../../desk/drawing/draft.js'
import type { Problem } from '../../../desk/form/form.js'
import type { Text } from '../../../desk/text.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { Ago, Code } from '../../ui/bits.js'
import { Icon } from '../../ui/icon.js'
import type { Visit } from '../../visit.js'
import { EntryField } from './entry.js'
import { FindingsList } from './findings.js'

export interface DraftPage {
  readonly visit: Visit
  readonly id: string
  readonly name: Text
  readonly revision: number
  readonly base: number | null
  /** The newest published version, when it is newer than the base. */
  readonly newer: number | null
  readonly savedAt: number
  readonly savedBy: Text | null
  /** The one that runs is the first. */
  readonly drawings: readonly DrawingFile[]
  readonly fields: number | null
  readonly tasks: number | null
  readonly taskForms: readonly { readonly id: string; readonly used: boolean }[]
  readonly findings: readonly Finding[]
  readonly once: string
  readonly note: string
  readonly problems: readonly Problem[]
  readonly stale: boolean
}

/** A service under change: its parts, what the check finds, and how it is tried, compared and published. */
export const draftPage = (props: DraftPage) => {
  const { visit, id, name } = props
  const t = visit.t.drawing
  return adminFrame({
    visit,
    section: 'services',
    title: t.draftOf(name[visit.lang]),
    children: (
      <>
        <p class="meta">
          {props.base === null ? t.fresh : t.basedOn(props.base)} ·{' '}
          {t.savedBy(props.savedBy?.[visit.lang] ?? t.origins.command)}
          {visit.lang === 'fa' ? '، ' : ', '}
          <Ago visit={visit} at={props.savedAt} />
        </p>
        {props.newer === null ? null : (
          <p class="notice">
            <Icon name="triangle-alert" />
            <span>{t.behind(props.newer)}</span>
          </p>
        )}
        <Parts {...props} />
        <section aria-labelledby="ck">
          <h2 id="ck" class="head">
            {t.findings}
          </h2>
          {props.drawings.slice(0, 1).map((drawing) => (
            <FindingsList visit={visit} service={id} drawing={drawing} findings={props.findings} />
          ))}
        </section>
        <Publish {...props} />
        <details class="fold">
          <summary>{t.discard}</summary>
          <form method="post" action={paths.draftDiscarding(id)} class="stack">
            <p class="meta">{t.discardHint}</p>
            <button class="btn stop">{t.discardConfirm}</button>
          </form>
        </details>
      </>
    ),
  })
}

const Parts = ({ visit, id, drawings, fields, tasks, taskForms }: DraftPage) => {
  const t = visit.t.drawing
  return (
    <ul class="rows parts">
      <Part icon="id-card" href={paths.draftCard(id)} label={t.steps.card} end={t.edit} />
      <Part
        icon="text-cursor-input"
        href={paths.draftRequestForm(id)}
        label={t.steps.form}
        end={fields === null ? t.edit : t.fields(fields)}
      />
      <Part
        icon="workflow"
        href={paths.draftProcess(id)}
        label={t.editProcess}
        end={tasks === null ? t.edit : t.stepsCount(tasks)}
      />
      {drawings
        .filter((one) => !one.runs)
        .map(({ file, name, note }) => (
          <Part
            icon="workflow"
            href={paths.draftProcess(id, { file })}
            label={name?.[visit.lang] ?? t.otherDrawing(file)}
            about={note?.[visit.lang] ?? null}
            end={t.switchedOff}
          />
        ))}
      <li>
        <Icon name="list-checks" />
        <div class="body stack">
          <span>{t.steps.taskForms}</span>
          <ul class="row">
            {taskForms.map((one) => (
              <li>
                <a href={paths.draftTaskForm(id, one.id)}>
                  <Code>{one.id}</Code>
                </a>{' '}
                {one.used ? null : <span class="meta">({t.unusedForm})</span>}
              </li>
            ))}
          </ul>
          <form method="post" action={paths.draftForms(id)} class="row">
            <label class="sr" for="nf">
              {t.newFormId}
            </label>
            <input
              class="in w-m"
              id="nf"
              name="form"
              dir="ltr"
              placeholder={t.newFormId}
              pattern="[a-z][a-z0-9\-]*"
              required
            />
            <button class="btn">{t.newFormSubmit}</button>
          </form>
        </div>
      </li>
      <Part icon="play" href={paths.draftDryRun(id)} label={t.steps.dryRun} end="" />
      <Part icon="git-compare" href={paths.draftComparison(id)} label={t.steps.compare} end="" />
    </ul>
  )
}

interface PartLine {
  readonly icon: string
  readonly href: string
  readonly label: string
  readonly about?: string | null
  readonly end: string
}

const Part = ({ icon, href, label, about = null, end }: PartLine) => (
  <li>
    <Icon name={icon} />
    <div class="body">
      <a class="over" href={href}>
        {label}
      </a>
      {about === null ? null : <p class="meta">{about}</p>}
    </div>
    <span class="end">{end}</span>
  </li>
)

const Publish = ({ visit, id, revision, once, note, problems, findings, stale }: DraftPage) => {
  const t = visit.t.drawing
  const blocked = findings.some((one) => one.severity === 'error')
  return (
    <section aria-labelledby="pb">
      <h2 id="pb" class="head">
        {t.steps.publish}
      </h2>
      {blocked ? (
        <p class="meta">{t.publishBlocked}</p>
      ) : (
        <form method="post" action={paths.draftPublication(id)} class="card stack narrow">
          {stale ? (
            <p class="notice" role="alert">
              <Icon name="triangle-alert" />
              <span>{t.conflict}</span>
            </p>
          ) : null}
          <p class="meta">{t.publishHint}</p>
          <EntryField
            visit={visit}
            typed={{ note }}
            problems={problems}
            name="note"
            label={t.publishNote}
            hint={t.publishNoteHint}
            required
            lines={3}
          />
          <input type="hidden" name="once" value={once} />
          <input type="hidden" name="revision" value={String(revision)} />
          <div class="bar">
            <button class="btn go">{t.publishSubmit}</button>
          </div>
        </form>
      )}
    </section>
  )
}
