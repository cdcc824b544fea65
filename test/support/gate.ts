/**
 * A gate between one browser and the server, which a test can shut: every connection through it ends and none begins,
 * as when a laptop leaves the network. The browser keeps the server's address, so origin and cookies stay the same.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Gate {
  /** For `launchChromium`: sends what is meant for the server through the gate. */
  readonly flags: readonly string[]
  shut(): void
  open(): void
  close(): Promise<void>
}

export const openGate = async (serverUrl: string): Promise<Gate> => {
  const target = Number(new URL(serverUrl).port)
  const sockets = new Set<Socket>()
  let isShut = false
  const server = createServer((near) => {
    if (isShut) return void near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
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
  const shut = (): void => {
    isShut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    flags: [`--host-resolver-rules=MAP 127.0.0.1:${target} 127.0.0.1:${port}`],
    shut,
    open: () => void (isShut = false),
    close: async () => {
      shut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
