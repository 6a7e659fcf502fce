import { onPage } from './page-ready.js'

// Whatever is typed into a form or a box is kept at the desk: a second after typing stops, at leaving a field, at
// leaving the page. Only what changed is sent, so that two devices that write in the same draft both keep theirs.
const PAUSE = 1_000
const AGAIN = 5_000
/** In letters: browsers refuse 64 kB that shall arrive although their page is left. */
const OUTLIVES = 20_000

interface Kept {
  /** Each field as the desk knows it. */
  known: Map<string, string>
  timer?: number | undefined
  saving?: Promise<void> | undefined
  /** It was said that another device changed something; that stays until it was looked at. */
  told?: boolean
  /** The form is on its way: it is not a draft any more, unless it comes back. */
  sent?: boolean
}

const kept = new Map<HTMLFormElement, Kept>()

const formOf = (target: EventTarget | null): HTMLFormElement | null => {
  const form = target instanceof Element ? target.closest('form') : null
  return form && kept.has(form) ? form : null
}

/** Never a secret, nor a file: files go with the form. */
function typedIn(form: HTMLFormElement): Map<string, string[]> {
  const secret = new Set(
    [...form.querySelectorAll<HTMLInputElement>('[type="password"], [autocomplete="one-time-code"]')].map(
      (one) => one.name,
    ),
  )
  const typed = new Map<string, string[]>()
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && name !== 'once' && !secret.has(name))
      typed.set(name, [...(typed.get(name) ?? []), value])
  return typed
}

const flat = (typed: Map<string, string[]>) =>
  new Map([...typed].map(([name, values]) => [name, JSON.stringify(values)]))

/** The form as it came from the desk, whatever was typed before this script ran or put back by the browser. */
function asSent(form: HTMLFormElement): HTMLFormElement {
  const copy = form.cloneNode(true) as HTMLFormElement
  copy.reset()
  return copy
}

/** Whether somebody writes in it, or has and it is not what the desk would show. */
export const isTouched = (form: HTMLFormElement): boolean =>
  form.contains(document.activeElement) || !same(flat(typedIn(form)), flat(typedIn(asSent(form))))

const same = (one: Map<string, string>, other: Map<string, string>): boolean =>
  one.size === other.size && [...one].every(([name, value]) => other.get(name) === value)

const say = (form: HTMLFormElement, part: 'saved' | 'said', ...what: (string | Node)[]): void =>
  form.querySelector(`.draft-${part}`)?.replaceChildren(...what)

function link(text: string, href: string, elsewhere: boolean): Node {
  const made = document.createElement('a')
  made.href = href
  made.textContent = text
  if (elsewhere) made.target = '_blank'
  else made.dataset['turbo'] = 'false'
  return made
}

async function save(form: HTMLFormElement): Promise<void> {
  const own = kept.get(form)
  if (!own || own.sent) return
  globalThis.clearTimeout(own.timer)
  const typed = typedIn(form)
  const now = flat(typed)
  const changed = [...new Set([...now.keys(), ...own.known.keys()])].filter(
    (name) => now.get(name) !== own.known.get(name),
  )
  if (changed.length === 0) return
  const body = new FormData()
  const once = form.querySelector<HTMLInputElement>('input[name="once"]')
  const { draft = '', seen = '', version = '' } = form.dataset
  for (const [name, value] of Object.entries({ place: draft, seen, version, once: once?.value ?? '' }))
    body.append(name, value)
  for (const name of changed) {
    body.append('changed', name)
    for (const value of typed.get(name) ?? []) body.append(`typed.${name}`, value)
  }
  try {
    const letters = [...body.values()].reduce((sum, one) => sum + (typeof one === 'string' ? one.length : 0), 0)
    const answer = await fetch('/drafts', { method: 'POST', body, keepalive: letters < OUTLIVES })
    if (answer.redirected) return ended(form)
    if (!answer.ok) throw new Error(answer.statusText)
    const told: { said: string; once: string; seen: number; elsewhere?: string; show?: string } = await answer.json()
    own.known = new Map([...own.known, ...changed.map((name): [string, string] => [name, now.get(name) ?? ''])])
    for (const name of changed) if (!now.has(name)) own.known.delete(name)
    if (once) once.value = told.once
    form.dataset['seen'] = String(told.seen)
    say(form, 'saved', told.said)
    own.told ||= told.elsewhere !== undefined
    if (told.elsewhere) say(form, 'said', told.elsewhere, ' ', link(told.show ?? '', location.href, false))
    else if (!own.told) say(form, 'said')
    form.querySelector('.draft-discard')?.removeAttribute('hidden')
  } catch {
    say(form, 'said', document.body.dataset['unsaved'] ?? '')
    later(form, AGAIN)
  }
}

/** The session is over; what was typed stays in the page until somebody signs in again next to it. */
function ended(form: HTMLFormElement): void {
  const { ended: words = '', signIn = '' } = document.body.dataset
  say(form, 'said', words, ' ', link(signIn, '/sign-in', true))
}

function later(form: HTMLFormElement, pause: number): void {
  const own = kept.get(form)
  if (!own) return
  globalThis.clearTimeout(own.timer)
  own.timer = Number(globalThis.setTimeout(() => begin(form), pause))
}

/** One at a time, so that what is sent later is kept later. */
function begin(form: HTMLFormElement): void {
  const own = kept.get(form)
  if (!own || own.saving) return later(form, PAUSE)
  const saving = save(form)
  own.saving = saving
  void saving.finally(() => {
    own.saving = undefined
  })
}

const beginAll = (): void => {
  for (const form of kept.keys()) if (form.isConnected) begin(form)
}

onPage(() => {
  for (const form of kept.keys()) if (!form.isConnected) kept.delete(form)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]'))
    if (!kept.has(form)) {
      kept.set(form, { known: flat(typedIn(asSent(form))) })
      later(form, PAUSE)
    }
})

// A page that was made anew has what was typed elsewhere, in forms that nobody has touched here.
document.addEventListener('mizban:fresh', () => {
  for (const [form, own] of kept) if (!isTouched(form)) own.known = flat(typedIn(form))
})

document.addEventListener('input', (event) => {
  const form = formOf(event.target)
  if (form) later(form, PAUSE)
})
document.addEventListener('change', (event) => {
  const form = formOf(event.target)
  if (form) begin(form)
})
document.addEventListener('turbo:before-visit', beginAll)
document.addEventListener('visibilitychange', beginAll)
// Nothing is waited for any more.
window.addEventListener('pagehide', () => {
  for (const form of kept.keys()) void save(form)
})
window.addEventListener('focus', beginAll)
window.addEventListener('online', beginAll)

// A form is sent after what was being saved of it has arrived: no draft comes to life after it was sent.
document.addEventListener('turbo:before-fetch-request', (event) => {
  const form = formOf(event.target)
  const own = form && kept.get(form)
  if (!own) return
  own.sent = true
  globalThis.clearTimeout(own.timer)
  if (!own.saving) return
  event.preventDefault()
  const { resume } = (event as CustomEvent<{ resume: () => void }>).detail
  void own.saving.finally(resume)
})
document.addEventListener('turbo:submit-end', (event) => {
  const form = formOf(event.target)
  const own = form && kept.get(form)
  if (own) own.sent = false
})
document.addEventListener('turbo:before-fetch-response', (event) => {
  const form = formOf(event.target)
  const { fetchResponse } = (event as CustomEvent<{ fetchResponse: { redirected: boolean; location: URL } }>).detail
  if (!form || !fetchResponse.redirected || fetchResponse.location.pathname !== '/sign-in') return
  event.preventDefault()
  ended(form)
})
