/** The harness page: mounts `SectionEditor` for Ada and for Ben on two Y.Docs with a wire between them. */
import { useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { yCursorPluginKey } from '@tiptap/y-tiptap'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createEditorContext, type CommentTarget, type EditorWorld } from '../../../../client/editor/context.ts'
import { textblocksOfDoc } from '../../../../client/editor/coordinates.ts'
import { createEditor } from '../../../../client/editor/create-editor.ts'
import { showHighlights } from '../../../../client/editor/highlights.ts'
import SectionEditor from '../../../../client/editor/SectionEditor.tsx'
import { showTrees } from '../../../../client/ui/show-trees.ts'
import { installTrustedTypes } from '../../../../client/trusted-types.ts'
import { textblocksOf } from '../../../../shared/plan/coordinates.ts'
import { readContent } from '../../../../shared/plan/read.ts'
import type { Template } from '../../../../shared/template/types.ts'
import type { Harness, MountReport, Setup, Who } from './api.ts'
import { scramble } from './scramble.ts'
import './harness.css'

installTrustedTypes()

const toBytes = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

interface Desk {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly said: string[]
  /** Times someone told the room of themselves. */
  told: number
  readonly comments: CommentTarget[]
  readonly opened: string[]
  readonly shown: string[]
  readonly closings: Date[]
}

const people = {
  ada: { personId: 'ada', name: 'Ada Reid', body: 'NHS Strathlorne', colour: 1 },
  ben: { personId: 'ben', name: 'Ben Munro', body: 'Strathlorne Council', colour: 3 },
} as const

const bodies = [
  { id: 'council', name: 'Strathlorne Council', shortName: 'Council', kind: 'council', lead: true },
  { id: 'nhs', name: 'NHS Strathlorne', shortName: 'NHS', kind: 'health-board', lead: true },
  { id: 'police', name: 'Police Scotland', shortName: 'Police', kind: 'police', lead: false },
]

const createDesk = (who: Who, state: string): Desk => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, toBytes(state))
  const awareness = new Awareness(doc)
  awareness.setLocalStateField('user', people[who])
  return { doc, awareness, said: [], told: 0, comments: [], opened: [], shown: [], closings: [] }
}

let desks: Readonly<Record<Who, Desk>> | null = null
let root: Root | null = null
let isLinked = true

const deskOf = (who: Who): Desk => {
  if (desks === null) throw new Error('Open the harness first')
  return desks[who]
}
const others = { ada: 'ben', ben: 'ada' } as const

const catchUp = (from: Who): void => {
  const [source, target] = [deskOf(from), deskOf(others[from])]
  Y.applyUpdate(target.doc, Y.encodeStateAsUpdate(source.doc, Y.encodeStateVector(target.doc)), 'wire')
}

const wire = (who: Who): void => {
  const { doc, awareness } = deskOf(who)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (isLinked && origin !== 'wire') Y.applyUpdate(deskOf(others[who]).doc, update, 'wire')
  })
  awareness.on(
    'update',
    ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
      if (origin !== 'wire') deskOf(who).told += 1
      if (!isLinked || origin === 'wire') return
      const bytes = encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed])
      applyAwarenessUpdate(deskOf(others[who]).awareness, bytes, 'wire')
    },
  )
}

let ids = 0
const world = (
  setup: Pick<Setup, 'template' | 'blockTypesFirst' | 'linkables' | 'numbers'>,
  desk: Desk,
  who: Who,
): EditorWorld => ({
  template: setup.template,
  blockTypesFirst: setup.blockTypesFirst ?? ['action'],
  bodies,
  planYears: [2026, 2027, 2028],
  linkables: setup.linkables ?? [],
  numbers: new Map(Object.entries(setup.numbers ?? {})),
  person: { id: who },
  now: () => '2026-05-01T10:00:00Z',
  newId: () => `new${(ids += 1)}`,
  announce: (message) => desk.said.push(message),
  onComment: (target) => desk.comments.push(target),
  onOpenThread: (threadId) => desk.opened.push(threadId),
  onShowThread: (threadId) => desk.shown.push(threadId),
})

const Desktop = ({ who, setup }: { readonly who: Who; readonly setup: Setup }) => {
  const desk = deskOf(who)
  const [isOpen, setOpen] = useState(true)
  if (!isOpen) return <p>Closed</p>
  return (
    <section id={who}>
      <h2 id={`${who}-heading`}>Giving babies the best start: {people[who].name}</h2>
      <SectionEditor
        {...world(setup, desk, who)}
        doc={desk.doc}
        awareness={desk.awareness}
        sectionId="s1"
        headingId={`${who}-heading`}
        highlights={setup.highlights ?? []}
        activeThreadId={null}
        uploadImage={async () => ({ src: '/api/plans/p1/images/i1' })}
        onOpen={() => undefined}
        onClose={() => {
          desk.closings.push(new Date())
          setOpen(false)
        }}
      />
    </section>
  )
}

const frames = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left -= 1) await new Promise((done) => requestAnimationFrame(done))
}

const editorOf = (who: Who): Editor => {
  const dom = document.querySelector(`#${who} .section-text`) as (Element & { readonly editor?: Editor }) | null
  if (!dom?.editor) throw new Error(`No editor of ${who}`)
  return dom.editor
}

