/**
 * Answers the requests of one network connection one after another, and reads no further while some wait. All of them
 * would else be worked out at once and their answers kept, since they go out in order anyway. Browsers and proxies ask
 * again when they have been answered; who does not, as HTTP allows, only waits.
 */
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

export const answerInOrder = (answer: RequestListener): RequestListener => {
  /** Of each connection on which something is being answered, what is to begin after it. */
  const waiting = new WeakMap<Socket, (() => void)[]>()

  const goOn = (socket: Socket): void => {
    const next = waiting.get(socket)?.shift()
    if (!socket.writable) waiting.delete(socket)
    else if (next) setImmediate(next)
    else {
      waiting.delete(socket)
      socket.resume()
    }
  }

  return (request, response) => {
    const { socket } = request
    const begin = (): void => {
      if (!socket.writable) return
      response.once('close', () => goOn(socket))
      void answer(request, response)
    }
    const behind = waiting.get(socket)
    if (behind) {
      behind.push(begin)
      socket.pause()
      return
    }
    waiting.set(socket, [])
    begin()
  }
}
