import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import QRCode from 'qrcode'
import type { Renderer } from '../../commands/desk.js'
import { root } from '../../root.js'

const TIME_LIMIT_MS = 20_000

/** Compiled beside this file; in tests, which run the sources, Node strips its types. */
const WORKER = ['worker.js', 'worker.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url))).find((file) => existsSync(file)) ?? 'worker.js'

interface Answer {
  readonly id: number
  readonly pdf?: Uint8Array
  readonly error?: string
}

/**
 * Sets documents with Typst, in a thread of its own: a template that never ends is stopped after 20 s and the thread
 * is replaced. Data reaches the template as JSON, never as markup; it reads no file but the fonts.
 */
export function typstRenderer(limitMs: number = TIME_LIMIT_MS): Renderer & { readonly close: () => Promise<void> } {
  let worker: Worker | null = null
  let last = 0
  let line: Promise<unknown> = Promise.resolve()
  const open = (): Worker => {
    if (worker) return worker
    worker = new Worker(WORKER, { workerData: { fonts: path.join(root, 'fonts') } })
    worker.unref()
    return worker
  }
  const stop = async (): Promise<void> => {
    const ending = worker
    worker = null
    await ending?.terminate()
  }
  const set = async (template: string, data: string, qr: string | null): Promise<Uint8Array> => {
    const thread = open()
    last += 1
    const id = last
    const answer = await new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => resolve({ id, error: `the template took longer than ${limitMs / 1000} s` }), limitMs)
      const done = (one: Answer) => {
        clearTimeout(timer)
        thread.removeAllListeners()
        resolve(one)
      }
      thread.on('message', done)
      thread.on('error', (error) => done({ id, error: error.message }))
      thread.postMessage({ id, template, data, qr })
    })
    if (answer.pdf) return answer.pdf
    await stop()
    throw new Error(`the document could not be set: ${answer.error}`)
  }
  return {
    render: async ({ template, data, qr }) => {
      const svg = qr === undefined ? null : await QRCode.toString(qr, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' })
      // One at a time: the thread has one compiler.
      const turn = line.then(() => set(template, JSON.stringify(data), svg))
      line = turn.catch(() => {})
      return turn
    },
    close: stop,
  }
}
