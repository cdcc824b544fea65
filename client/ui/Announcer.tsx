/** The page's two live regions: one polite, one for errors. Everything said aloud goes through them. */
import { createContext, use, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { later } from '../sync/later.ts'
import { createAnnouncer } from './announcer.ts'
import type { Announcer } from './announcer.ts'

const silent: Announcer = { announce: () => undefined, warn: () => undefined, close: () => undefined }
const AnnouncerContext = createContext<Announcer>(silent)

/** Says something politely, batched with what else is said. */
export const useAnnounce = (): Announcer['announce'] => use(AnnouncerContext).announce
/** Says something at once. */
export const useWarn = (): Announcer['warn'] => use(AnnouncerContext).warn

export const AnnouncerRegions = ({ children }: { readonly children: ReactNode }) => {
  const [said, setSaid] = useState('')
  const [alerted, setAlerted] = useState('')
  const announcer = useMemo(() => createAnnouncer({ later, say: setSaid, alert: setAlerted }), [])
  useEffect(() => announcer.close, [announcer])
  return (
    <AnnouncerContext value={announcer}>
      {children}
      <div className="visually-hidden" role="status">
        {said}
      </div>
      <div className="visually-hidden" role="alert">
        {alerted}
      </div>
    </AnnouncerContext>
  )
}
