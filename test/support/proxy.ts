/**
 * A reverse proxy between one browser and the server, as public bodies have them: it passes requests, and lets
 * WebSockets through, refuses them, or lets them hang, as the test says. The browser keeps the server's address.
 */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { workerPath } from '../../shared/addresses.ts'

/** How it treats WebSockets. A number is the status it refuses them with. */
export type Treatment = 'passes' | 'hangs' | 'dies' | 403 | 502

export interface Proxy {
  /** For `launchChromium`. */
  readonly flags: readonly string[]
  /** From now on; WebSockets that were let through end. */
  treat(treatment: Treatment): void
  /** From now on pages and the service worker come with these words in place of those, as those of another build do. */
  replace(words: Readonly<Record<string, string>>): void
  /** WebSockets open through it now. */
  openSockets(): number
  /** Event streams open through it now. */
  openStreams(): number
  /** Requests passed on so far whose path matches. */
  passed(path: RegExp): number
  close(): Promise<void>
}

export const openProxy = async (serverUrl: string): Promise<Proxy> => {
  const target = Number(new URL(serverUrl).port)
  const sockets = new Set<Duplex>()
  const streams = new Set<ServerResponse>()
  const near = new Set<Socket>()
  const paths: string[] = []
  let treatment: Treatment = 'passes'
  let replaced: Readonly<Record<string, string>> = {}

  const isProgram = ({ url = '' }: IncomingMessage, answer: IncomingMessage): boolean =>
    url === workerPath || answer.headers['content-type']?.startsWith('text/html') === true

  const sendReplaced = async (answer: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of answer) parts.push(part as Buffer)
    const text = Object.entries(replaced).reduce(
      (all, [old, anew]) => all.replaceAll(old, anew),
      Buffer.concat(parts).toString(),
    )
    const { 'content-length': _, ...headers } = answer.headers
    response.writeHead(answer.statusCode ?? 502, headers).end(text)
  }

  const passOn = (request: IncomingMessage, response: ServerResponse): void => {
    paths.push(request.url ?? '')
    const { method, url: path } = request
    const headers = { ...request.headers }
    if (Object.keys(replaced).length > 0) headers['accept-encoding'] = 'identity'
    const onward = ask({ host: '127.0.0.1', port: target, method, path, headers }, (answer) => {
      if (Object.keys(replaced).length > 0 && isProgram(request, answer)) return void sendReplaced(answer, response)
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      response.flushHeaders()
      if (answer.headers['content-type']?.startsWith('text/event-stream')) streams.add(response)
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    // A server that is away: what a proxy says then is not the server's word.
    onward.on('error', () => {
      if (response.headersSent) response.destroy()
      else response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
    })
    response.on('close', () => {
      streams.delete(response)
      onward.destroy()
    })
    request.pipe(onward)
  }

  const letThrough = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const far = connect(target, '127.0.0.1', () => {
      const lines = [`GET ${request.url} HTTP/1.1`]
      for (let at = 0; at < request.rawHeaders.length; at += 2)
        lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`)
      far.write(`${lines.join('\r\n')}\r\n\r\n`)
      far.write(head)
      socket.pipe(far)
      far.pipe(socket)
    })
    sockets.add(socket)
    far.on('error', () => socket.destroy())
    far.on('close', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      far.destroy()
    })
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy())
    if (treatment === 'passes') letThrough(request, socket, head)
    else if (treatment === 'dies') socket.destroy()
    else if (treatment !== 'hangs')
      socket.end(
        `HTTP/1.1 ${treatment} No\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n`,
      )
  }

  const server = createServer(passOn)
  server.on('upgrade', upgrade)
  server.on('connection', (socket) => {
    near.add(socket)
    socket.on('close', () => near.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    flags: [`--host-resolver-rules=MAP 127.0.0.1:${target} 127.0.0.1:${port}`],
    treat: (next) => {
      treatment = next
      if (next !== 'passes') for (const socket of sockets) socket.destroy()
    },
    replace: (words) => void (replaced = words),
    openSockets: () => sockets.size,
    openStreams: () => streams.size,
    passed: (path) => paths.filter((passed) => path.test(passed)).length,
    close: async () => {
      for (const socket of near) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
