/**
 * What the screens read from the server, under which key it is kept, and which keys a doorbell makes stale.
 */
import { queryOptions, replaceEqualDeep, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Reading } from '../../shared/api/sections.ts'
import type { Doorbell } from '../../shared/protocol.ts'
import { assertNever } from '../../shared/result.ts'
import { call, CallFault, isUnreachable } from './call.ts'

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => call('GET /api/me', {}) })

export const planQuery = (planId: string) =>
  queryOptions({ queryKey: ['plan', planId, 'facts'], queryFn: () => call('GET /api/plans/:planId', { planId }) })

/** A plan keeps its template's version, so this never goes stale. */
export const templateQuery = (planId: string) =>
  queryOptions({
    queryKey: ['plan', planId, 'template'],
    queryFn: () => call('GET /api/plans/:planId/template', { planId }),
    staleTime: Infinity,
  })

const readingsKey = (planId: string) => ['plan', planId, 'readings'] as const

/** All readings of a plan. An answer that took long on its way never takes back what was read since. */
export const readingsQuery = (planId: string) =>
  queryOptions({
    queryKey: readingsKey(planId),
    queryFn: async ({ client }) => {
      const fetched = await call('GET /api/plans/:planId/readings', { planId })
      return keepNewest(client.getQueryData<readonly Reading[]>(readingsKey(planId)), fetched)
    },
  })

export const threadsQuery = (planId: string) =>
  queryOptions({
    queryKey: ['plan', planId, 'threads'],
    queryFn: () => call('GET /api/plans/:planId/threads', { planId }),
  })

export const invitationsQuery = (planId: string) =>
  queryOptions({
    queryKey: ['plan', planId, 'invitations'],
    queryFn: () => call('GET /api/plans/:planId/invitations', { planId }),
  })

export const templatesQuery = queryOptions({ queryKey: ['templates'], queryFn: () => call('GET /api/templates', {}) })
export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: () => call('GET /api/sessions', {}) })
export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: () => call('GET /api/tokens', {}) })

/** Who is signed in; refused where nobody is. */
export const useMe = () => useQuery(meQuery)

/** True while the server was asked who one is, and cannot be reached. */
export const isCutOff = (queries: QueryClient): boolean => {
  const { data, fetchFailureReason } = queries.getQueryState(meQuery.queryKey) ?? {}
  return data === undefined && isUnreachable(fetchFailureReason)
}

/**
 * A refusal is final; what may pass by itself is asked for again: three times within seven seconds, by a page that knows
 * that it is cut off once, after a second. Such a page says so, and looks by itself whether the server is back.
 */
export const mayPass = (failures: number, thrown: unknown, cutOff = false): boolean =>
  failures < (cutOff && isUnreachable(thrown) ? 1 : 3) &&
  (!(thrown instanceof CallFault) || thrown.status === 0 || thrown.status === 429 || thrown.status >= 500)

/** Asks again for all that could not be had. */
export const askForMissing = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })

/** A first answer that is still on its way may be older than what is known to have changed. */
const settleFirst = async (queries: QueryClient, queryKey: QueryKey): Promise<void> => {
  const query = queries.getQueryCache().find({ queryKey, exact: true })
  if (query?.state.status === 'pending' && query.state.fetchStatus === 'fetching')
    await Promise.allSettled([query.fetch()])
}

/** Reads one section again and puts it in its place among the plan's readings. */
const refreshReading = async (queries: QueryClient, planId: string, sectionId: string): Promise<void> => {
  await settleFirst(queries, readingsQuery(planId).queryKey)
  const reading = await call('GET /api/plans/:planId/sections/:sectionId/reading', { planId, sectionId })
  queries.setQueryData(
    readingsQuery(planId).queryKey,
    (held) => held && keepNewest(held, replaceReading(held, reading)),
  )
}

type Version = Pick<Reading, 'generation' | 'seq'>

export const isOlder = (reading: Version, held: Version): boolean =>
  reading.generation < held.generation || (reading.generation === held.generation && reading.seq < held.seq)

/** What was fetched, with the reading held of each section that is newer; what is alike stays the same value. */
export const keepNewest = (held: readonly Reading[] | undefined, fetched: readonly Reading[]): readonly Reading[] => {
  const heldById = new Map(held?.map((reading) => [reading.sectionId, reading]))
  const newest = fetched.map((reading) => {
    const known = heldById.get(reading.sectionId)
    return known !== undefined && isOlder(reading, known) ? known : reading
  })
  return replaceEqualDeep(held, newest)
}

const replaceReading = (readings: readonly Reading[], reading: Reading): readonly Reading[] =>
  readings.some(({ sectionId }) => sectionId === reading.sectionId)
    ? readings.map((other) => (other.sectionId === reading.sectionId ? reading : other))
    : [...readings, reading]

/** When the oldest of what doorbells tell of a plan was read, in ms; infinity where nothing was. */
export const oldestReadAt = (queries: QueryClient, planId: string): number => {
  const told = [planQuery, readingsQuery, threadsQuery, invitationsQuery]
  const readAt = told.map((query) => queries.getQueryState<unknown>(query(planId).queryKey)?.dataUpdatedAt ?? 0)
  return Math.min(...readAt.filter((at) => at > 0))
}

/** Makes stale what a doorbell says has changed. */
export const answerDoorbell = async (queries: QueryClient, planId: string, bell: Doorbell): Promise<void> => {
  const stale = async (queryKey: QueryKey): Promise<void> => {
    await settleFirst(queries, queryKey)
    await queries.invalidateQueries({ queryKey })
  }
  switch (bell.what) {
    case 'plan':
    case 'section':
      await stale(planQuery(planId).queryKey)
      return
    case 'reading':
      await refreshReading(queries, planId, bell.id)
      return
    case 'threads':
      await Promise.all([stale(threadsQuery(planId).queryKey), stale(planQuery(planId).queryKey)])
      return
    case 'people':
      await Promise.all([
        stale(planQuery(planId).queryKey),
        stale(meQuery.queryKey),
        stale(invitationsQuery(planId).queryKey),
      ])
      return
    default:
      assertNever(bell.what)
  }
}

/** Makes a plan's facts, threads or people stale after an act of our own, without waiting for the doorbell. */
export const useRefresh = (planId: string) => {
  const queries = useQueryClient()
  return useCallback(
    (what: Doorbell['what']): Promise<void> => answerDoorbell(queries, planId, { what, id: planId }),
    [queries, planId],
  )
}
