/** What the parts of the plan page share, and the acts they can ask for. */
import { createContext, use } from 'react'
import type { ThreadTarget } from '../../shared/api/comments.ts'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Place } from '../../shared/checks/finding.ts'
import type { Template } from '../../shared/template/types.ts'
import type { EndedWriting } from './ended-writing.ts'
import type { PlanSession } from './session.ts'

export interface PlanActs {
  readonly edit: (sectionId: string) => void
  readonly stopEditing: () => void
  /** Stops because one cannot go on, and says why at the section. */
  readonly endEditing: (ended: EndedWriting) => void
  /** Begins a comment. */
  readonly comment: (target: ThreadTarget) => void
  /** Goes to a thread. */
  readonly openThread: (threadId: string) => void
  /** Marks a thread, and scrolls the side panel to it where that stands beside the text; the focus stays. */
  readonly showThread: (threadId: string) => void
  /** Brings the list of comments into view. */
  readonly showComments: () => void
  readonly openDetails: (sectionId: string) => void
  /** Goes to a section or a block in it. */
  readonly goTo: (place: Place) => void
  /** Goes to the words of a thread, to their section where they cannot be found. */
  readonly goToWords: (threadId: string, sectionId: string) => void
}

export interface PlanPageContext {
  readonly plan: PlanView
  readonly template: Template
  readonly session: PlanSession | null
  readonly acts: PlanActs
}

export const PlanContext = createContext<PlanPageContext | null>(null)

export const usePlanPage = (): PlanPageContext => {
  const context = use(PlanContext)
  if (context === null) throw new Error('usePlanPage is called outside the plan page')
  return context
}
