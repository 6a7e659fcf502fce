import type { EntryName } from '../../../desk/drawing/field-entry.js'
import { hasOptions } from '../../../desk/drawing/field-entry.js'
import { components, isSection, text } from '../../../desk/drawing/form-edit.js'
import { FIELD_KINDS, type Form } from '../../../desk/form/form.js'
import { rawForm } from '../../../desk/form/raw.js'
import type { JsonObject } from '../../../desk/json.js'
import { paths } from '../../paths.js'
import { adminFrame } from '../../ui/admin-nav.js'
import { Code } from '../../ui/bits.js'
import { FieldView } from '../../ui/field.js'
import { Icon } from '../../ui/icon.js'
import { EntryField } from './entry.js'
import { Hidden, Moves, type Editing, type FormEditorPage } from './form-parts.js'
import { OutcomeEditor } from './outcome-editor.js'

/** A form as a list of fields that can be changed without a script; other tools open the same file. */
export const formEditorPage = (props: FormEditorPage) => {
  const { visit, id, name, file } = props
  const t = visit.t.drawing
  return adminFrame({
    visit,
    section: 'services',
    title: t.formTitle(name[visit.lang]),
    children: (
      <>
        <p class="meta">
          <a href={paths.serviceChange(id)}>{t.tools.back}</a>
        </p>
        {props.stale ? (
          <p class="notice" role="alert">
            <Icon name="triangle-alert" />
            <span>{t.conflict}</span>
          </p>
        ) : null}
        {file ? <Editor {...props} file={file} /> : <p class="notice">{t.formBroken}</p>}
      </>
    ),
  })
}

const Editor = (props: Editing) => {
  const { visit, file, form, isTask } = props
  const t = visit.t.drawing
  const all = components(file).map((component, index) => ({ component, index }))
  const loose = all.filter(({ component }) => !isSection(component))
  return (
    <>
      {components(file).length === 0 ? <p class="meta">{t.formEmpty}</p> : null}
      {all.map(({ component, index }) =>
        isSection(component) ? <Section {...props} section={component} index={index} /> : null,
      )}
      {loose.length === 0 ? null : (
        <ul class="rows">
          {loose.map(({ component, index }) => (
            <Line {...props} component={component} at={`${index}`} />
          ))}
        </ul>
      )}
      <Adding {...props} at="new" />
      {isTask ? <OutcomeEditor {...props} /> : null}
      {form ? <Preview {...props} form={form} /> : null}
    </>
  )
}

const Section = (props: Editing & { readonly section: JsonObject; readonly index: number }) => {
  const { section, index } = props
  return (
    <section class="stack">
      <h2 class="head">
        <a href={`${props.here}?open=${index}`}>{text(section['label']) || text(section['key'])}</a>
        <Moves {...props} at={`${index}`} />
      </h2>
      {props.open === `${index}` ? <SectionForm {...props} at={`${index}`} component={section} /> : null}
      <ul class="rows">
        {components(section).map((component, inner) => (
          <Line {...props} component={component} at={`${index}.${inner}`} />
        ))}
      </ul>
      <Adding {...props} at={`new.${index}`} />
    </section>
  )
}

const Line = (props: Editing & { readonly component: JsonObject; readonly at: string }) => {
  const { visit, component, at, open } = props
  const t = visit.t.drawing
  return (
    <li id={`f-${at}`}>
      <div class="body stack">
        <div class="row">
          <a href={`${props.here}?open=${at}#f-${at}`}>{text(component['label']) || text(component['text'])}</a>
          <Code>{text(component['key'])}</Code>
          <span>{t.kinds[kindOf(component)]}</span>
          {isRequired(component) ? <span class="st">{t.formRequired}</span> : null}
          <Moves {...props} at={at} />
        </div>
        {open === at ? <FieldForm {...props} /> : null}
      </div>
    </li>
  )
}

const kindOf = (component: JsonObject) => {
  const properties = component['properties']
  const named =
    typeof properties === 'object' && properties !== null && 'kind' in properties ? properties['kind'] : null
  const byType: Readonly<Record<string, (typeof FIELD_KINDS)[number]>> = {
    textarea: 'long-text',
    select: 'choice',
    radio: 'choice',
    checkbox: 'check',
    number: 'number',
    filepicker: 'upload',
    text: 'note',
  }
  return FIELD_KINDS.find((one) => one === named) ?? byType[text(component['type'])] ?? 'text'
}

const isRequired = (component: JsonObject): boolean => {
  const validate = component['validate']
  return typeof validate === 'object' && validate !== null && 'required' in validate && validate['required'] === true
}

