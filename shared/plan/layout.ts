/**
 * How a section lies in its Y.Doc. One root, the XML fragment `content`, as y-tiptap binds it:
 *
 *   content  = (prose | planBlock)*
 *   prose    = paragraph | heading{level} | bulletList | orderedList{start} | blockquote | table | image{src, alt}
 *   lists    = listItem*; listItem, blockquote = prose*
 *   table    = tableRow*; tableRow = (tableHeader | tableCell)*, each prose*
 *   inline   = Y.XmlText with marks as formats: bold: {}, italic: {}, link: {href}; hardBreak is an element
 *   planBlock{id, type, removed} = (proseField{name} | valueField{name, value})*
 *   proseField = prose*; valueField is a leaf: its `value` attribute is the value itself (a JSON value, null when empty)
 *   removed  = {by: person id, at: ISO time} or null
 *
 * Every attribute is optional and every node may be empty: whatever a merge leaves is accepted and read as well as it
 * can be (`read.ts`). A block with two fields of one name is read by the first.
 */

export const contentRoot = 'content'

export const proseNodeNames = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
  'table',
  'tableRow',
  'tableHeader',
  'tableCell',
  'image',
  'hardBreak',
] as const
export const blockNodeNames = ['planBlock', 'proseField', 'valueField'] as const
export const markNames = ['bold', 'italic', 'link'] as const

const proseInside = ['paragraph', 'heading', 'bulletList', 'orderedList', 'blockquote', 'table', 'image']

/** What may stand at the top of a section. */
export const rootContents: readonly string[] = [...proseInside, 'planBlock']

/** What may stand in a node, beside the text of a line. No merge leaves anything else: a node stays where it was made. */
export const nodeContents: Readonly<Record<string, readonly string[]>> = {
  paragraph: ['hardBreak'],
  heading: ['hardBreak'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: proseInside,
  blockquote: proseInside,
  table: ['tableRow'],
  tableRow: ['tableHeader', 'tableCell'],
  tableHeader: proseInside,
  tableCell: proseInside,
  planBlock: ['proseField', 'valueField'],
  proseField: proseInside,
}

/** Nodes that hold text. */
export const lineNames: readonly string[] = ['paragraph', 'heading']

/** Attributes a node may carry in the document; tables' cell attributes are the editor's own. */
export const nodeAttributes: Readonly<Record<string, readonly string[]>> = {
  heading: ['level'],
  orderedList: ['start', 'type'],
  tableHeader: ['colspan', 'rowspan', 'colwidth'],
  tableCell: ['colspan', 'rowspan', 'colwidth'],
  image: ['src', 'alt'],
  planBlock: ['id', 'type', 'removed'],
  proseField: ['name'],
  valueField: ['name', 'value'],
}

/** The only protocols a link may have; everything else is dropped on paste, on read and at the room's door. */
const linkProtocols = ['http:', 'https:', 'mailto:']

/** A link as it may be stored and shown, else null. Relative links and script links are refused alike. */
export const safeHref = (href: unknown): string | null => {
  if (typeof href !== 'string' || href.length > 2_000) return null
  const trimmed = href.trim()
  const protocol = /^([a-z][a-z0-9+.-]*:)/i.exec(trimmed)?.[1]?.toLowerCase()
  return protocol !== undefined && linkProtocols.includes(protocol) && !/[\u0000-\u0020\u007f]/.test(trimmed)
    ? trimmed
    : null
}

/** A picture of this installation; no other address is ever loaded. */
export const safeImageSrc = (src: unknown): string | null =>
  typeof src === 'string' && /^\/api\/plans\/[a-z0-9]{1,40}\/images\/[a-z0-9]{1,40}$/.test(src) ? src : null

/** Names of fields are plain words: unlike numbers they keep their order as keys, and none is special to JavaScript. */
export const isFieldName = (name: unknown): name is string =>
  typeof name === 'string' && /^[a-z][A-Za-z0-9-]{0,59}$/.test(name) && name !== 'constructor'
