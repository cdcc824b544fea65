/** Runs an action's work in one transaction that a refusal undoes, as a throw does. */
import { err, type Result } from '../../shared/result.ts'
import type { Rows, Store } from '../store/store.ts'
import type { ActionError } from './errors.ts'

class Undone extends Error {
  readonly refusal: ActionError
  constructor(refusal: ActionError) {
    super(refusal.says)
    this.refusal = refusal
  }
}

export const transact = async <T>(
  store: Store,
  work: (rows: Rows) => Promise<Result<T, ActionError>>,
): Promise<Result<T, ActionError>> => {
  try {
    return await store.transaction(async (rows) => {
      const done = await work(rows)
      if (!done.ok) throw new Undone(done.error)
      return done
    })
  } catch (thrown) {
    if (thrown instanceof Undone) return err(thrown.refusal)
    throw thrown
  }
}
