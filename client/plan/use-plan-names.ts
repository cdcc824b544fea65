/** What the words of a plan refer to by name: its bodies, and the blocks that others link to. */
import { createContext, use, useCallback, useMemo } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Reading } from '../../shared/api/sections.ts'
import type { BlockNumbers } from '../../shared/plan/numbers.ts'
import type { ValueNames } from '../../shared/export/value.ts'
import type { Template } from '../../shared/template/types.ts'
import { linkablesOf, namesOf } from '../ui/plan-names.ts'
import type { Linkable } from '../ui/plan-names.ts'
import { useStable } from '../ui/use-stable.ts'
import type { PlanSession } from './session.ts'
import { useBlockNumbers } from './use-block-numbers.ts'
import { contentIn, useOfReadings } from './use-plan-text.ts'

export interface PlanNames {
  readonly linkables: readonly Linkable[]
  readonly numbers: BlockNumbers
  readonly names: ValueNames
}

const noLinkables: readonly Linkable[] = []

/** The same value until a body or a block is named anew, or a number changes. */
export const useNamesOf = (plan: PlanView, template: Template, session: PlanSession | null): PlanNames => {
  const numbers = useBlockNumbers(plan, template, session)
  const sections = useStable(plan.sections.map(({ id, title }) => ({ id, title })))
  const take = useCallback(
    (readings: readonly Reading[]) =>
      linkablesOf(
        sections.flatMap(({ id, title }) => {
          const content = contentIn(readings, id)
          return content === undefined ? [] : [{ title, content }]
        }),
        template,
      ),
    [sections, template],
  )
  const linkables = useOfReadings(plan.id, take) ?? noLinkables
  const bodies = useStable(plan.bodies)
  return useMemo(
    () => ({ linkables, numbers, names: namesOf({ template, bodies, linkables, numbers }) }),
    [template, bodies, linkables, numbers],
  )
}

export const PlanNamesContext = createContext<PlanNames | null>(null)

export const usePlanNames = (): PlanNames => {
  const names = use(PlanNamesContext)
  if (names === null) throw new Error('usePlanNames is called outside the plan page')
  return names
}
