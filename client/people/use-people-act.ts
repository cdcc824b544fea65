/** An act on a plan's people: does it, reads the people again, says that it is done. */
import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'

interface PeopleAct<Input, Reply> {
  readonly act: (input: Input) => Promise<Reply>
  /** Said aloud once it is done. */
  readonly says: (input: Input) => string
  readonly onDone?: () => void
}

export const usePeopleAct = <Input = void, Reply = unknown>(
  planId: string,
  { act, says, onDone }: PeopleAct<Input, Reply>,
): UseMutationResult<Reply, Error, Input> => {
  const refresh = useRefresh(planId)
  const announce = useAnnounce()
  return useMutation({
    mutationFn: act,
    onSuccess: async (_, input) => {
      announce(says(input))
      await refresh('people')
      onDone?.()
    },
  })
}

/** After something was removed its button is gone; its list's heading takes the focus. */
export const focusHeading = (id: string): void => void requestAnimationFrame(() => document.getElementById(id)?.focus())
