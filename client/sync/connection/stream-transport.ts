/**
 * Parcels where WebSockets are blocked: the server speaks in an event stream, the page sends numbered pieces, one after
 * the other. A piece of which no answer came is sent again under its number, which the server takes once; when that
 * does not help the connection is given up, and the next one brings what was not saved.
 */
import type { ApiError } from '../../../shared/api/error.ts'
import { createCutter } from '../../../shared/pieces.ts'
import { closeCode } from '../../../shared/protocol.ts'
import type { Later } from '../later.ts'
import { createEventReader } from './event-reader.ts'
import type { StreamEvent } from './event-reader.ts'
import { lostCode } from './transport.ts'
import type { OpenTransport } from './transport.ts'

export interface StreamDeps {
  readonly fetch: typeof fetch
  readonly later: Later
}

/** Pauses before a piece is sent again. */
const againMs = [300, 1_000, 3_000]
/** The least time from one piece to the next: what is typed meanwhile goes together. */
const betweenMs = 40
/** Longest time one piece may take. */
const pieceMs = 15_000

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))

/** Only our own server's word is a word; whatever stands between may refuse for reasons of its own. */
const codeOf = async (response: Response): Promise<number> => {
  const error = (await response.json().catch(() => null)) as Partial<ApiError> | null
  return response.status === 401 && error?.type === 'sign-in' ? closeCode.signIn : lostCode
}

const isStream = (response: Response): boolean =>
  response.ok && (response.headers.get('content-type') ?? '').startsWith('text/event-stream')

/** The answer may be another if asked again. */
const mayPass = (status: number): boolean => status >= 500 || status === 408 || status === 429

export const openStream =
  ({ fetch, later }: StreamDeps): OpenTransport =>
  (events) => {
    const life = new AbortController()
    const cutter = createCutter()
    let carrierId: string | null = null
    let number = 0
    let isSending = false

    const wait = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve))
    const end = (code: number, reason: string): void => {
      if (life.signal.aborted) return
      life.abort()
      events.ended(code, reason)
    }

    const post = (piece: Uint8Array): Promise<Response | null> =>
      fetch(`/api/carriers/${carrierId}/pieces/${number}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        // Pieces are never views of shared memory.
        body: piece as Uint8Array<ArrayBuffer>,
        signal: AbortSignal.any([life.signal, AbortSignal.timeout(pieceMs)]),
      }).catch(() => null)
    const deliver = async (piece: Uint8Array): Promise<boolean> => {
      for (const pauseMs of [...againMs, null]) {
        const response = await post(piece)
        if (life.signal.aborted) return false
        if (response?.status === 204) return true
        if (response !== null && !mayPass(response.status)) {
          end(await codeOf(response), 'a piece was refused')
          return false
        }
        if (pauseMs !== null) await wait(pauseMs)
      }
      end(lostCode, 'a piece was not taken')
      return false
    }
    const pump = async (): Promise<void> => {
      if (isSending || carrierId === null) return
      isSending = true
      for (let piece = cutter.take(); piece.length > 0; piece = cutter.take()) {
        if (!(await deliver(piece))) return
        number += 1
        await wait(betweenMs)
      }
      isSending = false
    }

    const take = ({ name, data }: StreamEvent): void => {
      if (name === 'open') carrierId = data
      if (name === 'message') events.received(bytesOf(data))
      if (name === 'close') {
        const { code, reason } = JSON.parse(data) as { readonly code: number; readonly reason: string }
        end(code, reason)
      }
    }
    const read = async (body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> => {
      const readEvents = createEventReader()
      const reader = body.pipeThrough(new TextDecoderStream()).getReader()
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
        for (const event of readEvents(value ?? '')) if (!life.signal.aborted) take(event)
        void pump()
      }
    }
    const listen = async (): Promise<void> => {
      const response = await fetch('/api/carriers', { method: 'POST', signal: life.signal })
      if (!isStream(response) || response.body === null) return end(await codeOf(response), 'no stream')
      await read(response.body)
      end(lostCode, 'the stream has ended')
    }
    listen().catch((error: unknown) => end(lostCode, String(error)))

    return {
      send: (parcel) => {
        cutter.put(parcel)
        void pump()
      },
      close: () => life.abort(),
    }
  }
