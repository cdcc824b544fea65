/**
 * Markdown of templates, guidance and examples -> prose of the model. Knows what the model knows: headings, bold,
 * italic, links, lists, quotes, tables, line breaks. Raw HTML and pictures are kept as their visible text, never as
 * markup. Headings are shifted so that `#` to `###` are level 3, since the section's own title is the level 2.
 */
import { marked, type Token, type Tokens } from 'marked'
import { safeHref } from './layout.ts'
import type { Inline, ListItem, Mark, Prose, TableCell, TableRow } from './model.ts'

export const markdownToProse = (markdown: string): readonly Prose[] => blocks(marked.lexer(markdown, { gfm: true }))

const blocks = (tokens: readonly Token[]): readonly Prose[] => tokens.flatMap(block)

const block = (token: Token): readonly Prose[] => {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return [{ type: 'paragraph', content: inlines(token) }]
    case 'heading':
      return [{ type: 'heading', level: level((token as Tokens.Heading).depth), content: inlines(token) }]
    case 'list':
      return [list(token as Tokens.List)]
    case 'blockquote':
      return [{ type: 'blockquote', content: blocks((token as Tokens.Blockquote).tokens) }]
    case 'table':
      return [table(token as Tokens.Table)]
    case 'space':
    case 'hr':
    case 'def':
      return []
    default:
      return [{ type: 'paragraph', content: [{ type: 'text', text: token.raw.trim() }] }]
  }
}

const level = (depth: number): 3 | 4 | 5 => (depth <= 3 ? 3 : depth === 4 ? 4 : 5)

const list = ({ ordered, start, items }: Tokens.List): Prose => {
  const content: readonly ListItem[] = items.map((item) => ({ type: 'listItem', content: blocks(item.tokens) }))
  return ordered ? { type: 'orderedList', start: Number(start) || 1, content } : { type: 'bulletList', content }
}

const table = ({ header, rows }: Tokens.Table): Prose => ({
  type: 'table',
  content: [row('tableHeader', header), ...rows.map((cells) => row('tableCell', cells))],
})

const row = (type: TableCell['type'], cells: readonly Tokens.TableCell[]): TableRow => ({
  type: 'tableRow',
  content: cells.map((cell) => ({ type, content: [{ type: 'paragraph', content: runs(cell.tokens, []) }] })),
})

// ---- lines -------------------------------------------------------------------------------------------------------

const inlines = (token: Token): readonly Inline[] =>
  'tokens' in token && token.tokens !== undefined ? runs(token.tokens, []) : text(token.raw, [])

const runs = (tokens: readonly Token[], marks: readonly Mark[]): readonly Inline[] =>
  tokens.flatMap((token): readonly Inline[] => {
    switch (token.type) {
      case 'strong':
        return runs((token as Tokens.Strong).tokens, withMark(marks, { type: 'bold' }))
      case 'em':
        return runs((token as Tokens.Em).tokens, withMark(marks, { type: 'italic' }))
      case 'link':
        return link(token as Tokens.Link, marks)
      case 'br':
        return [{ type: 'hardBreak' }]
      case 'text':
        return 'tokens' in token && token.tokens !== undefined ? runs(token.tokens, marks) : text(token.text, marks)
      case 'escape':
        return text((token as Tokens.Escape).text, marks)
      default:
        return text(token.raw, marks)
    }
  })

const link = ({ href, tokens }: Tokens.Link, marks: readonly Mark[]): readonly Inline[] => {
  const safe = safeHref(href)
  return runs(tokens, safe === null ? marks : withMark(marks, { type: 'link', href: safe }))
}

const markOrder = ['bold', 'italic', 'link']

const withMark = (marks: readonly Mark[], mark: Mark): readonly Mark[] =>
  [...marks.filter(({ type }) => type !== mark.type), mark].sort(
    (a, b) => markOrder.indexOf(a.type) - markOrder.indexOf(b.type),
  )

/** The lexer leaves the five basic entities as written; line ends inside a paragraph are spaces. */
const text = (raw: string, marks: readonly Mark[]): readonly Inline[] => {
  const plain = raw
    .replace(/\s*\n\s*/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
  return plain === '' ? [] : [{ type: 'text', text: plain, ...(marks.length > 0 && { marks }) }]
}
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
