/**
 * The editor's scripts, which only those who write need. For them they come when the page has nothing else to do, at
 * the latest when the pointer or the focus comes to a button that opens the editor; readers never load them.
 */
import { useEffect } from 'react'
import type { PlanView } from '../../shared/api.ts'
import { mayI } from '../api/membership.ts'
import { createLaterPart } from '../ui/later-part.tsx'
import { Loading } from '../ui/Loading.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import { words } from '../words/en.ts'

const { begin, Part } = createLaterPart(
  () => import('../editor/SectionEditor.tsx'),
  <Loading what={words.sections.loadingEditor} />,
)

export const SectionEditor = Part

/** What goes wrong here is said by the page once the editor is really wanted. */
export const beginLoadingEditor = (): void => void begin().catch(() => undefined)

/** Long enough after the page stands that its rooms and comments have come. */
const restMs = 3_000

/** Loads the editor for who may write somewhere in the plan, once the page has come to rest. */
export const useEditorAtRest = (plan: PlanView): void => {
  const mayWrite = plan.sections.some((section) => mayI(plan, 'write-section', section))
  useEffect(() => {
    if (!mayWrite) return
    const timer = setTimeout(() => whenIdle(beginLoadingEditor), restMs)
    return () => clearTimeout(timer)
  }, [mayWrite])
}
