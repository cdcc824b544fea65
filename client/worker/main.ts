/**
 * The service worker: lets a plan whose copy is kept on this device be opened without a connection. It keeps the program
 * only, which is the same for everybody; a plan's words and facts are never its to see. Registered, and taken away, by
 * `device/program.ts`.
 */
import { listCopies } from '../device/names.ts'
import { createKeptProgram } from './kept-program.ts'
import type { Build } from './kept-program.ts'

declare const self: ServiceWorkerGlobalScope

/** Put in by the build, so that each build has a worker of its own: browsers take in one whose bytes differ. */
declare const __BUILD__: Build

const program = createKeptProgram(
  {
    caches: self.caches,
    fetch: (input, init) => fetch(input, init),
    isWanted: async () => (await listCopies()).length > 0,
    newNonce: () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    origin: self.location.origin,
  },
  __BUILD__,
)

const takeOver = async (): Promise<void> => {
  await program.keep()
  // Its pages are the newest there are: nothing of an older one is waited for.
  await self.skipWaiting()
}

const begin = async (): Promise<void> => {
  await program.dropOthers()
  await self.clients.claim()
}

self.addEventListener('install', (event) => event.waitUntil(takeOver()))
self.addEventListener('activate', (event) => event.waitUntil(begin()))
/** From a page that wants the program kept: it may have been dropped since this worker came. */
self.addEventListener('message', (event) => event.waitUntil(program.keep()))
self.addEventListener('fetch', (event) => {
  const answer = program.answer(event.request)
  if (answer !== null) event.respondWith(answer)
})
