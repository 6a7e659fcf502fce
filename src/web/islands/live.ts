import { morphElements } from '@hotwired/turbo'
import { isTouched } from './draft.js'
import { onPage } from './page-ready.js'

// A page is made anew when something it shows has changed. One tab of a browser holds the stream (Web Locks) and tells
// the others (BroadcastChannel). Where there are no locks, where the stream breaks, and after sleep, the page looks by
// itself every half minute.
const LOOK = 30_000
const SILENCE = 40_000
const SETTLE = 150
/** The desk takes no more names at once (src/web/routes/live.ts). */
const MOST_TOPICS = 20
/** The header that says that nobody pressed anything; it does not keep a session alive (src/web/middleware.tsx). */
const BY_ITSELF = { 'x-mizban-by-itself': '1' }

type Said =
  | { readonly tab: number; readonly want: readonly string[]; readonly at: string }
  | { readonly topic: string; readonly at: string }
  | 'beat'

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('mizban-live') : null
// oxlint-disable-next-line require-post-message-target-origin -- a channel has one origin and takes no other argument
const tell = (said: Said): void => channel?.postMessage(said)

const here = () => document.body.dataset
const topics = (): readonly string[] => (here()['live'] ?? '').split(' ').filter(Boolean)
/** What of them the desk is asked for: a person's own and their offices' it tells by itself. */
const named = (): readonly string[] => topics().filter((one) => /^(request|task):/.test(one))
const tab = Math.random()
let heard = Date.now()

/** Whether something happened after a page was made; numbers of different processes can't be compared. */
const isAfter = (event: string, page: string): boolean => {
  const [process, number] = event.split('-')
  const [other, seen] = page.split('-')
  return process !== other || Number(number) > Number(seen)
}

// The stream, in the one tab that has the lock: what each tab shows, the one that came last at the end.
const wanted = new Map<number, readonly string[]>()
let followed: readonly string[] = []
let recent: { readonly topic: string; readonly at: string }[] = []
let stream: EventSource | null = null
let leads = false
let asked = false

function open(since: string): void {
  stream?.close()
  followed = [...new Set([...wanted.values()].flat())].slice(-MOST_TOPICS)
  stream = new EventSource(`/live?${new URLSearchParams({ topics: followed.join(' '), since }).toString()}`)
  stream.addEventListener('beat', () => {
    tell('beat')
    hear('beat')
  })
  stream.addEventListener('message', (event) => {
    const said = { topic: String(event.data), at: event.lastEventId }
    recent = [...recent.slice(-99), said]
    tell(said)
    hear(said)
  })
}

function want(from: number, names: readonly string[], at: string): void {
  if (!leads) return
  wanted.delete(from)
  wanted.set(from, names)
  const known = names.every((one) => followed.includes(one))
  // From the page or from what was heard last, whichever is earlier: nothing new of this page was heard until now.
  const last = recent.at(-1)?.at ?? at
  if (!stream || stream.readyState === EventSource.CLOSED || !known) open(isAfter(last, at) ? at : last)
  // What came between the making of that page and now.
  for (const one of recent) if (isAfter(one.at, at)) tell(one)
}

function lead(steal: boolean): void {
  if (!('locks' in navigator) || !channel || leads || (asked && !steal)) return
  asked = true
  void navigator.locks
    .request('mizban-live', steal ? { steal } : {}, () => {
      leads = true
      announce()
      return new Promise(() => {})
    })
    .catch(() => {
      // Another tab took over while this one slept.
      leads = false
      asked = false
      stream?.close()
      stream = null
      lead(false)
    })
}

function announce(): void {
  const { liveAt } = here()
  if (!liveAt || topics().length === 0) return
  const said = { tab, want: named(), at: liveAt }
  tell(said)
  want(tab, said.want, said.at)
}

// What every tab does with what it hears.
channel?.addEventListener('message', ({ data }: MessageEvent<Said>) => hear(data))

function hear(said: Said): void {
  if (said !== 'beat' && 'want' in said) return want(said.tab, said.want, said.at)
  heard = Date.now()
  if (said === 'beat') return
  const mine = said.topic === '*' || topics().includes(said.topic)
  if (!mine || !isAfter(said.at, here()['liveAt'] ?? '')) return
  if (said.topic.startsWith('task:')) document.dispatchEvent(new Event('mizban:presence'))
  else soon()
}

