/** A "Comment" button for words selected in static text; Ctrl+Alt+M does the same. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import type { RefObject } from 'react'
import type { ThreadTarget } from '../../shared/api/comments.ts'
import { textblocksOf } from '../../shared/plan/coordinates.ts'
import { mayI } from '../api/membership.ts'
import { readingsQuery } from '../api/queries.ts'
import { readSelection, wordsTarget } from '../comments/selection.ts'
import { Button } from '../ui/Button.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import { shownContent } from './shown-words.ts'
import styles from './SelectionBar.module.css'

/** Reads the target from what is selected now, in the words that are shown now. */
const useSelectedTarget = (): (() => ThreadTarget | null) => {
  const { plan, session } = usePlanPage()
  const queries = useQueryClient()
  return () => {
    const selected = readSelection(document.getSelection())
    const section = plan.sections.find(({ id }) => id === selected?.sectionId)
    if (selected === null || section === undefined || !mayI(plan, 'comment', section)) return null
    const readings = queries.getQueryData(readingsQuery(plan.id).queryKey)
    const content = shownContent(section.id, session?.pool.find(section.id) ?? null, readings)
    return content === undefined ? null : wordsTarget(selected, textblocksOf(content))
  }
}

export const SelectionBar = ({ container }: { readonly container: RefObject<HTMLElement | null> }) => {
  const { acts } = usePlanPage()
  const [hasWords, setHasWords] = useState(false)
  const readTarget = useSelectedTarget()
  const comment = (): void => {
    const target = readTarget()
    if (target !== null) acts.comment(target)
  }
  const onSelect = useEffectEvent(() => {
    const selection = document.getSelection()
    const isHere = selection?.anchorNode !== null && container.current?.contains(selection?.anchorNode ?? null)
    setHasWords(isHere === true && readTarget() !== null)
  })
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!event.ctrlKey || !event.altKey || event.code !== 'KeyM' || event.defaultPrevented) return
    event.preventDefault()
    comment()
  })
  useEffect(() => {
    document.addEventListener('selectionchange', onSelect)
    window.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('selectionchange', onSelect)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
  if (!hasWords) return null
  return (
    <div className={`${styles.bar} stays-in-sight no-print`} role="region" aria-label={words.comments.selectionBar}>
      <Button look="primary" onMouseDown={(event) => event.preventDefault()} onClick={comment}>
        {words.sections.comment}
      </Button>
      <span className={styles.key}>Ctrl+Alt+M</span>
    </div>
  )
}
