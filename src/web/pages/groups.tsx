import type { RulePreview } from '../../commands/group-rules.js'
import type { GroupRule, RuleFault } from '../../desk/groups.js'
import type { Role } from '../../desk/person.js'
import { officeInstances, officeName, type University } from '../../desk/university.js'
import { joinList } from '../../persian/index.js'
import type { AddedRule } from '../../store/group-rules.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code, Empty, When } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'

interface Groups {
  readonly visit: Visit
  readonly university: University
  readonly added: readonly AddedRule[]
  /** What stands in the form. */
  readonly typed: { readonly group: string; readonly office: string; readonly role: string }
  readonly fault: RuleFault | null
  readonly preview: { readonly of: RulePreview; readonly removes: number | null } | null
  /** Groups that people here are in, the largest first. */
  readonly known: readonly string[]
  readonly newToken: () => string
}

/** In the form, the choice that is no office. */
export const ADMINISTRATOR = 'administrator'

/** Which groups of the directory give what, and what a rule would change before it is kept. */
export const groupsPage = (props: Groups) => {
  const t = props.visit.t.directory.groups
  return adminFrame({
    visit: props.visit,
    section: 'groups',
    title: t.title,
    children: (
      <>
        <p class="meta lead">{t.lead}</p>
        {props.preview ? <Preview {...props} preview={props.preview} /> : <Add {...props} />}
        <Rules {...props} />
      </>
    ),
  })
}

/** «مسئول آموزش دانشکده، هر دانشکده با گروه خودش». */
function given(visit: Visit, university: University, office: string | null, role: Role | null): string {
  const t = visit.t.directory.groups
  if (office === null || role === null) return t.administrator
  const [kind = ''] = office.split(':', 1)
  const name = office.includes('{faculty}')
    ? t.everyFaculty(officeName(university, kind)[visit.lang])
    : officeName(university, office)[visit.lang]
  return visit.lang === 'fa' ? `${t.roles[role]} ${name}` : `${name}: ${t.roles[role]}`
}

