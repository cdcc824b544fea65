/**
 * Makes a format-neutral tree into elements of the page, and keeps them when the tree changes: only what differs is
 * touched, so that a colleague's letter costs a letter, and a reader's selection stays where it is. Only tags and
 * attributes that `shared/export/tree.ts` makes pass: text is text, so nothing that was typed can become markup.
 */
import type { Element as TreeElement, Tree } from '../../shared/export/element.ts'

type Trees = readonly Tree[]

/** `shown` is what the children of `parent` were made from: what was given as `next` the last time. */
export const showTrees = (parent: Element, shown: Trees, next: Trees): void => {
  // Someone else, for example a translating browser, has been here.
  if (parent.childNodes.length !== shown.length) return fill(parent, next)
  const head = countSame(shown, next, (index) => [shown[index], next[index]])
  const tail = countSame(shown.slice(head), next.slice(head), (index) => [shown.at(-1 - index), next.at(-1 - index)])
  const [goes, comes] = [shown.slice(head, shown.length - tail), next.slice(head, next.length - tail)]
  const nodes = [...parent.childNodes].slice(head, head + goes.length)
  const after = parent.childNodes[head + goes.length] ?? null
  for (const [index, node] of nodes.entries()) change(node, goes[index], comes[index])
  for (const tree of comes.slice(goes.length)) parent.insertBefore(create(tree), after)
}

/** How many pairs in a row say the same. */
const countSame = (a: Trees, b: Trees, pair: (index: number) => readonly [Tree | undefined, Tree | undefined]) => {
  const most = Math.min(a.length, b.length)
  let count = 0
  while (count < most && isSame(...pair(count))) count += 1
  return count
}

const isSame = (a: Tree | undefined, b: Tree | undefined): boolean => {
  if (a === b) return true
  if (a === undefined || b === undefined || typeof a === 'string' || typeof b === 'string') return false
  return a.tag === b.tag && haveSameAttrs(a, b) && haveSameChildren(a.children, b.children)
}

const haveSameChildren = (a: Trees, b: Trees): boolean =>
  a.length === b.length && a.every((child, index) => isSame(child, b[index]))

const haveSameAttrs = ({ attrs: a }: TreeElement, { attrs: b }: TreeElement): boolean => {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

const change = (node: ChildNode, before: Tree | undefined, next: Tree | undefined): void => {
  if (next === undefined) node.remove()
  else if (typeof next === 'string' && node instanceof Text) changeText(node, next)
  else if (
    typeof next !== 'string' &&
    typeof before === 'object' &&
    before.tag === next.tag &&
    node instanceof Element
  ) {
    changeAttrs(node, before, next)
    showTrees(node, before.children, next.children)
  } else node.replaceWith(create(next))
}

/** Replaces only the letters that differ: a selection in the others stays. */
const changeText = (node: Text, next: string): void => {
  const { data } = node
  const most = Math.min(data.length, next.length)
  let head = 0
  while (head < most && data[head] === next[head]) head += 1
  let tail = 0
  while (tail < most - head && data.at(-1 - tail) === next.at(-1 - tail)) tail += 1
  node.replaceData(head, data.length - head - tail, next.slice(head, next.length - tail))
}

const changeAttrs = (node: Element, before: TreeElement, next: TreeElement): void => {
  for (const name of Object.keys(before.attrs)) if (!(name in next.attrs)) node.removeAttribute(name)
  for (const [name, value] of Object.entries(next.attrs))
    if (before.attrs[name] !== value) node.setAttribute(name, String(value))
}

const create = (tree: Tree): Node => {
  if (typeof tree === 'string') return document.createTextNode(tree)
  const node = document.createElement(tree.tag)
  for (const [name, value] of Object.entries(tree.attrs)) node.setAttribute(name, String(value))
  fill(node, tree.children)
  return node
}

/** One by one: a call takes only so many arguments. */
const fill = (parent: Element, trees: Trees): void => {
  parent.replaceChildren()
  for (const tree of trees) parent.append(create(tree))
}
