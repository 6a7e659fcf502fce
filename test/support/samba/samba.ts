import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  openSync,
  closeSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DirectorySettings } from '../../../src/adapters/directory/connection.js'
import { makeAuthority, signCertificate } from './certificate.js'

/** A domain controller of the tests' own on a loopback address, with its standard ports. Needs root. */
export interface Controller {
  readonly address: string
  readonly folder: string
  /** Of the authority that signed its certificate. */
  readonly caFile: string
  readonly ldaps: string
  readonly ldap: string
  /** Stops its processor time: it takes connections and answers nothing. */
  readonly freeze: () => void
  readonly thaw: () => void
  readonly stop: () => Promise<void>
}

export const BASE = 'DC=uni,DC=test'
/** Of everybody but the service account. */
export const PASSWORD = 'Daneshgah-1404!'

/** The settings of a desk that uses these controllers. */
export const settingsFor = (one: Controller, urls: readonly string[]): DirectorySettings => ({
  urls,
  base: `OU=Daneshgah,${BASE}`,
  bindDn: `CN=svc-desk,OU=Service,OU=Daneshgah,${BASE}`,
  password: 'Svc-Desk-1404!',
  ca: readFileSync(one.caFile, 'utf8'),
})

const SEED = fileURLToPath(new URL('seed.py', import.meta.url))
const STUDENTS = 1_600

/** Loopback addresses of this process, of which the eighth is lent: every certificate names it: several suites may run on one machine. @param index 1 to 250 */
export const loopback = (index: number): string => `127.77.${process.pid % 250}.${index}`

/**
 * Starts a domain controller from the seeded archive, which is built at the first use and kept in the folder for
 * temporary files. Two controllers are copies of one domain: the same objectGUIDs, no replication.
 */
export async function startController(address: string): Promise<Controller> {
  const archive = seededDomain()
  const folder = mkdtempSync(path.join(tmpdir(), 'mizban-samba-'))
  execFileSync('tar', ['-C', folder, '-xzf', archive])
  writeConfiguration(folder, address)
  signCertificate(path.join(folder, 'private/tls'), 'dc1.uni.test', [
    'DNS:dc1.uni.test',
    `IP:${address}`,
    `IP:${loopback(8)}`,
  ])
  const log = openSync(path.join(folder, 'log', 'stdout'), 'w')
  const server = spawn('samba', ['-s', path.join(folder, 'etc/smb.conf'), '-F', '--no-process-group', '-M', 'single'], {
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  await untilListening(address, server, folder)
  return {
    address,
    folder,
    caFile: path.join(folder, 'private/tls/ca.pem'),
    ldaps: `ldaps://${address}`,
    ldap: `ldap://${address}`,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = new Promise((resolve) => server.once('exit', resolve))
        server.kill('SIGKILL')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The archive of the seeded domain; its name is the hash of what makes it. */
function seededDomain(): string {
  const hash = createHash('sha256')
  for (const file of [SEED, fileURLToPath(import.meta.url), fileURLToPath(new URL('certificate.ts', import.meta.url))])
    hash.update(readFileSync(file))
  const archive = path.join(tmpdir(), `mizban-samba-${hash.digest('hex').slice(0, 16)}.tar.gz`)
  if (existsSync(archive)) return archive
  const work = mkdtempSync(path.join(tmpdir(), 'mizban-samba-build-'))
  try {
    const domain = path.join(work, 'dc')
    const address = loopback(250)
    mkdirSync(domain)
    // An empty file, else the machine's own smb.conf is merged in.
    writeFileSync(path.join(work, 'empty.conf'), '')
    const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe', timeout: 240_000 })
    run(
      'samba-tool',
      ...['domain', 'provision', '--quiet', '-s', path.join(work, 'empty.conf'), `--targetdir=${domain}`],
      ...['--realm=UNI.TEST', '--domain=UNI', '--server-role=dc', '--host-name=dc1', `--host-ip=${address}`],
      ...['--dns-backend=NONE', '--adminpass=Adm1n-Passw0rd!'],
      ...[`--option=interfaces=${address}/8`, '--option=bind interfaces only=yes'],
    )
    writeConfiguration(domain, address)
    makeAuthority(path.join(domain, 'private/tls'))
    // Debian's own Python: another one first in the path has no Samba.
    run('/usr/bin/python3', SEED, path.join(domain, 'etc/smb.conf'), String(STUDENTS))
    const packed = path.join(work, 'domain.tar.gz')
    run('tar', '-C', domain, '--exclude=./run', '--exclude=./log', '--exclude=*/ldapi', '-czf', packed, '.')
    renameSync(packed, archive)
    return archive
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** What makes a folder movable: every path of smb.conf names it anew. No DNS, no file service, one address. */
function writeConfiguration(folder: string, address: string): void {
  for (const one of ['run', 'log', 'cache', 'etc']) mkdirSync(path.join(folder, one), { recursive: true })
  writeFileSync(
    path.join(folder, 'etc/smb.conf'),
    `[global]
  netbios name = DC1
  workgroup = UNI
  realm = UNI.TEST
  server role = active directory domain controller
  interfaces = ${address}/8
  bind interfaces only = yes
  server services = ldap, cldap, kdc, rpc
  dns forwarder =
  private dir = ${folder}/private
  state directory = ${folder}/state
  cache directory = ${folder}/cache
  lock directory = ${folder}
  pid directory = ${folder}/run
  ncalrpc dir = ${folder}/run/ncalrpc
  winbindd socket directory = ${folder}/run/winbindd
  ntp signd socket directory = ${folder}/run/ntp
  binddns dir = ${folder}/bind-dns
  log file = ${folder}/log/%m.log
  tls enabled = yes
  tls keyfile = ${folder}/private/tls/key.pem
  tls certfile = ${folder}/private/tls/cert.pem
  tls cafile = ${folder}/private/tls/ca.pem
[sysvol]
  path = ${folder}/state/sysvol
[netlogon]
  path = ${folder}/state/sysvol/uni.test/scripts
`,
  )
}

async function untilListening(address: string, server: ChildProcess, folder: string): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await listens(address))) {
    if (Date.now() > deadline || server.exitCode !== null) {
      server.kill('SIGKILL')
      throw new Error(`Samba did not start: ${readFileSync(path.join(folder, 'log/stdout'), 'utf8').slice(-2000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const listens = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port: 636 })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
