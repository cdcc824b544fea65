/** What the client takes from the machine it runs on: clock, ids, addresses. */
import { createContext, use } from 'react'
import type { DeviceCopies } from './device/device-copies.ts'
import type { Windows } from './device/windows.ts'

export interface Platform {
  readonly now: () => number
  readonly newId: () => string
  /** `wss://host/sync`, under which rooms are reached. */
  readonly syncUrl: string
  /** Copies of plans on this device. */
  readonly copies: DeviceCopies
  /** The browser's other windows. */
  readonly windows: Windows
}

export const PlatformContext = createContext<Platform | null>(null)

export const usePlatform = (): Platform => {
  const platform = use(PlatformContext)
  if (platform === null) throw new Error('usePlatform is called outside the app')
  return platform
}