const Rules = ({ visit, university, added }: Groups) => {
  const t = visit.t.directory.groups
  const file = university.directory.rules
  if (file.length + added.length === 0) return <Empty icon="users" title={t.none} hint={t.noneHint} />
  return (
    <section aria-labelledby="gr">
      <h2 id="gr" class="head">
        {t.rules}
      </h2>
      {file.length > 0 ? <p class="meta lead below">{t.fileHint}</p> : null}
      <div class="work">
        <table class="tbl fold-up plain">
          <thead>
            <tr>
              <th scope="col">{t.group}</th>
              <th scope="col">{t.gives}</th>
              <th scope="col">{t.from}</th>
              <th scope="col">
                <span class="sr">{t.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {added.map((rule) => (
              <tr>
                <RuleCells visit={visit} university={university} rule={rule} />
                <td data-l={t.from}>
                  {t.addedBy(rule.by[visit.lang])} · <When visit={visit} at={rule.at} style="date" />
                </td>
                <td class="c-end">
                  <a href={paths.adminGroups({ remove: rule.id })}>{t.remove}</a>
                </td>
              </tr>
            ))}
            {file.map((rule) => (
              <tr>
                <RuleCells visit={visit} university={university} rule={rule} />
                <td data-l={t.from}>
                  <span class="meta">{t.file}</span>
                </td>
                <td class="c-end"></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const RuleCells = ({ visit, university, rule }: { visit: Visit; university: University; rule: GroupRule }) => (
  <>
    <td class="c-who">
      <Code>{rule.group}</Code>
    </td>
    <td data-l={visit.t.directory.groups.gives}>{given(visit, university, rule.office, rule.role)}</td>
  </>
)

const Add = ({ visit, university, typed, fault, known }: Groups) => {
  const t = visit.t.directory.groups
  const offices = [
    ...university.offices
      .filter((one) => one.scope === 'faculty')
      .map((one): [string, string] => [`${one.id}:{faculty}`, t.everyFaculty(one.name[visit.lang])]),
    ...officeInstances(university).map((one): [string, string] => [one, officeName(university, one)[visit.lang]]),
  ]
  const wrong = (...faults: readonly RuleFault[]) => fault !== null && faults.includes(fault)
  const inGroup = wrong('no-group', 'long-group', 'no-faculty', 'unneeded-faculty', 'twice')
  return (
    <section class="card" aria-labelledby="ga">
      <h2 id="ga">{t.add}</h2>
      <form class="stack near" action={paths.adminGroups()}>
        <div class={inGroup ? 'field wrong' : 'field'}>
          <label class="label" for="g-group">
            {t.group}
          </label>
          <p class="hint" id="g-group-h">
            {t.groupHint} <Code>{'{faculty}'}</Code>
          </p>
          <input
            class="in"
            id="g-group"
            name="group"
            dir="ltr"
            list="g-known"
            value={typed.group}
            autocomplete="off"
            spellcheck={false}
            maxlength={256}
            aria-describedby={inGroup ? 'g-group-h g-group-e' : 'g-group-h'}
            aria-invalid={inGroup ? 'true' : undefined}
          />
          <datalist id="g-known">
            {known.map((one) => (
              <option value={one}></option>
            ))}
          </datalist>
          {inGroup && fault ? <Wrong id="g-group-e" text={t.faults[fault]} /> : null}
        </div>
        <div class="pair">
          <div class={wrong('no-office', 'unknown-office') ? 'field wrong' : 'field'}>
            <label class="label" for="g-office">
              {t.office}
            </label>
            <select class="in" id="g-office" name="office">
              <option value="">{t.choose}</option>
              <option value={ADMINISTRATOR} selected={typed.office === ADMINISTRATOR}>
                {t.administrator}
              </option>
              {offices.map(([value, name]) => (
                <option value={value} selected={typed.office === value}>
                  {name}
                </option>
              ))}
            </select>
            {wrong('no-office', 'unknown-office') && fault ? <Wrong id="g-office-e" text={t.faults[fault]} /> : null}
          </div>
          <div class="field">
            <label class="label" for="g-role">
              {t.role}
            </label>
            <select class="in" id="g-role" name="role" aria-describedby="g-role-h">
              <option value="">{t.choose}</option>
              {(['head', 'expert'] as const).map((role) => (
                <option value={role} selected={typed.role === role}>
                  {t.roles[role]}
                </option>
              ))}
            </select>
            <p class="hint" id="g-role-h">
              {t.noRole}
            </p>
          </div>
        </div>
        <p>
          <button class="btn go">{t.preview}</button>
        </p>
      </form>
    </section>
  )
}

const Wrong = ({ id, text }: { id: string; text: string }) => (
  <p class="err" id={id}>
    <Icon name="circle-alert" /> {text}
  </p>
)

const MOST_NAMES = 8

const Preview = ({ visit, university, preview, newToken }: Groups & { preview: NonNullable<Groups['preview']> }) => {
  const t = visit.t.directory.groups
  const { of, removes } = preview
  const { rule, changes } = of
  const gains = changes.filter((one) => one.gains).length
  return (
    <section class="card" aria-labelledby="gp">
      <h2 id="gp">{removes === null ? t.addTitle : t.removeTitle}</h2>
      <div class="stack near">
        <p>
          <Code>{rule.group}</Code> <Icon name="arrow-right" flip /> {given(visit, university, rule.office, rule.role)}
        </p>
        {changes.length === 0 ? (
          <div class="notice">
            <Icon name="info" />
            <p>
              {t.nothing} {removes === null ? t.nothingAdd : t.nothingRemove}
            </p>
          </div>
        ) : (
          <>
            <p class="row">
              {gains > 0 ? <span class="st done">{t.gain(gains)}</span> : null}
              {changes.length > gains ? <span class="st bad">{t.lose(changes.length - gains)}</span> : null}
            </p>
            <Changes visit={visit} university={university} changes={changes} />
          </>
        )}
        <form
          class="row"
          method="post"
          action={removes === null ? paths.adminGroups() : paths.adminRuleRemoval()}
          data-once
        >
          <input type="hidden" name="once" value={newToken()} />
          {removes === null ? (
            <>
              <input type="hidden" name="group" value={rule.group} />
              <input type="hidden" name="office" value={rule.office ?? ADMINISTRATOR} />
              <input type="hidden" name="role" value={rule.role ?? ''} />
            </>
          ) : (
            <input type="hidden" name="rule" value={String(removes)} />
          )}
          <button class={removes === null ? 'btn go' : 'btn stop'}>
            {removes === null ? t.confirmAdd : t.confirmRemove}
          </button>
          <a class="btn" href={paths.adminGroups()}>
            {t.cancel}
          </a>
        </form>
      </div>
    </section>
  )
}

/** One line for each right: who gains it or loses it. */
const Changes = ({
  visit,
  university,
  changes,
}: {
  visit: Visit
  university: University
  changes: RulePreview['changes']
}) => {
  const t = visit.t.directory.groups
  const rights = Map.groupBy(changes, (one) => `${one.gains ? 1 : 0} ${one.office ?? ''} ${one.role ?? ''}`)
  return (
    <table class="tbl fold-up plain">
      <thead>
        <tr>
          <th scope="col">{t.gives}</th>
          <th scope="col">{t.who}</th>
        </tr>
      </thead>
      <tbody>
        {[...rights.values()].map((all) => {
          const [one] = all
          if (!one) return null
          const names = all.slice(0, MOST_NAMES).map((other) => other.name[visit.lang])
          const rest = all.length > MOST_NAMES ? [t.others(all.length - MOST_NAMES)] : []
          return (
            <tr>
              <td class="c-who">
                <span class={one.gains ? 'st done' : 'st bad'}>{one.gains ? t.gained : t.lost}</span>{' '}
                {given(visit, university, one.office, one.role)}
              </td>
              <td data-l={t.who}>
                {rest.length > 0
                  ? `${names.join(visit.lang === 'fa' ? '، ' : ', ')} ${rest[0]}`
                  : joinList(names, visit.lang)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
