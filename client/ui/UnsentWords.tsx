/** Holds, above all screens, the words that were typed and not sent; asks before the page is closed over them. */
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { createUnsentStore, type UnsentStore } from './unsent-words.ts'

const UnsentContext = createContext<UnsentStore | null>(null)

export const useUnsentStore = (): UnsentStore => {
  const store = use(UnsentContext)
  if (store === null) throw new Error('useUnsentStore is called outside the app')
  return store
}

export const UnsentWordsHolder = ({ children }: { readonly children: ReactNode }) => {
  const [store] = useState(createUnsentStore)
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if (store.all().length > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [store])
  return <UnsentContext value={store}>{children}</UnsentContext>
}
