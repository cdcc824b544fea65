/** Five hundred rooms with two people each: what a room costs that is open, and what a letter costs among many rooms. */
import { setTimeout as wait } from 'node:timers/promises'
import { type Client, joinRoom } from '../crowd/client.ts'
import * as frames from '../crowd/frames.ts'
import { writeLetters } from '../crowd/text.ts'
import { percentile } from '../../figures.ts'
import {
  assertAllIn,
  closeAll,
  enterFirst,
  type Figures,
  firstWriterId,
  measureCpu,
  pairRooms,
  type Stage,
  waitUntil,
} from '../stage.ts'

/** Letters of each client: one to warm up, the others measured, one a second. */
const lettersEach = 3
const arriveMs = 20_000

/** What letters cause later belongs to their cost: Hocuspocus stores a room after two seconds of silence. */
const storeMs = 2_500

/** Rooms entered at the same time. */
const atOnce = 20

export const runPairs = async (stage: Stage): Promise<Figures> => {
  const { running, texts } = stage
  const letters = [0, 1].map((side) =>
    writeLetters(texts.small, firstWriterId + side, side, lettersEach).map(frames.update),
  )
  const sentAt = new Map<number, number>()
  const latencies: number[] = []
  let delivered = 0
  const hear = (room: number, side: number, body: Uint8Array): void => {
    frames.readLetters(body, firstWriterId, (author) => {
      if (author === firstWriterId + side) return
      delivered += 1
      latencies.push(performance.now() - (sentAt.get(2 * room + 1 - side) ?? 0))
    })
  }
  const enter = async (room: number, name: string): Promise<readonly Client[]> => {
    const onUpdate = (side: number) => (body: Buffer) => hear(room, side, body)
    const first = await enterFirst(stage, name, 2 * room, { onUpdate: onUpdate(0) })
    const door = running.door(name, 2 * room + 1)
    return [first, await joinRoom({ door, held: texts.small, onUpdate: onUpdate(1) })]
  }

  const before = await running.process.memory()
  const clients: Client[] = []
  for (let start = 0; start < pairRooms.length; start += atOnce) {
    const names = pairRooms.slice(start, start + atOnce)
    clients.push(...(await Promise.all(names.map((name, index) => enter(start + index, name)))).flat())
  }
  /** Each client one letter, spread over a second. */
  const typeOnce = async (letter: number): Promise<void> => {
    const owed = delivered + clients.length
    let due = performance.now()
    for (const [index, client] of clients.entries()) {
      due += 1_000 / clients.length
      const waitMs = due - performance.now()
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      sentAt.set(index, performance.now())
      client.send([letters[index % 2]?.[letter] ?? new Uint8Array(0)])
    }
    if (!(await waitUntil(() => delivered >= owed, arriveMs))) throw new Error(`${delivered} of ${owed} arrived`)
  }
  await typeOnce(0)
  const memory = await running.process.memory()
  latencies.length = 0
  const start = delivered
  const cpuMs = await measureCpu(stage, async () => {
    for (let letter = 1; letter < lettersEach; letter += 1) await typeOnce(letter)
    await wait(storeMs)
  })
  assertAllIn(clients)
  closeAll(clients)
  return {
    cpu: (1_000 * cpuMs) / (delivered - start),
    p99: percentile(latencies, 0.99),
    roomKb: (memory - before) / 1024 / pairRooms.length,
  }
}
