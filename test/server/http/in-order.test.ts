import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { answerInOrder } from '../../../server/http/in-order.ts'

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** A network connection, of which only this much is used. */
const createSocket = () => {
  const socket = { writable: true, isRead: true, pause: () => {}, resume: () => {} }
  socket.pause = () => void (socket.isRead = false)
  socket.resume = () => void (socket.isRead = true)
  return socket
}
type FakeSocket = ReturnType<typeof createSocket>

const createAsking = () => {
  const begun: string[] = []
  const listener = answerInOrder(({ url = '' }) => void begun.push(url))
  /** Gives what is called when the answer was taken. */
  const ask = (socket: FakeSocket, url: string): (() => void) => {
    const response = new EventEmitter()
    listener({ socket, url } as unknown as IncomingMessage, response as ServerResponse<IncomingMessage>)
    return () => void response.emit('close')
  }
  return { begun, ask }
}

describe('requests on one connection', () => {
  it('[HTTP13] are begun one after another, others meanwhile', async () => {
    const { begun, ask } = createAsking()
    const socket = createSocket()
    const [first, second] = ['1', '2', '3'].map((url) => ask(socket, url))
    ask(createSocket(), 'elsewhere')
    await turn()
    expect(begun).toEqual(['1', 'elsewhere'])
    first?.()
    expect(begun.length).toBe(2)
    await turn()
    second?.()
    await turn()
    expect(begun.slice(2)).toEqual(['2', '3'])
  })

  it('[HTTP13] are read no further while some wait', async () => {
    const { ask } = createAsking()
    const socket = createSocket()
    const first = ask(socket, '1')
    expect(socket.isRead).toBe(true)
    const second = ask(socket, '2')
    expect(socket.isRead).toBe(false)
    first()
    await turn()
    second()
    expect(socket.isRead).toBe(true)
  })

  it('[HTTP13] are forgotten with it', async () => {
    const { begun, ask } = createAsking()
    const socket = createSocket()
    const first = ask(socket, '1')
    ask(socket, '2')
    socket.writable = false
    first()
    await turn()
    expect(begun).toEqual(['1'])
  })
})
