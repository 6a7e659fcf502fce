import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'

interface Canvas {
  readonly zoom: (to?: number | 'fit-viewport', center?: 'auto') => number
  readonly addMarker: (element: string, marker: string) => void
  readonly viewbox: () => { readonly inner: { readonly width: number; readonly height: number } }
}

/** Draws the process of a request with its marks; Persian labels keep their own direction (map.css). */
export async function drawMap(host: HTMLElement, container: HTMLElement): Promise<void> {
  const { url = '', marks = '{}', style = '' } = host.dataset
  await addStyle(style)
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  const viewer = new NavigatedViewer({ container })
  await viewer.importXML(await answer.text())
  const canvas = viewer.get<Canvas>('canvas')
  const size = canvas.viewbox().inner
  container.style.setProperty('aspect-ratio', String(Math.max(1.2, size.width / Math.max(size.height, 1))))
  canvas.zoom('fit-viewport', 'auto')
  const given: Record<string, string> = JSON.parse(marks)
  for (const [element, mark] of Object.entries(given)) canvas.addMarker(element, `is-${mark}`)
  host.classList.add('drawn')
  const tools = host.querySelector<HTMLElement>('.tools')
  if (!tools) return
  tools.hidden = false
  tools.addEventListener('click', (event) => {
    const way = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-zoom]')?.dataset['zoom'] : undefined
    if (way === 'fit') canvas.zoom('fit-viewport', 'auto')
    else if (way) canvas.zoom(canvas.zoom() * (way === 'in' ? 1.25 : 0.8))
  })
}

const styles = new Map<string, Promise<void>>()

function addStyle(href: string): Promise<void> {
  const known = styles.get(href)
  if (known) return known
  const added = new Promise<void>((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
    document.head.append(link)
  })
  styles.set(href, added)
  return added
}
