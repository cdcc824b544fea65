/** Writes a tree out as HTML. Text and attributes are escaped here and nowhere else. */
import type { Tree } from './element.ts'

const voidTags = new Set(['br', 'img'])

export const treeToHtml = (trees: readonly Tree[]): string => trees.map(nodeToHtml).join('')

const nodeToHtml = (tree: Tree): string => {
  if (typeof tree === 'string') return escapeHtml(tree)
  const attrs = Object.entries(tree.attrs)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join('')
  return voidTags.has(tree.tag)
    ? `<${tree.tag}${attrs}>`
    : `<${tree.tag}${attrs}>${treeToHtml(tree.children)}</${tree.tag}>`
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char] ?? char)

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
