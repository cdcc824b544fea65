/** What all scenarios share: the rooms, the texts, and the measuring of what a server uses meanwhile. */
import type { Client, Held } from './crowd/client.ts'
import { joinRoom } from './crowd/client.ts'
import { createAnswers, digestOf, largeText, smallText, type Text, withLetters, writeLetters } from './crowd/text.ts'
import type { RunningSubject } from './subjects.ts'

export const hotRooms = ['warm', 'twenty', 'hundred', 'crowded', 'closed', 'cursors'] as const
export const largeRooms = Array.from({ length: 7 }, (_, index) => `large-${index}`)
export const pairRooms = Array.from({ length: 500 }, (_, index) => `pair-${index}`)

/** Writers of a hot room, each at the end of a paragraph of their own. */
export const writersAtOnce = 20

export interface Texts {
  /** What hot rooms and pairs begin with. */
  readonly small: Held
  /** What large rooms were filled with, and the letters written after that. */
  readonly large: Text
  readonly tail: readonly Uint8Array[]
  /** All of a large room. */
  readonly whole: Held
  /** Holding nothing. */
  readonly nobody: Held
}

const held = (text: Text): Held => ({ ...text, digest: digestOf(text), answer: createAnswers(text) })

/** Client ids of the crowd's writers begin here. */
export const firstWriterId = 1_000

export const writeTexts = (): Texts => {
  const large = largeText()
  const tail = writeLetters(large, firstWriterId, 0, 150)
  return {
    small: held(smallText(writersAtOnce)),
    large,
    tail,
    whole: held(withLetters(large, tail)),
    nobody: { ...held({ state: Uint8Array.of(0, 0), stateVector: Uint8Array.of(0) }), digest: null },
  }
}

export interface Stage {
  readonly running: RunningSubject
  readonly texts: Texts
}

/** Named figures of one scenario in one round. */
export type Figures = Readonly<Record<string, number>>

/** Runs `act` and says what CPU time the server used meanwhile, in ms. */
export const measureCpu = async ({ running }: Stage, act: () => Promise<void>): Promise<number> => {
  const before = await running.process.usage()
  await act()
  const after = await running.process.usage()
  return after.cpuMs - before.cpuMs
}

type Hearing = Pick<Parameters<typeof joinRoom>[0], 'onUpdate' | 'onPresence'>

/** Joins holding nothing, until it is given the whole small text: from then on the server has it. */
const awaitText = async ({ running, texts }: Stage, room: string): Promise<void> => {
  const isWhole = (body: Buffer): boolean => body.length >= texts.small.state.length
  const probe = await joinRoom({ door: running.door(room, 0), held: texts.nobody, isWhole })
  probe.close()
}

/** Joins with the text and stays; brings the text where the server has none yet. */
export const enterFirst = async (stage: Stage, room: string, client: number, hear: Hearing): Promise<Client> => {
  const { running, texts } = stage
  const first = await joinRoom({ door: running.door(room, client), held: texts.small, ...hear })
  await first.flushed()
  if (running.subject.kind === 'peer') await awaitText(stage, room)
  return first
}

/** A crowd in one hot room: the first brings the text, then the others come together. */
export const enterRoom = async (
  stage: Stage,
  room: string,
  count: number,
  hear: (client: number) => Hearing,
): Promise<readonly Client[]> => {
  const { running, texts } = stage
  const enter = (client: number): Promise<Client> =>
    joinRoom({ door: running.door(room, client), held: texts.small, ...hear(client) })
  const first = await enterFirst(stage, room, 0, hear(0))
  return [first, ...(await Promise.all(Array.from({ length: count - 1 }, (_, index) => enter(index + 1))))]
}

/** Throws where the server sent somebody away. */
export const assertAllIn = (clients: readonly Client[]): void => {
  for (const client of clients)
    if (client.ended() !== null) throw new Error(`Somebody was sent away: ${client.ended()}`)
}

export const closeAll = (clients: readonly Client[]): void => {
  for (const client of clients) client.close()
}

/** Waits until `isDone`, looking every few ms; `false` when it is not by then. */
export const waitUntil = async (isDone: () => boolean, ms: number): Promise<boolean> => {
  const end = performance.now() + ms
  while (!isDone() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5))
  return isDone()
}
