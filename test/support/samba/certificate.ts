import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Makes `ca.pem`, `cert.pem` and `key.pem` in a folder: an authority of its own and a certificate it signed. */
export function makeCertificate(folder: string, name: string, alternatives: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl(
    ...[
      'req',
      '-x509',
      ...key,
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
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-keyout', 'key.pem', '-out', 'csr.pem')
  writeFileSync(
    path.join(folder, 'extensions'),
    `subjectAltName=${alternatives.join(',')}\nextendedKeyUsage=serverAuth\n`,
  )
  openssl(
    ...['x509', '-req', '-in', 'csr.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '3650', '-out', 'cert.pem', '-extfile', 'extensions'],
  )
  // Samba refuses a key file that others can read.
  for (const one of ['key.pem', 'ca.key']) chmodSync(path.join(folder, one), 0o600)
}
