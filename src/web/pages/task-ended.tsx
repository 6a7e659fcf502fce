import { fieldsOf } from '../../desk/task-form.js'
import type { TaskView } from '../../desk/views.js'
import { formatTime } from '../../persian/index.js'
import { fullName, Written } from '../ui/bits.js'
import { Icon } from '../ui/icon.js'
import type { Visit } from '../visit.js'
import type { TaskPage } from './task-page.js'

/** How a task ended: who, when, and with which outcome; and what its reader was writing meanwhile. */
export const Ended = (props: TaskPage & { ended: NonNullable<TaskView['ended']> }) => (
  <>
    <p class="notice" role="status">
      <Icon name="circle-check" />
      <span>{endedSentence(props.visit, props.ended)}</span>
    </p>
    <Unsent {...props} />
  </>
)

const endedSentence = (visit: Visit, { by, at, outcome }: NonNullable<TaskView['ended']>): string => {
  const when = formatTime(at, visit.lang, 'short')
  return by && outcome
    ? visit.t.live.done(fullName(visit, by), outcome[visit.lang], when)
    : `${visit.t.task.closed} ${visit.t.live.over(when)}`
}

/** What somebody was writing when the task ended without them. */
function Unsent({ visit, taskForm, box }: TaskPage) {
  const { t, lang } = visit
  const known = (key: string) => fieldsOf(taskForm?.form ?? { id: '', sections: [] }).find((one) => one.key === key)
  const texts = (['completion', 'ask', 'return'] as const).flatMap((name) =>
    Object.entries(box(name).fields).flatMap(([key, values]) => {
      const label =
        name === 'completion' ? known(key)?.label[lang] : key === 'message' || key === 'reason' ? '' : undefined
      return label === undefined || key.endsWith('.files')
        ? []
        : values.filter((value) => value !== '').map((value) => ({ label, value }))
    }),
  )
  if (texts.length === 0) return null
  return (
    <section class="panel stack" aria-labelledby="us">
      <h2 id="us">{t.drafts.typed}</h2>
      <p class="meta">{t.live.lostNothing}</p>
      {texts.map(({ label, value }) => (
        <div>
          {label === '' ? null : <b>{label}: </b>}
          <Written text={value} />
        </div>
      ))}
    </section>
  )
}
