/** Keeps the earlier of two values that say the same, so that what depends on it is not done again. */
import { useState } from 'react'

const sayTheSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** For plain data only. */
export const useStable = <T>(value: T): T => {
  const [held, setHeld] = useState(value)
  if (held === value) return held
  if (sayTheSame(held, value)) return held
  setHeld(value)
  return value
}
