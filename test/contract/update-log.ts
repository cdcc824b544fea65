/** What every implementation of the log of updates promises. */
import { describe, expect, it } from 'vitest'
import type { NewUpdate, UpdateLog } from '../../server/store/ports.ts'

const update = (room: string, seq: number, more: Partial<NewUpdate> = {}): NewUpdate => ({
  room,
  seq,
  personId: 'ada',
  at: 1_780_000_000_000 + seq,
  bytes: new Uint8Array([seq, 2, 3]),
  newClientIds: [],
  ...more,
})

const room = 'plans/p1/sections/s1'

export const describeUpdateLog = (name: string, open: () => Promise<UpdateLog>): unknown =>
  describe(`the log of updates: ${name}`, () => {
    it('[STORE1] gives back every update in order, with its author, its time and its bytes', async () => {
      const log = await open()
      await log.append([update(room, 1, { personId: null }), update(room, 2)])
      await log.append([update(room, 3, { personId: 'ben' })])
      const stored = await log.load(room)
      expect(stored?.generation).toBe(1)
      expect(stored?.snapshot).toBeNull()
      expect(stored?.tail.map(({ seq, personId, at }) => [seq, personId, at])).toEqual([
        [1, null, 1_780_000_000_001],
        [2, 'ada', 1_780_000_000_002],
        [3, 'ben', 1_780_000_000_003],
      ])
      expect([...(stored?.tail[2]?.bytes ?? [])]).toEqual([3, 2, 3])
    })

    it('[STORE1] knows nothing of a room that was never written', async () => {
      const log = await open()
      expect(await log.load(room)).toBeNull()
      expect(await log.lastSeqs([room])).toEqual(new Map([[room, 0]]))
    })

    it('[STORE2] refuses a number taken twice, and the whole batch with it', async () => {
      const log = await open()
      await log.append([update(room, 1), update(room, 2)])
      await expect(log.append([update('plans/p2', 1), update(room, 3), update(room, 2)])).rejects.toThrow()
      expect(await log.lastSeqs([room, 'plans/p2'])).toEqual(
        new Map([
          [room, 2],
          ['plans/p2', 0],
        ]),
      )
      expect(await log.load('plans/p2')).toBeNull()
    })

    it('[STORE2] refuses a number taken twice at the end of a large batch, and the whole batch with it', async () => {
      const log = await open()
      await log.append([update(room, 1)])
      const batch = Array.from({ length: 120 }, (_, index) => update(room, index + 2))
      await expect(log.append([...batch, update(room, 121)])).rejects.toThrow()
      expect((await log.load(room))?.tail.map(({ seq }) => seq)).toEqual([1])
    })

    it('[STORE3] gives a client id to who used it first, and refuses it to anyone else', async () => {
      const log = await open()
      await log.append([update(room, 1, { personId: null, newClientIds: [1] })])
      await log.append([update(room, 2, { newClientIds: [7, 4_294_967_295] })])
      await expect(log.append([update(room, 3, { personId: 'ben', newClientIds: [7] })])).rejects.toThrow()
      const authors = (await log.load(room))?.authors
      expect(authors?.get(7)).toBe('ada')
      expect(authors?.get(4_294_967_295)).toBe('ada')
      expect((await log.lastSeqs([room])).get(room)).toBe(2)
    })

    it('[STORE4] loads the newest snapshot and only what came after it', async () => {
      const log = await open()
      await log.append([update(room, 1), update(room, 2), update(room, 3)])
      await log.saveSnapshot(room, 1, new Uint8Array([11]))
      await log.saveSnapshot(room, 2, new Uint8Array([22]))
      const stored = await log.load(room)
      expect(stored?.snapshot?.seq).toBe(2)
      expect([...(stored?.snapshot?.bytes ?? [])]).toEqual([22])
      expect(stored?.tail.map(({ seq }) => seq)).toEqual([3])
      expect((await log.lastSeqs([room])).get(room)).toBe(3)
    })

    it('[STORE16] loads from an older snapshot where one is asked for, and from the first update where there is none', async () => {
      const log = await open()
      await log.append([update(room, 1), update(room, 2), update(room, 3)])
      await log.saveSnapshot(room, 1, new Uint8Array([11]))
      await log.saveSnapshot(room, 2, new Uint8Array([22]))
      const [before, whole] = [await log.load(room, 2), await log.load(room, 1)]
      expect([before?.snapshot?.seq, before?.tail.map(({ seq }) => seq)]).toEqual([1, [2, 3]])
      expect([whole?.snapshot, whole?.tail.map(({ seq }) => seq)]).toEqual([null, [1, 2, 3]])
    })

    it('[STORE16] keeps the newest two snapshots, not counting those set aside', async () => {
      const log = await open()
      await log.append([1, 2, 3, 4, 5].map((seq) => update(room, seq)))
      for (const seq of [1, 2, 3]) await log.saveSnapshot(room, seq, new Uint8Array([seq]))
      await log.setSnapshotsAside(room, 2)
      await log.setSnapshotsAside(room, 2)
      await log.saveSnapshot(room, 5, new Uint8Array([5]))
      const kept = [await log.load(room), await log.load(room, 5), await log.load(room, 2)]
      expect(kept.map((stored) => stored?.snapshot?.seq)).toEqual([5, 2, undefined])
    })

    it('[STORE1] keeps large batches whole', async () => {
      const log = await open()
      await log.append(Array.from({ length: 1_201 }, (_, at) => update(room, at + 1)))
      expect((await log.load(room))?.tail).toHaveLength(1_201)
    })
  })
