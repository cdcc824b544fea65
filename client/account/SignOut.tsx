/**
 * Signing out here, or everywhere at once. What was shown is forgotten, and copies of plans on this computer are removed,
 * for the next person at it. Where a copy holds changes that are not sent, that is said first.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { call } from '../api/call.ts'
import { usePlatform } from '../platform.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useUnsentStore } from '../ui/UnsentWords.tsx'
import { words } from '../words/en.ts'
import styles from './account.module.css'

type SignOutRoute = 'POST /api/sign-out' | 'POST /api/sign-out-everywhere'

const useSignOut = (route: SignOutRoute) => {
  const queries = useQueryClient()
  const { copies } = usePlatform()
  const unsent = useUnsentStore()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: async () => {
      await call(route, {})
      await copies.forgetAll()
    },
    onSuccess: () => {
      unsent.forgetAll()
      navigate('/sign-in')
      queries.clear()
    },
  })
}

const sayUnsent = (unsent: number | null): string =>
  unsent === null ? words.copy.signOutUnknown : words.copy.signOutUnsent(unsent)

interface AskProps {
  readonly route: SignOutRoute
  readonly title: string
  /** What the button says that does it. */
  readonly act: string
  readonly onClose: () => void
  readonly children: ReactNode
}

const Ask = ({ route, title, act, onClose, children }: AskProps) => {
  const signOut = useSignOut(route)
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Outcome of={signOut} />
      <div className={styles.buttons}>
        <Button look="primary" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          {act}
        </Button>
        <Button onClick={onClose}>{words.general.cancel}</Button>
      </div>
    </Dialog>
  )
}

export const SignOut = () => {
  const [asks, setAsks] = useState<'everywhere' | 'here' | null>(null)
  /** Null where it cannot be told. */
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
      <Outcome of={signOut} />
      <div className={styles.buttons}>
        <Button disabled={signOut.isPending} onClick={() => void begin('here')}>
          {words.general.signOut}
        </Button>
        <Button onClick={() => void begin('everywhere')}>{words.account.everywhere}</Button>
      </div>
      {asks === 'everywhere' && (
        <Ask
          route="POST /api/sign-out-everywhere"
          title={words.account.everywhereTitle}
          act={words.account.everywhere}
          onClose={close}
        >
          <p>{words.account.everywhereSays}</p>
          {unsent !== 0 && <p>{sayUnsent(unsent)}</p>}
        </Ask>
      )}
      {asks === 'here' && (
        <Ask route="POST /api/sign-out" title={words.copy.signOutTitle} act={words.copy.signOutAnyway} onClose={close}>
          <p>{sayUnsent(unsent)}</p>
        </Ask>
      )}
    </>
  )
}
