import type { ClosurePreview, CalendarView, ClosedDay, HoursView } from '../../desk/calendar-view.js'
import type { ClosureTyped } from '../../commands/add-closure.js'
import type { Problem } from '../../desk/form/form.js'
import type { RawForm } from '../../desk/form/raw.js'
import { officeName, type University } from '../../desk/university.js'
import { digitsIn, formatIsoDate, formatTime, joinList } from '../../persian/index.js'
import { paths } from '../paths.js'
import { adminFrame } from '../ui/admin-nav.js'
import type { Visit } from '../visit.js'
import { AddClosure, Preview } from './admin-closure.js'

export interface CalendarPage {
  readonly visit: Visit
  readonly university: University
  readonly calendar: CalendarView
  /** What was typed into the form of a closure, as it was sent and as it is read. */
  readonly raw: RawForm
  readonly typed: ClosureTyped
  readonly problems: readonly Problem[]
  readonly preview: {
    readonly closure: { readonly day: string; readonly office: string | null; readonly reason: string } & Hours
    readonly change: ClosurePreview
  } | null
  readonly newToken: () => string
}

interface Hours {
  readonly fromTime: number | null
  readonly untilTime: number | null
}

/** When offices are open and when not, for administrators; closures are added and taken back here. */
export const calendarPage = (props: CalendarPage) => {
  const { visit, calendar } = props
  const { t } = visit
  return adminFrame({
    visit,
    title: `${props.problems.length > 0 ? `${t.error}: ` : ''}${t.calendar.title}`,
    section: 'calendar',
    children: (
      <>
        <p class="meta">{t.calendar.intro}</p>
        <div class="calendar">
          {props.preview ? <Preview {...props} preview={props.preview} /> : <AddClosure {...props} />}
          <Year {...props} />
          <section aria-labelledby="ch" class="stack near">
            <h2 id="ch">{t.calendar.hours}</h2>
            {calendar.hours.map((one) => (
              <OpenHours visit={visit} hours={one} />
            ))}
            <p class="meta">{t.calendar.hoursHint}</p>
          </section>
        </div>
      </>
    ),
  })
}

function Year({ visit, calendar, university, newToken }: CalendarPage) {
  const { t, lang } = visit
  const name = (year: number) => digitsIn(String(year), lang)
  return (
    <section aria-labelledby="cy" class="stack near year">
      <div class="head flat">
        <h2 id="cy">{t.calendar.year(name(calendar.year))}</h2>
        <nav class="row years" aria-label={t.calendar.years}>
          {[calendar.before, calendar.next].map((year) =>
            year === null ? null : <a href={paths.adminCalendar({ year })}>{name(year)}</a>,
          )}
        </nav>
      </div>
      {calendar.certainty === 'confirmed' ? null : <p class="notice">{t.calendar.certainty[calendar.certainty]}</p>}
      <div class="work">
        <table class="tbl fold-up days">
          <thead>
            <tr>
              <th scope="col">{t.calendar.date}</th>
              <th scope="col">{t.calendar.weekday}</th>
              <th scope="col">{t.calendar.name}</th>
              <th scope="col">{t.calendar.kind}</th>
            </tr>
          </thead>
          <tbody>
            {calendar.days.map((day) => (
              <Day visit={visit} day={day} university={university} newToken={newToken} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Day({ visit, day, newToken }: Pick<CalendarPage, 'visit' | 'university' | 'newToken'> & { day: ClosedDay }) {
  const { t, lang } = visit
  const noon = Date.parse(`${day.day}T08:30:00Z`)
  const name = day.name[lang]
  const details = [
    day.hours ? hoursText(visit, [day.hours]) : null,
    day.office?.[lang] ?? (day.kind === 'closure' ? t.calendar.everybody : null),
  ].filter((one) => one !== null)
  return (
    <tr class={day.kind === 'closure' ? 'closure' : undefined}>
      <td class="num c-who">
        <time datetime={day.day}>{formatIsoDate(day.day, lang)}</time>
      </td>
      <td class="num" data-l={t.calendar.weekday}>
        {formatTime(noon, lang, 'full').split(' ')[0]}
      </td>
      <td data-l={t.calendar.name}>
        <bdi>{name}</bdi>
        {details.length > 0 ? <span class="meta"> {details.join(lang === 'fa' ? '، ' : ', ')}</span> : null}
      </td>
      <td class="num c-kind">
        {t.calendar.kinds[day.kind]}
        {day.kind === 'lunar' ? (
          <span class={day.confirmed ? 'meta' : 'due'}> {day.confirmed ? t.calendar.sure : t.calendar.unsure}</span>
        ) : null}
        {day.removable === null ? null : (
          <form method="post" action={paths.closureRemoval(day.removable)} data-once>
            <input type="hidden" name="once" value={newToken()} />
            <button class="btn bare stop" aria-label={t.calendar.removeOf(name)}>
              {t.calendar.remove}
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}

function OpenHours({ visit, hours }: { visit: Visit; hours: HoursView }) {
  const { t, lang } = visit
  const names = joinList(
    hours.offices.map((one) => one[lang]),
    lang,
  )
  return (
    <div class="card hours">
      <h3>{hours.name[lang]}</h3>
      <p class="meta">{hours.usual ? t.calendar.others : t.calendar.of(names)}</p>
      <dl class="dl">
        {hours.weeks.flatMap((week) =>
          week.days.map((days) => (
            <div>
              <dt>
                {days.first === days.last
                  ? t.calendar.weekdays[days.first]
                  : t.calendar.days(t.calendar.weekdays[days.first], t.calendar.weekdays[days.last])}
                {week.from ? ` ${t.calendar.from(formatIsoDate(week.from, lang))}` : ''}
                {week.until ? ` ${t.calendar.until(formatIsoDate(week.until, lang))}` : ''}
              </dt>
              <dd>{hoursText(visit, days.hours)}</dd>
            </div>
          )),
        )}
        {hours.seasons.map((season) => (
          <div>
            <dt>{season.name[lang]}</dt>
            <dd>{hoursText(visit, season.hours)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** «۰۸:۰۰ تا ۱۶:۰۰». */
export const hoursText = (visit: Visit, hours: readonly (readonly [from: number, until: number])[]): string =>
  joinList(
    hours.map((span) => {
      const [from, until] = span.map((one) => digitsIn(clockOf(one), visit.lang))
      return visit.t.calendar.span(from ?? '', until ?? '')
    }),
    visit.lang,
  )

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Offices one can close: central ones, those of all faculties, and each of them. */
export function officesToClose(university: University, visit: Visit) {
  const { t, lang } = visit
  const [central, faculty] = (['central', 'faculty'] as const).map((scope) =>
    university.offices.filter((one) => one.scope === scope),
  )
  return [
    { label: t.calendar.central, options: (central ?? []).map((one) => ({ id: one.id, name: one.name[lang] })) },
    ...(faculty ?? []).map((one) => ({
      label: one.name[lang],
      options: [
        { id: one.id, name: t.calendar.everyFaculty(one.name[lang]) },
        ...university.faculties.faculties.map(({ id }) => ({
          id: `${one.id}:${id}`,
          name: officeName(university, `${one.id}:${id}`)[lang],
        })),
      ],
    })),
  ]
}
