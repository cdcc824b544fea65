/** Asks before the page is closed while any change is neither saved nor kept on this device. */
import { useEffect } from 'react'
import { isKept } from '../device/device-copy.ts'
import type { PlanSession } from './session.ts'

export const useUnsavedGuard = (session: PlanSession | null): void => {
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if (session === null || isKept(session.device.state())) return
      if (session.pool.all().some((room) => room.state().unsaved > 0)) event.preventDefault()
    }
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [session])
}
