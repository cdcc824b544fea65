/**
 * A section's text as plain headings, lists and tables. The words are put into the page past React (`show-trees.ts`):
 * they are the most of the page and change most often.
 */
import { memo, useLayoutEffect, useRef, useState } from 'react'
import { element } from '../../shared/export/element.ts'
import type { Tree } from '../../shared/export/element.ts'
import { sectionTree } from '../../shared/export/tree.ts'
import type { Highlight } from '../../shared/export/tree.ts'
import type { ValueNames } from '../../shared/export/value.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { showTrees } from './show-trees.ts'
import { words } from '../words/en.ts'
import './static-text.css'

/** Words that change while they are shown. */
export interface Live<T> {
  readonly get: () => T
  readonly subscribe: (listener: () => void) => () => void
}

interface StaticTextProps {
  readonly content: SectionContent | Live<SectionContent>
  readonly names: ValueNames
  readonly highlights?: readonly Highlight[]
  /** Called with a block's id when its Comment button is used; blocks have none without it. */
  readonly onComment?: ((blockId: string) => void) | undefined
}

const noHighlights: readonly Highlight[] = []

const isLive = (content: StaticTextProps['content']): content is Live<SectionContent> => 'subscribe' in content

const commentButton = (blockId: string): Tree =>
  element(
    'button',
    {
      type: 'button',
      class: 'plain-button block-comment no-print',
      'aria-label': words.sections.commentBlock,
      'data-comment': blockId,
    },
    [words.sections.comment],
  )

/** A block's Comment button stands at its end. */
const withButtons = (tree: Tree): Tree => {
  if (typeof tree === 'string') return tree
  const blockId = tree.attrs['data-block']
  return typeof blockId === 'string' ? { ...tree, children: [...tree.children, commentButton(blockId)] } : tree
}

const treesOf = ({ content, names, highlights = noHighlights, onComment }: StaticTextProps): readonly Tree[] => {
  const now = isLive(content) ? content.get() : content
  const trees = sectionTree(now, { ...names, highlights })
  return onComment === undefined ? trees : trees.map(withButtons)
}

const blockOfButton = (target: EventTarget): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-comment]')?.dataset.comment : undefined

export const StaticText = memo((props: StaticTextProps) => {
  const { content, names, highlights, onComment } = props
  const text = useRef<HTMLDivElement>(null)
  const shown = useRef<readonly Tree[]>([])
  const [isEmpty, setIsEmpty] = useState(false)
  useLayoutEffect(() => {
    const show = (): void => {
      if (text.current === null) return
      const next = treesOf({ content, names, ...(highlights && { highlights }), onComment })
      showTrees(text.current, shown.current, next)
      shown.current = next
      setIsEmpty(next.length === 0)
    }
    show()
    return isLive(content) ? content.subscribe(show) : undefined
  }, [content, names, highlights, onComment])
  const onClick = (event: { readonly target: EventTarget }): void => {
    const blockId = blockOfButton(event.target)
    if (blockId !== undefined) onComment?.(blockId)
  }
  return (
    <>
      {isEmpty && <p className="static-empty">{words.sections.empty}</p>}
      <div className="static-text" ref={text} onClick={onClick} />
    </>
  )
})
