/** Network connections of a server, and the bytes that went over them, those of closed ones included. */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

export interface Traffic {
  open(): number
  bytes(): { readonly sent: number; readonly received: number }
}

export const followTraffic = (server: Server): Traffic => {
  const sockets = new Set<Socket>()
  const closed = { sent: 0, received: 0 }
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      closed.sent += socket.bytesWritten
      closed.received += socket.bytesRead
    })
  })
  const sum = (read: (socket: Socket) => number): number => [...sockets].reduce((total, one) => total + read(one), 0)
  return {
    open: () => sockets.size,
    bytes: () => ({
      sent: closed.sent + sum(({ bytesWritten }) => bytesWritten),
      received: closed.received + sum(({ bytesRead }) => bytesRead),
    }),
  }
}
