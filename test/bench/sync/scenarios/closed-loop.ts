/**
 * Twenty writers in one room, each sending the next batch of letters as soon as it has everybody's last: how much goes
 * through when people do not wait for each other's typing, as after a network was away.
 */
import * as frames from '../crowd/frames.ts'
import { writeLetters } from '../crowd/text.ts'
import {
  assertAllIn,
  closeAll,
  enterRoom,
  type Figures,
  firstWriterId,
  measureCpu,
  type Stage,
  waitUntil,
  writersAtOnce,
} from '../stage.ts'

/** A writer sends at most 1,200 at once for long before our server asks for moderation: 40 batches of 25. */
const perBatch = 25
const batches = 40
const longestMs = 60_000

export const runClosedLoop = async (stage: Stage, room: string): Promise<Figures> => {
  const letters = Array.from({ length: writersAtOnce }, (_, writer) =>
    writeLetters(stage.texts.small, firstWriterId + writer, writer, perBatch * batches).map(frames.update),
  )
  const heard: number[] = letters.map(() => 0)
  const sent: number[] = letters.map(() => 0)
  const owed = (batch: number): number => batch * perBatch * (writersAtOnce - 1)

  const sendNext = (writer: number): void => {
    const batch = sent[writer] ?? 0
    sent[writer] = batch + 1
    clients[writer]?.send(letters[writer]?.slice(batch * perBatch, (batch + 1) * perBatch) ?? [])
  }
  const hear = (client: number, body: Uint8Array): void => {
    let count = heard[client] ?? 0
    frames.readLetters(body, firstWriterId, (author) => {
      if (author !== firstWriterId + client) count += 1
    })
    heard[client] = count
    const batch = sent[client] ?? 0
    if (batch > 0 && batch < batches && count >= owed(batch)) sendNext(client)
  }
  const clients = await enterRoom(stage, room, writersAtOnce, (client) => ({
    onUpdate: (body) => hear(client, body),
  }))
  const isDone = (): boolean => heard.every((count) => count >= owed(batches))
  const startedAt = performance.now()
  let doneAt = startedAt
  const cpuMs = await measureCpu(stage, async () => {
    for (const writer of letters.keys()) sendNext(writer)
    if (!(await waitUntil(isDone, longestMs))) throw new Error(`Stuck after ${Math.min(...heard)} letters`)
    doneAt = performance.now()
  })
  assertAllIn(clients)
  closeAll(clients)
  const delivered = writersAtOnce * owed(batches)
  return { perSecond: (1_000 * delivered) / (doneAt - startedAt), cpu: (1_000 * cpuMs) / delivered }
}
