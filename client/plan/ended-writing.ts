/**
 * Why one could not go on writing in a section: said at its heading until one can again, and then forgotten, so that it
 * is not said anew with the next change of rights. Copies of what was not saved are the keeper's, and stay.
 */
import { useEffect } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { mayI } from '../api/membership.ts'
import { useIsLive, useSectionRoom } from './session.ts'
import type { PlanSession } from './session.ts'

export interface EndedWriting {
  readonly sectionId: string
  /** Null where the section itself says it. */
  readonly why: string | null
  /** What one had no more: the right to write, or the section's connection, which the server ended for good. */
  readonly lacks: 'right' | 'connection'
}

/** `isLive`: the section's room is connected. */
export const canGoOn = (
  plan: Pick<PlanView, 'me' | 'sections'>,
  { sectionId, lacks }: EndedWriting,
  isLive: boolean,
): boolean => {
  const section = plan.sections.find(({ id }) => id === sectionId)
  return section !== undefined && mayI(plan, 'write-section', section) && (lacks === 'right' || isLive)
}

export const useForgetEnded = (
  session: PlanSession | null,
  plan: PlanView,
  ended: EndedWriting | null,
  forget: () => void,
): void => {
  const isLive = useIsLive(useSectionRoom(session, ended?.sectionId ?? ''))
  const isOver = ended !== null && canGoOn(plan, ended, isLive)
  useEffect(() => {
    if (isOver) forget()
  }, [isOver, forget])
}
