import type {
  AuditLineView,
  MembershipRecord,
  PersonDetails,
  SubstitutionRow,
} from '../../desk/administration-views.js'
import { facultyName, officeName, type University } from '../../desk/university.js'
import { formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { AuditLines } from '../ui/audit-lines.js'
import { Code, fullName } from '../ui/bits.js'
import type { FormContext } from '../ui/control.js'
import { Substitutions } from '../ui/substitutions.js'
import type { Visit } from '../visit.js'
import { GiveMembership } from './give-membership.js'
import { PersonState } from './people.js'

export interface PersonPage {
  readonly visit: Visit
  readonly university: University
  readonly person: PersonDetails
  readonly memberships: readonly MembershipRecord[]
  readonly substitutions: readonly SubstitutionRow[]
  readonly lines: readonly AuditLineView[]
  /** What was typed into the form that gives a membership, and what is wrong with it. */
  readonly form: FormContext
  readonly newToken: () => string
}

/** One person: what the directory says, what they may, and how that came. */
export const personPage = (props: PersonPage) => {
  const { visit, university, person, substitutions, lines, newToken } = props
  const t = visit.t.administration.person
  const self = person.id === visit.person?.id
  return adminFrame({
    visit,
    section: 'people',
    title: fullName(visit, person),
    beside: person.active && !person.administrator ? null : <PersonState visit={visit} person={person} />,
    children: (
      <>
        <Account {...props} />
        <section aria-labelledby="pm">
          <h2 id="pm" class="head">
            {t.memberships}
          </h2>
          <Memberships {...props} />
          <p class="meta under">{self ? t.self : person.active ? t.ruleHint : t.closed}</p>
          {self || !person.active ? null : <GiveMembership {...props} />}
        </section>
        <div class="halves">
          <Administration {...props} self={self} />
          <Sessions {...props} />
        </div>
        <section aria-labelledby="ps">
          <div class="head">
            <h2 id="ps">{t.substitutes}</h2>
            {person.active ? (
              <a class="push" href={paths.substitute({ absent: person.id })}>
                {t.nameSubstitute}
              </a>
            ) : null}
          </div>
          {substitutions.length === 0 ? (
            <p class="meta">{t.noSubstitutes}</p>
          ) : (
            <Substitutions
              visit={visit}
              university={university}
              rows={substitutions}
              newToken={newToken}
              end={paths.adminSubstituteEnd}
              back={paths.adminPerson(person.id)}
            />
          )}
        </section>
        <section aria-labelledby="pl">
          <div class="head">
            <h2 id="pl">{t.lines}</h2>
            <a class="push" href={paths.adminAudit({ person: person.username })}>
              {t.allLines}
            </a>
          </div>
          {lines.length === 0 ? (
            <p class="meta">{t.noLines}</p>
          ) : (
            <AuditLines visit={visit} university={university} lines={lines} />
          )}
        </section>
      </>
    ),
  })
}

const Account = ({ visit, university, person }: PersonPage) => {
  const { lang, t: words } = visit
  const t = words.administration
  return (
    <section class="card" aria-labelledby="pa">
      <h2 id="pa">{t.person.account}</h2>
      <dl class="dl">
        <div>
          <dt>{t.people.username}</dt>
          <dd>
            <Code>{person.username}</Code>
          </dd>
        </div>
        {person.email ? (
          <div>
            <dt>{t.person.email}</dt>
            <dd>
              <Code>{person.email}</Code>
            </dd>
          </div>
        ) : null}
        {person.title ? (
          <div>
            <dt>{t.person.work}</dt>
            <dd>{person.title[lang]}</dd>
          </div>
        ) : null}
        {person.faculty ? (
          <div>
            <dt>{t.people.faculty}</dt>
            <dd>{facultyName(university, person.faculty)?.[lang] ?? ''}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t.person.state}</dt>
          <dd>
            {person.active
              ? t.person.open
              : t.person.left(person.leftAt === null ? '' : formatTime(person.leftAt, lang, 'date'))}
          </dd>
        </div>
      </dl>
      {person.groups.length === 0 ? (
        <p class="meta">{t.person.noGroups}</p>
      ) : (
        <details class="fold">
          <summary>{t.person.groupsCount(person.groups.length)}</summary>
          <ul class="codes">
            {person.groups.map((group) => (
              <li dir="ltr">{group}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const Memberships = ({ visit, university, person, memberships, newToken }: PersonPage) => {
  const { lang } = visit
  const t = visit.t.administration.person
  if (memberships.length === 0) return <p class="meta">{t.noMemberships}</p>
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.memberships}</caption>
        <thead>
          <tr>
            <th scope="col">{t.office}</th>
            <th scope="col">{t.role}</th>
            <th scope="col">{t.source}</th>
            <th scope="col">{t.until}</th>
            <th scope="col">
              <span class="sr">{t.take}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {memberships.map((one) => {
            const office = officeName(university, one.office)[lang]
            return (
              <tr>
                <td class="c-who">{office}</td>
                <td data-l={t.role}>{visit.t.administration.roles[one.role]}</td>
                <td data-l={t.source}>{one.source === 'hand' ? t.byHand(one.givenBy?.name[lang] ?? '') : t.byRule}</td>
                <td data-l={one.source === 'hand' ? t.until : undefined}>
                  <Until visit={visit} one={one} />
                </td>
                <td class="c-end">
                  {one.source === 'hand' && person.id !== visit.person?.id ? (
                    <form method="post" action={paths.adminMembershipEnd(person.id)} data-once>
                      <input type="hidden" name="once" value={newToken()} />
                      <input type="hidden" name="office" value={one.office} />
                      <button class="btn bare stop" aria-label={t.takeLabel(office)}>
                        {t.take}
                      </button>
                    </form>
                  ) : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const Until = ({ visit, one }: { visit: Visit; one: MembershipRecord }) => {
  const t = visit.t.administration.person
  if (one.source === 'directory') return null
  if (one.until === null) return <>{t.untilTaken}</>
  // The end is not included: the last day is the one before it.
  const day = t.lastDay(formatTime(one.until - 1, visit.lang, 'date'))
  return one.until <= visit.now ? (
    <span class="meta">
      {day} · {t.over}
    </span>
  ) : (
    <>{day}</>
  )
}

const Administration = ({ visit, person, newToken, self }: PersonPage & { self: boolean }) => {
  const t = visit.t.administration.person
  return (
    <section class="card" aria-labelledby="pd">
      <h2 id="pd">{t.administration}</h2>
      <p>{person.administrator ? t.isAdministrator : t.isNoAdministrator}</p>
      {person.administrator ? (
        <p class="meta">{person.administratorByRule ? t.administratorByRule : t.administratorByHand}</p>
      ) : null}
      {self || !person.active || person.administratorByRule ? null : (
        <form class="under" method="post" action={paths.adminAdministrator(person.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <button
            class={person.administrator ? 'btn stop' : 'btn'}
            name="to"
            value={person.administrator ? 'no' : 'yes'}
          >
            {person.administrator ? t.unmakeAdministrator : t.makeAdministrator}
          </button>
        </form>
      )}
    </section>
  )
}

const Sessions = ({ visit, person, newToken }: PersonPage) => {
  const t = visit.t.administration.person
  return (
    <section class="card" aria-labelledby="pn">
      <h2 id="pn">{t.sessions}</h2>
      <p>{t.sessionCount(person.sessions)}</p>
      {person.sessions > 0 ? (
        <form class="under" method="post" action={paths.adminSessionsEnd(person.id)} data-once>
          <input type="hidden" name="once" value={newToken()} />
          <button class="btn stop">{t.endSessions}</button>
        </form>
      ) : null}
    </section>
  )
}
