/**
 * A block on screen: a card with what it is, its name, its commands, its fields (drawn by their own views) and the
 * fields it lacks. Plain DOM, since a section may hold dozens and each key would cost a React tree.
 */
import type { NodeViewRendererProps } from '@tiptap/core'
import type { Node as PmNode } from '@tiptap/pm/model'
import type { NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import type { EditorContext } from '../context.ts'
import { actionButton, element } from '../dom.ts'
import { editorWords } from '../words.ts'
import { addField, addTextBelow, findBlock, moveNode, removeBlock } from './commands.ts'
import { blockTitleText, numberedBlockLabel, blockTypeOf, missingFields } from './describe.ts'

const words = editorWords.block

/** Acts on the block where it now is. */
type Act = (pos: number) => void

/** A moved block is drawn anew: its button takes the focus back, to be pressed again. */
const moveByButton = (
  { view }: NodeViewRendererProps,
  pos: number,
  direction: 1 | -1,
  context: EditorContext,
): void => {
  const id = view.state.doc.nodeAt(pos)?.attrs.id as unknown
  moveNode(view, pos, direction, context)
  const moved = typeof id === 'string' ? findBlock(view.state.doc, id) : null
  const dom = moved === null ? null : view.nodeDOM(moved)
  if (dom instanceof HTMLElement)
    dom.querySelectorAll<HTMLElement>('.plan-block-actions button')[direction === 1 ? 1 : 0]?.focus()
}

const actions = (props: NodeViewRendererProps, context: EditorContext): Readonly<Record<string, Act>> => ({
  [words.moveUp]: (pos) => moveByButton(props, pos, -1, context),
  [words.moveDown]: (pos) => moveByButton(props, pos, 1, context),
  [words.comment]: (pos) =>
    context.current.onComment({ kind: 'block', blockId: String(props.view.state.doc.nodeAt(pos)?.attrs.id) }),
  [words.remove]: (pos) => removeBlock(props.view, pos, context),
})

export const createBlockView = (props: NodeViewRendererProps, context: EditorContext): NodeView => {
  const act = (run: Act) => (): void => {
    const pos = props.getPos()
    if (pos !== undefined) run(pos)
  }
  const labelled = element('span', { class: 'plan-block-label' })
  const titled = element('span', { class: 'plan-block-title' })
  const buttons = Object.entries(actions(props, context)).map(([name, run]) => actionButton(name, name, act(run)))
  const head = element('div', { class: 'plan-block-head', contenteditable: 'false' }, [
    element('div', { class: 'plan-block-name' }, [labelled, titled]),
    element('div', { class: 'plan-block-actions' }, buttons),
  ])
  const fields = element('div', { class: 'plan-block-fields' })
  const missing = element('div', { class: 'plan-block-missing', contenteditable: 'false' })
  const below = element('div', { class: 'plan-block-below', contenteditable: 'false' }, [
    actionButton(
      editorWords.textBelow,
      editorWords.textBelow,
      act((pos) => addTextBelow(props.view, pos)),
    ),
  ])
  const dom = element('div', { class: 'plan-block', role: 'group' }, [head, fields, missing, below])

  const showMissing = (node: PmNode): void => {
    const lacking = missingFields(context.current.template, node)
    const order = blockTypeOf(context.current.template, node)?.fields.map(({ name }) => name) ?? []
    missing.hidden = lacking.length === 0
    missing.replaceChildren(
      element('span', {}, [words.missing]),
      ...lacking.map((field) =>
        actionButton(
          words.add(field.label),
          words.add(field.label),
          act((pos) => addField(props.view, pos, field, order)),
        ),
      ),
    )
  }

  let shown = props.node as PmNode
  const showName = (): void => {
    const { template, numbers } = context.current
    const title = blockTitleText(template, shown)
    const label = numberedBlockLabel(template, shown, numbers)
    labelled.textContent = label
    titled.textContent = title || words.untitled
    titled.classList.toggle('is-empty', title === '')
    dom.setAttribute('aria-label', title === '' ? label : `${label}: ${title}`)
  }

  let missingShown = ''
  const show = (node: PmNode): void => {
    shown = node
    showName()
    dom.setAttribute('data-block-id', String(node.attrs.id))
    dom.classList.toggle('is-removed', node.attrs.removed !== null)
    const lacking = missingFields(context.current.template, node)
      .map(({ name }) => name)
      .join()
    if (lacking !== missingShown || missing.childElementCount === 0) showMissing(node)
    missingShown = lacking
  }
  show(props.node as PmNode)
  const stopListening = context.subscribe(showName)

  const isOwn = (target: Node): boolean => head.contains(target) || missing.contains(target) || below.contains(target)
  return {
    dom,
    contentDOM: fields,
    update: (node) => {
      // Another block in its place is drawn by itself, else the focus in this one's controls would be in that one.
      if (node.type.name !== 'planBlock' || node.attrs.id !== shown.attrs.id) return false
      if (node.attrs.type !== shown.attrs.type) return false
      show(node)
      return true
    },
    stopEvent: (event) => event.target instanceof Node && isOwn(event.target),
    ignoreMutation: (mutation: ViewMutationRecord) =>
      mutation.type !== 'selection' && !fields.contains(mutation.target),
    destroy: stopListening,
  }
}
