/** What verbs work with: the data folder as files, and the server's parts over it, opened only by who needs them. */
import type { Clock, Deps } from '../context.ts'

export interface World {
  readonly dataFolder: string
  readonly clock: Clock
  /** Opens the store and closes it when the work is done. Throws when the folder holds what cannot be opened. */
  open<T>(work: (deps: Deps) => Promise<T>): Promise<T>
}
