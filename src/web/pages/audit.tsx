import { AUDIT_GROUPS, type AuditGroup } from '../../desk/audit.js'
import type { AuditLineView } from '../../desk/administration-views.js'
import type { JsonObject } from '../../desk/json.js'
import type { University } from '../../desk/university.js'
import { digitsIn, formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { AuditLines } from '../ui/audit-lines.js'
import { Empty } from '../ui/bits.js'
import { FilterSelect } from '../ui/filter.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

/** The filters as they were typed. */
export interface AuditFilter {
  readonly kind: AuditGroup | ''
  readonly person: string
  readonly from: string
  readonly until: string
}

export interface AuditLog {
  readonly visit: Visit
  readonly university: University
  readonly filter: AuditFilter
  /** What is wrong with a filter, by its name. */
  readonly wrong: Readonly<Partial<Record<keyof AuditFilter, string>>>
  readonly lines: readonly AuditLineView[]
  readonly next: string | null
  readonly state: {
    readonly lines: number
    readonly checked: { readonly at: number; readonly data: JsonObject } | null
  }
  readonly newToken: () => string
}

/** The audit log, the newest first: who came in, who changed whose rights, who read what and why. */
export const auditLogPage = (props: AuditLog) => {
  const { visit, filter, wrong, lines, next } = props
  const t = visit.t.administration
  return adminFrame({
    visit,
    section: 'audit',
    title: t.audit.title,
    children: (
      <div class="stack near">
        <Chain {...props} />
        <Filters {...props} />
        {Object.keys(wrong).length > 0 ? null : lines.length === 0 ? (
          <Empty icon="search-x" title={t.audit.nothing} hint={t.audit.nothingHint}>
            <a class="btn" href={paths.adminAudit()}>
              {t.clear}
            </a>
          </Empty>
        ) : (
          <AuditLines {...props} />
        )}
        <div class="row">
          {next === null ? null : (
            <a class="btn" href={paths.adminAudit({ ...filter, before: next })}>
              {t.next}
            </a>
          )}
          {lines.length === 0 ? null : <Export {...props} />}
        </div>
      </div>
    ),
  })
}

const Chain = ({ visit, state, newToken }: AuditLog) => {
  const t = visit.t.administration.audit
  const { checked } = state
  const whole = checked === null || checked.data['whole'] === true
  return (
    <div class={whole ? 'notice chain' : 'notice chain broken'}>
      <Icon name={whole ? (checked ? 'shield-check' : 'shield') : 'shield-alert'} />
      <p>
        <b>{t.chain}:</b> <span>{chainSentence(visit, state)}</span>
        <small class="block">{t.chainHint}</small>
      </p>
      <form class="push" method="post" action={paths.adminAuditCheck()} data-once>
        <input type="hidden" name="once" value={newToken()} />
        <button class="btn">{t.check}</button>
      </form>
    </div>
  )
}

function chainSentence(visit: Visit, { lines, checked }: AuditLog['state']): string {
  const t = visit.t.administration.audit
  if (!checked) return t.unchecked(lines)
  const number = (name: string) => (typeof checked.data[name] === 'number' ? checked.data[name] : 0)
  const when = formatTime(checked.at, visit.lang, 'both')
  return checked.data['whole'] === true ? t.whole(number('lines'), when) : t.broken(number('line'), when)
}

const Filters = ({ visit, filter, wrong }: AuditLog) => {
  const t = visit.t.administration.audit
  return (
    <form class="filters" role="search" action={paths.adminAudit()}>
      <FilterSelect
        id="ak"
        name="kind"
        label={t.group}
        everything={t.groups.all}
        chosen={filter.kind}
        options={AUDIT_GROUPS.map((one) => [one, t.groups[one]])}
      />
      <Typed visit={visit} id="ap" name="person" label={t.person} hint={t.personHint} filter={filter} wrong={wrong} />
      <Typed visit={visit} id="af" name="from" label={t.from} hint={t.dateHint} filter={filter} wrong={wrong} />
      <Typed visit={visit} id="au" name="until" label={t.until} hint={t.dateHint} filter={filter} wrong={wrong} />
      <button class="btn">{visit.t.requests.apply}</button>
    </form>
  )
}

const Typed = ({
  visit,
  id,
  name,
  label,
  hint,
  filter,
  wrong,
}: Pick<AuditLog, 'visit' | 'filter' | 'wrong'> & {
  id: string
  name: 'person' | 'from' | 'until'
  label: string
  hint: string
}) => (
  <div class={wrong[name] ? 'wrong' : undefined}>
    <label class="label" for={id}>
      {label}
    </label>
    {wrong[name] ? (
      <p class="err" id={`${id}-e`}>
        <Icon name="circle-alert" />
        <span>
          <span class="sr">{visit.t.error}: </span>
          {wrong[name]}
        </span>
      </p>
    ) : null}
    <input
      class="in"
      id={id}
      name={name}
      value={name === 'person' ? filter.person : digitsIn(filter[name], visit.lang)}
      placeholder={hint}
      autocomplete="off"
      maxlength={100}
      aria-describedby={wrong[name] ? `${id}-e` : undefined}
      aria-invalid={wrong[name] ? 'true' : undefined}
    />
  </div>
)

/** A download is a change too, for the log tells it: so a form, and no link. */
const Export = ({ visit, filter }: AuditLog) => {
  const t = visit.t.administration.audit
  return (
    <form class="row push" method="post" action={paths.adminAuditExport()} data-turbo="false">
      {Object.entries(filter).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
      <small>{t.exportHint}</small>
      <button class="btn">
        <Icon name="download" /> {t.export}
      </button>
    </form>
  )
}
