/**
 * Brings the copies on this device in line with who is signed in, on every screen: whose they are, what must go, what
 * its author must still know. Asked again whenever the server says anew who one is; asks the server nothing itself.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Me } from '../../shared/api/person.ts'
import { errorOf } from '../api/call.ts'
import { meQuery } from '../api/queries.ts'
import type { Settled, Signed } from '../device/device-copies.ts'
import { usePlatform } from '../platform.ts'
import { useKeeper } from './keeper-context.ts'
import type { Keeper } from './keeper.ts'

/** Null while it is not known: a server that cannot be reached says nothing about who one is. */
const signedOf = (me: Me | undefined, thrown: unknown): Signed | null => {
  if (thrown !== null) {
    const { type, wasEnded = false } = errorOf(thrown)
    const wasHere = me !== undefined
    return type === 'sign-in' ? { who: { is: 'away', wasEnded }, wasHere } : null
  }
  if (me === undefined) return null
  const planIds = me.plans.map(({ id }) => id)
  return { who: { is: 'here', personId: me.person.id, planIds }, wasHere: true }
}

const tell = (keeper: Keeper, { rescues, waiting }: Settled): void => {
  keeper.keepsOnDevice(waiting)
  for (const { planId, rescue, forget } of rescues) keeper.offer({ ...rescue, planId, forget })
}

export const SettledCopies = (): null => {
  const { data, error } = useQuery({ ...meQuery, enabled: false })
  const keeper = useKeeper()
  const { copies } = usePlatform()
  useEffect(() => {
    const signed = signedOf(data, error)
    // A browser that fails to open what it stored has nothing to offer; the plan page says so where it matters.
    if (signed !== null)
      copies.settle(signed).then(
        (settled) => tell(keeper, settled),
        () => keeper.keepsOnDevice(0),
      )
  }, [data, error, keeper, copies])
  return null
}
