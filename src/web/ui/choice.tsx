import type { Control } from './control.js'

/** One of several: cards side by side where they need a word of explanation, a list where they don't. */
export function Choice({ field, form, id, value, aria }: Control) {
  const { lang, t } = form.visit
  if (!field.cards) {
    return (
      <select class="in" id={id} name={field.key} {...aria}>
        <option value="">{t.form.choose}</option>
        {field.options.map((option) => (
          <option value={option.value} selected={value === option.value}>
            {option.label[lang]}
          </option>
        ))}
      </select>
    )
  }
  return (
    <div class="picks">
      {field.options.map((option, index) => (
        <label class="pick">
          <input
            type="radio"
            name={field.key}
            id={index === 0 ? id : `${id}-${option.value}`}
            value={option.value}
            checked={value === option.value}
          />
          <span>
            {option.label[lang]}
            {option.hint ? <small>{option.hint[lang]}</small> : null}
          </span>
        </label>
      ))}
    </div>
  )
}
