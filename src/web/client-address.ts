import { cleanAddress } from '../commands/address.js'
import type { HttpBindings } from '@hono/node-server'

interface Caller {
  readonly env?: Partial<Pick<HttpBindings, 'incoming'>>
  readonly req: { readonly header: (name: string) => string | undefined }
}

/**
 * The network address a request comes from. Behind proxies of one's own it is what the outermost of them saw; what a
 * visitor writes into the header themselves stands further left and is not believed. Empty when there is none.
 */
export function clientAddress(c: Caller, trustProxy: number): string {
  const socket = cleanAddress(c.env?.incoming?.socket.remoteAddress ?? '')
  if (trustProxy === 0) return socket
  const seen = (c.req.header('x-forwarded-for') ?? '').split(',').map(cleanAddress)
  return seen.at(-trustProxy) || socket
}
