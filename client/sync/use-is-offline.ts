/** Whether the connection of the plan page has been away for long. */
import { useEffect, useState } from 'react'
import { usePlatform } from '../platform.ts'
import { isOfflineTooLong } from './save-words.ts'

/** `afterMs`: how long is long; by itself, until the bar warns. */
export const useIsOffline = (offlineSince: number | null, afterMs?: number): boolean => {
  const { now } = usePlatform()
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const look = (): void => setIsLong(isOfflineTooLong(offlineSince, now(), afterMs))
    look()
    const timer = setInterval(look, 1_000)
    return () => clearInterval(timer)
  }, [offlineSince, now, afterMs])
  return isLong
}
