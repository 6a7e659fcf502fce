import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listens } from './dovecot.js'

/** Why these tests can't run on this machine, or null. */
export const smtpdMissing: string | null = !existsSync('/usr/sbin/smtpd')
  ? 'OpenSMTPD is not on this machine (Debian: apt-get install opensmtpd)'
  : spawnSync('unshare', ['--mount', 'true']).status === 0
    ? null
    : 'OpenSMTPD needs root, and folders of its own'

export interface Smtpd {
  readonly host: string
  readonly port: number
  readonly close: () => Promise<void>
}

/**
 * A real OpenSMTPD that takes mail for uni.test and hands it to an LMTP server. Its socket and its queue have fixed
 * places, so it sees folders of its own there: others may run beside it.
 */
export async function openSmtpd(host: string, lmtp: { readonly host: string; readonly lmtp: number }): Promise<Smtpd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mizban-smtpd-'))
  const [conf, port] = [path.join(folder, 'smtpd.conf'), 2525]
  writeFileSync(
    conf,
    `table inbox { "@uni.test" = mail }
listen on ${host} port ${port} hostname mx.uni.test
action "store" lmtp "${lmtp.host}:${lmtp.lmtp}" rcpt-to virtual <inbox>
match from any for domain "uni.test" action "store"
`,
  )
  const script =
    'mount -t tmpfs none /var/spool && mount -t tmpfs none /run && mkdir -m 711 /var/spool/smtpd && exec /usr/sbin/smtpd -d -f "$1"'
  const running = spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', conf], { stdio: 'ignore', detached: true })
  for (let tries = 0; !(await listens(host, port)); tries += 1) {
    if (tries === 200) throw new Error('OpenSMTPD did not start within ten seconds')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    host,
    port,
    close: async () => {
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      if (running.pid !== undefined && running.exitCode === null) process.kill(-running.pid, 'SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
