import { isTouched } from './draft.js'
import { onPage } from './page-ready.js'

// Who else is at this task. The page says every ten seconds that it is looked at; twenty seconds later it counts no more.
const EVERY = 10_000

let at: string | undefined

async function look(): Promise<void> {
  const line = document.querySelector<HTMLElement>('[data-presence]')
  if (at && at !== line?.dataset['presence']) leave()
  at = line?.dataset['presence']
  if (!line || !at || document.hidden) return
  const body = new FormData()
  if ([...document.querySelectorAll<HTMLFormElement>('main form[data-draft]')].some(isTouched))
    body.append('writing', 'yes')
  const answer = await send(at, body).catch(() => null)
  const { said = '' } = answer?.ok ? ((await answer.json()) as { said?: string }) : {}
  if (line.textContent !== said) line.textContent = said
}

const send = (url: string, body: FormData): Promise<Response> =>
  fetch(url, { method: 'POST', body, keepalive: true, headers: { 'x-mizban-by-itself': '1' } })

function leave(): void {
  if (!at) return
  const body = new FormData()
  body.append('leaves', 'yes')
  void send(at, body).catch(() => {})
  at = undefined
}

onPage(() => void look())
globalThis.setInterval(() => void look(), EVERY)
document.addEventListener('mizban:presence', () => void look())
document.addEventListener('visibilitychange', () => (document.hidden ? leave() : void look()))
document.addEventListener('turbo:before-visit', leave)
window.addEventListener('pagehide', leave)
