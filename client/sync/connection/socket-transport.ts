/** Parcels over a WebSocket. */
import type { OpenTransport } from './transport.ts'

/** `connect` makes a WebSocket to the server's `wss://host/sync`. */
export const openSocket =
  (connect: () => WebSocket): OpenTransport =>
  (events) => {
    const socket = connect()
    let isClosed = false
    socket.binaryType = 'arraybuffer'
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      if (!isClosed) events.received(new Uint8Array(data))
    }
    socket.onclose = ({ code, reason }) => {
      if (!isClosed) events.ended(code, reason)
    }
    return {
      send: (parcel) => {
        // What closes under one's hands is told by `onclose`. Parcels are never views of shared memory.
        if (socket.readyState === socket.OPEN) socket.send(parcel as Uint8Array<ArrayBuffer>)
      },
      close: () => {
        isClosed = true
        socket.close()
      },
    }
  }
