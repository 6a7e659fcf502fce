import type { RequestRow } from '../../desk/views.js'
import { formatTime, joinList, relativeTime } from '../../persian/index.js'
import type { Visit } from '../visit.js'

/** Where a request is, in a few words: «اکنون در اداره تغذیه، از ۲ روز پیش». */
export function RequestLine({ visit, row }: { visit: Visit; row: RequestRow }) {
  const { t, lang, now } = visit
  if (row.closedAt !== null) return <>{t.requests.ended(formatTime(row.closedAt, lang, 'date'))}</>
  if (row.offices.length === 0) return <>{t.requests.opened(formatTime(row.openedAt, lang, 'date'))}</>
  return (
    <>
      {t.requests.at(
        joinList(
          row.offices.map((one) => one[lang]),
          lang,
        ),
        relativeTime(row.since, now, lang),
      )}
    </>
  )
}
