import { describe, expect, it } from 'vitest'
import { createRoomPool, mostRooms } from '../../../client/sync/room-pool.ts'
import type { SectionRoom } from '../../../client/sync/section-room.ts'
import { liveRoom } from '../../support/room-state.ts'

/** Rooms without a network: what the pool asks of them is whether they hold unsaved changes, and to close. */
const createWorld = () => {
  const open = new Set<string>()
  const opened: string[] = []
  const unsaved = new Set<string>()
  const pool = createRoomPool((sectionId) => {
    open.add(sectionId)
    opened.push(sectionId)
    const room: Pick<SectionRoom, 'sectionId' | 'state' | 'close'> = {
      sectionId,
      state: () => ({ ...liveRoom, unsaved: unsaved.has(sectionId) ? 1 : 0 }),
      close: () => open.delete(sectionId),
    }
    return room as SectionRoom
  })
  return { pool, open, opened, unsaved }
}

describe('the pool of rooms', () => {
  it('[PAGE5] connects only what is asked for, at most a handful', () => {
    const { pool, open } = createWorld()
    pool.want(Array.from({ length: 25 }, (_, index) => `s${index}`))
    expect(open.size).toBe(6)
    pool.want(['s1', 's30'])
    expect([...open]).toEqual(['s1', 's30'])
  })

  it('[PAGE6] keeps a room with unsaved changes open until it is let go', () => {
    const { pool, open, unsaved } = createWorld()
    pool.want(['a'])
    unsaved.add('a')
    pool.want(['b'])
    expect([...open]).toEqual(['a', 'b'])
    pool.letGo('a')
    expect([...open]).toEqual(['b'])
  })

  it('[PAGE17] opens an ended room’s section afresh only once what it held has been looked after', () => {
    const { pool, open, opened, unsaved } = createWorld()
    pool.want(['a'])
    unsaved.add('a')
    expect([pool.renew('a'), opened, [...open]]).toEqual([false, ['a'], ['a']])
    unsaved.delete('a')
    expect([pool.renew('a'), opened]).toEqual([true, ['a', 'a']])
  })

  it('[PAGE49] opens the room someone is about to write in beside those in view, and lets it go', () => {
    const { pool, open } = createWorld()
    pool.want(['a', 'b'])
    pool.expect('c')
    expect([...open].sort()).toEqual(['a', 'b', 'c'])
    pool.want(['b'])
    expect([...open].sort()).toEqual(['b', 'c'])
    pool.expect(null)
    expect([...open]).toEqual(['b'])
  })

  it('[PAGE49] hands the room over to who writes, without opening it again', () => {
    const { pool } = createWorld()
    pool.expect('a')
    const opened = pool.find('a')
    pool.want(['a'])
    pool.expect(null)
    expect(pool.find('a')).toBe(opened)
  })

  it('[PAGE5] counts the room someone is about to write in', () => {
    const { pool, open } = createWorld()
    pool.want(Array.from({ length: mostRooms }, (_, index) => `s${index}`))
    pool.expect('c')
    expect(open.size).toBe(mostRooms)
    expect(open.has('c')).toBe(true)
    expect(open.has(`s${mostRooms - 1}`)).toBe(false)
  })

  it('[PAGE49] opens nothing once it is closed', () => {
    const { pool, open } = createWorld()
    pool.want(['a'])
    pool.close()
    pool.expect(null)
    expect(open.size).toBe(0)
  })
})
