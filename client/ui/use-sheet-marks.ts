/**
 * What stands in the margins of every sheet of a plan, whichever of its screens is printed: DRAFT, that it is an
 * example, and which plan it is as of when.
 */
import { useEffect } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { words } from '../words/en.ts'

type Marked = Pick<PlanView, 'title' | 'sections' | 'isExample'>

/** Until every section is signed off. */
export const isDraft = ({ sections }: Pick<PlanView, 'sections'>): boolean =>
  sections.some(({ state }) => state !== 'signed')

/** The margins (`print.scss`) read their words from these properties. `when` is the moment in words. */
export const useSheetMarks = (plan: Marked, when: string): void => {
  const left = isDraft(plan) ? words.plan.draft : ''
  const right = plan.isExample ? words.general.example : ''
  const foot = words.plan.sheetFoot(plan.title, when)
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--sheet-left', JSON.stringify(left))
    style.setProperty('--sheet-right', JSON.stringify(right))
    style.setProperty('--sheet-foot', JSON.stringify(foot))
    return () => {
      style.removeProperty('--sheet-left')
      style.removeProperty('--sheet-right')
      style.removeProperty('--sheet-foot')
    }
  }, [left, right, foot])
}
