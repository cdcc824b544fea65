/**
 * A server-sent event stream as the way out of a connection (HTML Standard, "Server-sent events"):
 *
 *   event: open   data: the connection's id, once, first
 *   (no event)    data: a message in base64
 *   event: close  data: {"code", "reason"}, last
 *
 * What waits is kept here and handed on as the network takes it.
 */
import { takeFrom } from '../../shared/byte-rows.ts'
import type { Timers } from './deps.ts'
import type { Transport } from './transport.ts'

export interface EventStream {
  readonly transport: Transport
  readonly body: ReadableStream<Uint8Array>
}

/** Some proxies hold the first kilobytes of an answer back; a comment of that size goes ahead. */
const padding = `:${' '.repeat(2048)}\n\n`

/** What is handed on at once: it waits beyond our sight until the network takes it. */
const chunkBytes = 64 * 1024

/** How long what waits may take to go out once the stream is closed. */
const partingMs = 5_000

/** Base64 takes four bytes for three; what may wait is bounded in bytes of messages, whatever carries them. */
const bytesOfBase64 = (length: number): number => Math.floor((length * 3) / 4)

/**
 * `onGone` is called once, when the stream has ended, whoever ended it. `cut` ends the network connection, whatever is
 * still on its way: who takes nothing would else keep it for ever.
 */
export const createEventStream = (id: string, timers: Timers, onGone: () => void, cut: () => void): EventStream => {
  const waiting: Uint8Array[] = []
  let waitingBytes = 0
  let isEnded = false
  let wake: (() => void) | null = null

  const write = (text: string): void => {
    if (isEnded) return
    const bytes = Buffer.from(text)
    waiting.push(bytes)
    waitingBytes += bytes.length
    wake?.()
  }

  const forget = (): void => {
    waiting.length = 0
    waitingBytes = 0
  }

  const giveUp = (): void => {
    forget()
    cut()
  }

  const end = (): void => {
    if (isEnded) return
    isEnded = true
    wake?.()
    onGone()
  }

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    if (waiting.length === 0 && !isEnded) await new Promise<void>((resolve) => (wake = resolve))
    wake = null
    const chunk = takeFrom(waiting, chunkBytes)
    waitingBytes -= chunk.length
    if (chunk.length > 0) controller.enqueue(chunk)
    else controller.close()
  }

  write(`${padding}event: open\ndata: ${id}\n\n`)
  const body = new ReadableStream<Uint8Array>(
    {
      pull,
      cancel: () => {
        forget()
        end()
      },
    },
    { highWaterMark: 0 },
  )
  return {
    body,
    transport: {
      kind: 'stream',
      send: (messages) => {
        write(messages.map((message) => `data: ${Buffer.from(message).toString('base64')}\n\n`).join(''))
      },
      close: (code, reason) => {
        write(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`)
        timers.later(partingMs, giveUp)
        end()
      },
      drop: () => {
        giveUp()
        end()
      },
      ping: () => undefined,
      bufferedBytes: () => bytesOfBase64(waitingBytes),
    },
  }
}
