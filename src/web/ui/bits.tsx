import type { Child } from 'hono/jsx'
import { actorName } from '../../desk/actor.js'
import type { Text } from '../../desk/text.js'
import { mayOpen } from '../../desk/upload/scan.js'
import type { ExpertView, FileView, PersonName, RequestStatus } from '../../desk/views.js'
import { digitsIn, formatNumber, formatTime, relativeTime, type TimeStyle } from '../../persian/index.js'
import { paths } from '../paths.js'
import type { Visit } from '../visit.js'
import { Icon } from './icon.js'

/** A code, isolated so that it does not turn around in a Persian line. */
export const Code = ({ children }: { children?: Child }) => <bdi dir="ltr">{children}</bdi>

/** A number of a letter or a student, in the digits of the language. */
export const Digits = ({ visit, children }: { visit: Visit; children: string }) => (
  <bdi dir="ltr">{digitsIn(children, visit.lang)}</bdi>
)

export const When = ({ visit, at, style = 'both' }: { visit: Visit; at: number; style?: TimeStyle }) => (
  <time datetime={new Date(at).toISOString()}>{formatTime(at, visit.lang, style)}</time>
)

/** «از ۲ روز پیش»; the full time is in the tooltip. */
export const Ago = ({ visit, at }: { visit: Visit; at: number }) => (
  <time datetime={new Date(at).toISOString()} title={formatTime(at, visit.lang, 'both')}>
    {relativeTime(at, visit.now, visit.lang)}
  </time>
)

/** «خانم مریم صادقی», with both names where she stood in for somebody. */
export const fullName = (visit: Visit, person: PersonName): string => actorName(person, visit.lang)

/** An expert in a list to choose from: how much they have, and that they are away. */
export const expertLabel = (visit: Visit, { name, open, absentUntil }: ExpertView): string => {
  const away = absentUntil === null ? null : visit.t.rules.absentUntil(formatTime(absentUntil, visit.lang, 'date'))
  return `${name[visit.lang]} (${[visit.t.form.open(open), away].filter(Boolean).join(visit.lang === 'fa' ? '، ' : ', ')})`
}

export const Avatar = ({ name }: { name: string }) => (
  <span class="avatar" aria-hidden="true">
    {[...name][0] ?? ''}
  </span>
)

const TONES: Readonly<Record<RequestStatus, string>> = {
  open: 'st now',
  waiting: 'st you-st',
  done: 'st done',
  refused: 'st bad',
  withdrawn: 'st off',
}

/** The status as its requester reads it. Only the requester is told to act. */
export const Status = ({ visit, status, word }: { visit: Visit; status: RequestStatus; word: Text }) => (
  <span class={TONES[status]}>{word[visit.lang]}</span>
)

export const fileSize = (visit: Visit, size: number): string =>
  size < 1_000_000
    ? visit.t.files.kb(formatNumber(Math.max(1, Math.round(size / 1000)), visit.lang))
    : visit.t.files.mb(
        digitsIn((size / 1_000_000).toFixed(1), visit.lang).replace('.', visit.lang === 'fa' ? '٫' : '.'),
      )

/** Files that can be opened. */
export const Files = ({ visit, files }: { visit: Visit; files: readonly FileView[] }) =>
  files.length === 0 ? null : (
    <ul class="files">
      {files.map((file) => (
        <li>
          <Icon name={file.type === 'application/pdf' ? 'file-text' : 'image'} />
          <bdi dir="auto">
            {mayOpen(file.scan) ? (
              <a href={paths.file(file.id)} data-turbo="false">
                {file.name}
              </a>
            ) : file.scan === 'found' ? (
              <s>{file.name}</s>
            ) : (
              file.name
            )}
          </bdi>
          <span class="meta">
            {fileSize(visit, file.size)}
            {mayOpen(file.scan) ? '' : ` · ${visit.t.uploads[file.scan === 'found' ? 'found' : 'waiting']}`}
          </span>
        </li>
      ))}
    </ul>
  )

/** Nothing to show, and a way out; `whole` when the page is nothing else. */
export const Empty = ({
  icon,
  title,
  hint,
  whole = false,
  children,
}: {
  icon: string
  title: string
  hint: string
  whole?: boolean
  children?: Child
}) => (
  <div class="empty">
    <Icon name={icon} />
    {whole ? <h1>{title}</h1> : <h2>{title}</h2>}
    <p>{hint}</p>
    {children ? <div class="row">{children}</div> : null}
  </div>
)

/** Text a person wrote: its lines are kept and its direction is its own. */
export const Written = ({ text }: { text: string }) => <p class="user written">{text}</p>

/** A control with its label; `optional` is the word that says so. */
export const Labelled = ({
  id,
  label,
  optional,
  children,
}: {
  id: string
  label: string
  optional?: string | undefined
  children?: Child
}) => (
  <div class="field">
    <label class="label" for={id}>
      {label} {optional ? <span class="opt">{optional}</span> : null}
    </label>
    {children}
  </div>
)
