/**
 * How long a connection is waited for over HTTP. Node bounds how long a request may take to come, and how long a
 * connection stays between two requests; that an answer lies untaken it bounds only where it is told to. A connection
 * on which nothing moves, either way, is closed; what moves slowly is not. WebSockets leave this behind with their
 * upgrade; an event stream moves with each of its beats (`sync/carriers`).
 */
import { createServer, type Server } from 'node:http'

export interface HttpPatience {
  /**
   * How long nothing of an answer may be taken. The system takes some for a reader, so one who has stalled may be seen
   * moving once more.
   */
  readonly answerMs: number
  /** How long a request may take to come whole. */
  readonly requestMs: number
  /** How often requests that are still coming are looked at. */
  readonly checkMs: number
}

/**
 * A request that does not come within the minute that web servers commonly wait is told so; silence is broken off only
 * after that. Both are longer than the 20 seconds between two beats.
 */
export const defaultPatience: HttpPatience = { answerMs: 120_000, requestMs: 60_000, checkMs: 30_000 }

const maxHeaderBytes = 16 * 1024

export const createPatientServer = ({ answerMs, requestMs, checkMs }: HttpPatience): Server => {
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
  })
  server.timeout = answerMs
  // Node listens itself, but not after an upgrade: who is refused one and does not hang up would stay for ever.
  server.on('connection', (socket) => socket.on('timeout', () => socket.destroy()))
  return server
}
