import { ROLES } from '../../desk/administration.js'
import { PERSON_KINDS, type PersonKind, type PersonRow } from '../../desk/administration-views.js'
import type { Role } from '../../desk/person.js'
import { facultyName, officeInstances, officeName, type University } from '../../desk/university.js'
import { joinList } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import { Code, Empty, fullName } from '../ui/bits.js'
import { FilterSelect } from '../ui/filter.js'
import { Icon } from '../ui/icon.js'
import { NextPage } from '../ui/next-page.js'
import type { Visit } from '../visit.js'

interface People {
  readonly visit: Visit
  readonly university: University
  readonly filter: {
    readonly q: string
    readonly office: string
    readonly role: Role | ''
    readonly kind: PersonKind | ''
  }
  readonly rows: readonly PersonRow[]
  readonly next: number | null
}

/** Everybody the directory knows, to be found by name and by where they work. */
export const peoplePage = (props: People) => {
  const { visit, filter, rows, next } = props
  const t = visit.t.administration
  return adminFrame({
    visit,
    section: 'people',
    title: t.people.title,
    children: (
      <div class="stack near">
        <Filters {...props} />
        {rows.length === 0 ? (
          <Empty icon="search-x" title={t.people.nothing} hint={t.people.nothingHint}>
            <a class="btn" href={paths.adminPeople()}>
              {t.clear}
            </a>
          </Empty>
        ) : (
          <Table {...props} />
        )}
        <form class="row" method="post" action={paths.adminPeopleExport()} data-turbo="false">
          <button class="btn">
            <Icon name="download" /> {visit.t.importing.exportPeople}
          </button>
        </form>
        <NextPage href={next === null ? null : paths.adminPeople({ ...filter, after: String(next) })}>
          {t.next}
        </NextPage>
      </div>
    ),
  })
}

const Filters = ({ visit, university, filter }: People) => {
  const t = visit.t.administration
  return (
    <form class="filters" role="search" action={paths.adminPeople()}>
      <div class="grow">
        <label class="label" for="q">
          {t.people.search}
        </label>
        <input
          class="in"
          id="q"
          name="q"
          type="search"
          value={filter.q}
          placeholder={t.people.searchHint}
          data-hotkey="/"
        />
      </div>
      <FilterSelect
        id="po"
        name="office"
        label={t.people.office}
        everything={t.people.allOffices}
        chosen={filter.office}
        options={officeInstances(university).map((one) => [one, officeName(university, one)[visit.lang]])}
      />
      <FilterSelect
        id="pr"
        name="role"
        label={t.people.role}
        everything={t.people.allRoles}
        chosen={filter.role}
        options={ROLES.map((one) => [one, t.roles[one]])}
      />
      <FilterSelect
        id="pk"
        name="kind"
        label={t.people.kind}
        everything={t.people.kinds.all}
        chosen={filter.kind}
        options={PERSON_KINDS.map((one) => [one, t.people.kinds[one]])}
      />
      <button class="btn">{visit.t.requests.apply}</button>
    </form>
  )
}

const Table = ({ visit, university, rows }: People) => {
  const t = visit.t.administration
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.people.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.people.name}</th>
            <th scope="col">{t.people.username}</th>
            <th scope="col">{t.people.faculty}</th>
            <th scope="col">{t.people.offices}</th>
            <th scope="col">{t.people.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td class="c-who">
                <a href={paths.adminPerson(row.id)}>{fullName(visit, row)}</a>
              </td>
              <td data-l={t.people.username}>
                <Code>{row.username}</Code>
              </td>
              <td data-l={row.faculty ? t.people.faculty : undefined}>
                {facultyName(university, row.faculty)?.[visit.lang]}
              </td>
              <td data-l={row.memberships.length > 0 ? t.people.offices : undefined}>
                {joinList(
                  row.memberships.map((one) =>
                    t.people.as(t.roles[one.role], officeName(university, one.office)[visit.lang]),
                  ),
                  visit.lang,
                )}
              </td>
              <td class="c-state">
                <PersonState visit={visit} person={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What is not as with most people: a closed account, an administrator. */
export const PersonState = ({
  visit,
  person,
}: {
  visit: Visit
  person: { readonly active: boolean; readonly administrator: boolean }
}) => {
  const t = visit.t.administration.people
  if (!person.active) return <span class="st off">{t.left}</span>
  return person.administrator ? <span class="st now">{t.administrator}</span> : <span class="meta calm">{t.open}</span>
}
