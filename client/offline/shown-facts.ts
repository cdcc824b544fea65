/**
 * Shows a plan as its copy on this device has it where the server could not be reached for it, or says nothing at all,
 * not even that it is there, while the plan is waited for: the answers of one moment, all or none, and only where the
 * server has given none of them. Whatever it answers afterwards takes their place, and is asked for as soon as it is
 * there again. Who one is stays unknown meanwhile: nothing is settled on it.
 */
import type { Query, QueryCacheNotifyEvent, QueryClient } from '@tanstack/react-query'
import { isRefusal, isUnreachable } from '../api/call.ts'
import { mayI } from '../api/membership.ts'
import { meQuery, planQuery, readingsQuery, templateQuery, threadsQuery } from '../api/queries.ts'
import type { KeptFacts } from '../device/copy-store.ts'
import type { KeptPlan } from '../device/device-copies.ts'

export interface ShownPlan {
  /** When it was as it is shown, in ms. */
  readonly at: number
  /** Whose copy it is. */
  readonly personName: string
  readonly mayWrite: boolean
}

export interface ShownFacts {
  /** The plans that are shown as they were kept, by id. */
  readonly state: () => ReadonlyMap<string, ShownPlan>
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

export interface ShownFactsDeps {
  readonly queries: QueryClient
  readonly readKept: () => Promise<readonly KeptPlan[]>
  /** Waits at most so long for a word. */
  readonly canReachServer: (waitMs?: number) => Promise<boolean>
}

/** A plan asked for so long without an answer may be one that a hung network keeps: then the server is looked for. */
const silentMs = 3_000
/** Longest wait for a word from it then: its answer is of a few bytes. */
const silentLookMs = 4_000

/** How soon a server that is back is noticed at the latest. */
export const lookEveryMs = 5_000

/** Which query holds which of the kept answers. */
const answersOf = (planId: string, { plan, template, readings, threads }: KeptFacts) =>
  [
    [planQuery(planId).queryKey, plan],
    [templateQuery(planId).queryKey, template],
    [readingsQuery(planId).queryKey, readings],
    [threadsQuery(planId).queryKey, threads],
  ] as const

/** The plan whose facts a query holds; null for any other. */
const planOf = (queryKey: readonly unknown[]): string | null =>
  queryKey[0] === 'plan' && queryKey[2] === 'facts' && typeof queryKey[1] === 'string' ? queryKey[1] : null

export const createShownFacts = ({ queries, readKept, canReachServer }: ShownFactsDeps): ShownFacts => {
  const listeners = new Set<() => void>()
  const looking = new Set<string>()
  let shown: ReadonlyMap<string, ShownPlan> = new Map()
  const silences = new Set<ReturnType<typeof setTimeout>>()
  let timer: ReturnType<typeof setTimeout> | null = null

  const change = (next: ReadonlyMap<string, ShownPlan>): void => {
    shown = next
    for (const listener of listeners) listener()
  }
  const lookSoon = (): void => void (timer ??= setTimeout(() => void look(), lookEveryMs))
  const look = async (): Promise<void> => {
    if (await canReachServer())
      for (const planId of shown.keys())
        await queries.invalidateQueries({ queryKey: ['plan', planId], refetchType: 'all' })
    timer = null
    if (shown.size > 0) lookSoon()
  }
  /** False where the server has said that it is somebody else, or nobody, who is here. */
  const mayBeOf = ({ facts }: KeptPlan): boolean => {
    const { data, error } = queries.getQueryState(meQuery.queryKey) ?? {}
    const isOut = error != null && isRefusal(error)
    return !isOut && (data === undefined || data.person.id === facts.plan.me.personId)
  }
  const show = async (planId: string): Promise<void> => {
    const kept = (await readKept()).find((one) => one.planId === planId)
    if (kept === undefined || !mayBeOf(kept)) return
    const answers = answersOf(planId, kept.facts)
    if (answers.some(([queryKey]) => queries.getQueryData(queryKey) !== undefined)) return
    const { at, plan } = kept.facts
    const mayWrite = plan.sections.some((section) => mayI(plan, 'write-section', section))
    change(new Map([...shown, [planId, { at, personName: plan.me.name, mayWrite }]]))
    for (const [queryKey, answer] of answers) queries.setQueryData(queryKey, answer, { updatedAt: at })
    lookSoon()
  }
  const isKept = (planId: string): Promise<boolean> =>
    readKept().then(
      (kept) => kept.some((one) => one.planId === planId),
      () => false,
    )
  const tryToShow = async (planId: string): Promise<void> => {
    if (looking.has(planId)) return
    looking.add(planId)
    // A browser that fails to open what it stored shows what it always did: that the server cannot be reached.
    await show(planId).catch(() => undefined)
    looking.delete(planId)
  }
  const isSilent = ({ state }: Query): boolean =>
    state.data === undefined && state.fetchStatus === 'fetching' && state.fetchFailureCount === 0
  const breakSilence = async (query: Query, planId: string): Promise<void> => {
    if (!isSilent(query) || !(await isKept(planId)) || (await canReachServer(silentLookMs))) return
    if (isSilent(query)) await tryToShow(planId)
  }
  const notice = (query: Query, planId: string): void => {
    if (!isSilent(query)) return
    const silence = setTimeout(() => {
      silences.delete(silence)
      void breakSilence(query, planId)
    }, silentMs)
    silences.add(silence)
  }
  const hear = (event: QueryCacheNotifyEvent): void => {
    if (event.type !== 'updated') return
    const { action, query } = event
    const planId = planOf(query.queryKey)
    if (planId === null) return
    if (action.type === 'fetch') notice(query, planId)
    if (action.type === 'failed' && query.state.data === undefined && isUnreachable(action.error))
      void tryToShow(planId)
    if (!shown.has(planId)) return
    const isAnswered = action.type === 'success' && action.manual !== true
    // It is not shown after that in any case.
    const isRefused = action.type === 'error' && isRefusal(action.error)
    if (!isAnswered && !isRefused) return
    change(new Map([...shown].filter(([id]) => id !== planId)))
    // The server has not said yet who one is.
    if (isAnswered) void queries.invalidateQueries(meQuery)
  }
  const stop = queries.getQueryCache().subscribe(hear)
  // What the page asked for before anything of it was there.
  for (const query of queries.getQueryCache().getAll()) {
    const planId = planOf(query.queryKey)
    if (planId !== null) notice(query, planId)
  }

  return {
    state: () => shown,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      stop()
      if (timer !== null) clearTimeout(timer)
      for (const silence of silences) clearTimeout(silence)
      shown = new Map()
    },
  }
}
