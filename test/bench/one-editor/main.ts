/**
 * The page to compare with: the whole plan in one Y.Doc and one Tiptap editor, as collaborative editors are usually
 * built. It has the schema and the block views of the real editor, so that it shows the same content, and nothing
 * else of it: no guard, no menus, no comments, no outline. Every difference in features is in its favour.
 */
import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createBlockNodes } from '../../../client/editor/blocks/nodes.ts'
import { createEditorContext, type EditorScreen, type EditorWorld } from '../../../client/editor/context.ts'
import { proseExtensions } from '../../../client/editor/schema.ts'
import { contentRoot } from '../../../shared/plan/layout.ts'
import type { OneEditorFacts } from './facts.ts'
import '../../../client/editor/text.css'
import '../../../client/editor/blocks.css'

const screen: EditorScreen = {
  openLink: () => undefined,
  openPicture: () => undefined,
  openKeys: () => undefined,
  focusToolbar: () => undefined,
  showRemoved: () => undefined,
}

const worldOf = (facts: OneEditorFacts): EditorWorld => ({
  ...facts,
  numbers: new Map(),
  blockTypesFirst: [],
  person: { id: 'me' },
  now: () => new Date().toISOString(),
  newId: () => crypto.randomUUID(),
  announce: () => undefined,
  onComment: () => undefined,
  onOpenThread: () => undefined,
  onShowThread: () => undefined,
})

const doc = new Y.Doc()
const provider = new WebsocketProvider(`ws://${location.host}/sync`, 'plan', doc, { disableBc: true })
const synced = new Promise<void>((resolve) => provider.once('sync', () => resolve()))
const facts = (await (await fetch('/facts.json')).json()) as OneEditorFacts
await synced

new Editor({
  element: document.getElementById('plan'),
  extensions: [
    ...proseExtensions,
    ...createBlockNodes(createEditorContext(worldOf(facts), screen, provider.awareness)),
    Collaboration.configure({ document: doc, field: contentRoot }),
    CollaborationCaret.configure({ provider, user: { name: 'Ada', color: '#0065bd' } }),
  ],
  editorProps: { attributes: { class: 'section-text', role: 'textbox', 'aria-label': 'Plan', lang: 'en-GB' } },
})
