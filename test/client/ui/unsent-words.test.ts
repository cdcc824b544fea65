import { describe, expect, it } from 'vitest'
import { createUnsentStore, type UnsentWords } from '../../../client/ui/unsent-words.ts'

const typed = (box: string, text: string): UnsentWords => ({ box, opens: null, commentId: `c-${box}`, text })

describe('words that are typed and not sent', () => {
  it('[PAGE52] are found by their box until it is forgotten, in the order in which they were begun', () => {
    const store = createUnsentStore()
    store.keep(typed('a', 'One'))
    store.keep(typed('b', 'Two'))
    store.keep(typed('a', 'One more'))
    expect(store.find('a')).toEqual(typed('a', 'One more'))
    expect(store.all().map(({ box }) => box)).toEqual(['a', 'b'])
    store.forget('a')
    expect([store.find('a'), store.all().map(({ box }) => box)]).toEqual([undefined, ['b']])
    store.forgetAll()
    expect(store.all()).toEqual([])
  })

  it('tell of a box that comes or goes, and of no letter', () => {
    const store = createUnsentStore()
    let heard = 0
    const stop = store.subscribe(() => (heard += 1))
    store.keep(typed('a', 'O'))
    store.keep(typed('a', 'On'))
    store.forget('b')
    expect(heard).toBe(1)
    store.forget('a')
    stop()
    store.keep(typed('a', 'Again'))
    expect(heard).toBe(2)
  })
})
