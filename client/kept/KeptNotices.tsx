/** On every screen: what is not in the plan yet, and copies of what never will be. Asks before any of it is closed. */
import { useEffect, useSyncExternalStore } from 'react'
import { words } from '../words/en.ts'
import { CopyNotice } from './CopyNotice.tsx'
import { useKeeper } from './keeper-context.ts'
import styles from './CopyNotice.module.css'

export const KeptNotices = () => {
  const keeper = useKeeper()
  const { copies, waiting, onDevice } = useSyncExternalStore(keeper.subscribe, keeper.state)
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if (keeper.holdsAnything()) event.preventDefault()
    }
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [keeper])
  return (
    <div className="no-print">
      {onDevice > 0 && <p className={styles.notice}>{words.save.onDevice(onDevice)}</p>}
      {waiting.map(({ sectionId, title, isKept }) => (
        <p key={sectionId} className={styles.notice} role="alert">
          {words.save.leftWaiting(title, isKept)}
        </p>
      ))}
      {copies.map((copy) => (
        <CopyNotice key={copy.id} copy={copy} onPutAway={() => void keeper.putAway(copy)} />
      ))}
    </div>
  )
}
