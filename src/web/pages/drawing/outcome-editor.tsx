import { desk, fieldNames, outcomes, text } from '../../../desk/drawing/form-edit.js'
import type { Json, JsonObject } from '../../../desk/json.js'
import { Code } from '../../ui/bits.js'
import { Icon } from '../../ui/icon.js'
import { EntryField } from './entry.js'
import { Hidden, Moves, type Editing } from './form-parts.js'

/** The ways in which a task can end, and what else it allows. */
export const OutcomeEditor = (props: Editing) => {
  const { visit, file, here, revision, open } = props
  const t = visit.t.drawing
  const allows = desk(file)
  return (
    <section aria-labelledby="oc" class="stack">
      <h2 id="oc" class="head">
        {t.formOutcomes}
      </h2>
      <ul class="rows">
        {outcomes(file).map((outcome, index) => (
          <li id={`f-outcome.${index}`}>
            <div class="body stack">
              <div class="row">
                <a href={`${here}?open=outcome.${index}#f-outcome.${index}`}>{label(outcome, visit.lang)}</a>
                <Code>{text(outcome['id'])}</Code>
                <Moves {...props} at={`outcome.${index}`} />
              </div>
              {open === `outcome.${index}` ? <OutcomeForm {...props} at={`outcome.${index}`} /> : null}
            </div>
          </li>
        ))}
      </ul>
      {open === 'outcome.new' ? (
        <OutcomeForm {...props} at="outcome.new" />
      ) : (
        <p>
          <a class="btn" href={`${here}?open=outcome.new`}>
            <Icon name="plus" /> {t.formAddOutcome}
          </a>
        </p>
      )}
      <form method="post" action={here} class="card stack narrow">
        <h3>{t.formDesk}</h3>
        <label class="check">
          <input type="checkbox" name="ask" value="yes" checked={allows['ask'] === true} /> <span>{t.formAsk}</span>
        </label>
        <label class="check">
          <input type="checkbox" name="send_back" value="yes" checked={allows['send_back'] === true} />{' '}
          <span>{t.formSendBack}</span>
        </label>
        <Hidden revision={revision} at="desk" />
        <div class="bar">
          <button class="btn" name="do" value="save">
            {t.save}
          </button>
        </div>
      </form>
    </section>
  )
}

const label = (outcome: JsonObject, lang: 'fa' | 'en'): string => {
  const words: Json | undefined = outcome['label']
  return typeof words === 'object' && words !== null && lang in words ? text(Object(words)[lang]) : ''
}

const TONES = ['go', 'plain', 'stop'] as const

const OutcomeForm = (props: Editing & { readonly at: string }) => {
  const { visit, file, here, revision, at, typed, problems } = props
  const t = visit.t.drawing
  const entry = { visit, typed, problems }
  const chosen = (typed['fields'] ?? '').split(',')
  return (
    <form method="post" action={here} class="card stack narrow">
      <EntryField {...entry} name="label" label={t.formLabel} required />
      <EntryField {...entry} name="label.en" label={t.formLabelEn} ltr />
      <EntryField {...entry} name="id" label={t.formOutcomeId} required ltr short />
      <EntryField {...entry} name="hint" label={t.formOutcomeHint} />
      <EntryField {...entry} name="hint.en" label={t.formOutcomeHintEn} ltr />
      <div class="field">
        <label class="label" for="n-tone">
          {t.formTone}
        </label>
        <select class="in w-m" id="n-tone" name="tone">
          {TONES.map((tone) => (
            <option value={tone} selected={typed['tone'] === tone}>
              {t.formTones[tone]}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="field">
        <legend class="label">{t.formOutcomeFields}</legend>
        {fieldNames(file, visit.lang).map(({ key, label: name }) => (
          <label class="check">
            <input type="checkbox" name="fields" value={key} checked={chosen.includes(key)} />{' '}
            <span>
              {name} <Code>{key}</Code>
            </span>
          </label>
        ))}
      </fieldset>
      <Hidden revision={revision} at={at} />
      <div class="bar">
        <button class="btn go" name="do" value="save">
          {t.save}
        </button>
      </div>
    </form>
  )
}
