import { describe, expect, it } from 'vitest'
import { type Caller, createDoor, type DoorLimits } from '../../../server/sync/door.ts'
import { closeCode } from '../../../shared/protocol.ts'
import { aims, createWorld } from '../../support/sync-world.ts'

const limits: DoorLimits = { perPerson: 40, perPlan: 400, perConnection: 100 }
const asked = { room: aims, editor: null, generation: null, isOurs: true, takesPacked: false }
const ada: Caller = { personId: 'Ada', sessionId: 's1' }

describe('the door', () => {
  it('[ROOM14] asks again who somebody is when their session ended while it was looked up', async () => {
    const world = await createWorld()
    const sessions = new Map([['s1', ada]])
    const authenticate = async (): Promise<Caller | null> => {
      const found = sessions.get('s1') ?? null
      // Signed out while the answer is on its way.
      if (sessions.delete('s1')) world.rooms.dismiss(({ sessionId }) => sessionId === 's1', closeCode.accessChanged)
      return found
    }
    expect(await createDoor(world.rooms, limits).judge(authenticate, asked)).toEqual({ refused: closeCode.signIn })
  })
})
