import type { Length, TimeLeft } from '../../desk/working-time/index.js'
import { formatTime } from '../../persian/index.js'
import type { Visit } from '../visit.js'
import { Icon } from './icon.js'

/** «۲ ساعت کاری». */
export const lengthText = ({ t }: Visit, { unit, count }: Length): string =>
  count === 0 ? t.time.now : t.time.lengths[unit](count)

/** «۲ ساعت کاری مانده», «۱ روز کاری گذشته»; the due time is in the tooltip. */
export function Left({ visit, time }: { visit: Visit; time: TimeLeft }) {
  const { t, lang } = visit
  const left = time.length.count === 0 ? t.time.leftNow : t.time.left(lengthText(visit, time.length))
  const full = t.time.due(formatTime(time.due, lang, 'both'))
  if (time.state === 'late')
    return (
      <span class="late" title={full}>
        <Icon name="circle-alert" />{' '}
        {time.length.count === 0 ? t.time.lateNow : t.time.late(lengthText(visit, time.length))}
      </span>
    )
  if (time.state === 'soon')
    return (
      <span class="due" title={full}>
        <Icon name="clock" /> {left}
      </span>
    )
  return <span title={full}>{left}</span>
}

/** How long it has waited, in working time of its office; since when is in the tooltip. */
export const Waits = ({ visit, since, length }: { visit: Visit; since: number; length: Length }) => (
  <time datetime={new Date(since).toISOString()} title={formatTime(since, visit.lang, 'both')}>
    {lengthText(visit, length)}
  </time>
)
