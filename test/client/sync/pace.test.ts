/** How often colleagues' letters come in, told by a clock and by frames that the test makes. */
import { describe, expect, it } from 'vitest'
import { createPace, longestMs, shortestMs } from '../../../client/sync/pace.ts'
import { createFakeTime } from '../../support/fake-time.ts'

/** A page whose scripts and frames take as long as the test says. */
const createPage = ({ scriptMs = 0, frameMs = 0 } = {}) => {
  const time = createFakeTime()
  const startedAt = time.now()
  let busyMs = 0
  let onKey = (): void => {}
  const frames: { begins: () => void; isPainted: () => void }[] = []
  const pace = createPace({
    now: () => time.now() + busyMs,
    later: time.later,
    onKey: (listener) => void (onKey = listener),
    atFrame: (begins, isPainted) => void frames.push({ begins, isPainted }),
  })
  /** Moments of coming in, in ms from the start. */
  const log: number[] = []
  return {
    log,
    pass: time.pass,
    news: () =>
      pace.next(() => {
        log.push(time.now() - startedAt)
        busyMs += scriptMs
      }),
    key: () => onKey(),
    paint: () => {
      for (const { begins, isPainted } of frames.splice(0)) {
        begins()
        busyMs += frameMs
        isPainted()
      }
    },
  }
}

describe('the pace of what colleagues write', () => {
  it('[PAGE42] comes in soon on a page that has time', async () => {
    const page = createPage({ scriptMs: 2, frameMs: 4 })
    for (let round = 0; round < 3; round += 1) {
      page.news()
      await page.pass(shortestMs)
      page.paint()
    }
    expect(page.log).toEqual([shortestMs, 2 * shortestMs, 3 * shortestMs])
  })

  it('[PAGE42] comes in seldomer where it takes much of the page’s time, and never more seldom than twice a second', async () => {
    const waits: number[] = []
    for (const frameMs of [20, 400]) {
      const page = createPage({ scriptMs: 20, frameMs })
      for (let round = 0; round < 10; round += 1) {
        page.news()
        await page.pass(longestMs)
        page.paint()
      }
      page.news()
      const before = page.log.length
      let waitedMs = 0
      for (; page.log.length === before; waitedMs += 10) await page.pass(10)
      waits.push(waitedMs)
    }
    expect(waits).toEqual([400, longestMs])
  })

  it('[PAGE42] comes in after the letter one types is painted, never between the key and the letter', async () => {
    const page = createPage()
    page.key()
    page.news()
    await page.pass(shortestMs + 20)
    expect(page.log).toEqual([])
    page.key()
    expect(page.log).toEqual([])
    page.paint()
    expect(page.log).toEqual([])
    await page.pass(10)
    expect(page.log).toEqual([shortestMs + 30])
    await page.pass(1_000)
    expect(page.log).toHaveLength(1)
  })

  it('[PAGE42] waits for the next key no longer than a pause in typing', async () => {
    const page = createPage()
    page.key()
    page.news()
    await page.pass(shortestMs + 199)
    expect(page.log).toEqual([])
    await page.pass(1)
    expect(page.log).toEqual([shortestMs + 200])
    page.key()
    page.paint()
    expect(page.log).toHaveLength(1)
  })

  it('[PAGE42] does not come in once it was taken back, whatever it waits for', async () => {
    const page = createPage()
    page.key()
    const cancels = [page.news(), page.news()]
    cancels[0]?.()
    await page.pass(shortestMs)
    cancels[1]?.()
    page.key()
    page.paint()
    await page.pass(1_000)
    expect(page.log).toEqual([])
  })
})
