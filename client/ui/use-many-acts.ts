/**
 * Acts of one kind of which several may be on their way, as when one ticks box after box: what each is about, so that
 * it shows as done at once, and what went wrong with any of them.
 */
import { useState } from 'react'
import type { Act } from './Outcome.tsx'

export interface ManyActs<Input> {
  /** On their way, oldest first. */
  readonly pending: readonly Input[]
  /** All of them as one. */
  readonly act: Act
  readonly begin: (input: Input) => void
}

export const useManyActs = <Input>(run: (input: Input) => Promise<unknown>): ManyActs<Input> => {
  const [pending, setPending] = useState<readonly Input[]>([])
  const [error, setError] = useState<unknown>(null)
  const begin = (input: Input): void => {
    // What went wrong beside what is still on its way stays said until that is done, too.
    if (pending.length === 0) setError(null)
    setPending((held) => [...held, input])
    void run(input)
      .catch(setError)
      .finally(() => setPending((held) => held.filter((other) => other !== input)))
  }
  return { pending, act: { isPending: pending.length > 0, error }, begin }
}
