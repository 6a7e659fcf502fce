import { digitsIn, isoToJalali, isoDateInTehran, MONTHS } from '../../persian/index.js'
import type { Control } from './control.js'

/** A Jalali date, typed or chosen: year, then month, then day. What is typed wins. */
export function JalaliDate({ field, form, id, value, aria }: Control) {
  const { visit, raw } = form
  const { lang, t } = visit
  const thisYear = isoToJalali(isoDateInTehran(visit.now)).year
  const newest = thisYear - (field.min ?? 0)
  const oldest = thisYear - (field.max ?? 110)
  const years = Array.from({ length: newest - oldest + 1 }, (_, index) => String(newest - index))
  const part = (name: 'year' | 'month' | 'day', label: string, options: readonly (readonly [string, string])[]) => (
    <div>
      <label class="meta" for={`${id}-${name}`}>
        {label}
      </label>
      <select class="in" id={`${id}-${name}`} name={`${field.key}.${name}`}>
        <option value=""></option>
        {options.map(([option, text]) => (
          <option value={option} selected={raw.get(`${field.key}.${name}`) === option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
  const chosen = ['year', 'month', 'day'].some((name) => raw.get(`${field.key}.${name}`) !== '')
  return (
    <>
      <input
        class="in w-m"
        id={id}
        name={field.key}
        value={digitsIn(value, lang)}
        dir="ltr"
        inputmode="text"
        autocomplete={field.from === 'birth_date' ? 'bday' : 'off'}
        maxlength={40}
        aria-label={field.label[lang]}
        {...aria}
      />
      <details class="fold" open={chosen && value === ''}>
        <summary class="meta">{t.form.fromList}</summary>
        <div class="ymd">
          {part(
            'year',
            t.form.year,
            years.map((year) => [year, digitsIn(year, lang)] as const),
          )}
          {part(
            'month',
            t.form.month,
            MONTHS.map((name, index) => [String(index + 1), lang === 'fa' ? name : `${index + 1} ${name}`] as const),
          )}
          {part(
            'day',
            t.form.day,
            Array.from({ length: 31 }, (_, index) => [String(index + 1), digitsIn(String(index + 1), lang)] as const),
          )}
        </div>
      </details>
    </>
  )
}
