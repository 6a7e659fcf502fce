export interface Canvas {
  readonly zoom: (to: number | 'fit-viewport', center?: 'auto') => number
  readonly scrollToElement: (element: string, padding: number) => void
  readonly viewbox: (to?: Box) => Viewbox
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Viewbox {
  readonly scale: number
  /** What is drawn. */
  readonly inner: Box
  /** The canvas on the screen. */
  readonly outer: { readonly width: number; readonly height: number }
}

/** The smallest scale at which labels can be read; a larger drawing begins at its start. */
const READABLE = 0.4
const MARGIN = 24

/** Shows the drawing beside the palette, not beneath it; small ones as large as they are, not blown up. */
export function fit(canvas: Canvas, palette: HTMLElement | null): void {
  const { inner, outer } = canvas.viewbox()
  if (inner.width === 0 || outer.width === 0) return
  // On a narrow screen the palette lies along the top (editor.css).
  const onTop = palette !== null && palette.offsetWidth > outer.width / 2
  const left = MARGIN + (palette === null || onTop ? 0 : palette.offsetLeft + palette.offsetWidth)
  const top = MARGIN + (palette !== null && onTop ? palette.offsetHeight : 0)
  const room = { width: outer.width - left - MARGIN, height: outer.height - top - MARGIN }
  const scale = Math.max(READABLE, Math.min(1, room.width / inner.width, room.height / inner.height))
  const spare = Math.max(0, room.height - inner.height * scale)
  canvas.viewbox({
    x: inner.x - left / scale,
    y: inner.y - (top + spare / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  })
}

/** Where a menu lies wholly in the window, as near as can be to where it was to open. */
export function insideWindow(menu: HTMLElement, at: { readonly x: number; readonly y: number }) {
  const { width, height } = menu.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  return {
    x: Math.max(0, Math.min(at.x, clientWidth - width)),
    y: Math.max(0, Math.min(at.y, clientHeight - height)),
  }
}
