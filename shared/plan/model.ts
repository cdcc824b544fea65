/**
 * A section as read: what `read.ts` makes of a section's Y.Doc, and what screens, checks, hashes, diffs and exports
 * work on. Plain data, in the shape of ProseMirror's JSON so that nothing needs translating twice, but narrower: what
 * the editor's schema does not know is passed over by the reader and never gets here.
 */

export type Mark =
  { readonly type: 'bold' } | { readonly type: 'italic' } | { readonly type: 'link'; readonly href: string }

export interface Text {
  readonly type: 'text'
  readonly text: string
  /** In the order bold, italic, link; absent when there are none. */
  readonly marks?: readonly Mark[]
}
export type Inline = Text | { readonly type: 'hardBreak' }

export interface Paragraph {
  readonly type: 'paragraph'
  readonly content: readonly Inline[]
}
export interface Heading {
  readonly type: 'heading'
  /** 3 to 5 on the page: the section's own title is the level 2. */
  readonly level: 3 | 4 | 5
  readonly content: readonly Inline[]
}
export interface BulletList {
  readonly type: 'bulletList'
  readonly content: readonly ListItem[]
}
export interface OrderedList {
  readonly type: 'orderedList'
  readonly start: number
  readonly content: readonly ListItem[]
}
export interface ListItem {
  readonly type: 'listItem'
  readonly content: readonly Prose[]
}
export interface Blockquote {
  readonly type: 'blockquote'
  readonly content: readonly Prose[]
}
export interface Table {
  readonly type: 'table'
  readonly content: readonly TableRow[]
}
export interface TableRow {
  readonly type: 'tableRow'
  readonly content: readonly TableCell[]
}
export interface TableCell {
  readonly type: 'tableHeader' | 'tableCell'
  readonly content: readonly Prose[]
}
export interface Image {
  readonly type: 'image'
  /** Path of an image of this plan: `/api/plans/<planId>/images/<imageId>`. Nothing else is shown. */
  readonly src: string
  /** Empty when the picture is decorative. */
  readonly alt: string
}
export type Prose = Paragraph | Heading | BulletList | OrderedList | Blockquote | Table | Image

/** A typed value as stored; its kind is the template's business. `null` is not filled. */
export type FieldValue =
  | null
  | string
  | number
  | readonly string[]
  | Readonly<Record<string, number>>
  | readonly { readonly at: string; readonly value: number }[]

export type Field =
  | { readonly kind: 'prose'; readonly content: readonly Prose[] }
  | { readonly kind: 'value'; readonly value: FieldValue }

export interface PlanBlock {
  readonly type: 'planBlock'
  readonly id: string
  readonly blockType: string
  /** Set when the block was removed: hidden, listed under "Removed", brought back by clearing it. */
  readonly removed: { readonly by: string; readonly at: string } | null
  readonly fields: Readonly<Record<string, Field>>
}

export type Item = Prose | PlanBlock

export interface SectionContent {
  readonly items: readonly Item[]
}

/** The blocks of a section that count: not removed, in document order. */
export const liveBlocks = (content: SectionContent): readonly PlanBlock[] =>
  content.items.filter((item): item is PlanBlock => item.type === 'planBlock' && item.removed === null)

export const removedBlocks = (content: SectionContent): readonly PlanBlock[] =>
  content.items.filter((item): item is PlanBlock => item.type === 'planBlock' && item.removed !== null)
