/**
 * Reading a room's text, and holding it still while something is decided on it. Both see all that is logged and nothing
 * else. While the room is held no turn begins; afterwards everyone is judged anew, also who has left with words still
 * waiting.
 */
import { closeCode } from '../../shared/protocol.ts'
import type { RoomDeps } from './deps.ts'
import type { Keeping } from './keeping.ts'
import { type JudgeRoom, type RoomView, UnreadableRoom } from './ports.ts'
import type { Session } from './session.ts'
import type { RoomText } from './text.ts'
import type { RoomTurns } from './turn.ts'

export interface Holding {
  read<T>(read: (view: RoomView) => T): Promise<T>
  hold<T>(decide: (view: RoomView) => Promise<T>): Promise<T>
  isHeld(): boolean
  /** Whether somebody reads or holds, or waits to. */
  isInUse(): boolean
  /** Resolves when every hold asked for so far is over. */
  over(): Promise<void>
}

export interface HoldingSurroundings extends RoomDeps {
  readonly name: string
  readonly keeping: Keeping
  readonly turns: () => RoomTurns
  /** Everyone here, and who has left with words still waiting. */
  readonly everyone: () => ReadonlySet<Session>
  /** Whether the room waits for its log to write. */
  readonly isUnwritten: () => boolean
  /** A hold is over: rights may have changed. */
  readonly released: () => void
  /** Nobody reads or holds at the moment. */
  readonly unused: () => void
}

type Verdict = Awaited<ReturnType<JudgeRoom>>

export const createHolding = (around: HoldingSurroundings): Holding => {
  const { name, keeping } = around
  let isHeld = false
  let queue: Promise<unknown> = Promise.resolve()
  let uses = 0

  const using = async <T>(run: () => Promise<T>): Promise<T> => {
    uses += 1
    try {
      return await run()
    } finally {
      uses -= 1
      if (uses === 0) around.unused()
    }
  }

  /** The text at a moment when all of it is logged; what follows must not wait before it uses it. */
  const settledText = async (): Promise<RoomText> => {
    for (;;) {
      const opened = await keeping.open()
      if (opened !== 'open') throw new UnreadableRoom(`Room ${name} cannot be read: ${opened}`)
      await around.turns().ended()
      const text = keeping.text()
      if (text && keeping.makeDoc()) return text
    }
  }

  const viewOf = ({ seq, generation, doc }: RoomText): RoomView => ({ seq, generation, doc })

  const judgeAll = async (sessions: readonly Session[]): Promise<readonly Verdict[] | null> => {
    try {
      return await Promise.all(sessions.map(({ identity }) => around.judge(identity.personId, name)))
    } catch (error) {
      around.logger.error({ room: name, err: error }, 'Who is in a room could not be judged after it was held')
      return null
    }
  }

  /** Judges everyone anew; where the judge does not answer all are sent away to ask again. */
  const rejudge = async (): Promise<void> => {
    const here = [...around.everyone()]
    const verdicts = await judgeAll(here)
    for (const [index, session] of here.entries()) {
      const verdict = verdicts?.[index]
      if (!verdict) session.close(closeCode.accessChanged, 'rights may have changed')
      else if ('refused' in verdict) session.close(verdict.refused, 'rights have changed')
      else session.mayWrite = verdict.mayWrite
    }
  }

  const release = async (): Promise<void> => {
    await rejudge()
    isHeld = false
    around.released()
    around.turns().request()
  }

  const holdNow = async <T>(decide: (view: RoomView) => Promise<T>): Promise<T> => {
    const text = await settledText()
    if (around.isUnwritten()) throw new Error(`Room ${name} cannot write its log now`)
    isHeld = true
    try {
      return await decide(viewOf(text))
    } finally {
      await release()
    }
  }

  return {
    read: (read) => using(async () => read(viewOf(await settledText()))),
    hold: (decide) => {
      const held = using(() => queue.then(() => holdNow(decide)))
      queue = held.catch(() => undefined)
      return held
    },
    isHeld: () => isHeld,
    isInUse: () => uses > 0,
    over: async () => void (await queue),
  }
}