let timer: number | undefined
let stale = false
function soon(): void {
  stale = true
  globalThis.clearTimeout(timer)
  timer = Number(globalThis.setTimeout(() => void refresh(), SETTLE))
}

/** Asks for this page again and puts in what is different, where nobody is busy. */
async function refresh(): Promise<void> {
  const { href } = location
  // A hidden page waits until it is looked at; a form on its way leads to another page.
  if (document.hidden || document.querySelector('[aria-busy="true"], main .errors')) return
  stale = false
  const answer = await fetch(href, { headers: BY_ITSELF }).catch(() => null)
  document.querySelector('.offline')?.remove()
  if (!answer) return offline()
  if (!answer.ok || answer.redirected) return
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (location.href !== href || document.querySelector('[aria-busy="true"]')) return
  const before = [text(), said()]
  for (const part of ['.top', 'main']) {
    const [old, made] = [document.querySelector(part), next.querySelector(part)]
    if (old && made) morphElements(old, made)
  }
  document.body.dataset['liveAt'] = next.body.dataset['liveAt'] ?? ''
  document.dispatchEvent(new Event('mizban:fresh'))
  for (const [old, made] of redrawn.splice(0)) old.replaceWith(made)
  const told = document.getElementById('told')
  // Read out without disturbing: what the page says first if that is new, else that something is.
  if (told && text() !== before[0]) told.textContent = said() === before[1] ? (here()['fresh'] ?? '') : said()
}

const text = (): string => document.querySelector('main')?.textContent ?? ''
const said = (): string => [...document.querySelectorAll('[data-say]')].map((one) => one.textContent).join(' ')

function offline(): void {
  if (topics().length === 0 || document.querySelector('.offline')) return
  const line = document.createElement('p')
  line.className = 'notice offline'
  line.setAttribute('role', 'status')
  line.textContent = here()['offline'] ?? ''
  document.querySelector('main .wrap')?.prepend(line)
}

/** Drawings whose marks have changed. */
const redrawn: [Element, Element][] = []

// Nothing that somebody has touched is changed under their hands.
const busy = (element: Element): boolean =>
  element.contains(document.activeElement) && document.activeElement !== document.body
const kept = (element: Element): boolean =>
  element.matches('.said, .line-broken, process-map.drawn, #presence') ||
  (element instanceof HTMLFormElement && 'draft' in element.dataset && isTouched(element)) ||
  (isControl(element) && isChanged(element))
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
const isControl = (element: Element): element is Control => element.matches('input, select, textarea')
const isChanged = (control: Control): boolean =>
  control === document.activeElement ||
  (control instanceof HTMLSelectElement
    ? [...control.options].some((one) => one.selected !== one.defaultSelected) && control.selectedIndex > 0
    : control.value !== control.defaultValue ||
      (control instanceof HTMLInputElement && control.checked !== control.defaultChecked))

document.addEventListener('turbo:before-morph-element', (event) => {
  const { target } = event
  const { newElement } = (event as CustomEvent<{ newElement?: Element }>).detail
  if (!(target instanceof Element)) return
  const goes = !(newElement instanceof Element)
  const held = goes && (busy(target) || [...target.querySelectorAll('form[data-draft]')].some(kept))
  if (held || kept(target)) event.preventDefault()
  if (
    target.matches('process-map.drawn') &&
    !goes &&
    newElement.getAttribute('data-marks') !== target.getAttribute('data-marks')
  )
    redrawn.push([target, document.importNode(newElement, true)])
})
document.addEventListener('turbo:before-morph-attribute', (event) => {
  const { target } = event
  const { attributeName } = (event as CustomEvent<{ attributeName: string }>).detail
  if (!(target instanceof Element)) return
  // What was folded out stays so; the row that keys have chosen stays chosen.
  if ((attributeName === 'open' && target.matches('details')) || (attributeName === 'class' && target.matches('.cur')))
    event.preventDefault()
})

const watch = (): void => {
  if (document.hidden || topics().length === 0) return
  const silent = Date.now() - heard > SILENCE
  if (silent) lead(true)
  if (silent && leads) announce()
  if (silent || stale) void refresh()
}
onPage(() => {
  if (topics().length > 0) lead(false)
  announce()
})
globalThis.setInterval(watch, LOOK)
document.addEventListener('visibilitychange', watch)
window.addEventListener('online', () => {
  stale = true
  watch()
})
window.addEventListener('offline', offline)
