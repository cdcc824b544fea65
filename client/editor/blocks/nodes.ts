/**
 * Structured blocks as nodes of the section's prose: a block holds fields, a field holds prose or one value. All are
 * isolating and none can be chosen as a whole, so that the keys of typing stop at their edges. Every attribute is
 * optional: a block of an older template, or what a merge left of one, is shown as well as it can be.
 */
import { Node } from '@tiptap/core'
import type { Template } from '../../../shared/template/types.ts'
import type { EditorContext } from '../context.ts'
import { createBlockView } from './block-view.ts'
import { createProseFieldView } from './prose-field-view.ts'
import { createValueFieldView } from './value-field-view.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Attributes of a pasted block; blocks of a type the template does not know are not made from outside. */
const readPastedBlock = (dom: HTMLElement, template: Template) => {
  const type = dom.getAttribute('data-block-type')
  return template.blocks.some((block) => block.type === type) ? { id: dom.getAttribute('data-block-id'), type } : false
}

const parseValue = (json: string | null): unknown => {
  if (json === null) return null
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

export const createBlockNodes = (context: EditorContext) => [
  Node.create({
    name: 'planBlock',
    content: '(proseField | valueField)*',
    isolating: true,
    defining: true,
    selectable: false,
    addAttributes: () => ({ id: { default: null }, type: { default: null }, removed: { default: null } }),
    parseHTML: () => [
      { tag: 'div[data-block-type]', getAttrs: (dom) => readPastedBlock(dom, context.current.template) },
    ],
    renderHTML: ({ node }) => [
      'div',
      { 'data-block-id': asText(node.attrs.id), 'data-block-type': asText(node.attrs.type) },
      0,
    ],
    addNodeView: () => (props) => createBlockView(props, context),
  }),
  Node.create({
    name: 'proseField',
    content: 'block*',
    isolating: true,
    defining: true,
    selectable: false,
    addAttributes: () => ({ name: { default: null } }),
    parseHTML: () => [
      { tag: 'div[data-prose-field]', getAttrs: (dom) => ({ name: dom.getAttribute('data-prose-field') }) },
    ],
    renderHTML: ({ node }) => ['div', { 'data-prose-field': asText(node.attrs.name) }, 0],
    addNodeView: () => (props) => createProseFieldView(props, context),
  }),
  Node.create({
    name: 'valueField',
    atom: true,
    isolating: true,
    selectable: false,
    addAttributes: () => ({ name: { default: null }, value: { default: null } }),
    parseHTML: () => [
      {
        tag: 'div[data-value-field]',
        getAttrs: (dom) => ({
          name: dom.getAttribute('data-value-field'),
          value: parseValue(dom.getAttribute('data-value')),
        }),
      },
    ],
    renderHTML: ({ node }) => [
      'div',
      { 'data-value-field': asText(node.attrs.name), 'data-value': JSON.stringify(node.attrs.value) },
    ],
    addNodeView: () => (props) => createValueFieldView(props, context),
  }),
]
