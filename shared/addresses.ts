/** Addresses that both the server and the page must read alike. */

/** The plan whose own page an address shows; null for a plan's other pages and everything else. */
export const planOfAddress = (path: string): string | null =>
  /^\/plans\/([^/]+)(?:\/(?:sections|threads)\/[^/]+)?\/?$/.exec(path)?.[1] ?? null

/** What a plan's page asks the server for before it can show a word. */
export const planParts = (planId: string): readonly string[] =>
  ['', '/template', '/readings', '/threads'].map((part) => `/api/plans/${planId}${part}`)

/** The service worker's script: at the top, since it may answer for what lies beside and below it only. */
export const workerPath = '/worker.js'
