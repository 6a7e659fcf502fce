import { createServer, type Socket } from 'node:net'

/** Where a fake mail server says something else than yes, and what. `null`: nothing at all; `close`: it hangs up. */
export type Script = Readonly<
  Partial<Record<'greeting' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'message', string | null | 'close'>>
>

export interface FakeSmtp {
  readonly port: number
  /** What it took, header and body. */
  readonly taken: string[]
  readonly play: (script: Script) => void
  readonly close: () => Promise<void>
}

const YES = {
  greeting: '220 fake ESMTP',
  ehlo: '250-fake\r\n250-AUTH PLAIN\r\n250 8BITMIME',
  auth: '235 2.7.0 ok',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go on',
  message: '250 2.0.0 taken',
} as const

/** A mail server that fails as it is told, on a port of its own. */
export async function openFakeSmtp(): Promise<FakeSmtp> {
  const taken: string[] = []
  const sockets = new Set<Socket>()
  let script: Script = {}
  const answer = (socket: Socket, step: keyof typeof YES): boolean => {
    const said = step in script ? script[step] : YES[step]
    if (said === null || said === undefined) return false
    if (said === 'close') {
      socket.destroy()
      return false
    }
    socket.write(`${said}\r\n`)
    return /^[23]/.test(said)
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    let lines = ''
    let inMessage = false
    socket.setEncoding('utf8')
    answer(socket, 'greeting')
    socket.on('data', (chunk: string) => {
      lines += chunk
      for (;;) {
        const end = inMessage ? lines.indexOf('\r\n.\r\n') : lines.indexOf('\r\n')
        if (end < 0) return
        const line = lines.slice(0, end)
        lines = lines.slice(end + (inMessage ? 5 : 2))
        if (inMessage) {
          inMessage = false
          if (answer(socket, 'message')) taken.push(line)
        } else if (/^(EHLO|HELO)/.test(line)) answer(socket, 'ehlo')
        else if (line.startsWith('AUTH')) answer(socket, 'auth')
        else if (line.startsWith('MAIL')) answer(socket, 'mail')
        else if (line.startsWith('RCPT')) answer(socket, 'rcpt')
        else if (line.startsWith('DATA')) inMessage = answer(socket, 'data')
        else if (line.startsWith('QUIT')) socket.end('221 bye\r\n')
        else socket.write('502 no\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    taken,
    play: (next) => {
      script = next
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
