import type { SubstitutionRow } from '../../desk/administration-views.js'
import { officeName, type University } from '../../desk/university.js'
import { formatTime } from '../../persian/index.js'
import { paths } from '../paths.js'
import type { Visit } from '../visit.js'

interface Props {
  readonly visit: Visit
  readonly university: University
  readonly rows: readonly SubstitutionRow[]
  readonly newToken: () => string
  /** Where the button that ends one sends; null where nothing is ended. */
  readonly end: ((id: number) => string) | null
  /** Where to go on to after one was ended. */
  readonly back: string
}

type State = 'now' | 'coming' | 'over' | 'ended'

export const stateOf = (row: SubstitutionRow, now: number): State => {
  if (row.endedAt !== null) return 'ended'
  if (row.until <= now) return 'over'
  return row.from <= now ? 'now' : 'coming'
}

const TONES: Readonly<Record<State, string>> = { now: 'st now', coming: 'st', over: 'st off', ended: 'st off' }

/** Who stands in for whom, where and when. */
export const Substitutions = ({ visit, university, rows, newToken, end, back }: Props) => {
  const { lang, now } = visit
  const t = visit.t.administration.substitutes
  return (
    <div class="work">
      <table class="tbl fold-up plain">
        <caption class="sr">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.substitute}</th>
            <th scope="col">{t.absent}</th>
            <th scope="col">{t.office}</th>
            <th scope="col">{t.from}</th>
            <th scope="col">{t.until}</th>
            <th scope="col">{t.state}</th>
            {end ? (
              <th scope="col">
                <span class="sr">{t.end}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const state = stateOf(row, now)
            return (
              <tr>
                <td class="c-who">
                  <Name visit={visit} person={row.substitute} />
                </td>
                <td data-l={t.absent}>
                  <Name visit={visit} person={row.absent} />
                </td>
                <td data-l={t.office}>{row.office ? officeName(university, row.office)[lang] : t.allOffices}</td>
                <td class="num" data-l={t.from}>
                  {formatTime(row.from, lang, 'date')}
                </td>
                <td class="num" data-l={t.until}>
                  {/* The end is not included: the last day is the one before it. */}
                  {formatTime(row.until - 1, lang, 'date')}
                </td>
                <td class="c-state">
                  <span class={TONES[state]}>{t.states[state]}</span>
                </td>
                {end ? (
                  <td class="c-end">
                    {state === 'now' || state === 'coming' ? (
                      <form method="post" action={end(row.id)} data-once>
                        <input type="hidden" name="once" value={newToken()} />
                        <input type="hidden" name="back" value={back} />
                        <button
                          class="btn bare stop"
                          aria-label={t.endLabel(row.absent.name[lang], row.substitute.name[lang])}
                        >
                          {t.end}
                        </button>
                      </form>
                    ) : null}
                  </td>
                ) : null}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** A name; administrators go on to the person. */
const Name = ({ visit, person }: { visit: Visit; person: SubstitutionRow['absent'] }) =>
  visit.person?.administrator ? (
    <a href={paths.adminPerson(person.id)}>{person.name[visit.lang]}</a>
  ) : (
    <b>{person.name[visit.lang]}</b>
  )
