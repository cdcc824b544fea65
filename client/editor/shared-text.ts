/**
 * Ties the editor to the shared text. Two habits of y-tiptap are too dear in a long section and are put right here,
 * both through the table in which it notes which node stands for which shared type:
 *
 * - It draws an empty text first and replaces it. It is handed the first drawing instead.
 * - With each change of a colleague it forgets every node, makes all of them anew and so has ProseMirror compare the
 *   whole section for one letter. It has by then forgotten the types that changed, those deleted, and all around them,
 *   and every own change keeps the table true; so what is left is what need not be made again, and stays.
 */
import { Extension, type AnyExtension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { initProseMirrorDoc } from '@tiptap/y-tiptap'
import type { Doc } from 'yjs'
import { contentRoot } from '../../shared/plan/layout.ts'

type NodesByType = ReturnType<typeof initProseMirrorDoc>['mapping']

/** A table that is not emptied while a change of the shared text is told; drawings at other times begin afresh. */
const createNodesByType = (doc: Doc): { readonly nodes: NodesByType; readonly forget: () => void } => {
  let isTelling = false
  const begin = (): void => void (isTelling = true)
  const end = (): void => void (isTelling = false)
  doc.on('beforeObserverCalls', begin)
  doc.on('afterTransaction', end)
  const nodes: NodesByType = new Map()
  const empty = nodes.clear.bind(nodes)
  nodes.clear = () => {
    if (!isTelling) empty()
  }
  return {
    nodes,
    forget: () => {
      doc.off('beforeObserverCalls', begin)
      doc.off('afterTransaction', end)
    },
  }
}

export const createSharedText = (doc: Doc): AnyExtension[] => {
  const { nodes, forget } = createNodesByType(doc)
  return [
    Extension.create({
      name: 'firstDrawing',
      onBeforeCreate() {
        const drawn = initProseMirrorDoc(doc.getXmlFragment(contentRoot), this.editor.schema)
        for (const [type, node] of drawn.mapping) nodes.set(type, node)
        // Tiptap takes a node as it is, though its type names only HTML and JSON.
        Object.assign(this.editor.options, { content: drawn.doc })
      },
      onDestroy: forget,
    }),
    Collaboration.configure({ document: doc, field: contentRoot, ySyncOptions: { mapping: nodes } }),
  ]
}
