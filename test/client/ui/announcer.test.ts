import { describe, expect, it } from 'vitest'
import { createAnnouncer } from '../../../client/ui/announcer.ts'

describe('what is said aloud', () => {
  it('[PAGE8] says what comes together in one message, each thing once', () => {
    const said: string[] = []
    const timers: (() => void)[] = []
    const announcer = createAnnouncer({
      setTimer: (run) => timers.push(run),
      clearTimer: () => undefined,
      say: (message) => said.push(message),
      alert: () => undefined,
    })
    announcer.announce('Tag added: Vision')
    announcer.announce('Ben Muir joined')
    announcer.announce('Tag added: Vision')
    expect([said, timers.length]).toEqual([[], 1])
    timers[0]?.()
    expect(said).toEqual(['Tag added: Vision. Ben Muir joined'])
  })
})
