/** The page's two live regions: one polite, one for errors. Everything said aloud goes through them. */
import { createContext, use, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { createAnnouncer } from './announcer.ts'
import type { Announcer } from './announcer.ts'

const silent: Announcer = { announce: () => undefined, warn: () => undefined, close: () => undefined }
const AnnouncerContext = createContext<Announcer>(silent)

/** A message and how many came before it: said again, it is new to a screen reader all the same. */
interface Said {
  readonly message: string
  readonly turn: number
}

const nothingSaid: Said = { message: '', turn: 0 }

const after =
  (message: string) =>
  ({ turn }: Said): Said => ({ message, turn: turn + 1 })

/** Says something politely, batched with what else is said. */
export const useAnnounce = (): Announcer['announce'] => use(AnnouncerContext).announce
/** Says something at once. */
export const useWarn = (): Announcer['warn'] => use(AnnouncerContext).warn

export const AnnouncerRegions = ({ children }: { readonly children: ReactNode }) => {
  const [said, setSaid] = useState(nothingSaid)
  const [alerted, setAlerted] = useState(nothingSaid)
  const announcer = useMemo(
    () =>
      createAnnouncer({
        setTimer: (run, ms) => window.setTimeout(run, ms),
        clearTimer: (timer) => window.clearTimeout(timer as number),
        say: (message) => setSaid(after(message)),
        alert: (message) => setAlerted(after(message)),
      }),
    [],
  )
  useEffect(() => announcer.close, [announcer])
  return (
    <AnnouncerContext value={announcer}>
      {children}
      <div className="visually-hidden" role="status">
        <span key={said.turn}>{said.message}</span>
      </div>
      <div className="visually-hidden" role="alert">
        <span key={alerted.turn}>{alerted.message}</span>
      </div>
    </AnnouncerContext>
  )
}
