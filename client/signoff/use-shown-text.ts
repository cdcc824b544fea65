/**
 * The text a signer reads, held still while others write. Nothing newer takes its place before its reader has asked for
 * it, or has had a signature refused for it; either way they are shown what differs from the text they had.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Reading, SectionView } from '../../shared/api/sections.ts'
import { call } from '../api/call.ts'
import { planQuery, readingsQuery } from '../api/queries.ts'
import { createNewest, createShown, linesOf } from './shown.ts'
import type { Shown } from './shown.ts'
import { diffTexts } from './text-diff.ts'
import type { TextChange } from './text-diff.ts'

export interface ShownChanges {
  /** None where what differs is no words. */
  readonly list: readonly TextChange[]
  /** They are shown in the place of a signature. */
  readonly wasRefused: boolean
}

/** A section's reading as doorbells have brought it. */
const useHeardReading = (planId: string, sectionId: string): Reading | undefined => {
  const take = useCallback(
    (readings: readonly Reading[]) => readings.find((reading) => reading.sectionId === sectionId),
    [sectionId],
  )
  return useQuery({ ...readingsQuery(planId), select: take }).data
}

export const useShownText = (plan: PlanView, section: SectionView, reading: Reading) => {
  const queries = useQueryClient()
  const [shown, setShown] = useState<Shown>(() => createShown(section, reading))
  const [changes, setChanges] = useState<ShownChanges | null>(null)
  const heard = useHeardReading(plan.id, section.id)
  const newest = useMemo(() => createNewest(shown, section, heard), [shown, section, heard])
  const turnTo = (next: Shown, wasRefused: boolean): void => {
    setChanges({ list: diffTexts(linesOf(shown), linesOf(next)), wasRefused })
    setShown(next)
  }
  /** What was heard of may lag behind what a signature was refused for. */
  const lookAgain = async (): Promise<void> => {
    const params = { planId: plan.id, sectionId: section.id }
    const read = await call('GET /api/plans/:planId/sections/:sectionId/reading', params)
    const facts = await queries.fetchQuery({ ...planQuery(plan.id), staleTime: 0 })
    turnTo(createShown(facts.sections.find(({ id }) => id === section.id) ?? section, read), true)
  }
  return {
    shown,
    hasChanged: newest.hash !== shown.hash,
    changes,
    showNewest: () => turnTo(newest, false),
    lookAgain,
    forgetChanges: () => setChanges(null),
  }
}
