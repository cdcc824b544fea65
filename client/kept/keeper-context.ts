/** The one keeper of the browser's page, for every screen. */
import { createContext, use } from 'react'
import type { Keeper } from './keeper.ts'

export const KeeperContext = createContext<Keeper | null>(null)

export const useKeeper = (): Keeper => {
  const keeper = use(KeeperContext)
  if (keeper === null) throw new Error('useKeeper is called outside the app')
  return keeper
}
