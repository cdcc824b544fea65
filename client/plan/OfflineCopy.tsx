/**
 * The switch for a copy of this plan on this computer: off unless a person asks for it, since computers are shared. Says
 * what it does, how much it holds and how new that is, and removes it at once.
 */
import { useEffect, useState } from 'react'
import type { CopySize } from '../device/copy-store.ts'
import { countUnsentIn } from '../device/device-copies.ts'
import { canHoldCopies } from '../device/names.ts'
import { usePlatform } from '../platform.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { useDeviceCopy } from './session.ts'
import type { PlanSession } from './session.ts'
import styles from './OfflineCopy.module.css'

/** How often the size is read again while it is on screen: the copy fills while one looks. */
const measureEveryMs = 2_000

const useSize = ({ device }: PlanSession, isOn: boolean): CopySize | null => {
  const [size, setSize] = useState<CopySize | null>(null)
  useEffect(() => {
    if (!isOn) return setSize(null)
    const measure = (): void => void device.attempt((store) => store.measure()).then(setSize)
    measure()
    const timer = setInterval(measure, measureEveryMs)
    return () => clearInterval(timer)
  }, [device, isOn])
  return size
}

/** Whether page and plan are both here, to be opened without a connection. */
const useOpensOffline = (session: PlanSession, isOn: boolean): boolean | null => {
  const { copies } = usePlatform()
  const [opens, setOpens] = useState<boolean | null>(null)
  useEffect(() => {
    if (!isOn) return setOpens(null)
    const look = async (): Promise<void> => {
      const facts = await session.device.attempt((store) => store.readFacts())
      setOpens(facts != null && (await copies.isProgramKept()))
    }
    void look()
    const timer = setInterval(() => void look(), measureEveryMs)
    return () => clearInterval(timer)
  }, [session, copies, isOn])
  return opens
}

const Held = ({ size }: { readonly size: CopySize | null }) => {
  const { held, newest } = words.copy
  if (size === null) return null
  return (
    <p>
      {held(size.sections, size.bytes)} {size.at !== null && newest(sayMoment(new Date(size.at).toISOString()))}
    </p>
  )
}

interface RemoveProps {
  readonly session: PlanSession
  readonly onRemoved: () => void
}

const sayUnsent = (unsent: number | null): string =>
  unsent === null ? words.copy.removeUnknown : words.copy.removeUnsent(unsent)

/** What is not sent yet would go with the copy, so that is said first. */
const Remove = ({ session: { device }, onRemoved }: RemoveProps) => {
  const [unsent, setUnsent] = useState<number | null>(0)
  const remove = async (): Promise<void> => {
    const waiting = await countUnsentIn(device)
    if (waiting !== 0 && unsent === 0) return setUnsent(waiting)
    await device.remove()
    onRemoved()
  }
  return (
    <>
      {unsent !== 0 && <p role="alert">{sayUnsent(unsent)}</p>}
      <Button look={unsent === 0 ? 'secondary' : 'primary'} onClick={() => void remove()}>
        {unsent === 0 ? words.copy.remove : words.copy.removeAnyway}
      </Button>
    </>
  )
}

const CopyDialog = ({ session, onClose }: { readonly session: PlanSession; readonly onClose: () => void }) => {
  const { isOn, fault } = useDeviceCopy(session)
  const size = useSize(session, isOn)
  const opens = useOpensOffline(session, isOn)
  const announce = useAnnounce()
  const { copy, general } = words
  const turnOn = async (): Promise<void> => {
    await session.device.turnOn()
    if (session.device.state().isOn) announce(copy.isOnNow)
    // Asks the browser not to clear it away when the disk gets full; whether it agrees changes nothing here.
    if ('storage' in navigator) await navigator.storage.persist()
  }
  return (
    <Dialog title={copy.title} onClose={onClose}>
      <p>{copy.says}</p>
      <p>
        <strong>{copy.warning}</strong>
      </p>
      <p>{copy.wiped}</p>
      {!canHoldCopies() && <p>{copy.cannot}</p>}
      {fault !== null && <p role="alert">{copy.faults[fault]}</p>}
      {isOn && <p className={styles.state}>{copy.isOn}</p>}
      {isOn && <Held size={size} />}
      {opens !== null && <p>{opens ? copy.opens : copy.opensNot}</p>}
      <div className={styles.buttons}>
        {isOn ? (
          <Remove session={session} onRemoved={() => announce(copy.removed)} />
        ) : (
          canHoldCopies() && (
            <Button look="primary" onClick={() => void turnOn()}>
              {copy.turnOn}
            </Button>
          )
        )}
        <Button onClick={onClose}>{general.close}</Button>
      </div>
    </Dialog>
  )
}

export const OfflineCopy = ({ session }: { readonly session: PlanSession | null }) => {
  const { isOn, fault } = useDeviceCopy(session)
  const [isOpen, setIsOpen] = useState(false)
  const { copy } = words
  const label = isOn ? (fault === null ? copy.buttonOn : copy.buttonFault) : copy.button
  return (
    <>
      <Button look="plain" onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      {isOpen && session !== null && <CopyDialog session={session} onClose={() => setIsOpen(false)} />}
    </>
  )
}
