/** Shows Markdown of a template as elements, through tokens; raw HTML in it is shown as text. Loaded when needed. */
import { lexer } from 'marked'
import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { safeHref } from '../../shared/plan/layout.ts'

const all = (tokens: readonly Token[] | undefined): ReactNode =>
  (tokens ?? []).map((token, index) => <Piece key={index} token={token} />)

const Piece = ({ token }: { readonly token: Token }): ReactNode => {
  switch (token.type) {
    case 'space':
      return null
    case 'paragraph':
      return <p>{all(token.tokens)}</p>
    case 'heading':
      return (
        <p>
          <strong>{all(token.tokens)}</strong>
        </p>
      )
    case 'list':
      return <MarkdownList list={token as Tokens.List} />
    case 'blockquote':
      return <blockquote>{all(token.tokens)}</blockquote>
    case 'strong':
      return <strong>{all(token.tokens)}</strong>
    case 'em':
      return <em>{all(token.tokens)}</em>
    case 'br':
      return <br />
    case 'link':
      return <MarkdownLink link={token as Tokens.Link} />
    default:
      return 'tokens' in token && token.tokens !== undefined ? all(token.tokens) : plain(token)
  }
}

const plain = (token: Token): string => ('text' in token && typeof token.text === 'string' ? token.text : token.raw)

const MarkdownList = ({ list }: { readonly list: Tokens.List }) => {
  const Tag = list.ordered ? 'ol' : 'ul'
  return (
    <Tag>
      {list.items.map((item, index) => (
        <li key={index}>{all(item.tokens)}</li>
      ))}
    </Tag>
  )
}

const MarkdownLink = ({ link }: { readonly link: Tokens.Link }) => {
  const href = safeHref(link.href)
  return href === null ? (
    all(link.tokens)
  ) : (
    <a href={href} rel="noopener noreferrer">
      {all(link.tokens)}
    </a>
  )
}

const Markdown = ({ source }: { readonly source: string }) => all(lexer(source))
export default Markdown
