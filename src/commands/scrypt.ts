import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's choice: 128 MiB and some tenths of a second per guess. Written into each hash, so it may rise later. */
const COST = { log2N: 17, r: 8, p: 1 }
const KEY_BYTES = 32

/** A password as it is kept: `scrypt$log2 N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether this is the password of a hash. It takes as long whether or not it is. */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const [, log2N, r, p, salt = '', kept = ''] = hash.split('$')
  const key = await derive(password, Buffer.from(salt, 'base64url'), {
    log2N: Number(log2N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(key, Buffer.from(kept, 'base64url'))
}

/** Looks like the others and is nobody's: what an unknown name is compared with. */
export const NOBODY = `scrypt$${COST.log2N}$${COST.r}$${COST.p}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(KEY_BYTES).toString('base64url')}`

// One at a time: it runs in the threads that files and names of hosts are read with, and takes 128 MiB each.
let line: Promise<unknown> = Promise.resolve()

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const mine = line.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        const options = { N: 2 ** cost.log2N, r: cost.r, p: cost.p, maxmem: 256 * 1024 * 1024 }
        scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )
  line = mine.catch(() => {})
  return mine
}
