import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import QRCode from 'qrcode'
import type { Renderer } from '../../commands/desk.js'
import { root } from '../../root.js'

const TIME_LIMIT_MS = 20_000

/** Compiled beside this file; in tests, which run the sources, Node strips its types. */
const WORKER =
  ['worker.js', 'worker.ts']
    .map((name) => fileURLToPath(new URL(name, import.meta.url)))
    .find((file) => existsSync(file)) ?? 'worker.js'

interface Answer {
  readonly pdf?: Uint8Array
  readonly error?: string
}

/**
 * Sets documents with Typst, in a process of its own: a template that never ends is killed after 20 s, and the next
 * document gets a new process. Data reaches the template as JSON, never as markup; it reads no file but the fonts.
 */
export function typstRenderer(limitMs: number = TIME_LIMIT_MS): Renderer & { readonly close: () => Promise<void> } {
  let worker: ChildProcess | null = null
  let line: Promise<unknown> = Promise.resolve()
  const open = (): ChildProcess => {
    if (worker) return worker
    const opened = fork(WORKER, [path.join(root, 'fonts')], { serialization: 'advanced', execArgv: [] })
    opened.once('exit', () => {
      if (worker === opened) worker = null
    })
    worker = opened
    return opened
  }
  const stop = async (): Promise<void> => {
    const ending = worker
    worker = null
    if (!ending || ending.exitCode !== null) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill('SIGKILL')
    await ended
  }
  const set = async (template: string, data: string, qr: string | null): Promise<Uint8Array> => {
    const process = open()
    const answer = await new Promise<Answer | null>((resolve) => {
      const timer = setTimeout(() => done(null), limitMs)
      const ended = () => done({ error: 'the compiler ended' })
      const done = (one: Answer | null) => {
        clearTimeout(timer)
        process.removeListener('message', done)
        process.removeListener('exit', ended)
        resolve(one)
      }
      process.once('message', done)
      process.once('exit', ended)
      process.send({ template, data, qr })
    })
    if (answer?.pdf) return answer.pdf
    if (!answer) await stop()
    throw new Error(
      `the document could not be set: ${answer?.error ?? `the template took longer than ${limitMs / 1000} s`}`,
    )
  }
  return {
    render: async ({ template, data, qr }) => {
      const svg =
        qr === undefined ? null : await QRCode.toString(qr, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' })
      // One at a time: the process has one compiler.
      const turn = line.then(() => set(template, JSON.stringify(data), svg))
      line = turn.catch(() => {})
      return turn
    },
    close: stop,
  }
}
