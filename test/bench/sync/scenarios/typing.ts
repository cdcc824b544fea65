/**
 * One room in which some write and all read, letter by letter at the pace of people. Measured from the moment the letter
 * goes out to the moment each other client has it; the server's CPU time is for each 1,000 letters delivered.
 */
import { percentile } from '../../figures.ts'
import { type Client, joinRoom } from '../crowd/client.ts'
import * as frames from '../crowd/frames.ts'
import { readText, writeLetters } from '../crowd/text.ts'
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

export interface Pace {
  readonly room: string
  readonly clients: number
  /** Letters a second of each of the writers. */
  readonly perSecond: number
  readonly seconds: number
}

/** Letters written before the measuring begins, so that everything is under way. */
const warmLetters = 2

/** Longest wait for the last letter. */
const arriveMs = 5_000

/** Notes when each letter went out and how long it took to each of the others. */
const createWatch = () => {
  const sentAt = new Map<number, number[]>()
  const latencies: number[] = []
  let delivered = 0
  return {
    latencies,
    delivered: () => delivered,
    start: () => {
      latencies.length = 0
      delivered = 0
    },
    send: (writer: number, letter: number): void => {
      const times = sentAt.get(writer) ?? []
      sentAt.set(writer, times)
      times[letter] = performance.now()
    },
    /** A server that echoes a letter to its author delivers nothing by that. */
    hear: (client: number, body: Uint8Array): void => {
      frames.readLetters(body, firstWriterId, (author, letter) => {
        const writer = author - firstWriterId
        const at = sentAt.get(writer)?.[letter]
        if (writer === client || at === undefined) return
        delivered += 1
        latencies.push(performance.now() - at)
      })
    },
  }
}

/** What one client was sent, and what the server holds at the end, must both be the text with all letters. */
const assertSameText = async (
  { running, texts }: Stage,
  room: string,
  letters: readonly Uint8Array[],
  heard: readonly Uint8Array[],
): Promise<void> => {
  const expected = readText([texts.small.state, ...letters])
  if (readText([texts.small.state, ...heard]) !== expected) throw new Error('A client does not hold what was written')
  if (running.subject.kind === 'relay') return

  const late = await joinRoom({ door: running.door(room, 0), held: texts.nobody, isWhole: (body) => body.length > 50 })
  const held = readText([late.whole() ?? new Uint8Array(0)])
  late.close()
  if (held !== expected) throw new Error('The server does not hold what was written')
}

/** Letters go out one by one, spread evenly over time and writers. */
const type = async (
  clients: readonly Client[],
  letters: readonly (readonly Uint8Array[])[],
  from: number,
  to: number,
  { perSecond }: Pace,
  sent: (writer: number, letter: number) => void,
): Promise<void> => {
  const everyMs = 1_000 / (perSecond * letters.length)
  let due = performance.now()
  for (let letter = from; letter < to; letter += 1)
    for (const [writer, own] of letters.entries()) {
      due += everyMs
      const waitMs = due - performance.now()
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      sent(writer, letter)
      clients[writer]?.send([frames.update(own[letter] ?? new Uint8Array(0))])
    }
}

export const runTyping = async (stage: Stage, pace: Pace): Promise<Figures> => {
  const each = warmLetters + Math.round(pace.perSecond * pace.seconds)
  const letters = Array.from({ length: writersAtOnce }, (_, writer) =>
    writeLetters(stage.texts.small, firstWriterId + writer, writer, each),
  )
  const watch = createWatch()
  const heardByLast: Uint8Array[] = []
  const last = pace.clients - 1
  const own = last < letters.length ? (letters[last] ?? []) : []
  const clients = await enterRoom(stage, pace.room, pace.clients, (client) => ({
    onUpdate: (body) => {
      watch.hear(client, body)
      if (client === last) heardByLast.push(Uint8Array.from(body))
    },
  }))
  const others = pace.clients - 1
  const write = async (from: number, to: number): Promise<void> => {
    const owed = (to - from) * letters.length * others
    await type(clients, letters, from, to, pace, watch.send)
    if (!(await waitUntil(() => watch.delivered() >= owed, arriveMs)))
      throw new Error(`${watch.delivered()} of ${owed} letters arrived`)
  }
  await write(0, warmLetters)
  watch.start()
  const cpuMs = await measureCpu(stage, () => write(warmLetters, each))
  assertAllIn(clients)
  closeAll(clients)
  await assertSameText(stage, pace.room, letters.flat(), [...heardByLast, ...own])
  return {
    cpu: (1_000 * cpuMs) / watch.delivered(),
    p50: percentile(watch.latencies, 0.5),
    p99: percentile(watch.latencies, 0.99),
  }
}
