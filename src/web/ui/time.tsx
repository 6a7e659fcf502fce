import type { Length, TimeLeft } from '../../desk/working-time/index.js'
import { formatTime } from '../../persian/index.js'
import type { Visit } from '../visit.js'
import { Icon } from './icon.js'

/** «۲ ساعت کاری مانده», «۱ روز کاری گذشته»; the due time is in the tooltip. */
export function Left({ visit, time }: { visit: Visit; time: TimeLeft }) {
  const { t, lang } = visit
  const full = t.time.due(formatTime(time.due, lang, 'both'))
  if (time.state === 'late')
    return (
      <span class="late" title={full}>
        <Icon name="circle-alert" /> {t.time.late(time.length)}
      </span>
    )
  if (time.state === 'soon')
    return (
      <span class="due" title={full}>
        <Icon name="clock" /> {t.time.left(time.length)}
      </span>
    )
  return <span title={full}>{t.time.left(time.length)}</span>
}

/** How long it has waited, in working time of its office; since when is in the tooltip. */
export const Waits = ({ visit, since, length }: { visit: Visit; since: number; length: Length }) => (
  <time datetime={new Date(since).toISOString()} title={formatTime(since, visit.lang, 'both')}>
    {visit.t.time.length(length)}
  </time>
)
