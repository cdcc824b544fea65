import { describe, expect, it, onTestFinished } from 'vitest'
import { graceMs, watchLostRooms } from '../../../client/plan/lost-rooms.ts'
import type { SectionRoom } from '../../../client/sync/section-room.ts'
import { createFakeTime } from '../../support/fake-time.ts'

/** Rooms without a network, of which only their section is asked; which are lost, the test says. */
const createPage = () => {
  const time = createFakeTime()
  const open = new Map<string, SectionRoom>()
  const lost = new Set<string>()
  const offered: string[] = []
  const watch = watchLostRooms({ later: time.later, rooms: () => [...open.values()] })
  onTestFinished(watch.close)
  const learn = (): void =>
    watch.judgeBy({
      isLost: ({ sectionId }) => lost.has(sectionId),
      offer: ({ sectionId }) => {
        offered.push(sectionId)
        open.delete(sectionId)
      },
    })
  const enter = (sectionId: string): void => {
    const room: Pick<SectionRoom, 'sectionId'> = { sectionId }
    open.set(sectionId, room as SectionRoom)
  }
  return { pass: time.pass, close: watch.close, learn, enter, lost, offered }
}

describe('the rooms whose changes are lost', () => {
  it('[PAGE17] are offered once they were so at two looks in a row, each once', async () => {
    const { pass, learn, enter, lost, offered } = createPage()
    learn()
    enter('aims')
    enter('vision')
    lost.add('aims')
    await pass(2 * graceMs - 1)
    expect(offered).toEqual([])
    await pass(1)
    expect(offered).toEqual(['aims'])
    lost.add('vision')
    await pass(10 * graceMs)
    expect(offered).toEqual(['aims', 'vision'])
  })

  it('[PAGE17] are offered as soon where the plan’s facts come anew all the time', async () => {
    const { pass, learn, enter, lost, offered } = createPage()
    enter('aims')
    lost.add('aims')
    for (let second = 0; second < (2 * graceMs) / 1_000; second += 1) {
      learn()
      await pass(1_000)
    }
    expect(offered).toEqual(['aims'])
  })

  it('[PAGE17] are not those that were lost at one look and found again at the next', async () => {
    const { pass, learn, enter, lost, offered } = createPage()
    learn()
    enter('aims')
    for (let look = 0; look < 6; look += 1) {
      if (look % 2 === 0) lost.add('aims')
      else lost.delete('aims')
      await pass(graceMs)
    }
    expect(offered).toEqual([])
  })

  it('[PAGE17] have all of their time also where their section was entered anew', async () => {
    const { pass, learn, enter, lost, offered } = createPage()
    learn()
    enter('aims')
    lost.add('aims')
    await pass(2 * graceMs)
    enter('aims')
    await pass(graceMs)
    expect(offered).toEqual(['aims'])
    await pass(graceMs)
    expect(offered).toEqual(['aims', 'aims'])
  })

  it('[PAGE17] are none before the page knows its plan, and none once it is left', async () => {
    const { pass, close, learn, enter, lost, offered } = createPage()
    enter('aims')
    lost.add('aims')
    await pass(10 * graceMs)
    learn()
    close()
    await pass(10 * graceMs)
    expect(offered).toEqual([])
  })
})
