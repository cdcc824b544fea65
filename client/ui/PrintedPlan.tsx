/** On paper, above a screen beside the plan page: of which plan it is, and as of when; in the margins the plan's marks. */
import type { PlanView } from '../../shared/api/plans.ts'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { useSheetMarks } from './use-sheet-marks.ts'

interface PrintedPlanProps {
  readonly plan: PlanView
  /** Milliseconds since 1970. */
  readonly asOf: number
}

export const PrintedPlan = ({ plan, asOf }: PrintedPlanProps) => {
  const when = sayMoment(new Date(asOf).toISOString())
  useSheetMarks(plan, when)
  return <p className="print-only">{words.plan.printedOf(plan.title, plan.area, when)}</p>
}
