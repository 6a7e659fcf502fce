import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { MailboxConfig } from '../../src/config-mailbox.js'

/** Why these tests can't run on this machine, or null. */
export const dovecotMissing: string | null = !['/usr/sbin/dovecot', '/usr/lib/dovecot/lmtp', '/usr/bin/openssl'].every(
  existsSync,
)
  ? 'Dovecot is not on this machine (Debian: apt-get install dovecot-imapd dovecot-lmtpd openssl)'
  : process.getuid?.() === 0
    ? null
    : 'Dovecot needs root, to keep mail as another user'

const PASSWORD = 'box-pw'

export interface Dovecot {
  readonly host: string
  /** Where mail servers hand mail over. */
  readonly lmtp: number
  readonly config: (user: string) => MailboxConfig
  readonly start: () => Promise<void>
  /** Ends it in the middle of whatever it does. */
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A real Dovecot on an address of its own. Any user signs in with one password, so no accounts are made. */
export async function openDovecot(host: string): Promise<Dovecot> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mizban-dovecot-'))
  const file = (name: string) => path.join(folder, name)
  const box = file('box')
  mkdirSync(box)
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'mail'], { encoding: 'utf8' })))
  chownSync(box, uid ?? 8, gid ?? 8)
  execFileSync('chmod', ['755', folder])
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=dovecot',
      '-addext',
      `subjectAltName=IP:${host}`,
      '-keyout',
      file('key.pem'),
      '-out',
      file('cert.pem'),
    ],
    { stdio: 'ignore' },
  )
  const [imap, imaps, lmtp] = [1143, 1993, 1024]
  writeFileSync(
    file('dovecot.conf'),
    `base_dir = ${file('run')}
state_dir = ${file('state')}
log_path = ${file('log')}
protocols = imap lmtp
listen = ${host}
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
ssl = required
ssl_cert = <${file('cert.pem')}
ssl_key = <${file('key.pem')}
# One file a mail, with locks that go with their process: Maildir's would outlive a killed one by two minutes.
mail_location = sdbox:${box}/%n/mail
first_valid_uid = 1
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${box}/%n allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = ${imaps}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = ${host}
    port = ${lmtp}
  }
}
`,
  )
  let running: ChildProcess | null = null
  const stop = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const one = running
    running = null
    if (one?.pid === undefined || one.exitCode !== null) return
    const ended = new Promise<void>((resolve) => one.once('exit', () => resolve()))
    // Its workers are in its group; none of them shall live on.
    process.kill(-one.pid, signal)
    const hard = setTimeout(() => process.kill(-(one.pid ?? 0), 'SIGKILL'), 5_000)
    await ended
    clearTimeout(hard)
  }
  const start = async () => {
    running = spawn('/usr/sbin/dovecot', ['-F', '-c', file('dovecot.conf')], { stdio: 'ignore', detached: true })
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await listens(host, imaps)) && (await listens(host, lmtp))) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(
      `Dovecot did not start within ten seconds: ${existsSync(file('log')) ? readFileSync(file('log'), 'utf8') : ''}`,
    )
  }
  await start()
  const ca = readFileSync(file('cert.pem'), 'utf8')
  return {
    host,
    lmtp,
    config: (user) => ({
      address: `${user}@uni.test`,
      host,
      port: imaps,
      tls: true,
      user,
      password: PASSWORD,
      ca,
      authority: null,
      service: null,
    }),
    start,
    kill: () => stop('SIGKILL'),
    close: async () => {
      await stop('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
