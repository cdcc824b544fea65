/**
 * The plan's words and what refers to them. Each hook takes from the readings and threads only what its caller shows, and
 * hears of a change only when that part has changed: while people write, readings come every second, and each drawing
 * of the page costs the writer a frame.
 */
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ThreadView } from '../../shared/api/comments.ts'
import type { Reading } from '../../shared/api/sections.ts'
import type { Highlight } from '../../shared/export/tree.ts'
import type { SectionContent } from '../../shared/plan/model.ts'
import { readingsQuery, threadsQuery } from '../api/queries.ts'

type Readings = readonly Reading[]
type Threads = readonly ThreadView[]

/**
 * A part that begins to show asks for nothing, since doorbells keep readings and threads as they are; and it watches no
 * age: there are a hundred of them, each of which would set a timer anew with every reading.
 */
const asItStands = { refetchOnMount: false, staleTime: Infinity } as const

/** One part of the readings; `take` must be the same function as long as it takes the same. Undefined: not there yet. */
export const useOfReadings = <T>(planId: string, take: (readings: Readings) => T): T | undefined =>
  useQuery({ ...readingsQuery(planId), ...asItStands, select: take }).data

/** One part of the threads; as above. */
export const useOfThreads = <T>(planId: string, take: (threads: Threads) => T): T | undefined =>
  useQuery({ ...threadsQuery(planId), ...asItStands, select: take }).data

export const contentIn = (readings: Readings | undefined, sectionId: string): SectionContent | undefined =>
  readings?.find((reading) => reading.sectionId === sectionId)?.content

/** A section's words as the server last read them; undefined until it has, and where none are asked for. */
export const useReadContent = (planId: string, sectionId: string | null): SectionContent | undefined => {
  const take = useCallback(
    (readings: Readings) => (sectionId === null ? null : (contentIn(readings, sectionId) ?? null)),
    [sectionId],
  )
  return useOfReadings(planId, take) ?? undefined
}

/** Marks of the open threads that lie on words of a section. */
const highlightsIn = (threads: Threads, sectionId: string): readonly Highlight[] =>
  threads.flatMap(({ id, place, state }) =>
    place.kind === 'words' && place.sectionId === sectionId
      ? [{ threadId: id, range: place.range, open: state === 'open' }]
      : [],
  )

const noHighlights: readonly Highlight[] = []

export const useHighlights = (planId: string, sectionId: string): readonly Highlight[] => {
  const take = useCallback((threads: Threads) => highlightsIn(threads, sectionId), [sectionId])
  return useOfThreads(planId, take) ?? noHighlights
}

const isThere = (list: readonly unknown[]): boolean => list.length > 0

/** Whether the plan's words have come. */
export const useWasRead = (planId: string): boolean => useOfReadings(planId, isThere) ?? false
