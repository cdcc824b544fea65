/** Numbers follow what happens to blocks, and a letter makes nobody look. */
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { createLiveBlocks } from '../../../client/sync/live-blocks.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import { writeContent } from '../../../shared/plan/write.ts'
import { block, content, p } from '../../support/content.ts'

const createDesk = () => {
  const doc = new Y.Doc()
  writeContent(doc, content(p('Before'), block('action', 'a1', { what: [p('Train')] }), block('action', 'a2')))
  const tasks: (() => void)[] = []
  let told = 0
  const blocks = createLiveBlocks(doc, (task) => void tasks.push(task))
  blocks.subscribe(() => void (told += 1))
  const ids = (): readonly string[] => blocks.get().map(({ id }) => id)
  ids()
  return {
    doc,
    blocks,
    ids,
    root: doc.getXmlFragment(contentRoot),
    told: () => told,
    /** How often it looked. */
    frame: (): number => {
      const due = tasks.splice(0)
      for (const task of due) task()
      return due.length
    },
  }
}

/** The first line of words anywhere under a node. */
const wordsIn = (node: Y.XmlElement | Y.XmlFragment): Y.XmlText => {
  const first: unknown = node.get(0)
  return first instanceof Y.XmlText ? first : wordsIn(first as Y.XmlElement)
}

describe('the blocks of a live section', () => {
  it('[PLAN13] are not looked for when someone writes, in a paragraph, a block or a value', () => {
    const { doc, root, frame, told } = createDesk()
    wordsIn(root).insert(0, 'Long ')
    wordsIn(root.get(1) as Y.XmlElement).insert(5, ' tutors')
    doc.transact(() => {
      const value = new Y.XmlElement('valueField')
      ;(root.get(1) as Y.XmlElement).push([value])
      value.setAttribute('name', 'role')
    })
    const field = (root.get(1) as Y.XmlElement).get(1) as Y.XmlElement
    field.setAttribute('value', 'Head of Education')
    expect([frame(), told()]).toEqual([0, 0])
  })

  it('[PLAN13] follow one that comes, is removed or brought back, once a frame', () => {
    const { doc, root, ids, frame, told } = createDesk()
    const made = new Y.XmlElement('planBlock')
    root.insert(1, [made])
    made.setAttribute('id', 'a0')
    made.setAttribute('type', 'action')
    expect([frame(), ids(), told()]).toEqual([1, ['a0', 'a1', 'a2'], 1])
    const a1 = root.get(2) as Y.XmlElement
    doc.transact(() => a1.setAttribute('removed', { by: 'ada', at: '' } as unknown as string))
    expect([frame(), ids(), told()]).toEqual([1, ['a0', 'a2'], 2])
    a1.setAttribute('removed', null as unknown as string)
    expect([frame(), ids(), told()]).toEqual([1, ['a0', 'a1', 'a2'], 3])
  })

  it('[PLAN13] stay the same list, and nobody is told, when only a paragraph comes', () => {
    const { root, blocks, frame, told } = createDesk()
    const before = blocks.get()
    root.insert(0, [new Y.XmlElement('paragraph')])
    expect([frame(), told()]).toEqual([1, 0])
    expect(blocks.get()).toBe(before)
  })

  it('[PLAN13] are not looked for any more once the room is closed', () => {
    const { root, blocks, frame } = createDesk()
    blocks.close()
    root.delete(1, 1)
    expect(frame()).toBe(0)
  })
})
