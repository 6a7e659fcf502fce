import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { addStyle } from './style.js'

interface Canvas {
  readonly zoom: (to?: number | 'fit-viewport', center?: 'auto') => number
  readonly addMarker: (element: string, marker: string) => void
  readonly resized: () => void
  readonly scrollToElement: (element: string, padding: number) => void
  readonly viewbox: () => { readonly inner: { readonly width: number; readonly height: number } }
}

interface Overlays {
  readonly add: (
    element: string,
    overlay: {
      readonly position: { readonly top: number; readonly left?: number; readonly right?: number }
      readonly html: HTMLElement
    },
  ) => string
}

interface Count {
  readonly text: string
  readonly title: string
  readonly stuck: boolean
}

/** How many stand at an element, at its corner. */
function badge({ text, title, stuck }: Count): HTMLElement {
  const html = document.createElement('span')
  html.className = stuck ? 'count stuck' : 'count'
  html.textContent = text
  html.title = title
  return html
}

/** The smallest scale at which labels can be read. */
const READABLE = 0.55

/** Draws the process of a request with its marks; Persian labels keep their own direction (map.css). */
export async function drawMap(host: HTMLElement, container: HTMLElement): Promise<void> {
  const { url = '', marks = '{}', notes = '{}', counts = '{}', style = '' } = host.dataset
  await addStyle(style)
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  // Colours that are drawn as attributes; map.css has the rest.
  const viewer = new NavigatedViewer({
    container,
    bpmnRenderer: { defaultFillColor: 'var(--surface)', defaultStrokeColor: 'var(--line-strong)' },
  })
  await viewer.importXML(inLanguage(await answer.text(), document.documentElement.lang))
  const canvas = viewer.get<Canvas>('canvas')
  const size = canvas.viewbox().inner
  container.style.setProperty('aspect-ratio', String(Math.max(1.2, size.width / Math.max(size.height, 1))))
  host.classList.add('drawn')
  // Elements of a called process, or of a collapsed one, may not be drawn.
  const registry = viewer.get<{ readonly get: (element: string) => unknown }>('elementRegistry')
  const given: Record<string, string> = JSON.parse(marks)
  for (const [element, mark] of Object.entries(given))
    if (registry.get(element)) for (const one of mark.split(' ')) canvas.addMarker(element, `is-${one}`)
  const words: Record<string, string> = JSON.parse(notes)
  const overlays = viewer.get<Overlays>('overlays')
  for (const [element, note] of Object.entries(words))
    if (registry.get(element)) overlays.add(element, { position: { top: -34, left: 0 }, html: label(note) })
  const standing: Record<string, Count> = JSON.parse(counts)
  for (const [element, one] of Object.entries(standing))
    if (registry.get(element)) overlays.add(element, { position: { top: -14, right: 14 }, html: badge(one) })
  canvas.resized()
  const scale = canvas.zoom('fit-viewport', 'auto')
  const drawn = Object.keys(given).filter((element) => registry.get(element))
  const now = drawn.find((element) => given[element] === 'now' || given[element]?.includes('standing'))
  // Where the whole would be too small to read, the map begins at the step where the request is.
  if (scale < READABLE) {
    canvas.zoom(READABLE)
    const first = now ?? drawn[0]
    if (first) canvas.scrollToElement(first, 60)
  }
  const tools = host.querySelector<HTMLElement>('.tools')
  if (!tools) return
  tools.hidden = false
  tools.addEventListener('click', (event) => {
    const way =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-zoom]')?.dataset['zoom'] : undefined
    if (way === 'fit') canvas.zoom('fit-viewport', 'auto')
    else if (way) canvas.zoom(canvas.zoom() * (way === 'in' ? 1.25 : 0.8))
  })
}

/** How often, how many of how many, or what is waited for. */
function label(note: string): HTMLElement {
  const element = document.createElement('span')
  element.className = 'note'
  element.dir = 'auto'
  element.textContent = note
  return element
}

/** Drawings are named in Persian; names in other languages are properties of the elements: `name.en`. */
function inLanguage(xml: string, lang: string): string {
  if (lang === 'fa') return xml
  const drawing = new DOMParser().parseFromString(xml, 'application/xml')
  for (const property of drawing.querySelectorAll(`[name="name.${CSS.escape(lang)}"][value]`)) {
    property.closest('extensionElements')?.parentElement?.setAttribute('name', property.getAttribute('value') ?? '')
  }
  return new XMLSerializer().serializeToString(drawing)
}
