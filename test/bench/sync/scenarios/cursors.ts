/**
 * Twenty of a hundred people move their cursors, five times a second. CPU time is for each 1,000 moves that others are
 * to see; a server may leave out moves that were overtaken, never the last.
 */
import * as frames from '../crowd/frames.ts'
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

const clientsInRoom = 100
const movesPerSecond = 5
const seconds = 3
const arriveMs = 5_000

const stateOf = (writer: number, move: number): object => ({
  user: { name: `Writer ${writer}`, color: '#0065bd' },
  cursor: { anchor: { item: { client: firstWriterId, clock: move } }, head: { item: { client: 1, clock: move } } },
  move,
})

/** The states in one presence frame: whose, and which move. */
const readMoves = (body: Buffer): readonly (readonly [number, number])[] => {
  const [count, first] = frames.readNumber(body, 0)
  const moves: [number, number][] = []
  let at = first
  for (let read = 0; read < count; read += 1) {
    const [clientId, afterId] = frames.readNumber(body, at)
    const [, afterClock] = frames.readNumber(body, afterId)
    const [length, start] = frames.readNumber(body, afterClock)
    at = start + length
    moves.push([clientId - firstWriterId, Number(/"move":(\d+)/.exec(body.toString('utf8', start, at))?.[1] ?? -1)])
  }
  return moves
}

export const runCursors = async (stage: Stage): Promise<Figures> => {
  /** By client, by writer: the last move seen. */
  const seen = Array.from({ length: clientsInRoom }, () => new Map<number, number>())
  const clients = await enterRoom(stage, 'cursors', clientsInRoom, (client) => ({
    onPresence: (body) => {
      for (const [writer, move] of readMoves(body)) seen[client]?.set(writer, move)
    },
  }))
  const allSee = (move: number): boolean =>
    seen.every((moves, client) =>
      Array.from({ length: writersAtOnce }, (_, writer) => writer).every(
        (writer) => writer === client || moves.get(writer) === move,
      ),
    )
  const move = async (from: number, to: number): Promise<void> => {
    let due = performance.now()
    for (let step = from; step < to; step += 1)
      for (let writer = 0; writer < writersAtOnce; writer += 1) {
        due += 1_000 / (movesPerSecond * writersAtOnce)
        const waitMs = due - performance.now()
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        clients[writer]?.send([frames.presence(firstWriterId + writer, step + 1, stateOf(writer, step))])
      }
    if (!(await waitUntil(() => allSee(to - 1), arriveMs))) throw new Error('Somebody does not see a last move')
  }
  const warm = 2
  const moves = movesPerSecond * seconds
  await move(0, warm)
  const cpuMs = await measureCpu(stage, () => move(warm, warm + moves))
  assertAllIn(clients)
  closeAll(clients)
  return { cpu: (1_000 * cpuMs) / (moves * writersAtOnce * (clientsInRoom - 1)) }
}
