import type { Problem } from '../../../desk/form/form.js'
import type { Text } from '../../../desk/text.js'
import type { University } from '../../../desk/university.js'
import { formatNumber } from '../../../persian/index.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { Ago, When } from '../../ui/bits.js'
import type { Visit } from '../../visit.js'
import { EntryField, problemOf } from './entry.js'

export interface ListedService {
  readonly id: string
  readonly name: Text
  readonly offered: boolean
  readonly version: { readonly number: number; readonly publishedAt: number; readonly note: string | null } | null
  readonly open: number
  readonly draft: { readonly savedAt: number; readonly savedBy: Text | null } | null
}

interface ServicesPage {
  readonly visit: Visit
  readonly university: University
  readonly services: readonly ListedService[]
  /** What was typed for a new service, when it was refused. */
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

/** All services, published and not, and the beginning of a new one. */
export const servicesPage = (props: ServicesPage) =>
  adminFrame({
    visit: props.visit,
    section: 'services',
    title: props.visit.t.drawing.title,
    children: (
      <>
        <p class="meta">{props.visit.t.drawing.intro}</p>
        <List {...props} />
        <Begin {...props} />
      </>
    ),
  })

const List = ({ visit, services }: ServicesPage) => {
  const t = visit.t.drawing
  return (
    <div class="work">
      <table class="tbl fold-up">
        <thead>
          <tr>
            <th scope="col">{t.service}</th>
            <th scope="col">{t.version}</th>
            <th scope="col">{t.published}</th>
            <th scope="col">{t.open}</th>
            <th scope="col">{t.draft}</th>
          </tr>
        </thead>
        <tbody>
          {services.map((one) => (
            <tr>
              <td class="c-who">
                <a href={one.version ? paths.adminService(one.id) : paths.serviceChange(one.id)}>
                  {one.name[visit.lang]}
                </a>{' '}
                {one.version && !one.offered ? <span class="meta">{t.off}</span> : null}
              </td>
              <td class="num" data-l={t.version}>
                {one.version ? formatNumber(one.version.number, visit.lang) : t.notPublished}
              </td>
              <td class="num" data-l={t.published}>
                {one.version ? <When visit={visit} at={one.version.publishedAt} style="date" /> : null}
              </td>
              <td class="num" data-l={t.open}>
                {formatNumber(one.open, visit.lang)}
              </td>
              <td data-l={t.draft}>
                {one.draft ? (
                  <>
                    <a href={paths.serviceChange(one.id)}>{t.goOn}</a>{' '}
                    <span class="meta">
                      {one.draft.savedBy?.[visit.lang] ?? t.origins.command}،{' '}
                      <Ago visit={visit} at={one.draft.savedAt} />
                    </span>
                  </>
                ) : (
                  <span class="meta">{t.noDraft}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Begin = ({ visit, university, typed, problems }: ServicesPage) => {
  const t = visit.t.drawing
  const entry = { visit, typed, problems }
  return (
    <details class="fold" open={problems.length > 0}>
      <summary>{t.begin}</summary>
      <form method="post" action={paths.adminServices()} class="card stack narrow">
        <p class="meta">{t.beginHint}</p>
        <EntryField {...entry} name="name.fa" label={t.nameFa} required />
        <EntryField {...entry} name="name.en" label={t.nameEn} required ltr />
        <EntryField {...entry} name="summary.fa" label={t.summaryFa} required />
        <EntryField {...entry} name="summary.en" label={t.summaryEn} required ltr />
        <EntryField {...entry} name="id" label={t.id} hint={t.idHint} required ltr short />
        <EntryField {...entry} name="prefix" label={t.prefix} hint={t.prefixHint} required ltr short />
        <div class={problemOf(problems, 'group') ? 'field wrong' : 'field'}>
          <label class="label" for="n-group">
            {t.group}
          </label>
          <select class="in w-m" id="n-group" name="group">
            {university.groups.map((group) => (
              <option value={group.id} selected={typed['group'] === group.id}>
                {group.name[visit.lang]}
              </option>
            ))}
          </select>
        </div>
        <div class="bar">
          <button class="btn go">{t.beginSubmit}</button>
        </div>
      </form>
    </details>
  )
}
