import { describe, expect, it } from 'vitest'
import { createDueReadings } from '../../../client/sync/due-readings.ts'

const createPage = () => {
  const live = new Set<string>()
  const read: string[] = []
  const due = createDueReadings({ isLive: (id) => live.has(id), read: (id) => void read.push(id) })
  return { live, read, due }
}

describe('readings of sections that are live on the page', () => {
  it('[PAGE20] are asked for at once where the page has only them', () => {
    const { due, read } = createPage()
    due.ring('vision')
    expect(read).toEqual(['vision'])
  })

  it('[PAGE20] are asked for once, when the room no longer shows the words', () => {
    const { live, due, read } = createPage()
    live.add('vision').add('aims')
    for (const id of ['vision', 'aims', 'vision']) due.ring(id)
    due.look()
    expect(read).toEqual([])
    live.delete('vision')
    due.look()
    due.look()
    expect(read).toEqual(['vision'])
    live.clear()
    due.look()
    expect(read).toEqual(['vision', 'aims'])
  })

  it('[PAGE20] are not asked for where nothing has changed meanwhile', () => {
    const { live, due, read } = createPage()
    live.add('vision')
    live.clear()
    due.look()
    expect(read).toEqual([])
  })
})
