import { paths } from '../paths.js'
import type { Control } from './control.js'
import { Refresh } from './cascade.js'

/** Province, then city; or a place that is not listed. */
export function Place({ field, form, id, aria }: Control) {
  const { raw, places, visit } = form
  const { t, lang } = visit
  const part = (name: string) => `${field.key}.${name}`
  const province = raw.get(part('province'))
  const cities = places.find((one) => one.province === province)?.cities ?? []
  return (
    <>
      <div class="pair">
        <div class="field">
          <label class="meta" for={id}>
            {t.form.province}
          </label>
          <select
            class="in"
            id={id}
            name={part('province')}
            data-cascade={paths.list('places', lang)}
            data-next={`${id}-city`}
            data-depth="0"
            {...aria}
          >
            <option value="">{t.form.choose}</option>
            {places.map((one) => (
              <option value={one.province} selected={one.province === province}>
                {one.province}
              </option>
            ))}
          </select>
          <Refresh form={form} to={id} />
        </div>
        <div class="field">
          <label class="meta" for={`${id}-city`}>
            {t.form.city}
          </label>
          <select class="in" id={`${id}-city`} name={part('city')}>
            <option value="">{t.form.choose}</option>
            {cities.map((city) => (
              <option value={city} selected={city === raw.get(part('city'))}>
                {city}
              </option>
            ))}
          </select>
        </div>
      </div>
      <details class="fold" open={raw.get(part('other')) !== ''}>
        <summary class="meta">{t.form.otherPlace}</summary>
        <label class="meta" for={`${id}-other`}>
          {t.form.otherPlaceLabel}
        </label>
        <input
          class="in"
          id={`${id}-other`}
          name={part('other')}
          value={raw.get(part('other'))}

          maxlength={100}
        />
      </details>
    </>
  )
}
