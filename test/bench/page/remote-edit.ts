/**
 * What a colleague's letter costs the page: the time its main thread is busy while letters come in, less what it is
 * busy anyway, over the number of letters. Everything that follows from a letter is in it: reading the frame, applying,
 * drawing, carets, and what the page asks of the server afterwards.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession } from 'playwright-core'
import type { Writer } from './writer.ts'

/** A collection of a page's garbage takes as long as several letters: so many of them that it weighs little. */
const letters = 40
/** Five letters a second, as someone who types fast. */
const everyMs = 200
/** The page hears of a new reading up to a second after the words changed. */
const afterMs = 1_300
const idleMs = 4_000

export const measureRemoteEdit = async (cdp: CDPSession, writer: Writer, item: number): Promise<number> => {
  const idleFrom = await busyMs(cdp)
  await wait(idleMs)
  const idleTo = await busyMs(cdp)
  for (let letter = 0; letter < letters; letter += 1) {
    writer.write(item, 'e')
    await wait(everyMs)
  }
  await wait(afterMs)
  const busy = (await busyMs(cdp)) - idleTo
  const idle = ((idleTo - idleFrom) / idleMs) * (letters * everyMs + afterMs)
  return (busy - idle) / letters
}

/** Time of all tasks of the page's main thread so far. */
const busyMs = async (cdp: CDPSession): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value
  if (seconds === undefined) throw new Error('The browser does not tell how busy a page is')
  return seconds * 1_000
}
