import { createServer, type IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createCarriers } from '../../../server/sync/carriers.ts'
import { defaultLimits } from '../../../server/sync/limits.ts'
import { attachSockets } from '../../../server/sync/socket.ts'
import { createWorld } from '../../support/sync-world.ts'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A network connection that keeps what is written to it, and never hangs up. */
const createNetwork = () => {
  const said: string[] = []
  const network = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      said.push(bytes.toString())
      done()
    },
  })
  return { network, said }
}

const startSockets = async (authenticate: () => null) => {
  const { rooms, timers, now } = await createWorld()
  const carriers = createCarriers({ rooms, limits: defaultLimits, timers, now, logger })
  const server = createServer()
  attachSockets(server, { carriers, origin: 'https://plan.example.scot', authenticate, logger })
  /** As Node tells of an upgrade: a request of which only this much is read, and the bare connection. */
  return (request: Pick<IncomingMessage, 'url' | 'headers'>, network: Duplex) =>
    server.emit('upgrade', request, network, Buffer.alloc(0))
}

const nobody = (): null => null
const broken = (): never => {
  throw new Error('The store does not answer')
}

describe('a refused upgrade', () => {
  it.each([
    ['403 Forbidden', '/sync', {}, nobody],
    ['404 Not Found', '/elsewhere', {}, nobody],
    ['500 Internal Server Error', '/sync', { origin: 'https://plan.example.scot' }, broken],
  ])(
    '[FAULT11] %s is told, and its connection closed, though the other end stays',
    async (status, url, headers, authenticate) => {
      const upgrade = await startSockets(authenticate)
      const { network, said } = createNetwork()
      upgrade({ url, headers }, network)
      await expect.poll(() => network.destroyed).toBe(true)
      expect(said).toEqual([`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`])
    },
  )

  it('[FAULT11] stops nothing when the other end breaks off meanwhile', async () => {
    const upgrade = await startSockets(nobody)
    const { network } = createNetwork()
    upgrade({ url: '/sync', headers: {} }, network)
    expect(() => network.emit('error', new Error('read ECONNRESET'))).not.toThrow()
    expect(network.destroyed).toBe(true)
  })
})
