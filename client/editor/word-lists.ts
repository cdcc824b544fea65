/**
 * Word writes a list as paragraphs, each with its list and level in a style and its bullet or number as words. They
 * become real lists here. Styles stand in `data-style` by then, where no browser applies them.
 */

interface WordLine {
  readonly element: Element
  /** Word's id of the list; numbers start anew with another one. */
  readonly list: string
  /** From 1. */
  readonly level: number
}

const listStyle = /mso-list:\s*(l\d+)\s+level(\d+)/i

const readLine = (element: Element): WordLine[] => {
  const [, list, level] = listStyle.exec(element.getAttribute('data-style') ?? '') ?? []
  return list === undefined ? [] : [{ element, list, level: Number(level) }]
}

const isComment = (node: Node, words: string): boolean =>
  node.nodeType === Node.COMMENT_NODE && (node.textContent ?? '').includes(words)

/** The nodes that hold the bullet: marked as such, or between Word's two comments. */
const markerOf = (line: Element): readonly ChildNode[] => {
  const nodes = [...line.childNodes]
  const start = nodes.findIndex((node) => isComment(node, 'supportLists'))
  const end = nodes.findIndex((node, index) => index > start && isComment(node, 'endif'))
  if (start >= 0 && end > start) return nodes.slice(start, end + 1)
  const ignored = line.querySelector('[data-style*="mso-list:Ignore"], [data-style*="mso-list: Ignore"]')
  return ignored === null ? [] : [ignored]
}

/** Takes the bullet out of a line and answers its words. */
const takeMarker = (line: Element): string => {
  const nodes = markerOf(line)
  for (const node of nodes) node.remove()
  return nodes
    .filter((node) => node.nodeType !== Node.COMMENT_NODE)
    .map((node) => node.textContent ?? '')
    .join('')
    .trim()
}

/** "3." or "(b)" counts; a bullet or Word's "o" does not. */
const createList = (doc: Document, marker: string): Element => {
  if (!/^\(?([0-9]+|[a-z]+)[.)]/i.test(marker)) return doc.createElement('ul')
  const list = doc.createElement('ol')
  const start = /\d+/.exec(marker)?.[0]
  if (start !== undefined) list.setAttribute('start', start)
  return list
}

/** Turns each run of list paragraphs into a list, deeper levels inside the entry before them. */
export const makeWordLists = (doc: Document): void => {
  let open: Element[] = []
  let openList = ''
  for (const { element, list, level } of [...doc.querySelectorAll('p[data-style]')].flatMap(readLine)) {
    const follows = open[0] !== undefined && element.previousElementSibling === open[0]
    if (!follows || (level === 1 && list !== openList)) open = []
    if (open.length === 0 || level === 1) openList = list
    const marker = takeMarker(element)
    open = open.slice(0, level)
    while (open.length < level) {
      const made = createList(doc, marker)
      const outer = open.at(-1)
      if (outer === undefined) element.before(made)
      else (outer.lastElementChild ?? outer.appendChild(doc.createElement('li'))).append(made)
      open.push(made)
    }
    const entry = doc.createElement('li')
    entry.append(...element.childNodes)
    open.at(-1)?.append(entry)
    element.remove()
  }
}
