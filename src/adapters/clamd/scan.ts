import { connect, type NetConnectOpts } from 'node:net'
import type { ScanAnswer, Scanner } from '../../commands/desk.js'

interface Patience {
  /** Without any answer for this long a scan is given up. */
  readonly answerMs?: number
  /** After that the scanner is left alone for this long, so that a form with many files does not wait for each. */
  readonly restMs?: number
}

/** A virus scanner that speaks clamd's INSTREAM (clamd(8)). @param address `host:port`, or the path of a socket */
export function clamdScanner(address: string, { answerMs = 10_000, restMs = 30_000 }: Patience = {}): Scanner {
  const target = targetOf(address)
  let restsUntil = 0
  return {
    scan: async (bytes) => {
      if (performance.now() < restsUntil) return { kind: 'not-scanned', why: 'slow' }
      const answer = await stream(target, bytes, answerMs)
      if (answer.kind === 'not-scanned' && answer.why === 'slow') restsUntil = performance.now() + restMs
      return answer
    },
  }
}

function targetOf(address: string): NetConnectOpts {
  if (address.startsWith('/')) return { path: address }
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? []
  return { host, port: Number(port) }
}

const CHUNK = 65_536
/** An answer is one line; whoever says more is no clamd. */
const MAX_ANSWER = 1024

function stream(target: NetConnectOpts, bytes: Uint8Array, answerMs: number): Promise<ScanAnswer> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect({ ...target })
    const end = (answer: ScanAnswer) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => end({ kind: 'not-scanned', why: 'slow' }), answerMs)
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const part = bytes.subarray(at, at + CHUNK)
        socket.write(lengthOf(part.length))
        socket.write(part)
      }
      socket.write(lengthOf(0))
    })
    socket.on('data', (data: Buffer) => {
      said += data.toString('latin1')
      if (said.includes('\0') || said.length > MAX_ANSWER) end(read(said))
    })
    socket.on('end', () => end(read(said)))
    // A scanner that has enough says so and hangs up while it is still being written to.
    socket.on('error', () => end(said === '' ? { kind: 'not-scanned', why: 'down' } : read(said)))
  })
}

function lengthOf(length: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(length)
  return four
}

/** `stream: OK`, `stream: NAME FOUND`, or an error. A limit that was exceeded is no virus, though clamd may call it one. */
export function read(said: string): ScanAnswer {
  const line = said.split('\0')[0]?.trim() ?? ''
  if (line === 'stream: OK') return { kind: 'clean' }
  const name = /^stream: ([\w.:@+-]{1,200}) FOUND$/.exec(line)?.[1]
  if (/size limit exceeded/i.test(line) || name?.startsWith('Heuristics.Limits.Exceeded'))
    return { kind: 'not-scanned', why: 'too-large' }
  return name === undefined ? { kind: 'not-scanned', why: 'unreadable' } : { kind: 'found', name }
}
