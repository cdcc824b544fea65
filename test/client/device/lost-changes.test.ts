import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { KeptText } from '../../../client/device/copy-store.ts'
import { rescueOfLost } from '../../../client/device/lost-changes.ts'
import type { SectionContent } from '../../../shared/plan/model.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import { writeContent } from '../../../shared/plan/write.ts'
import { block, content, p } from '../../support/content.ts'

interface Edited {
  readonly text: Uint8Array
  readonly changed: Uint8Array
}

const deps = { why: 'Why.', goneTitle: 'A section', newId: () => 'new' }

const rescue = ({ text, changed }: Edited): string => {
  const kept: KeptText = { sectionId: 'aims', title: 'Aims', generation: 1, seq: 1, at: 1, bytes: text }
  return rescueOfLost({ sectionId: 'aims', generation: 1, count: 1, bytes: changed }, [kept], deps).text
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
  it('[COPY5] say what was filled into a block, by the names there are without a template', () => {
    const filled = edited(content(block('action', 'b1', { title: null, due: null })), (root) =>
      fill(root, { title: 'Open a family centre', due: '2027-05-01' }),
    )
    expect(rescue(filled)).toBe('action\ntitle: Open a family centre\ndue: 2027-05-01')
  })

  it('[COPY5] are said also where the letters they were written behind were saved and not stored', () => {
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
    expect(rescue({ text, changed: Y.mergeUpdates(updates) })).toBe('One.\n\naction\n\nsaved\nThree')
  })
})
