/** What stands in the margin of every sheet of a plan, whichever of its screens is printed: DRAFT, and that it is an example. */
import { useEffect } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { words } from '../words/en.ts'

type Marked = Pick<PlanView, 'sections' | 'isExample'>

/** Until every section is signed off. */
export const isDraft = ({ sections }: Pick<PlanView, 'sections'>): boolean =>
  sections.some(({ state }) => state !== 'signed')

/** The margins (`print.scss`) read their words from these properties. */
export const useSheetMarks = (plan: Marked): void => {
  const left = isDraft(plan) ? words.plan.draft : ''
  const right = plan.isExample ? words.general.example : ''
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--sheet-left', JSON.stringify(left))
    style.setProperty('--sheet-right', JSON.stringify(right))
    return () => {
      style.removeProperty('--sheet-left')
      style.removeProperty('--sheet-right')
    }
  }, [left, right])
}
