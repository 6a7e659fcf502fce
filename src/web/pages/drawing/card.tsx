import type { DrawingFile } from '../../../desk/drawing/draft.js'
import type { Problem } from '../../../desk/form/form.js'
import type { Text } from '../../../desk/text.js'
import type { University } from '../../../desk/university.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { Icon } from '../../ui/icon.js'
import type { Visit } from '../../visit.js'
import { EntryField } from './entry.js'

interface CardPage {
  readonly visit: Visit
  readonly university: University
  readonly id: string
  readonly name: Text
  readonly revision: number
  readonly drawings: readonly DrawingFile[]
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly stale: boolean
}

const WITHDRAWS = ['while-open', 'until-number', 'never'] as const

/** The card of a service: what people see before they ask for it. */
export const cardPage = (props: CardPage) => {
  const { visit, university, id, name, revision, drawings, typed, problems, stale } = props
  const t = visit.t.drawing
  const entry = { visit, typed, problems }
  return adminFrame({
    visit,
    section: 'services',
    title: `${t.steps.card}: ${name[visit.lang]}`,
    children: (
      <>
        <p class="meta">
          <a href={paths.serviceChange(id)}>{t.tools.back}</a>
        </p>
        {stale ? (
          <p class="notice" role="alert">
            <Icon name="triangle-alert" />
            <span>{t.conflict}</span>
          </p>
        ) : null}
        <form method="post" action={paths.draftCard(id)} class="card stack narrow">
          <EntryField {...entry} name="name.fa" label={t.nameFa} required />
          <EntryField {...entry} name="name.en" label={t.nameEn} required ltr />
          <EntryField {...entry} name="summary.fa" label={t.summaryFa} required />
          <EntryField {...entry} name="summary.en" label={t.summaryEn} required ltr />
          <EntryField {...entry} name="duration.fa" label={t.durationFa} />
          <EntryField {...entry} name="duration.en" label={t.durationEn} ltr />
          <div class="field">
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
          <EntryField {...entry} name="icon" label={t.icon} hint={t.iconHint} required ltr short />
          <EntryField {...entry} name="synonyms" label={t.synonyms} hint={t.synonymsHint} />
          <div class="field">
            <label class="label" for="n-withdraw">
              {t.withdraw}
            </label>
            <select class="in w-m" id="n-withdraw" name="withdraw">
              {WITHDRAWS.map((one) => (
                <option value={one} selected={typed['withdraw'] === one}>
                  {t.withdraws[one]}
                </option>
              ))}
            </select>
          </div>
          {drawings.length < 2 ? null : (
            <div class="field">
              <label class="label" for="n-process">
                {t.drawing}
              </label>
              <p class="hint" id="h-process">
                {t.drawingHint}
              </p>
              <select class="in w-m" id="n-process" name="process" aria-describedby="h-process">
                {drawings.map(({ file, name: called }) => (
                  <option value={file} selected={typed['process'] === file}>
                    {called?.[visit.lang] ?? file}
                  </option>
                ))}
              </select>
            </div>
          )}
          <label class="check">
            <input type="checkbox" name="active" value="yes" checked={typed['active'] === 'yes'} />{' '}
            <span>{t.active}</span>
          </label>
          <input type="hidden" name="revision" value={String(revision)} />
          <div class="bar">
            <button class="btn go">{t.save}</button>
          </div>
        </form>
      </>
    ),
  })
}
