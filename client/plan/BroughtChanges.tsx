/** Says how many changes of an earlier visit still wait to be sent, and that they are saved once they are. */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { useAnnounce } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'
import { sayTime } from '../words/en/general.ts'
import type { Brought, BroughtState } from './brought.ts'
import styles from './PlanBanners.module.css'

const sayBrought = ({ unsaved, savedAt }: BroughtState): string | null => {
  if (unsaved > 0) return words.save.brought(unsaved)
  return savedAt === null ? null : words.save.broughtSaved(sayTime(savedAt))
}

export const BroughtChanges = ({ brought }: { readonly brought: Brought }) => {
  const state = useSyncExternalStore(brought.subscribe, brought.state)
  const announce = useAnnounce()
  const says = sayBrought(state)
  const tell = useEffectEvent(() => {
    if (says !== null) announce(says)
  })
  const isWaiting = state.unsaved > 0
  // Said when it begins and when it is over, not for each change between.
  useEffect(() => tell(), [isWaiting, state.savedAt])
  return says === null ? null : (
    <p className={styles.brought} data-testid="brought">
      {says}
    </p>
  )
}
