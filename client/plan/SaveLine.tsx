/**
 * What is saved, in words, while one writes. Spoken only when it turns bad or good again, not at every change.
 *
 * Written into the page past React: it changes twice with every letter, and each of React's commits while an editor has
 * the focus walks through all its text to note where the caret stands.
 */
import { useEffect, useEffectEvent, useRef } from 'react'
import { isKept } from '../device/device-copy.ts'
import { saySaving } from '../sync/save-words.ts'
import type { SectionRoom } from '../sync/section-room.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import styles from './SaveLine.module.css'

export const SaveLine = ({ room }: { readonly room: SectionRoom }) => {
  const device = usePlanPage().session?.device
  const line = useRef<HTMLParagraphElement>(null)
  const announce = useAnnounce()
  const wasOffline = useRef(false)
  const show = useEffectEvent(() => {
    const state = room.state()
    const { mood, says } = saySaving(state, device !== undefined && isKept(device.state()))
    const shown = state.notice === 'not-saved' ? `${says} ${words.save.notSaved}` : says
    if (line.current === null || line.current.textContent === shown) return
    line.current.textContent = shown
    line.current.dataset.mood = mood
    if ((mood === 'offline') !== wasOffline.current) announce(says)
    wasOffline.current = mood === 'offline'
  })
  useEffect(() => {
    show()
    const stops = [room.subscribe(() => show()), device?.subscribe(() => show())]
    return () => {
      for (const stop of stops) stop?.()
    }
  }, [room, device])
  return <p ref={line} className={styles.line} data-testid="save-state" />
}
