/**
 * A gate between one browser and the server, which a test can shut: every connection through it ends and none begins,
 * as when a laptop leaves the network. Or let hang: connections stand and begin, and what is sent goes nowhere; or make
 * deaf: what the page sends arrives, and of what the server says nothing comes. The browser keeps the server's address, so origin and cookies stay the same.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Gate {
  /** For `launchChromium`: sends what is meant for the server through the gate. */
  readonly flags: readonly string[]
  shut(): void
  hang(): void
  deafen(): void
  open(): void
  close(): Promise<void>
}

export const openGate = async (serverUrl: string): Promise<Gate> => {
  const target = Number(new URL(serverUrl).port)
  const sockets = new Set<Socket>()
  let way: 'open' | 'shut' | 'hung' | 'deaf' = 'open'
  const server = createServer((near) => {
    if (way === 'shut') return void near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      const isOut = socket === near
      socket.on('data', (bytes) => {
        if (way === 'open' || (way === 'deaf' && isOut)) other.write(bytes)
      })
      // A connection that ends badly is what this gate is for; the other half ends with it.
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const end = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const shut = (): void => {
    way = 'shut'
    end()
  }
  return {
    flags: [`--host-resolver-rules=MAP 127.0.0.1:${target} 127.0.0.1:${port}`],
    shut,
    hang: () => void (way = 'hung'),
    deafen: () => void (way = 'deaf'),
    open: () => {
      // Of what was sent meanwhile a part is missing.
      if (way === 'hung' || way === 'deaf') end()
      way = 'open'
    },
    close: async () => {
      shut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
