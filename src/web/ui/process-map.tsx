import { assetUrl } from '../assets.js'
import type { MapNote, MapView } from '../../desk/views.js'
import type { Visit } from '../visit.js'
import { Icon } from './icon.js'
import { awaitedText } from './tracker.js'

interface ShownMap {
  readonly visit: Visit
  readonly map: Omit<MapView, 'marks'> & { readonly marks: Readonly<Record<string, string>> }
  /** What stands beside an element, such as how many requests are there. */
  readonly counts?: Readonly<Record<string, { readonly text: string; readonly title: string; readonly stuck: boolean }>>
  readonly label: string
}

/**
 * The drawing of a process with its marks. Diagrams run from left to right in every language; the labels keep the
 * direction of their letters. A script draws it when it comes into view; the tracker says the same in words.
 */
export const ProcessMap = ({ visit, map, counts, label }: ShownMap) => (
  <process-map
    class="map"
    data-url={map.url}
    data-marks={JSON.stringify(map.marks)}
    data-counts={counts ? JSON.stringify(counts) : undefined}
    data-notes={JSON.stringify(
      Object.fromEntries(Object.entries(map.notes ?? {}).map(([element, note]) => [element, noteText(visit, note)])),
    )}
    data-style={assetUrl('map.css')}
    data-label={label}
    data-failed={visit.t.errors.line}
  >
    <div class="canvas" dir="ltr" role="group" aria-label={label}></div>
    <div class="tools" hidden>
      <button class="btn icon" type="button" data-zoom="in" aria-label={visit.t.request.mapIn}>
        <Icon name="zoom-in" />
      </button>
      <button class="btn icon" type="button" data-zoom="out" aria-label={visit.t.request.mapOut}>
        <Icon name="zoom-out" />
      </button>
      <button class="btn" type="button" data-zoom="fit">
        {visit.t.request.mapFit}
      </button>
    </div>
  </process-map>
)

function noteText(visit: Visit, note: MapNote): string {
  const { t } = visit
  if (note.kind === 'wait') return awaitedText(visit, note)
  if (note.kind === 'join') return t.tracker.join
  if (note.kind === 'typical') return t.operating.process.mapDays(note.days)
  if (note.kind === 'rounds') return t.tracker.round(note.rounds)
  const { done, total } = note.parts
  return total === null ? t.tracker.partsDone(done) : t.tracker.parts(done, total)
}
