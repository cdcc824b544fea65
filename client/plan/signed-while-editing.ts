/** Closes the editor when its section is signed off, removed or no longer writable for this person, and says why. */
import { useEffect, useEffectEvent } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { mayI } from '../api/membership.ts'
import { useWarn } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'
import type { PlanActs } from './plan-context.ts'

export const useSignedWhileEditing = (plan: PlanView, editing: string | null, end: PlanActs['endEditing']): void => {
  const warn = useWarn()
  const section = plan.sections.find(({ id }) => id === editing)
  const mayWrite = section !== undefined && mayI(plan, 'write-section', section)
  const close = useEffectEvent((sectionId: string) => {
    const { signedNow, readOnlyNow, notHere } = words.sections
    // A signed section says so below its heading.
    const isSigned = section?.state === 'signed'
    const why = isSigned || section === undefined ? null : readOnlyNow(section.title)
    end({ sectionId, why, lacks: 'right' })
    if (section === undefined) warn(notHere)
    else warn(isSigned ? signedNow(section.title) : readOnlyNow(section.title))
  })
  useEffect(() => {
    if (editing !== null && !mayWrite) close(editing)
  }, [editing, mayWrite])
}
