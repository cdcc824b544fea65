/**
 * On every screen, while the server cannot be reached: that the plan is shown as it was kept, and as of when; or, where
 * nothing is kept of what was asked for, which plans can be opened all the same.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { canReachServer, isUnreachable } from '../api/call.ts'
import { askForMissing, meQuery } from '../api/queries.ts'
import { usePlatform } from '../platform.ts'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { lookEveryMs } from './shown-facts.ts'
import { useShownAsKept } from './shown-facts-context.ts'
import type { ShownPlan } from './shown-facts.ts'
import styles from './OfflineNotice.module.css'

const sayAt = (at: number): string => sayMoment(new Date(at).toISOString())

const Notice = ({ says, children }: { readonly says: string; readonly children?: ReactNode }) => (
  <div className={`${styles.notice} no-print`} role="alert">
    <p>
      <strong>{words.offline.none}</strong> {says}
    </p>
    {children}
  </div>
)

export const AsKept = ({ personName, at, mayWrite }: ShownPlan) => {
  const { asKept, write, readOnly } = words.offline
  return <Notice says={`${asKept(personName, sayAt(at))} ${mayWrite ? write : readOnly}`} />
}

export interface Openable {
  readonly planId: string
  readonly title: string
  readonly at: number
}

export const CanOpen = ({ plans }: { readonly plans: readonly Openable[] }) => (
  <Notice says={words.offline.canOpen}>
    <ul>
      {plans.map(({ planId, title, at }) => (
        <li key={planId}>
          <Link href={`/plans/${planId}`}>{title}</Link>, {words.offline.asOf(sayAt(at))}
        </li>
      ))}
    </ul>
  </Notice>
)

/** The plan to which an address belongs, whichever of its screens it shows. */
const planOfPath = (path: string): string | null => /^\/plans\/([^/]+)/.exec(path)?.[1] ?? null

/** As `isCutOff` in `queries.ts`, told whenever it changes. */
const useIsCutOff = (): boolean => {
  const { data, failureReason } = useQuery({ ...meQuery, enabled: false })
  return data === undefined && isUnreachable(failureReason)
}

/** Notices a server that is back. */
const useServerBack = (isWanted: boolean): void => {
  const queries = useQueryClient()
  useEffect(() => {
    if (!isWanted) return
    let timer = 0
    const lookSoon = (): void => void (timer = window.setTimeout(() => void look(), lookEveryMs))
    const look = async (): Promise<void> => {
      const isBack = await canReachServer()
      if (timer === 0) return
      if (isBack) await askForMissing(queries)
      if (timer !== 0) lookSoon()
    }
    lookSoon()
    return () => {
      clearTimeout(timer)
      timer = 0
    }
  }, [queries, isWanted])
}

const nothing: readonly Openable[] = []

const useOpenable = (isWanted: boolean): readonly Openable[] => {
  const { copies } = usePlatform()
  const [plans, setPlans] = useState(nothing)
  useEffect(() => {
    if (!isWanted) return
    let isHere = true
    const look = async (): Promise<void> => {
      const kept = await copies.readKept()
      if (isHere) setPlans(kept.map(({ planId, facts: { plan, at } }) => ({ planId, title: plan.title, at })))
    }
    // A browser that fails to open what it stored has nothing to offer.
    look().catch(() => undefined)
    return () => void (isHere = false)
  }, [copies, isWanted])
  return isWanted ? plans : nothing
}

export const OfflineNotice = () => {
  const [path] = useLocation()
  const planId = planOfPath(path)
  const shown = useShownAsKept(planId)
  const isCutOff = useIsCutOff()
  // What is shown as it was kept looks for the server itself, and for the plan first.
  useServerBack(isCutOff && shown === null)
  const plans = useOpenable(isCutOff && shown === null)
  if (shown !== null) return <AsKept {...shown} />
  // The plan asked for is about to be shown, should it be one of them.
  if (plans.length === 0 || plans.some((plan) => plan.planId === planId)) return null
  return <CanOpen plans={plans} />
}
