import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isNewInOrder } from '../../../server/sync/order.ts'

const mine = 7001

type Edit = (text: Y.Text, at: number) => void

/** Words that stood there, and what 2,500 edits under another client id make of them. */
const written = (edit: Edit): Y.Doc => {
  const doc = new Y.Doc()
  const text = doc.getText()
  text.insert(0, 'what stood there')
  doc.clientID = mine
  doc.transact(() => {
    for (let at = 0; at < 2_500; at += 1) edit(text, at)
  })
  return doc
}

const starts = [{ client: mine, clock: 0 }]

const correct: Edit = (text, at) => {
  text.insert(at, 'ab')
  text.delete(at + 1, 1)
}

describe('what stands where it says', () => {
  it.each<[string, Edit]>([
    ['corrected in one place', correct],
    ['put before each other', (text) => text.insert(0, 'a')],
    ['put into the middle of each other', (text, at) => text.insert(at >> 1, 'a')],
  ])('[ROOM70] is told of thousands of words %s', (_, edit) => {
    const doc = written(edit)
    expect([Y.getState(doc.store, mine) >= 2_500, isNewInOrder(doc, starts)]).toEqual([true, true])
  })

  it.each<[string, Edit]>([
    ['few', (text, at) => (at < 9 ? correct(text, at) : undefined)],
    ['thousands of', correct],
  ])('[ROOM53] is told from what does not, among %s words', (_, edit) => {
    const doc = written(edit)
    const structs = doc.store.clients.get(mine) ?? []
    const [first, last] = [structs[0], structs.at(-1)]
    if (!first || !(last instanceof Y.Item)) throw new Error('No words')
    last.origin = last.rightOrigin
    expect(isNewInOrder(doc, starts)).toBe(false)
    Object.assign(last, { origin: null, rightOrigin: first.id })
    expect(isNewInOrder(doc, starts)).toBe(false)
  })
})
