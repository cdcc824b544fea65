import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Change, CopyStore, KeptText, Rescue } from '../../../client/device/copy-store.ts'
import { rescueChanges } from '../../../client/device/lost-changes.ts'
import type { SectionContent } from '../../../shared/plan/model.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import { writeContent } from '../../../shared/plan/write.ts'
import { block, content, p } from '../../support/content.ts'

/** A copy with one section: its text, and one change of its author to it. */
const createStore = (text: Uint8Array, changed: Uint8Array, earlier: readonly Rescue[]) => {
  const kept: KeptText = { sectionId: 'aims', title: 'Aims', generation: 1, seq: 1, at: 1, bytes: text }
  const change: Change = { generation: 1, count: 1, bytes: changed }
  const rescues = [...earlier]
  const store: Partial<CopyStore> = {
    countChanges: async () => new Map([['aims', 1]]),
    gatherChanges: async () => change,
    readText: async () => kept,
    rescue: async (rescue) => void rescues.push(rescue),
    rescues: async () => rescues,
  }
  return store as CopyStore
}

interface Edited {
  readonly text: Uint8Array
  readonly changed: Uint8Array
}

const rescue = async ({ text, changed }: Edited, ...earlier: readonly Rescue[]): Promise<readonly string[]> => {
  const rescues = await rescueChanges(createStore(text, changed, earlier), 'Why.', 'A section', () => 'new')
  return rescues.map((one) => one.text)
}

/** What a section says, and what its author then did to it. */
const edited = (before: SectionContent, edit: (root: Y.XmlFragment) => void): Edited => {
  const doc = new Y.Doc()
  writeContent(doc, before)
  const text = Y.encodeStateAsUpdate(doc)
  const held = Y.encodeStateVector(doc)
  edit(doc.getXmlFragment(contentRoot))
  return { text, changed: Y.encodeStateAsUpdate(doc, held) }
}

/** Values are JSON in the document, though Yjs types them as strings. */
const fill = (root: Y.XmlFragment, values: Readonly<Record<string, unknown>>): void => {
  for (const field of root.querySelectorAll('valueField')) {
    const value = field instanceof Y.XmlElement ? values[field.getAttribute('name') ?? ''] : undefined
    if (field instanceof Y.XmlElement && value !== undefined) field.setAttribute('value', value as string)
  }
}

describe('changes on a device that will never be sent', () => {
  it('[COPY5] say what was filled into a block, by the names there are without a template', async () => {
    const filled = edited(content(block('action', 'b1', { title: null, due: null })), (root) =>
      fill(root, { title: 'Open a family centre', due: '2027-05-01' }),
    )
    expect(await rescue(filled)).toEqual(['action\ntitle: Open a family centre\ndue: 2027-05-01'])
  })

  it('[COPY5] are said also where the letters they were written behind were saved and not stored', async () => {
    const doc = new Y.Doc()
    writeContent(doc, content(p('One.'), block('action', 'b1', { title: 'Two' })))
    const text = Y.encodeStateAsUpdate(doc)
    const root = doc.getXmlFragment(contentRoot)
    const line = (root.get(0) as Y.XmlElement).get(0) as Y.XmlText
    line.insert(4, ' Saved')
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => void updates.push(update))
    for (const [at, letter] of [...' unsaved'].entries()) line.insert(10 + at, letter)
    line.delete(11, 2)
    fill(root, { title: 'Not this' })
    fill(root, { title: 'Three' })
    expect(await rescue({ text, changed: Y.mergeUpdates(updates) })).toEqual(['One.\n\naction\n\nsaved\nThree'])
  })

  it('[COPY6] are offered to nobody only when they hold nothing', async () => {
    const emptied = edited(content(p('One.')), (root) => root.delete(0, 1))
    const earlier: Rescue = {
      id: 'r1',
      sectionId: 'vision',
      title: 'Vision',
      why: '',
      text: '',
      html: null,
      comment: null,
    }
    expect(await rescue(emptied, earlier)).toEqual([])
    expect(await rescue(emptied, { ...earlier, comment: 'Words I took out: One.' })).toEqual([''])
  })
})