const findWords = (editor: Editor, words: string): number => {
  let found = -1
  editor.state.doc.descendants((node, pos) => {
    const index = node.isTextblock ? node.textContent.indexOf(words) : -1
    if (found < 0 && index >= 0) found = pos + 1 + index
    return found < 0
  })
  if (found < 0) throw new Error(`No words ${words}`)
  return found
}

const claimCaret: Harness['claimCaret'] = (to, cursor) => {
  const stranger = new Awareness(new Y.Doc())
  stranger.setLocalState({ user: people.ben, cursor })
  applyAwarenessUpdate(deskOf(to).awareness, encodeAwarenessUpdate(stranger, [stranger.clientID]), 'wire')
  stranger.destroy()
}

const mountOne = async (template: Template, state: string): Promise<MountReport> => {
  const desk = createDesk('ada', state)
  const before = toBase64(Y.encodeStateAsUpdate(desk.doc))
  let updates = 0
  desk.doc.on('update', () => {
    updates += 1
  })
  const mount = document.body.appendChild(document.createElement('div'))
  const screen = {
    openLink: () => {},
    openPicture: () => {},
    openKeys: () => {},
    focusToolbar: () => {},
    showRemoved: () => {},
  }
  const context = createEditorContext(world({ template }, desk, 'ada'), screen, desk.awareness)
  const editor = createEditor({ doc: desk.doc, mount, context, headingId: 'none', hintId: 'none' })
  await frames(1)
  editor.view.focus()
  await frames(1)
  const counted = JSON.stringify(textblocksOfDoc(editor.state.doc))
  const placesAgree = counted === JSON.stringify(textblocksOf(readContent(desk.doc)))
  const wrote = toBase64(Y.encodeStateAsUpdate(desk.doc)) !== before
  editor.destroy()
  mount.remove()
  desk.awareness.destroy()
  return { wrote, updates, placesAgree }
}

const setLinked = (linked: boolean): void => {
  isLinked = linked
  if (!linked) return
  catchUp('ada')
  catchUp('ben')
}

window.harness = {
  open: async (setup) => {
    root?.unmount()
    document.querySelector('main')?.remove()
    isLinked = true
    desks = { ada: createDesk('ada', setup.state), ben: createDesk('ben', setup.state) }
    wire('ada')
    wire('ben')
    for (const { awareness } of Object.values(desks))
      awareness.setLocalState({ ...awareness.getLocalState(), here: true })
    root = createRoot(document.body.appendChild(document.createElement('main')))
    root.render(
      <>
        <h1>Plan</h1>
        <Desktop who="ada" setup={setup} />
        <Desktop who="ben" setup={setup} />
      </>,
    )
    await frames(4)
    editorOf('ada')
    editorOf('ben')
  },
  setLinked,
  scramble: (seed, steps) => {
    const deskWith = (who: Who) => ({ editor: editorOf(who), doc: deskOf(who).doc })
    return scramble([deskWith('ada'), deskWith('ben')], setLinked, seed, steps)
  },
  content: (who) => readContent(deskOf(who).doc),
  state: (who) => toBase64(Y.encodeStateAsUpdate(deskOf(who).doc)),
  said: (who) => deskOf(who).said,
  told: (who) => deskOf(who).told,
  comments: (who) => deskOf(who).comments,
  opened: (who) => deskOf(who).opened,
  shown: (who) => deskOf(who).shown,
  closed: (who) => deskOf(who).closings.length,
  caret: (who, words, offset, length = 0) => {
    const editor = editorOf(who)
    const from = findWords(editor, words) + offset
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, from + length)))
    editor.view.focus()
  },
  focus: (who) => editorOf(who).view.focus(),
  insert: (who, words, offset, typed) => {
    const editor = editorOf(who)
    editor.view.dispatch(editor.state.tr.insertText(typed, findWords(editor, words) + offset))
  },
  claimCaret,
  claimAllCarets: (to) => {
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(deskOf(to).doc)))
      for (let at = 0; at <= clock; at += 1) {
        const id = { client, clock: at }
        claimCaret(to, { anchor: { item: id, assoc: -1 }, head: { type: id } })
        editorOf(to).view.dispatch(editorOf(to).state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }))
      }
  },
  highlight: (who, { start, end }) => {
    const range = { start: { textblock: 0, offset: start }, end: { textblock: 0, offset: end } }
    const highlights = [{ threadId: 't1', range, open: true }]
    showHighlights(editorOf(who).view, { highlights, active: null })
  },
  paste: (who, html) => void editorOf(who).view.pasteHTML(html),
  pasteText: (who, text) => void editorOf(who).view.pasteText(text),
  nodes: (who) => editorOf(who).state.doc.children,
  showTrees: (sequence) => {
    const text = document.createElement('div')
    return sequence.map((trees, index) => {
      showTrees(text, sequence[index - 1] ?? [], trees)
      return text.innerHTML
    })
  },
  chosenAfter: (before, after, [from, to]) => {
    const text = document.body.appendChild(document.createElement('div'))
    showTrees(text, [], before)
    const line = text.firstElementChild?.firstChild
    if (line instanceof Text) document.getSelection()?.setBaseAndExtent(line, from, line, to)
    showTrees(text, before, after)
    const chosen = String(document.getSelection())
    text.remove()
    return chosen
  },
  copied: (who) => {
    const { view, state } = editorOf(who)
    return view.serializeForClipboard(state.selection.content()).dom.innerHTML
  },
  mountAll: async (template, states) => {
    const reports: MountReport[] = []
    for (const state of states) reports.push(await mountOne(template, state))
    return reports
  },
}
