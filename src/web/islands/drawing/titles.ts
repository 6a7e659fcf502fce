import { WORDS } from './words-fa.js'

/** Texts that the properties panel shows without asking for their translation: titles of its buttons, empty names. */
export function translateTitles(host: HTMLElement): () => void {
  const panel = host.querySelector('.props')
  if (!panel) return () => {}
  const all = () => {
    for (const element of panel.querySelectorAll('[title]')) {
      const title = element.getAttribute('title') ?? ''
      const said = persian(title)
      if (said !== title) element.setAttribute('title', said)
    }
    for (const element of panel.querySelectorAll('.bio-properties-panel-collapsible-entry-header-title'))
      if (element.textContent === '<empty>') element.textContent = WORDS['<empty>'] ?? ''
  }
  const watcher = new MutationObserver(all)
  watcher.observe(panel, { subtree: true, childList: true, attributeFilter: ['title'] })
  all()
  return () => watcher.disconnect()
}

function persian(title: string): string {
  const items = /^List contains (\d+) items?$/.exec(title)?.[1]
  return items === undefined ? (WORDS[title] ?? title) : `${Number(items).toLocaleString('fa')} مورد`
}
