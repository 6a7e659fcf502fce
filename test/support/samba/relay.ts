import { connect, createServer, type Socket } from 'node:net'

/** Passes everything on to another address and keeps what clients said. */
export interface Relay {
  readonly heard: () => Buffer
  /** Breaks every connection; new ones are taken. */
  readonly drop: () => void
  readonly stop: () => Promise<void>
}

export async function relay(address: string, port: number, to: string): Promise<Relay> {
  const heard: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const target = connect({ host: to, port })
    for (const one of [client, target]) {
      sockets.add(one)
      one.on('error', () => {})
    }
    client.on('data', (data) => heard.push(data))
    client.pipe(target)
    target.pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(port, address, resolve))
  return {
    heard: () => Buffer.concat(heard),
    drop: () => {
      for (const one of sockets) one.destroy()
    },
    stop: () =>
      new Promise((resolve) => {
        for (const one of sockets) one.destroy()
        server.close(() => resolve())
      }),
  }
}
