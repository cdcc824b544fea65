import { describe, expect, it } from 'vitest'
import { createAnnouncer } from '../../../client/ui/announcer.ts'

/** What is said, batch by batch. */
const createWorld = () => {
  const said: string[] = []
  const alerted: string[] = []
  const timers: (() => void)[] = []
  const announcer = createAnnouncer({
    later: (_, run) => {
      timers.push(run)
      return () => undefined
    },
    say: (message) => said.push(message),
    alert: (message) => alerted.push(message),
  })
  return { announcer, said, alerted, timers, pass: () => timers.shift()?.() }
}

describe('what is said aloud', () => {
  it('[PAGE8] says what comes together in one message, each thing once', () => {
    const { announcer, said, timers, pass } = createWorld()
    announcer.announce('Tag added: Vision')
    announcer.announce('Ben Muir joined')
    announcer.announce('Tag added: Vision')
    expect([said, timers.length]).toEqual([[], 1])
    pass()
    expect(said).toEqual(['Tag added: Vision. Ben Muir joined'])
  })

  it('[PAGE8] puts no second full stop after a sentence', () => {
    const { announcer, said, pass } = createWorld()
    announcer.announce('Not connected. Your changes are kept on this page.')
    announcer.announce('Ben Muir left')
    pass()
    expect(said).toEqual(['Not connected. Your changes are kept on this page. Ben Muir left'])
  })

  it('[PAGE8] says again what happened again: a region whose words stay the same is silent', () => {
    const { announcer, said, alerted, pass } = createWorld()
    for (let time = 0; time < 3; time += 1) {
      announcer.announce('Section details saved')
      announcer.warn('You have been signed out')
      pass()
    }
    for (const [region, words] of [
      [said, 'Section details saved'],
      [alerted, 'You have been signed out'],
    ] as const) {
      expect(region.map((message) => message.trim())).toEqual(Array(3).fill(words))
      expect(region[1]).not.toBe(region[0])
      expect(region[2]).not.toBe(region[1])
    }
  })
})
