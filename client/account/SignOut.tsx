/**
 * Signing out here, or everywhere at once. What was shown is forgotten, and copies of plans on this computer are removed,
 * for the next person at it. Where a copy holds changes that are not sent, that is said first.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../api/call.ts'
import { usePlatform } from '../platform.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failure } from '../ui/Failure.tsx'
import { words } from '../words/en.ts'
import styles from './account.module.css'

const useSignOut = (route: 'POST /api/sign-out' | 'POST /api/sign-out-everywhere') => {
  const queries = useQueryClient()
  const { copies } = usePlatform()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: async () => {
      await call(route, {})
      await copies.forgetAll()
    },
    onSuccess: () => {
      navigate('/sign-in')
      queries.clear()
    },
  })
}

interface AskProps {
  /** Null where it cannot be told. */
  readonly unsent: number | null
  readonly onClose: () => void
}

const sayUnsent = (unsent: number | null): string =>
  unsent === null ? words.copy.signOutUnknown : words.copy.signOutUnsent(unsent)

const Everywhere = ({ unsent, onClose }: AskProps) => {
  const signOut = useSignOut('POST /api/sign-out-everywhere')
  return (
    <Dialog title={words.account.everywhereTitle} onClose={onClose}>
      <p>{words.account.everywhereSays}</p>
      {unsent !== 0 && <p>{sayUnsent(unsent)}</p>}
      <Failure thrown={signOut.error} />
      <div className={styles.buttons}>
        <Button look="primary" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          {words.account.everywhere}
        </Button>
        <Button onClick={onClose}>{words.general.cancel}</Button>
      </div>
    </Dialog>
  )
}

const LosingUnsent = ({ unsent, onClose }: AskProps) => {
  const signOut = useSignOut('POST /api/sign-out')
  return (
    <Dialog title={words.copy.signOutTitle} onClose={onClose}>
      <p>{sayUnsent(unsent)}</p>
      <Failure thrown={signOut.error} />
      <div className={styles.buttons}>
        <Button look="primary" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          {words.copy.signOutAnyway}
        </Button>
        <Button onClick={onClose}>{words.general.cancel}</Button>
      </div>
    </Dialog>
  )
}

export const SignOut = () => {
  const [asks, setAsks] = useState<'everywhere' | 'here' | null>(null)
  const [unsent, setUnsent] = useState<number | null>(0)
  const { copies } = usePlatform()
  const signOut = useSignOut('POST /api/sign-out')
  const begin = async (where: 'everywhere' | 'here'): Promise<void> => {
    const count = await copies.countUnsent()
    setUnsent(count)
    if (where === 'here' && count === 0) signOut.mutate()
    else setAsks(where)
  }
  const close = (): void => setAsks(null)
  return (
    <>
      <Failure thrown={signOut.error} />
      <div className={styles.buttons}>
        <Button disabled={signOut.isPending} onClick={() => void begin('here')}>
          {words.general.signOut}
        </Button>
        <Button onClick={() => void begin('everywhere')}>{words.account.everywhere}</Button>
      </div>
      {asks === 'everywhere' && <Everywhere unsent={unsent} onClose={close} />}
      {asks === 'here' && <LosingUnsent unsent={unsent} onClose={close} />}
    </>
  )
}
