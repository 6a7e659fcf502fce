import { isRedo, isUndo } from 'diagram-js/lib/features/keyboard/KeyboardUtil'

interface Stack {
  readonly undo: () => void
  readonly redo: () => void
}

/**
 * What the libraries leave to a pointer, or to whoever has just clicked the canvas: undo and redo wherever the page has
 * the focus, and the buttons around an element. @returns what ends it
 */
export function listenToKeys(host: HTMLElement, stack: Stack): () => void {
  const pressed = (event: KeyboardEvent): void => {
    // Boxes have their own undo; the panel and the canvas have done theirs when this is heard.
    if (event.defaultPrevented || writesIn(event.target)) return
    const at = event.target instanceof Element ? event.target : null
    const button = at?.closest<HTMLElement>('.djs-context-pad .entry')
    if (isUndo(event)) stack.undo()
    else if (isRedo(event)) stack.redo()
    else if (button && (event.key === 'Enter' || event.key === ' ')) button.click()
    else if (button && event.key === 'Escape') canvasOf(host)?.focus()
    else if (event.key === 'Enter' && at !== null && at === canvasOf(host)) firstButton(host)?.focus()
    else return
    event.preventDefault()
  }
  document.addEventListener('keydown', pressed)
  return () => document.removeEventListener('keydown', pressed)
}

const writesIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

const canvasOf = (host: HTMLElement) => host.querySelector<SVGSVGElement>('.djs-container > svg')

const firstButton = (host: HTMLElement) => host.querySelector<HTMLElement>('.djs-context-pad .entry')
