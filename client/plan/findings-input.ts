/**
 * The whole plan as the checks read it: the words that the page shows. Settles for a second before it is judged, so that
 * typing is not slowed.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Reading } from '../../shared/api/sections.ts'
import type { PlanReading } from '../../shared/plan/facts.ts'
import { readingsQuery } from '../api/queries.ts'
import type { SectionRoom } from '../sync/section-room.ts'
import { usePlanPage } from './plan-context.ts'
import type { PlanPageContext } from './plan-context.ts'
import { shownContent } from './shown-words.ts'
import { watchRooms } from './watch-rooms.ts'

const settleMs = 1_000

type ReadPlan = Pick<PlanPageContext, 'plan' | 'session'> & { readonly readings: readonly Reading[] | undefined }

/** Null until every section has been read once. */
export const planReading = ({ plan, session, readings }: ReadPlan): PlanReading | null => {
  const sections = plan.sections.flatMap((section) => {
    const content = shownContent(section.id, session?.pool.find(section.id) ?? null, readings)
    return content === undefined ? [] : [{ ...section, content }]
  })
  return sections.length === plan.sections.length ? { ...plan, sections } : null
}

export const useFindingsInput = (): PlanReading | null => {
  const { plan, session } = usePlanPage()
  const { data: readings } = useQuery(readingsQuery(plan.id))
  const page = useMemo(() => ({ plan, session, readings }), [plan, session, readings])
  const [reading, setReading] = useState<PlanReading | null>(() => planReading(page))
  useEffect(() => {
    let timer = 0
    const settle = (): void => {
      clearTimeout(timer)
      timer = window.setTimeout(() => setReading(planReading(page)), settleMs)
    }
    const follow = (room: SectionRoom): (() => void) => {
      const stops = [room.subscribe(settle), room.content.subscribe(settle)]
      return () => stops.forEach((end) => end())
    }
    const stop = watchRooms(page.session, follow, settle)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [page])
  return reading
}
