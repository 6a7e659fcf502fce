import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const CLAMD = '/usr/sbin/clamd'

/** Why these tests can't run on this machine, or null. */
export const clamdMissing: string | null = existsSync(CLAMD)
  ? null
  : 'clamd is not on this machine (Debian: apt-get install clamav-daemon)'

// In two halves, so that no scanner takes this file for what it is about.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'] as const
export const eicar = (): string => EICAR.join('')

export interface Clamd {
  readonly address: string
  readonly socket: string
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A real clamd that knows one signature, on an address of its own. */
export async function openClamd(address: string, streamMax = '30M'): Promise<Clamd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mizban-clamd-'))
  const [host = '', port = ''] = address.split(':')
  const socket = path.join(folder, 'clamd.sock')
  writeFileSync(path.join(folder, 'eicar.ndb'), `Eicar-Test-Signature:0:*:${Buffer.from(eicar()).toString('hex')}\n`)
  writeFileSync(
    path.join(folder, 'clamd.conf'),
    [
      'Foreground yes',
      `DatabaseDirectory ${folder}`,
      `LocalSocket ${socket}`,
      `TCPSocket ${port}`,
      `TCPAddr ${host}`,
      `StreamMaxLength ${streamMax}`,
      'MaxFileSize 30M',
      'MaxScanSize 100M',
      'SelfCheck 0',
      'AlertExceedsMax yes',
      '',
    ].join('\n'),
  )
  let running: ReturnType<typeof spawn> | null = null
  const stop = async () => {
    const one = running
    running = null
    if (!one || one.exitCode !== null) return
    const ended = new Promise<void>((resolve) => one.once('exit', () => resolve()))
    one.kill('SIGTERM')
    const hard = setTimeout(() => one.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(hard)
  }
  const start = async () => {
    running = spawn(CLAMD, ['-c', path.join(folder, 'clamd.conf')], { stdio: 'ignore' })
    for (let tries = 0; tries < 200; tries += 1) {
      if (await answers(host, Number(port))) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('clamd did not start within ten seconds')
  }
  await start()
  return {
    address,
    socket,
    start,
    stop,
    close: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.on('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.write('zPING\0'))
  })
