/** A bare y-websocket server for one Y.Doc: no rights, no log. What the page of one big editor talks to. */
import type { Server } from 'node:http'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import type * as Y from 'yjs'
import { messageType } from '../../../shared/protocol.ts'

const frame = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })

interface PresenceChange {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

export const openOneRoom = (server: Server, doc: Y.Doc): { close(): void } => {
  const sockets = new Map<WebSocket, Set<number>>()
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  const wss = new WebSocketServer({ server, perMessageDeflate: false })

  const tellOthers = (bytes: Uint8Array, origin: unknown): void => {
    for (const socket of sockets.keys()) if (socket !== origin) socket.send(bytes)
  }
  const presence = (clients: readonly number[]): Uint8Array =>
    frame(messageType.awareness, (encoder) =>
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [...clients])),
    )
  doc.on('update', (update: Uint8Array, origin: unknown) =>
    tellOthers(
      frame(messageType.sync, (encoder) => writeUpdate(encoder, update)),
      origin,
    ),
  )
  awareness.on('update', ({ added, updated, removed }: PresenceChange, origin: unknown) => {
    for (const client of added) sockets.get(origin as WebSocket)?.add(client)
    tellOthers(presence([...added, ...updated, ...removed]), origin)
  })

  const take = (socket: WebSocket, bytes: Uint8Array): void => {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === messageType.awareness)
      return applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), socket)
    if (type !== messageType.sync) return
    const answer = encoding.createEncoder()
    encoding.writeVarUint(answer, messageType.sync)
    readSyncMessage(decoder, answer, doc, socket)
    if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer))
  }

  wss.on('connection', (socket) => {
    sockets.set(socket, new Set())
    socket.on('message', (data: Buffer) => take(socket, new Uint8Array(data)))
    socket.on('close', () => {
      const clients = [...(sockets.get(socket) ?? [])]
      sockets.delete(socket)
      removeAwarenessStates(awareness, clients, socket)
    })
    socket.send(frame(messageType.sync, (encoder) => writeSyncStep1(encoder, doc)))
    if (awareness.getStates().size > 0) socket.send(presence([...awareness.getStates().keys()]))
  })
  return {
    close: () => {
      for (const socket of sockets.keys()) socket.terminate()
      wss.close()
      awareness.destroy()
    },
  }
}
