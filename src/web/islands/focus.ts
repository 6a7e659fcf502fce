import { onPage } from './page-ready.js'

// After a refused form the first field to correct has the focus, and the summary above is read out and seen if both fit.
onPage(() => {
  const summary = document.querySelector<HTMLElement>('[data-focus]')
  if (!summary) return
  const link = summary.querySelector<HTMLAnchorElement>('a[href^="#"]')
  const field = link ? document.getElementById(link.hash.slice(1)) : null
  const first = field instanceof HTMLElement && field.getClientRects().length > 0 ? field : summary
  first.focus({ preventScroll: true })
  summary.scrollIntoView({ block: 'start' })
  if (first.getBoundingClientRect().bottom > window.innerHeight) first.scrollIntoView({ block: 'center' })
})

// A link of the summary leads to the field itself, not above it.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.errors a[href^="#"]') : null
  const field = link ? document.getElementById(link.hash.slice(1)) : null
  if (!field) return
  event.preventDefault()
  field.focus()
  field.scrollIntoView({ block: 'center' })
})

// Menus close when something else is pressed, and at Escape.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]'))
    if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
})
