/**
 * Puts the editor together: schema, shared text, keys, guard, carets, highlights, paste, menu. Mounting writes
 * nothing to the plan; it must be called only after the first sync and only for someone who may write.
 */
import { Editor, Extension, type AnyExtension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { gapCursor } from '@tiptap/pm/gapcursor'
import type { EditorView } from '@tiptap/pm/view'
import type { Doc } from 'yjs'
import { BrowserUndo } from './browser-undo.ts'
import { createBlockNodes } from './blocks/nodes.ts'
import { OpenFields } from './blocks/open-field.ts'
import { WrittenBlock } from './blocks/written-block.ts'
import { createCarets } from './carets.ts'
import type { EditorContext } from './context.ts'
import { CaretKeys } from './caret-keys.ts'
import { createFreshCaret } from './fresh-caret.ts'
import { createGuard } from './guard.ts'
import { createHighlights } from './highlights.ts'
import { createKeepCaret } from './keep-caret.ts'
import { createKeymap } from './keymap.ts'
import { createPaste } from './paste.ts'
import { proseExtensions } from './schema.ts'
import { createSharedText } from './shared-text.ts'
import { createSlashMenu } from './slash-menu.ts'
import { StillPage } from './still-page.ts'
import { UndoCaret } from './undo-caret.ts'

export interface EditorSettings {
  readonly doc: Doc
  readonly mount: HTMLElement
  readonly context: EditorContext
  /** Ids of the section's heading, which names the textbox, and of the hint that describes it. */
  readonly headingId: string
  readonly hintId: string
}

/** Room kept between the caret and the edges that sticky bars cover, in pixels. */
const scrollRoom = { top: 120, right: 0, bottom: 60, left: 0 }

const addFirstLine = (view: EditorView): false => {
  if (view.state.doc.childCount > 0) return false
  view.dispatch(view.state.tr.insert(0, view.state.schema.node('paragraph')))
  return false
}

/** A section without a line gets one with the first key, never before: two people who only look write nothing. */
const FirstLine = Extension.create({
  name: 'firstLine',
  priority: 3_000,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleKeyDown: (view, event) => (event.key.length === 1 || event.key === 'Enter' ? addFirstLine(view) : false),
        handleDOMEvents: { beforeinput: addFirstLine, paste: addFirstLine },
      },
    }),
  ],
})

/** A place for the caret between two blocks, where there is no line. */
const BetweenBlocks = Extension.create({ name: 'betweenBlocks', addProseMirrorPlugins: () => [gapCursor()] })

const extensionsOf = ({ doc, context }: EditorSettings): AnyExtension[] => [
  ...proseExtensions,
  ...createBlockNodes(context),
  ...createSharedText(doc),
  createFreshCaret(doc),
  createKeepCaret(doc),
  StillPage,
  UndoCaret,
  BrowserUndo,
  WrittenBlock,
  OpenFields,
  FirstLine,
  createGuard(context),
  CaretKeys,
  createSlashMenu(context),
  createPaste(context),
  createCarets(context.awareness),
  createHighlights(context),
  BetweenBlocks,
  createKeymap(context),
]

export const createEditor = (settings: EditorSettings): Editor =>
  new Editor({
    element: settings.mount,
    extensions: extensionsOf(settings),
    injectCSS: false,
    enableInputRules: ['bulletList', 'orderedList'],
    enablePasteRules: false,
    enableCoreExtensions: {
      keymap: false,
      delete: false,
      drop: false,
      paste: false,
      tabindex: false,
      textDirection: false,
    },
    editorProps: {
      scrollMargin: scrollRoom,
      scrollThreshold: scrollRoom,
      attributes: {
        class: 'section-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': settings.headingId,
        'aria-describedby': settings.hintId,
        lang: 'en-GB',
        spellcheck: 'true',
      },
    },
  })
