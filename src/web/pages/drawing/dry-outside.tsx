import { paths } from '../../paths.js'
import type { FormContext } from '../../ui/control.js'
import { Icon } from '../../ui/icon.js'
import type { Visit } from '../../visit.js'

/** What comes to a process in a dry run from outside of it, with variables that come with it. */
export const Outside = (props: {
  readonly visit: Visit
  /** Of the service. */
  readonly id: string
  readonly context: FormContext
  readonly what: 'message' | 'signal' | 'called'
  /** The token or who listens. */
  readonly at: number
  readonly title: string
  readonly hint: string
  readonly act: string
}) => {
  const { visit, id, context, what, at, title, hint, act } = props
  const problem = context.problems[0]
  const field = `${context.prefix}variables`
  return (
    <section class="card stack" aria-labelledby={`o${at}`}>
      <h2 id={`o${at}`}>{title}</h2>
      <p class="meta">{hint}</p>
      <form method="post" action={paths.draftDryRun(id)} class="stack" novalidate>
        <div class={problem ? 'field wrong' : 'field'}>
          <label class="label" for={field}>
            {visit.t.drawing.dryCarried} <span class="opt">{visit.t.form.optional}</span>
          </label>
          {problem ? (
            <p class="err" id={`${field}-e`}>
              <Icon name="circle-alert" />
              <span>{problem.text[visit.lang]}</span>
            </p>
          ) : null}
          <textarea
            class="in"
            id={field}
            name="variables"
            rows={2}
            dir="ltr"
            aria-invalid={problem ? 'true' : undefined}
            aria-describedby={problem ? `${field}-e` : undefined}
          >
            {context.raw.get('variables')}
          </textarea>
        </div>
        <input type="hidden" name="at" value={String(at)} />
        <button class="btn go" name="do" value={what}>
          {act}
        </button>
      </form>
    </section>
  )
}
