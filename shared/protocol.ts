/**
 * The wire of rooms. Per room the protocol of y-websocket: every frame is a varUint type and a body,
 *   0 sync (0 step 1, 1 step 2, 2 update) · 1 awareness · 2 auth · 3 query awareness,
 * so that any y-websocket client works, and our own types from 100 up, sent only to clients that say `comhla=1` in
 * the query, since the stock client logs an error for a type it does not know:
 *   100 saved     varUint: how many update frames (step 2 and update) of this connection are on disk by now
 *   101 doorbell  string: JSON of `Doorbell`; only in the plan's room
 *   102 notice    string: JSON of `Notice`
 *   103 packed    to the end: the update of a step 2, deflated (RFC 1951). Stands for that step 2, what follows it comes
 *                 after it. Only to clients that say `packed=1` as well, and hold nothing
 * and one that clients send in the place of step 1 where they hold something:
 *   104 compare   varUint length and bytes of the state vector, then the 32 bytes of `state-digest.ts`. Where the room holds
 *                 the very same, words and deletions, the answer is an empty step 2 and nothing is asked; else it is that
 *                 to a step 1. It counts as an update frame: by then all that the sender holds is on disk
 *
 * Query: `editor` (EDITOR_VERSION) and `generation` of the room's copy the client holds (left out when it holds none).
 * A plain client names neither; what it may bring into a room that was restored, see `server/sync/older-copies`.
 */

/** Raised whenever the editor's schema changes; older clients are refused before the first sync message. */
export const EDITOR_VERSION = 1

export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  saved: 100,
  doorbell: 101,
  notice: 102,
  packed: 103,
  compare: 104,
} as const

/** What a frame of type `sync` is. */
export const syncType = { step1: 0, step2: 1, update: 2 } as const

/** Close codes. The y-websocket client treats 4400-4499 as final and tries again after any other. */
export const closeCode = {
  malformed: 4400,
  signIn: 4401,
  noRight: 4403,
  noSuchRoom: 4404,
  generationChanged: 4409,
  tooLarge: 4413,
  damaged: 4422,
  reloadPage: 4426,
  tooMany: 4429,
  accessChanged: 4500,
  restarting: 4503,
} as const

/** What has changed on the server; clients read it again over HTTP. `id` is the section's, else the plan's. */
export interface Doorbell {
  readonly what: 'plan' | 'section' | 'reading' | 'threads' | 'people'
  readonly id: string
}

/** For so long a doorbell is also told to who comes into the plan's room; longer than a page takes on a poor line. */
export const recentBellsMs = 60_000

/** Why something the client sent was not taken, or what its user must know, in a code the screen words. */
export interface Notice {
  readonly kind: 'read-only' | 'not-saved' | 'saving-again' | 'refused'
}

/** How many colours of presence there are; the palette is in the client's tokens. */
export const presenceColours = 8

/** The user as the server writes it into presence; clients cannot choose it. */
export interface PresentUser {
  readonly personId: string
  readonly name: string
  readonly body: string
  /** Index into the palette of presence colours, the same for a person everywhere in a plan while they are there. */
  readonly colour: number
}

export const planRoom = (planId: string): string => `plans/${planId}`
export const sectionRoom = (planId: string, sectionId: string): string => `plans/${planId}/sections/${sectionId}`

export interface RoomAddress {
  readonly planId: string
  /** Null for the plan's own room, which holds presence and doorbells but no text. */
  readonly sectionId: string | null
}

/** Reads a room's name; null when it is not one. */
export const parseRoom = (name: string): RoomAddress | null => {
  const match = /^plans\/([a-z0-9]{1,40})(?:\/sections\/([a-z0-9]{1,40}))?$/.exec(name)
  return match?.[1] === undefined ? null : { planId: match[1], sectionId: match[2] ?? null }
}
