/**
 * Opening a room that was written for months: the first time since the server started (cold), while it is open (warm),
 * and two hundred people at once, who hold it already or hold nothing. From the first byte of the connection, the door
 * with its rights included, until everything of the room is there.
 */
import { median } from '../../figures.ts'
import { type Client, type Held, joinRoom } from '../crowd/client.ts'
import { readText } from '../crowd/text.ts'
import { assertAllIn, closeAll, type Figures, largeRooms, type Stage } from '../stage.ts'

const coldRooms = largeRooms.slice(0, 5)
const [heldRoom = '', emptyRoom = ''] = largeRooms.slice(5)
const warmJoins = 20
const crowd = 200

interface Joined {
  readonly client: Client
  readonly ms: number
}

/** What one who holds nothing waits for; a server that says it is done with less is not. */
const leastBytes = ({ large }: Stage['texts']): number => 0.9 * large.state.length

const join = async (
  { running, texts }: Stage,
  room: string,
  client: number,
  held: Held,
  unpacksLater = false,
): Promise<Joined> => {
  const isWhole = held === texts.nobody ? (body: Buffer) => body.length >= leastBytes(texts) : undefined
  const startedAt = performance.now()
  const joined = await joinRoom({ door: running.door(room, client), held, isWhole, unpacksLater })
  return { client: joined, ms: performance.now() - startedAt }
}

const assertWhole = ({ texts, running }: Stage, client: Client): void => {
  // The relay, having no document, answers with what was there before the last letters.
  const all = running.subject.kind === 'relay' ? [] : texts.tail
  if (readText([client.whole() ?? new Uint8Array(0)]) !== readText([texts.large.state, ...all]))
    throw new Error('What a join gave is not the text')
}

/** Also how much memory such a room takes while it is open and somebody is in it. */
export const runJoining = async (stage: Stage): Promise<Figures> => {
  const { process } = stage.running
  const before = await process.memory()
  const cold: Joined[] = []
  for (const room of coldRooms) cold.push(await join(stage, room, 0, stage.texts.nobody))
  const memory = (await process.memory()) - before
  const warm: Joined[] = []
  for (let count = 0; count < warmJoins; count += 1)
    warm.push(await join(stage, coldRooms[0] ?? '', 1 + count, stage.texts.nobody))
  const all = [...cold, ...warm].map(({ client }) => client)
  for (const { client } of [...cold, ...warm.slice(0, 1)]) assertWhole(stage, client)
  const bytes = warm[0]?.client.bytesRead() ?? 0
  closeAll(all)
  return {
    coldMs: median(cold.map(({ ms }) => ms)),
    warmMs: median(warm.map(({ ms }) => ms)),
    kilobytes: bytes / 1000,
    openMb: memory / 1024 / 1024 / coldRooms.length,
  }
}

const returnAll = async (stage: Stage, room: string, held: Held): Promise<{ ms: number; reuploads: number }> => {
  const startedAt = performance.now()
  const joined = await Promise.all(
    Array.from({ length: crowd }, async (_, index) => {
      const { client } = await join(stage, room, index, held, true)
      await client.flushed()
      return client
    }),
  )
  joined[0]?.whole()
  const ms = performance.now() - startedAt
  assertAllIn(joined)
  const reuploads = joined.reduce((sum, client) => sum + client.reuploads(), 0)
  if (held === stage.texts.nobody && joined.some((client) => (client.whole()?.length ?? 0) < leastBytes(stage.texts)))
    throw new Error('Somebody came back to less than the text')
  if (held === stage.texts.nobody) for (const client of joined.slice(0, 2)) assertWhole(stage, client)
  closeAll(joined)
  return { ms, reuploads }
}

/**
 * As after a restart: everybody comes back at once to rooms nobody has opened yet. Each unpacks what they are sent on a
 * computer of their own: one unpacking is waited for, not two hundred in a row.
 */
export const runReturning = async (stage: Stage): Promise<Figures> => {
  const held = await returnAll(stage, heldRoom, stage.texts.whole)
  const empty = await returnAll(stage, emptyRoom, stage.texts.nobody)
  return { heldMs: held.ms, heldReuploads: held.reuploads, emptyMs: empty.ms }
}
