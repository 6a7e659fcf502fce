import { onPage } from './page-ready.js'

// Whoever signs out on a shared computer leaves nothing to go back to: not in this window, not in the others. What
// Turbo remembers goes with the document it was loaded into.
const others = 'BroadcastChannel' in window ? new BroadcastChannel('mizban-signed-out') : null

// Signed out here: the other windows ask for their pages anew, and nobody is signed in any more.
onPage(() => {
  // oxlint-disable-next-line require-post-message-target-origin -- a channel has one origin and takes no other argument
  if (document.querySelector('[data-signed-out]')) others?.postMessage('signed-out')
})
others?.addEventListener('message', () => window.location.reload())

// A page that the browser kept alive while it was left is asked for again: whose it was may have signed out since.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