const Adding = (props: Editing & { readonly at: string }) => {
  const { visit, at, open, here } = props
  const t = visit.t.drawing
  if (open === at) return <FieldForm {...props} />
  return (
    <div class="row">
      <a class="btn" href={`${here}?open=${at}#add-${at}`}>
        <Icon name="plus" /> {t.formAddField}
      </a>
      {at === 'new' ? (
        <a class="btn bare" href={`${here}?open=section`}>
          {t.formAddSection}
        </a>
      ) : null}
      {at === 'new' && open === 'section' ? <SectionForm {...props} component={null} /> : null}
    </div>
  )
}

const SectionForm = (props: Editing & { readonly at: string; readonly component: JsonObject | null }) => {
  const { visit, here, revision, at, typed, problems } = props
  const t = visit.t.drawing
  const entry = { visit, typed, problems }
  return (
    <form method="post" action={here} class="card stack narrow">
      <EntryField {...entry} name="label" label={t.formLabel} required />
      <EntryField {...entry} name="label.en" label={t.formLabelEn} ltr />
      <EntryField {...entry} name="key" label={t.formKey} hint={t.formKeyHint} required ltr short />
      <Hidden revision={revision} at={at === 'new' ? 'section' : at} />
      <button class="btn go" name="do" value="save">
        {t.save}
      </button>
    </form>
  )
}

const FieldForm = (props: Editing & { readonly at: string }) => {
  const { visit, here, revision, at, typed, problems, isTask } = props
  const t = visit.t.drawing
  const entry = { visit, typed, problems }
  const kind = typed['kind'] ?? 'text'
  const tick = (name: EntryName, label: string) => (
    <label class="check">
      <input type="checkbox" name={name} value="yes" checked={typed[name] === 'yes'} /> <span>{label}</span>
    </label>
  )
  return (
    <form method="post" action={here} class="card stack narrow" id={`add-${at}`}>
      <div class="field">
        <label class="label" for="n-kind">
          {t.formKind}
        </label>
        <select class="in w-m" id="n-kind" name="kind">
          {FIELD_KINDS.map((one) => (
            <option value={one} selected={one === kind}>
              {t.kinds[one]}
            </option>
          ))}
        </select>
      </div>
      <EntryField {...entry} name="label" label={t.formLabel} required />
      <EntryField {...entry} name="label.en" label={t.formLabelEn} ltr />
      <EntryField {...entry} name="key" label={t.formKey} hint={t.formKeyHint} required ltr short />
      <EntryField {...entry} name="description" label={t.formDescription} />
      <EntryField {...entry} name="description.en" label={t.formDescriptionEn} ltr />
      {hasOptions(kind) || at.startsWith('new') ? (
        <EntryField {...entry} name="options" label={t.formOptions} hint={t.formOptionsHint} lines={4} />
      ) : null}
      {tick('cards', t.formCards)}
      {tick('required', t.formRequired)}
      <EntryField {...entry} name="show_if" label={t.formShowIf} hint={t.formShowIfHint} ltr />
      <div class="pair">
        <EntryField {...entry} name="min" label={t.formMin} ltr short />
        <EntryField {...entry} name="max" label={t.formMax} ltr short />
      </div>
      {isTask ? (
        <>
          {tick('to_requester', t.formToRequester)}
          {tick('confidential', t.formConfidential)}
        </>
      ) : (
        <>
          <EntryField {...entry} name="from" label={t.formFrom} ltr short />
          <EntryField {...entry} name="seen_by" label={t.formSeenBy} hint={t.formSeenByHint} ltr />
        </>
      )}
      <Hidden revision={revision} at={at} />
      <div class="bar">
        <button class="btn go" name="do" value="save">
          {t.save}
        </button>
      </div>
    </form>
  )
}

/** The form as people will see it, drawn by what draws it for them. */
const Preview = ({ visit, university, form }: Editing & { readonly form: Form }) => {
  const context = {
    visit,
    raw: rawForm({}),
    problems: [],
    faculties: university.faculties,
    places: university.places,
    people: [],
    refresh: null,
    prefix: 'p-',
  }
  return (
    <details class="fold">
      <summary>{visit.t.drawing.formPreview}</summary>
      <div class="card stack narrow">
        {form.sections.map((section) => (
          <>
            {section.label ? <h3>{section.label[visit.lang]}</h3> : null}
            {section.fields.map((field) => (
              <FieldView field={field} form={context} />
            ))}
          </>
        ))}
      </div>
    </details>
  )
}
