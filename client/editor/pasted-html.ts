/**
 * Cleans pasted HTML before it is read into the plan's schema: an inert document, nothing but structure let through.
 * Word's lists become lists, headings are shifted to fit the section, a bold first row becomes a header row, comment
 * marks and foreign pictures go. Styles are put out of the browser's reach before the first parse: it would refuse
 * every one of them aloud, and a style it refuses cannot be asked for bold.
 */
import { safeImageSrc } from '../../shared/plan/layout.ts'
import { makeWordLists } from './word-lists.ts'

export interface CleanPaste {
  readonly html: string
  /** Looks (colours, fonts, underlines, comment marks) were left out. */
  readonly isSimplified: boolean
  readonly droppedPictures: number
}

/** Attributes that carry structure; `data-style` and `class` stay until Word's lists are read. */
const keptAttributes: readonly string[] = [
  'href',
  'src',
  'alt',
  'colspan',
  'rowspan',
  'start',
  'type',
  'name',
  'data-style',
  'class',
  'data-pm-slice',
  'data-block-id',
  'data-block-type',
  'data-prose-field',
  'data-value-field',
  'data-value',
]

const barredTags =
  'script, style, link, meta, title, iframe, object, embed, svg, math, template, form, input, button, video, audio, base'

/** What Word writes for comments: the marks in the text and the list at the end. */
const commentTags = [
  '[data-style*="mso-element:comment-list"]',
  '[data-style*="mso-element: comment-list"]',
  'a.msocomanchor',
  '.MsoCommentReference',
  '[class*="msocom"]',
].join(', ')

const removeAll = (doc: Document, selector: string): number => {
  const found = doc.querySelectorAll(selector)
  found.forEach((node) => node.remove())
  return found.length
}

const removePictures = (doc: Document): number => {
  const foreign = [...doc.querySelectorAll('img')].filter((image) => safeImageSrc(image.getAttribute('src')) === null)
  for (const image of foreign) image.remove()
  return foreign.length
}

const stripAttributes = (doc: Document): void => {
  for (const node of doc.body.querySelectorAll('*')) {
    for (const name of node.getAttributeNames()) if (!keptAttributes.includes(name)) node.removeAttribute(name)
  }
}

const looks = '[data-style*="color"], [data-style*="font"], [data-style*="background"], u, font, [color], [face]'

const isFromOffice = (html: string): boolean => html.includes('microsoft-com') && html.includes('office')

const serialise = (doc: Document): string => doc.documentElement.outerHTML

/** A start tag with its attributes; a quoted value may hold any sign. */
const startTag = /<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi

const hideStyles = (html: string): string =>
  html
    .replaceAll(/<style[\s>][\s\S]*?<\/style\s*>/gi, '')
    .replaceAll(startTag, (tag) => tag.replaceAll(/([\s"'])style(?=\s*=)/gi, '$1data-style'))

const parse = (html: string): Document => new DOMParser().parseFromString(hideStyles(html), 'text/html')

const rename = (node: Element, tag: string): void => {
  const renamed = node.ownerDocument.createElement(tag)
  renamed.append(...node.childNodes)
  node.replaceWith(renamed)
}

/** Levels keep their order and start at 3, the first below the section's title; deeper than 5 becomes 5. */
const shiftHeadings = (doc: Document): void => {
  for (const title of doc.querySelectorAll('.MsoTitle')) rename(title, 'h1')
  const headings = [...doc.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const levelOf = (heading: Element): number => Number(heading.tagName.slice(1))
  const levels = [...new Set(headings.map(levelOf))].sort()
  for (const heading of headings) rename(heading, `h${Math.min(5, 3 + levels.indexOf(levelOf(heading)))}`)
}

const isBoldCell = (cell: Element): boolean => {
  const bold = [...cell.querySelectorAll('b, strong')].map((node) => node.textContent ?? '').join('')
  const text = cell.textContent?.trim() ?? ''
  return text === '' || bold.trim().length >= text.length
}

const makeHeaderRow = (row: Element): void => {
  for (const cell of row.children) {
    for (const bold of cell.querySelectorAll('b, strong')) bold.replaceWith(...bold.childNodes)
    if (cell.tagName === 'TD') rename(cell, 'th')
  }
}

/** A first row that is a header in looks only becomes one in fact. */
const findHeaderRows = (doc: Document): void => {
  for (const table of doc.querySelectorAll('table')) {
    const row = table.querySelector('tr')
    if (row === null || table.querySelector('th') !== null || row.textContent?.trim() === '') continue
    if (row.closest('thead') !== null || [...row.children].every(isBoldCell)) makeHeaderRow(row)
  }
}

const weights: readonly (readonly [style: RegExp, tag: 'strong' | 'em'])[] = [
  [/font-weight:\s*(bold|[6-9]00)/i, 'strong'],
  [/font-style:\s*(italic|oblique)/i, 'em'],
]

const wrapContent = (node: Element, tag: string): void => {
  const wrapper = node.ownerDocument.createElement(tag)
  wrapper.append(...node.childNodes)
  node.append(wrapper)
}

const unwrap = (node: Element): void => node.replaceWith(...node.childNodes)

/** Bold and italic that only a style says become elements; elements a style takes back go. */
const readWeights = (doc: Document): void => {
  for (const node of doc.querySelectorAll('span[data-style], font[data-style], a[data-style], p[data-style]')) {
    const style = node.getAttribute('data-style') ?? ''
    for (const [bears, tag] of weights) if (bears.test(style)) wrapContent(node, tag)
  }
  for (const node of doc.querySelectorAll('b[data-style*="weight"], strong[data-style*="weight"]'))
    if (/font-weight:\s*(normal|[1-5]00)/i.test(node.getAttribute('data-style') ?? '')) unwrap(node)
  for (const node of doc.querySelectorAll('i[data-style*="font-style"], em[data-style*="font-style"]'))
    if (/font-style:\s*normal/i.test(node.getAttribute('data-style') ?? '')) unwrap(node)
}

/** Word's own elements say nothing, and its empty lines only make space. */
const dropSpacing = (doc: Document): void => {
  removeAll(doc, 'o\\:p')
  for (const line of doc.querySelectorAll('p')) {
    const isEmpty = (line.textContent ?? '').trim() === '' && line.querySelector('img') === null
    if (isEmpty && line.closest('td, th') === null) line.remove()
  }
}

const dropLooks = (doc: Document): void => {
  for (const node of doc.querySelectorAll('[data-style], [class]')) {
    node.removeAttribute('data-style')
    node.removeAttribute('class')
  }
}

/** Our own clipboard passes through untouched but for what is barred. */
export const cleanPastedHtml = (html: string): CleanPaste => {
  const isOffice = isFromOffice(html)
  const doc = parse(html)
  const isOwn = doc.querySelector('[data-pm-slice]') !== null
  removeAll(doc, barredTags)
  const comments = removeAll(doc, commentTags)
  const droppedPictures = removePictures(doc)
  stripAttributes(doc)
  const isSimplified = !isOwn && (isOffice || comments > 0 || doc.querySelector(looks) !== null)
  if (isOwn) return { html: serialise(doc), isSimplified: false, droppedPictures }
  if (isOffice) dropSpacing(doc)
  if (isOffice) makeWordLists(doc)
  readWeights(doc)
  shiftHeadings(doc)
  findHeaderRows(doc)
  dropLooks(doc)
  return { html: doc.body.innerHTML, isSimplified, droppedPictures }
}
