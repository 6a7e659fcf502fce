/** A list to choose one of in a row of filters; the first choice is everything. */
export const FilterSelect = ({
  id,
  name,
  label,
  everything,
  chosen,
  options,
}: {
  id: string
  name: string
  label: string
  everything: string
  chosen: string
  options: readonly (readonly [value: string, text: string])[]
}) => (
  <div>
    <label class="label" for={id}>
      {label}
    </label>
    <select class="in" id={id} name={name}>
      <option value="">{everything}</option>
      {options.map(([value, text]) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  </div>
)
