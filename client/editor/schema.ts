/**
 * The editor's schema for prose: exactly `shared/plan/layout.ts`, with contents relaxed so that whatever a merge
 * leaves is accepted (what does not fit would be deleted for everybody). Nothing here writes to the plan by itself:
 * no trailing paragraph, no ids, no repair of tables. Blocks are in `blocks/nodes.ts`.
 */
import { Mark, Node, type AnyExtension } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { safeHref, safeImageSrc } from '../../shared/plan/layout.ts'
import { tableNodes } from './tables.ts'
import { editorWords } from './words.ts'

const SectionDocument = Document.extend({ content: '(block|planBlock)*' })

const SectionHeading = Heading.extend({
  addAttributes: () => ({ level: { default: 3, rendered: false } }),
  addKeyboardShortcuts: () => ({}),
  addInputRules: () => [],
  renderHTML: ({ node }) => [`h${Math.min(5, Math.max(3, Number(node.attrs.level) || 3))}`, 0],
}).configure({ levels: [3, 4, 5] })

const SectionListItem = Node.create({
  name: 'listItem',
  content: 'block*',
  defining: true,
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: () => ['li', 0],
})

const SectionBulletList = BulletList.extend({ content: 'listItem*', addKeyboardShortcuts: () => ({}) })

/** Pasted pages may say anything of where a list starts; what is no number is 1, as browsers have it. */
const listStart = (list: HTMLElement): number => (list instanceof HTMLOListElement ? list.start : 1)

const SectionOrderedList = OrderedList.extend({
  content: 'listItem*',
  addKeyboardShortcuts: () => ({}),
  addAttributes() {
    return { ...this.parent?.(), start: { default: 1, parseHTML: listStart } }
  },
})

const SectionBlockquote = Blockquote.extend({
  content: 'block*',
  addKeyboardShortcuts: () => ({}),
  addInputRules: () => [],
})

/** Only the address is kept, and only one that is safe to follow. */
const SectionLink = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (anchor) => {
        const href = safeHref(anchor.getAttribute('href'))
        return href === null ? false : { href }
      },
    },
  ],
  renderHTML: ({ mark }) => {
    const href = safeHref(mark.attrs.href)
    return href === null ? ['span', 0] : ['a', { href, rel: 'noopener noreferrer' }, 0]
  },
})

const textOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A picture of this installation; any other address is shown as missing and never loaded. */
const SectionImage = Node.create({
  name: 'image',
  group: 'block',
  addAttributes: () => ({ src: { default: null }, alt: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'img[src]',
      getAttrs: (image) => {
        const src = safeImageSrc(image.getAttribute('src'))
        return src === null ? false : { src, alt: image.getAttribute('alt') ?? '' }
      },
    },
  ],
  renderHTML: ({ node }) => {
    const src = safeImageSrc(node.attrs.src)
    if (src === null) return ['p', { class: 'editor-picture-missing' }, editorWords.pictureMissing]
    return ['img', { src, alt: textOrEmpty(node.attrs.alt) }]
  },
})

const PlainBold = Bold.extend({ addInputRules: () => [], addPasteRules: () => [] })
const PlainItalic = Italic.extend({ addInputRules: () => [], addPasteRules: () => [] })

/** Ctrl+Enter is the keymap's: in a table it adds a row. */
const LineBreak = HardBreak.extend({
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.setHardBreak() }
  },
})

/** Nodes and marks of prose; the first block in the group is the paragraph, which is what new lines become. */
export const proseExtensions: readonly AnyExtension[] = [
  SectionDocument,
  Paragraph.extend({ addKeyboardShortcuts: () => ({}) }),
  Text,
  SectionHeading,
  SectionBulletList,
  SectionOrderedList,
  SectionListItem,
  SectionBlockquote,
  ...tableNodes,
  SectionImage,
  LineBreak,
  PlainBold,
  PlainItalic,
  SectionLink,
]
