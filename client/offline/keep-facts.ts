/**
 * Keeps a plan's facts in its copy on this device, while the copy is on: all the answers that the plan page needs, as of
 * one moment at which the server was there and stood by each of them. Without a connection nothing is stored, and
 * nothing after the server has said that one is signed out.
 */
import type { QueryClient } from '@tanstack/react-query'
import { errorOf } from '../api/call.ts'
import { meQuery, planQuery, readingsQuery, templateQuery, threadsQuery } from '../api/queries.ts'
import { factsVersion } from '../device/copy-store.ts'
import type { KeptFacts } from '../device/copy-store.ts'
import type { DeviceCopy } from '../device/device-copy.ts'

export interface KeepFactsDeps {
  readonly queries: QueryClient
  readonly device: DeviceCopy
  readonly now: () => number
  readonly isConnected: () => boolean
  /** Hears when the page goes out of sight, which is the last that a page is sure to hear; answers what stops it. */
  readonly onHidden: (listener: () => void) => () => void
}

/** Colleagues who write change something every second, and all of it is stored anew each time. */
const atMostEveryMs = 10_000

/** What may be missing on the device. */
const nameOfFacts = 'facts'

/** The answer to a query, while it is known to be the server's newest. */
const standing = <T>(queries: QueryClient, { queryKey }: { readonly queryKey: readonly unknown[] }): T | undefined => {
  const state = queries.getQueryState<T>(queryKey)
  const stands = state?.status === 'success' && state.fetchStatus === 'idle' && !state.isInvalidated
  return stands ? state.data : undefined
}

const readFacts = (queries: QueryClient, planId: string, at: number): KeptFacts | null => {
  const plan = standing<KeptFacts['plan']>(queries, planQuery(planId))
  const template = standing<KeptFacts['template']>(queries, templateQuery(planId))
  const readings = standing<KeptFacts['readings']>(queries, readingsQuery(planId))
  const threads = standing<KeptFacts['threads']>(queries, threadsQuery(planId))
  if (plan === undefined || template === undefined || readings === undefined || threads === undefined) return null
  return { version: factsVersion, at, plan, template, readings, threads }
}

const isSignedOut = (queries: QueryClient): boolean => {
  const error = queries.getQueryState(meQuery.queryKey)?.error ?? null
  return error !== null && errorOf(error).type === 'sign-in'
}

/** Answers what stops it. */
export const keepFacts = (deps: KeepFactsDeps, planId: string): (() => void) => {
  const { queries, device, now, isConnected, onHidden } = deps
  let timer: ReturnType<typeof setTimeout> | null = null
  let storedAt = -Infinity
  let isStopped = false

  const store = async (): Promise<void> => {
    if (!device.state().isOn || !isConnected() || isSignedOut(queries)) return
    const facts = readFacts(queries, planId, now())
    if (facts === null) return
    storedAt = facts.at
    if (!(await device.keep(nameOfFacts, (to) => to.keepFacts(facts)))) storeSoon()
  }
  const storeSoon = (): void => {
    if (!device.state().isOn || isStopped) return
    timer ??= setTimeout(
      () => {
        timer = null
        void store()
      },
      // At most so long, too, should the clock be set back.
      Math.min(atMostEveryMs, Math.max(0, storedAt + atMostEveryMs - now())),
    )
  }
  const ofPlan = planQuery(planId).queryKey.slice(0, 2)
  const stopHearing = queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && ofPlan.every((part, index) => query.queryKey[index] === part)) storeSoon()
  })
  let { isOn } = device.state()
  const stopListening = device.subscribe(() => {
    const was = isOn
    isOn = device.state().isOn
    if (isOn && !was) storeSoon()
  })
  const stopHidden = onHidden(() => void store())
  storeSoon()

  return () => {
    isStopped = true
    stopHearing()
    stopListening()
    stopHidden()
    if (timer !== null) clearTimeout(timer)
  }
}
