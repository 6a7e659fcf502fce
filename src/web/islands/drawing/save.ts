import type { Settings } from './settings.js'

/** How long nothing must change before what changed is saved, in milliseconds. */
const PAUSE = 700

interface Saver {
  readonly changed: () => void
  readonly now: () => Promise<void>
  /** Whether something drawn is not kept yet, be it on its way. */
  readonly unsaved: () => boolean
  /** Whether saving it needs a decision, or failed. */
  readonly stuck: () => boolean
}

/**
 * Saves the drawing by itself a moment after each change. When somebody else has saved in between, nothing is written
 * over: the page shows the choice between their drawing and this one.
 */
export function saver(host: HTMLElement, settings: Settings, drawing: () => Promise<string>): Saver {
  let { revision } = settings
  let timer: number | undefined
  let dirty = false
  let running: Promise<void> | null = null
  const conflict = host.querySelector<HTMLElement>('.conflict')

  const say = (state: 'saving' | 'saved' | 'unsaved' | 'failed' | 'conflict') => {
    host.dataset['saved'] = state
    const line = host.querySelector('.save-state')
    if (line && state !== 'conflict') line.textContent = settings.words[state]
    if (conflict) conflict.hidden = state !== 'conflict'
  }

  const send = async (anyway: boolean): Promise<void> => {
    dirty = false
    say('saving')
    const xml = await drawing()
    const body = new FormData()
    body.set('revision', String(revision))
    if (anyway) body.set('anyway', 'yes')
    body.set(`file.${settings.file}`, new Blob([xml], { type: 'application/xml' }), 'drawing')
    const answer = await fetch(settings.save, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
      // A page that is being left still sends what was drawn, if it is small enough for the browser.
      keepalive: xml.length < 30_000,
    }).catch(() => null)
    if (answer?.status === 409) return say('conflict')
    if (!answer?.ok) {
      dirty = true
      return say('failed')
    }
    const saved: { readonly revision: number } = await answer.json()
    revision = saved.revision
    say(dirty ? 'unsaved' : 'saved')
    for (const frame of document.querySelectorAll<HTMLElement & { reload?: () => unknown }>('turbo-frame[data-check]'))
      frame.reload?.()
  }

  /** One at a time, or the second would be told that it is late. */
  const run = async (anyway = false): Promise<void> => {
    globalThis.clearTimeout(timer)
    if (running) await running
    if (!dirty && !anyway) return
    running = send(anyway).finally(() => {
      running = null
    })
    await running
  }

  conflict?.querySelector('[data-keep="mine"]')?.addEventListener('click', () => void run(true))
  conflict?.querySelector('[data-keep="theirs"]')?.addEventListener('click', () => location.reload())
  return {
    changed: () => {
      dirty = true
      if (host.dataset['saved'] === 'conflict') return
      say('unsaved')
      globalThis.clearTimeout(timer)
      timer = Number(globalThis.setTimeout(() => void run(), PAUSE))
    },
    unsaved: () => dirty || running !== null || host.dataset['saved'] === 'conflict',
    stuck: () => host.dataset['saved'] === 'conflict' || host.dataset['saved'] === 'failed',
    now: () => (dirty && host.dataset['saved'] !== 'conflict' ? run() : Promise.resolve()),
  }
}
