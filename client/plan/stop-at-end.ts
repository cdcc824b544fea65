/** Begins writing with a connection that is alive, and stops, saying why, when the server ends it for good. */
import { useEffect, useEffectEvent, useRef } from 'react'
import { useWarn } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import { useEndedBy, useSectionRoom } from './session.ts'

export const useStopAtEnd = (sectionId: string): void => {
  const { session, acts } = usePlanPage()
  const warn = useWarn()
  const endedBy = useEndedBy(useSectionRoom(session, sectionId))
  const hasBegun = useRef(false)
  const answer = useEffectEvent((code: number) => {
    if (!hasBegun.current && session?.pool.renew(sectionId) === true) return
    const { says, act } = words.save.ends[code] ?? words.save.endedOtherwise
    const why = `${says} ${act}`
    warn(why)
    acts.endEditing({ sectionId, why, lacks: 'connection' })
  })
  useEffect(() => {
    if (endedBy !== null) answer(endedBy)
    hasBegun.current = true
  }, [endedBy])
}
