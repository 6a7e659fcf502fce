import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Makes an authority of its own, `ca.pem` and `ca.key`, in a folder. */
export function makeAuthority(folder: string): void {
  mkdirSync(folder, { recursive: true })
  openssl(folder)(
    ...[
      'req',
      '-x509',
      ...KEY,
      '-days',
      '3650',
      '-subj',
      '/CN=Test University CA',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    ],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  )
}

/** Makes `cert.pem` and `key.pem`, signed by the authority of the folder. */
export function signCertificate(folder: string, name: string, alternatives: readonly string[]): void {
  const run = openssl(folder)
  run('req', ...KEY, '-subj', `/CN=${name}`, '-keyout', 'key.pem', '-out', 'csr.pem')
  writeFileSync(
    path.join(folder, 'extensions'),
    `subjectAltName=${alternatives.join(',')}\nextendedKeyUsage=serverAuth\n`,
  )
  run(
    ...['x509', '-req', '-in', 'csr.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '3650', '-out', 'cert.pem', '-extfile', 'extensions'],
  )
  // Samba refuses a key file that others can read.
  for (const one of ['key.pem', 'ca.key']) chmodSync(path.join(folder, one), 0o600)
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

const openssl =
  (cwd: string) =>
  (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd, stdio: 'pipe' })
